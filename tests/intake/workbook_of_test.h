#pragma once

#include <Poco/DateTime.h>
#include <Poco/Path.h>
#include <Poco/Zip/Compress.h>

#include <map>
#include <sstream>
#include <string>

namespace thongbao::intake {

/// The parts of a small workbook with one sheet; any part can be changed before it is packed, so
/// that broken and hostile ones can be made too.
struct WorkbookOfTest {
  std::string rows;  ///< inside `sheetData`
  std::string strings = {};
  std::string formats = {};  ///< inside `numFmts`
  std::string styles = {};   ///< inside `cellXfs`
  std::string workbookPr = {};
  std::string sheets = R"(<sheet name="Danh sách" sheetId="1" r:id="rId1"/>)";
  std::string relations =
      R"(<Relationship Id="rId1" Type="worksheet" Target="worksheets/sheet1.xml"/>)";
  std::map<std::string, std::string> otherParts = {};
  bool isSeekable = true;  ///< false: sizes stand behind the data, as streaming writers do it

  std::map<std::string, std::string> parts() const {
    const std::string main =
        R"( xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main")"
        R"( xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships")";
    std::map<std::string, std::string> all{
        {"[Content_Types].xml", "<Types/>"},
        {"xl/workbook.xml",
         "<workbook" + main + ">" + workbookPr + "<sheets>" + sheets + "</sheets></workbook>"},
        {"xl/_rels/workbook.xml.rels",
         R"(<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">)" +
             relations + "</Relationships>"},
        {"xl/worksheets/sheet1.xml",
         "<worksheet" + main + "><sheetData>" + rows + "</sheetData></worksheet>"},
        {"xl/sharedStrings.xml", "<sst" + main + ">" + strings + "</sst>"},
        {"xl/styles.xml",
         "<styleSheet" + main + "><numFmts>" + formats +
             R"(</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs>)" + styles +
             "</cellXfs></styleSheet>"}};
    for (const auto& [name, content] : otherParts) all[name] = content;
    return all;
  }

  std::string packed() const { return zipped(parts(), isSeekable); }

  static std::string zipped(const std::map<std::string, std::string>& parts,
                            bool isSeekable = true) {
    std::stringstream bytes;
    Poco::Zip::Compress zip(bytes, isSeekable);
    for (const auto& [name, content] : parts) {
      std::istringstream stream(content);
      zip.addFile(stream, Poco::DateTime(2026, 11, 24), Poco::Path(name, Poco::Path::PATH_UNIX));
    }
    zip.close();
    return bytes.str();
  }
};

/// A cell with an inline text.
inline std::string textCell(const std::string& place, const std::string& text) {
  return R"(<c r=")" + place + R"(" t="inlineStr"><is><t>)" + text + "</t></is></c>";
}

/// Row 1 with two headings, and `cells` as row 2.
inline std::string headedRows(const std::string& cells) {
  return R"(<row r="1">)" + textCell("A1", "Tên") + textCell("B1", "Giá") + R"(</row><row r="2">)" +
         cells + "</row>";
}

}  // namespace thongbao::intake
