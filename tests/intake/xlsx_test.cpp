#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.h"
#include "base/random.h"
#include "intake/table.h"
#include "intake/workbook_of_test.h"
#include "support/temporary_folder.h"

namespace thongbao::intake {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;

class Xlsx : public testing::Test {
 protected:
  std::unique_ptr<Table> open(const std::string& bytes, const TableOptions& options = {}) {
    return openTable(folder_.write("list.xlsx", bytes), options);
  }
  std::vector<Row> rowsOf(Table& table) {
    std::vector<Row> rows;
    for (Row row; table.next(row);) rows.push_back(row);
    return rows;
  }
  std::vector<Row> rows(const WorkbookOfTest& book) { return rowsOf(*open(book.packed())); }
  /// The first cell of row 2.
  std::string cell(const WorkbookOfTest& book) { return rows(book).at(0).cells.at(0); }

  base::Error failureOfBytes(const std::string& bytes, const TableOptions& options = {}) {
    try {
      rowsOf(*open(bytes, options));
    } catch (const base::Error& error) {
      EXPECT_THAT(error.place().file, HasSubstr("list.xlsx"));
      return error;
    }
    ADD_FAILURE() << "was read without an error";
    return {base::Code::defect, ""};
  }
  base::Error failure(const WorkbookOfTest& book, const TableOptions& options = {}) {
    return failureOfBytes(book.packed(), options);
  }

  test::TemporaryFolder folder_;
};

TEST_F(Xlsx, ReadsSharedInlineAndFormulaTexts) {
  const auto table = open(WorkbookOfTest{
      .rows = headedRows(R"(<c r="A2" t="s"><v>1</v></c><c r="B2" t="str"><f>1&amp;"a"</f>)"
                         R"(<v>1a</v></c>)"),
      .strings = "<si><t>không</t></si><si><t>Cửa hàng &amp; Bạn</t></si>"}
                              .packed());
  EXPECT_EQ(table->info().format, "xlsx");
  EXPECT_EQ(table->info().sheet, "Danh sách");
  EXPECT_EQ(table->info().delimiter, "");
  EXPECT_THAT(table->info().headings, ElementsAre("Tên", "Giá"));
  const auto rows = rowsOf(*table);
  ASSERT_THAT(rows, SizeIs(1));
  EXPECT_EQ(rows[0].number, 2u);
  EXPECT_THAT(rows[0].cells, ElementsAre("Cửa hàng & Bạn", "1a"));
}

TEST_F(Xlsx, JoinsRichTextAndDropsPhoneticGuides) {
  EXPECT_EQ(
      cell({.rows = headedRows(R"(<c r="A2" t="s"><v>0</v></c>)"),
            .strings =
                R"(<si><r><rPr><b/></rPr><t>Shop </t></r><r><t xml:space="preserve">Một</t></r>)"
                R"(<rPh sb="0" eb="1"><t>guide</t></rPh></si>)"}),
      "Shop Một");
}

TEST_F(Xlsx, DecodesEscapedCharacters) {
  EXPECT_EQ(cell({.rows = headedRows(textCell("A2", "a_x000D_\nb_x005F_x0041_ _x00ZZ_ _xD800_"))}),
            "a\r\nb_x0041_ _x00ZZ_ _xD800_");
}

TEST_F(Xlsx, WritesNumbersAsAPersonWould) {
  const std::pair<const char*, const char*> numbers[] = {
      {"912345678", "912345678"},
      {"912345678.0", "912345678"},
      {"9.12345678E8", "912345678"},
      {"0.1", "0.1"},
      {"0.30000000000000004", "0.3"},
      {"1E-3", "0.001"},
      {"-5", "-5"},
      {"7494512345678912345", "7494512345678912345"},
      {"7.4945123456789E+18", "7.4945123456789E+18"},
      {"0100233488", "0100233488"}};
  for (const auto& [written, shown] : numbers)
    EXPECT_EQ(cell({.rows = headedRows(std::string(R"(<c r="A2"><v>)") + written + "</v></c>")}),
              shown);
}

TEST_F(Xlsx, WritesDatesByTheirNumberFormat) {
  const auto dated = [](const char* number, const char* style) {
    return WorkbookOfTest{
        .rows =
            headedRows(std::string(R"(<c r="A2" s=")") + style + R"("><v>)" + number + "</v></c>"),
        .formats = R"(<numFmt numFmtId="164" formatCode="dd\/mm\/yyyy"/>)"
                   R"(<numFmt numFmtId="165" formatCode="[Red]#,##0&quot;đ/đơn&quot;"/>)",
        .styles = R"(<xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/>)"
                  R"(<xf numFmtId="22"/>)"};
  };
  EXPECT_EQ(cell(dated("46058", "0")), "46058");
  EXPECT_EQ(cell(dated("46058", "1")), "05/02/2026");
  EXPECT_EQ(cell(dated("46058", "2")), "05/02/2026");
  EXPECT_EQ(cell(dated("46058", "3")), "46058") << "letters in quotes are no date";
  EXPECT_EQ(cell(dated("46058.604166666664", "4")), "05/02/2026 14:30:00");
  EXPECT_EQ(cell(dated("46058.999999999996", "4")), "06/02/2026");
  EXPECT_EQ(cell(dated("0.5", "4")), "12:00:00");
  EXPECT_EQ(cell(dated("1", "1")), "01/01/1900");
  EXPECT_EQ(cell(dated("61", "1")), "01/03/1900");
  EXPECT_EQ(cell(dated("2958466", "1")), "2958466") << "behind the last day";
  EXPECT_EQ(cell(dated("-1", "1")), "-1");
  EXPECT_EQ(cell(dated("46058", "99")), "46058") << "a style that does not exist";
  WorkbookOfTest from1904 = dated("44596", "1");
  from1904.workbookPr = R"(<workbookPr date1904="1"/>)";
  EXPECT_EQ(cell(from1904), "05/02/2026");
}

TEST_F(Xlsx, ReadsIsoDatesBooleansAndErrors) {
  const auto all = rows({.rows = headedRows(R"(<c r="A2" t="d"><v>2026-02-05T00:00:00</v></c>)"
                                            R"(<c r="B2" t="b"><v>1</v></c>)"
                                            R"(<c r="C2" t="e"><v>#N/A</v></c>)"
                                            R"(<c r="D2" t="b"><v>0</v></c>)")});
  EXPECT_THAT(all[0].cells, ElementsAre("05/02/2026", "TRUE", "#N/A", "FALSE"));
}

TEST_F(Xlsx, PutsCellsWhereTheirNamesSayAndCountsRowsByThem) {
  const auto all = rows({.rows = headedRows(textCell("B2", "x")) + R"(<row r="7">)" +
                                 textCell("A7", "y") + "<c r=\"B7\" s=\"1\"/></row><row>" +
                                 "<c t=\"inlineStr\"><is><t>z</t></is></c></row>"});
  ASSERT_THAT(all, SizeIs(3));
  EXPECT_THAT(all[0].cells, ElementsAre("", "x"));
  EXPECT_EQ(all[1].number, 7u);
  EXPECT_EQ(all[2].number, 8u);
  EXPECT_THAT(all[2].cells, ElementsAre("z", ""));
}

TEST_F(Xlsx, SkipsATitleBlockOfMergedCells) {
  const std::string title = R"(<row r="1">)" + textCell("A1", "DANH SÁCH NGƯỜI BÁN") +
                            R"(<c r="B1"/></row><row r="3">)" + textCell("A3", "Tên") +
                            textCell("B3", "Giá") + R"(</row><row r="4">)" + textCell("A4", "A") +
                            textCell("B4", "1") + "</row>";
  const auto table = open(WorkbookOfTest{.rows = title}.packed());
  EXPECT_EQ(table->info().headingRow, 3u);
  EXPECT_THAT(table->info().headings, ElementsAre("Tên", "Giá"));
}

WorkbookOfTest twoSheets() {
  return {.rows = headedRows(textCell("A2", "ẩn")),
          .sheets = R"(<sheet name="Ẩn" sheetId="1" state="hidden" r:id="rId1"/>)"
                    R"(<sheet name="Người bán" sheetId="2" r:id="rId2"/>)",
          .relations = R"(<Relationship Id="rId1" Target="worksheets/sheet1.xml"/>)"
                       R"(<Relationship Id="rId2" Target="/xl/worksheets/sheet2.xml"/>)",
          .otherParts = {{"xl/worksheets/sheet2.xml", "<worksheet><sheetData>" +
                                                          headedRows(textCell("A2", "hiện")) +
                                                          "</sheetData></worksheet>"}}};
}

TEST_F(Xlsx, TakesTheFirstVisibleSheetUnlessOneIsNamed) {
  EXPECT_EQ(cell(twoSheets()), "hiện");
  const auto hidden = open(twoSheets().packed(), {.sheet = " ẩn "});
  EXPECT_EQ(hidden->info().sheet, "Ẩn");
  EXPECT_EQ(rowsOf(*hidden)[0].cells[0], "ẩn");
}

TEST_F(Xlsx, NamesTheSheetsWhenTheWantedOneIsMissing) {
  const auto error = failure(twoSheets(), {.sheet = "Sheet1"});
  EXPECT_EQ(error.code(), base::Code::notFound);
  EXPECT_THAT(error.sentence(), HasSubstr("“Sheet1”"));
  EXPECT_THAT(error.advice(), HasSubstr("“Ẩn”, “Người bán”"));
}

TEST_F(Xlsx, ReadsAFileThatWasWrittenAsAStream) {
  EXPECT_EQ(cell({.rows = headedRows(textCell("A2", "A")), .isSeekable = false}), "A");
}

TEST_F(Xlsx, RefusesADoctypeWhereverItStands) {
  const std::string doctype = R"(<!DOCTYPE a [<!ENTITY e "x">]>)";
  EXPECT_THAT(failure({.rows = "", .otherParts = {{"xl/workbook.xml", doctype + "<workbook/>"}}})
                  .sentence(),
              HasSubstr("DOCTYPE"));
  // Across the border of two pieces, behind white space without end.
  for (const std::size_t blanks : {16'380u, 16'383u, 32'760u})
    EXPECT_THAT(failure({.rows = "",
                         .otherParts = {{"xl/sharedStrings.xml", "<?xml version=\"1.0\"?>" +
                                                                     std::string(blanks, ' ') +
                                                                     doctype + "<sst/>"}}})
                    .sentence(),
                HasSubstr("DOCTYPE"));
}

TEST_F(Xlsx, RefusesAZipBombByItsRatio) {
  const std::string rows = headedRows(textCell("A2", "A")) + std::string(40U << 20U, ' ');
  EXPECT_THAT(failure({.rows = rows}).sentence(), HasSubstr("unpacks to more bytes"));
}

TEST_F(Xlsx, RefusesMoreUnpackedBytesThanTheLimit) {
  TableOptions options;
  options.mostUnpackedBytes = 50'000;
  std::string rows;
  for (int i = 2; i < 2000; ++i)
    rows +=
        "<row r=\"" + std::to_string(i) + "\">" + textCell("A" + std::to_string(i), "A") + "</row>";
  EXPECT_THAT(failure({.rows = headedRows("") + rows}, options).sentence(),
              HasSubstr("unpacks to more bytes"));
}

TEST_F(Xlsx, RefusesATagThatDoesNotEnd) {
  std::string noise;
  for (unsigned i = 0, state = 1; i < (3U << 20U); ++i) {
    state = state * 1664525U + 1013904223U;
    noise += static_cast<char>('a' + (state >> 24U) % 26U);
  }
  EXPECT_THAT(failure({.rows = "<row r=\"" + noise + "\"/>"}).sentence(),
              HasSubstr("without an end"));
}

TEST_F(Xlsx, RefusesElementsNestedWithoutEnd) {
  std::string nested;
  for (int i = 0; i < 1000; ++i) nested += "<a>";
  EXPECT_THAT(failure({.rows = nested}).sentence(), HasSubstr("damaged"));
}

TEST_F(Xlsx, RefusesTooManyEntries) {
  WorkbookOfTest book{.rows = headedRows("")};
  for (int i = 0; i < 10'001; ++i) book.otherParts["x/" + std::to_string(i)] = "";
  EXPECT_THAT(failure(book).sentence(), HasSubstr("10000 entries"));
}

TEST_F(Xlsx, RefusesEntriesThatLeadOutside) {
  // Written with harmless names of the same length, which are then changed in the bytes.
  for (const std::string name : {"../../x.xml", "/abs/x.xml ", "..\\..\\x.xml", "C:/x/yy.xml"}) {
    WorkbookOfTest book{.rows = headedRows("")};
    book.otherParts["ab/cd/e.xml"] = "<a/>";
    std::string bytes = book.packed();
    for (std::size_t at = 0; (at = bytes.find("ab/cd/e.xml", at)) != std::string::npos;)
      bytes.replace(at, 11, name.substr(0, 11));
    EXPECT_THAT(failureOfBytes(bytes).sentence(), HasSubstr("leads outside")) << name;
  }
}

TEST_F(Xlsx, RefusesATextBeyondTheLimit) {
  TableOptions options;
  options.mostCellBytes = 1000;
  const std::string text(1001, 'x');
  EXPECT_THAT(failure({.rows = headedRows(textCell("A2", text))}, options).sentence(),
              HasSubstr("1000 bytes"));
  EXPECT_THAT(failure({.rows = headedRows(""), .strings = "<si><t>" + text + "</t></si>"}, options)
                  .sentence(),
              HasSubstr("1000 bytes"));
}

TEST_F(Xlsx, RefusesAColumnFarOutside) {
  const auto error = failure({.rows = headedRows(textCell("XFD2", "x"))});
  EXPECT_EQ(error.place().row, 2u);
  EXPECT_THAT(error.sentence(), HasSubstr("500 columns"));
  EXPECT_EQ(rows({.rows = headedRows(textCell("A2", "x") + R"(<c r="XFD2" s="1"/>)")}).size(), 1u)
      << "an empty cell with a format is nothing";
}

TEST_F(Xlsx, RefusesMoreRowsThanTheLimit) {
  TableOptions options;
  options.mostRows = 100;
  EXPECT_EQ(
      failure({.rows = headedRows("") + R"(<row r="101">)" + textCell("A101", "x") + "</row>"},
              options)
          .place()
          .row,
      101u);
}

TEST_F(Xlsx, RefusesATextThatTheWorkbookDoesNotHave) {
  for (const char* index : {"5", "-1", "x", "", "99999999999999999999"}) {
    const auto error =
        failure({.rows = headedRows(std::string(R"(<c r="A2" t="s"><v>)") + index + "</v></c>"),
                 .strings = "<si><t>a</t></si>"});
    EXPECT_EQ(error.place().row, 2u);
    EXPECT_THAT(error.sentence(), HasSubstr("does not have"));
  }
}

TEST_F(Xlsx, RefusesBrokenXmlAndBrokenZip) {
  EXPECT_THAT(failure({.rows = "<row><c></row>"}).sentence(), HasSubstr("damaged"));
  EXPECT_THAT(failure({.rows = headedRows(textCell("A2", "&undefined;"))}).sentence(),
              HasSubstr("damaged"));
  EXPECT_THAT(failure({.rows = headedRows(textCell("A2", "\xff"))}).sentence(),
              HasSubstr("damaged"));
  const std::string good = WorkbookOfTest{.rows = headedRows(textCell("A2", "x"))}.packed();
  for (std::size_t size : {4u, 30u, 200u, 800u})
    EXPECT_THAT(failureOfBytes(good.substr(0, size)).sentence(), testing::Not(testing::IsEmpty()))
        << size;
}

TEST_F(Xlsx, NoticesAChangedByteInTheData) {
  std::string rows = headedRows(textCell("A2", "x"));
  for (int i = 0; i < 500; ++i)
    rows += "<row>" + textCell("A", std::to_string(i * 7919)) + "</row>";
  std::string bytes = WorkbookOfTest{.rows = rows}.packed();
  const std::size_t sheet = bytes.find("xl/worksheets/sheet1.xml");
  ASSERT_NE(sheet, std::string::npos);
  bytes[sheet + 24 + 400] = static_cast<char>(bytes[sheet + 24 + 400] ^ 0x55);
  EXPECT_EQ(failureOfBytes(bytes).code(), base::Code::badInput);
}

TEST_F(Xlsx, EndsInAnErrorOrInRowsWhateverBytesAreDamaged) {
  const std::string good =
      WorkbookOfTest{.rows = headedRows(textCell("A2", "x") + R"(<c r="B2" t="s"><v>0</v></c>)"),
                     .strings = "<si><t>a</t></si>"}
          .packed();
  base::SeededRandom random(20261124);
  const auto number = [&random](std::size_t below) {
    return std::stoull(random.hex(6), nullptr, 16) % below;
  };
  int refused = 0;
  for (int round = 0; round < 1500; ++round) {
    std::string bytes = good;
    for (std::size_t changes = 1 + number(4); changes > 0; --changes)
      bytes[number(bytes.size())] = static_cast<char>(number(256));
    if (number(4) == 0) bytes.resize(number(bytes.size()));
    try {
      rowsOf(*open(bytes));
    } catch (const base::Error& error) {
      EXPECT_THAT(error.code(), testing::AnyOf(base::Code::badInput, base::Code::notFound));
      ++refused;
    }
  }
  EXPECT_GT(refused, 500);
}

TEST_F(Xlsx, RefusesTextsInUtf16) {
  std::string utf16 = "\xFF\xFE";
  for (const char c : std::string("<workbook/>")) utf16 += std::string{c, '\0'};
  EXPECT_THAT(failure({.rows = "", .otherParts = {{"xl/workbook.xml", utf16}}}).sentence(),
              HasSubstr("UTF-8"));
}

TEST_F(Xlsx, NamesOtherArchives) {
  const std::pair<const char*, const char*> kinds[] = {{"content.xml", "OpenDocument"},
                                                       {"word/document.xml", "docx"},
                                                       {"ppt/presentation.xml", "pptx"},
                                                       {"xl/workbook.bin", "xlsb"},
                                                       {"a.txt", "ZIP archive"}};
  for (const auto& [part, word] : kinds) {
    const auto error = failureOfBytes(WorkbookOfTest::zipped({{part, "<a/>"}}));
    EXPECT_THAT(error.sentence(), HasSubstr(word));
    EXPECT_THAT(error.advice(), HasSubstr(".xlsx"));
  }
}

TEST_F(Xlsx, RefusesASheetThatIsNotThere) {
  EXPECT_THAT(failure({.rows = "", .relations = ""}).sentence(), HasSubstr("damaged"));
  EXPECT_THAT(
      failure({.rows = "", .relations = R"(<Relationship Id="rId1" Target="../../etc/passwd"/>)"})
          .sentence(),
      HasSubstr("damaged"));
  EXPECT_THAT(failure({.rows = "", .sheets = ""}).sentence(), HasSubstr("no visible sheet"));
  EXPECT_THAT(failure({.rows = ""}).sentence(), HasSubstr("headings"));
}

std::string textRow(int row, const std::vector<std::string>& texts, const std::string& more = "") {
  std::string cells;
  for (std::size_t i = 0; i < texts.size(); ++i)
    if (!texts[i].empty())
      cells += textCell(static_cast<char>('A' + i) + std::to_string(row), texts[i]);
  return "<row r=\"" + std::to_string(row) + "\"" + more + ">" + cells + "</row>";
}

/// A whole sheet part: what stands before the rows, and behind them.
WorkbookOfTest withSheet(const std::string& before, const std::string& rows,
                         const std::string& behind) {
  return {
      .rows = "",
      .otherParts = {{"xl/worksheets/sheet1.xml", "<worksheet>" + before + "<sheetData>" + rows +
                                                      "</sheetData>" + behind + "</worksheet>"}}};
}

std::string merged(const std::string& ranges) {
  return "<mergeCells count=\"1\">" + ranges + "</mergeCells>";
}

TEST_F(Xlsx, RepeatsAMergedCellInEveryRowOfItsRange) {
  const auto all = rows(withSheet("",
                                  textRow(1, {"Tên", "Link", "Giá"}) +
                                      textRow(2, {"Shop", "a", "1"}) + textRow(3, {"", "b", "2"}) +
                                      textRow(4, {"", "c", "3"}) + textRow(5, {"Khác", "d", "4"}),
                                  merged(R"(<mergeCell ref="A2:A4"/>)")));
  ASSERT_THAT(all, SizeIs(4));
  EXPECT_THAT(all[1].cells, ElementsAre("Shop", "b", "2"));
  EXPECT_THAT(all[2].cells, ElementsAre("Shop", "c", "3"));
  EXPECT_THAT(all[3].cells, ElementsAre("Khác", "d", "4"));
}

TEST_F(Xlsx, MakesNoRowsOfAMergedTitleOrOfMergedCellsAlone) {
  const auto table =
      open(withSheet("",
                     textRow(1, {"DANH SÁCH"}) + "<row r=\"2\"/>" + textRow(3, {"Tên", "Giá"}) +
                         textRow(4, {"A", "1"}) + "<row r=\"5\"><c r=\"A5\"/></row>",
                     merged(R"(<mergeCell ref="A1:B2"/><mergeCell ref="A4:A5"/>)"))
               .packed());
  EXPECT_EQ(table->info().headingRow, 3u);
  EXPECT_THAT(rowsOf(*table), SizeIs(1));
}

TEST_F(Xlsx, FindsMergedRangesBehindAPrefixAndAcrossPieces) {
  for (const std::size_t blanks : {65'400u, 65'500u, 65'530u, 65'560u}) {
    WorkbookOfTest book{.rows = ""};
    book.otherParts["xl/worksheets/sheet1.xml"] =
        "<x:worksheet xmlns:x=\"u\"><x:sheetData><x:row><x:c t=\"str\"><x:v>Tên</x:v></x:c><x:c "
        "t=\"str\"><x:v>Giá mergeCells</x:v></x:c></x:row><x:row><x:c t=\"str\"><x:v>A</x:v></x:c>"
        "<x:c><x:v>1</x:v></x:c></x:row><x:row><x:c/><x:c><x:v>2</x:v></x:c></x:row>"
        "</x:sheetData>" +
        std::string(blanks, ' ') +
        "<x:mergeCells><x:mergeCell ref=\"A2:A3\"/></x:mergeCells></x:worksheet>";
    EXPECT_THAT(rows(book).at(1).cells, ElementsAre("A", "2")) << blanks;
  }
}

TEST_F(Xlsx, RefusesAMergedRangeThatIsNone) {
  EXPECT_THAT(
      failure(withSheet("", textRow(1, {"a", "b"}), merged(R"(<mergeCell ref="x"/>)"))).sentence(),
      HasSubstr("mergeCell"));
}

TEST_F(Xlsx, ReadsHiddenRowsAndColumnsAndSaysSo) {
  const auto table =
      open(withSheet(
               R"(<cols><col min="2" max="3" hidden="1"/><col min="9" max="9" hidden="1"/></cols>)",
               textRow(1, {"Tên", "Giá", "Kho"}) + textRow(2, {"A", "1", "x"}, " hidden=\"1\"") +
                   textRow(3, {"B", "2", "y"}) + textRow(7, {"C", "3", "z"}, " hidden=\"true\""),
               "")
               .packed());
  EXPECT_THAT(rowsOf(*table), SizeIs(3));
  EXPECT_THAT(table->info().notes, ElementsAre("2 hidden rows were read too: 2, 7.",
                                               "The hidden columns B, C were read too."));
}

TEST_F(Xlsx, NamesOnlyTheFirstOfManyHiddenRows) {
  std::string all = textRow(1, {"Tên", "Giá"});
  for (int row = 2; row < 1002; ++row) all += textRow(row, {"A", "1"}, " hidden=\"1\"");
  const auto table = open(withSheet("", all, "").packed());
  rowsOf(*table);
  EXPECT_THAT(table->info().notes,
              ElementsAre("1000 hidden rows were read too: 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, …."));
}

TEST_F(Xlsx, ReadsTheFirstVisibleSheetWithRowsAndNamesTheOthers) {
  WorkbookOfTest book = twoSheets();
  book.sheets = R"(<sheet name="Trống" r:id="rId3"/><sheet name="Hai" r:id="rId2"/>)"
                R"(<sheet name="Một" r:id="rId1"/>)";
  book.relations += R"(<Relationship Id="rId3" Target="worksheets/sheet3.xml"/>)";
  book.otherParts["xl/worksheets/sheet3.xml"] =
      R"(<worksheet><sheetData><row r="1"><c r="A1" s="1"/></row></sheetData></worksheet>)";
  const auto table = open(book.packed());
  rowsOf(*table);
  EXPECT_EQ(table->info().sheet, "Hai");
  EXPECT_THAT(table->info().sheets, ElementsAre("Trống", "Hai", "Một"));
  EXPECT_THAT(table->info().notes,
              ElementsAre("Only the sheet “Hai” was read. These hold rows too and were not read: "
                          "“Một”."));
  const auto named = open(book.packed(), {.sheet = "Một"});
  rowsOf(*named);
  EXPECT_THAT(named->info().notes, SizeIs(0)) << "the sheet was asked for";
}

TEST_F(Xlsx, ReadsAFormulaWithoutResultAsEmptyAndSaysSo) {
  const auto table = open(WorkbookOfTest{
      .rows = headedRows(R"(<c r="A2"><f>1+1</f></c><c r="B2"><f>1</f><v>1</v></c>)") +
              R"(<row r="3"><c r="A3" t="str"><f>""</f><v></v></c>)" + textCell("B3", "x") +
              "</row>"}
                              .packed());
  const auto all = rowsOf(*table);
  EXPECT_THAT(all[0].cells, ElementsAre("", "1"));
  ASSERT_THAT(table->info().notes, SizeIs(1));
  EXPECT_THAT(table->info().notes[0], HasSubstr("1 formulas have no saved result"));
  EXPECT_THAT(table->info().notes[0], HasSubstr("A2"));
}

TEST_F(Xlsx, TellsOfNumbersThatASpreadsheetCannotKeep) {
  const auto table =
      open(WorkbookOfTest{.rows = headedRows(R"(<c r="A2"><v>7494512345678912345</v></c>)"
                                             R"(<c r="B2"><v>1234567890123450</v></c>)")}
               .packed());
  EXPECT_THAT(rowsOf(*table)[0].cells, ElementsAre("7494512345678912345", "1.23456789012345E+15"));
  ASSERT_THAT(table->info().notes, SizeIs(1));
  EXPECT_THAT(table->info().notes[0], HasSubstr("2 numbers have more than 15 digits"));
}

TEST_F(Xlsx, CountsRowsThatStandOutOfOrderAndSaysSo) {
  const auto table = open(
      withSheet("", textRow(1, {"a", "b"}) + textRow(9, {"x", "y"}) + textRow(2, {"z", "w"}), "")
          .packed());
  const auto all = rowsOf(*table);
  EXPECT_EQ(all[1].number, 10u);
  ASSERT_THAT(table->info().notes, SizeIs(1));
  EXPECT_THAT(table->info().notes[0], HasSubstr("From row 10 on"));
}

TEST_F(Xlsx, TakesCellsOutOfOrderAndRefusesTwoValuesOfOne) {
  EXPECT_THAT(rows({.rows = headedRows(textCell("B2", "y") + textCell("A2", "x"))})[0].cells,
              ElementsAre("x", "y"));
  const auto error = failure({.rows = headedRows(textCell("B2", "y") + textCell("B2", "z"))});
  EXPECT_THAT(error.sentence(), HasSubstr("B2 has two values"));
  EXPECT_EQ(error.place().row, 2u);
}

TEST_F(Xlsx, RefusesPlacesThatAreNone) {
  for (const char* place : {"AAAA2", "2", "A0", "A2x", "A99999999999"})
    EXPECT_THAT(failure({.rows = headedRows(textCell(place, "x"))}).sentence(),
                HasSubstr("damaged"))
        << place;
  for (const char* row : {"0", "-1", "x", "99999999999"})
    EXPECT_THAT(
        failure({.rows = headedRows("") + "<row r=\"" + row + "\">" + textCell("", "x") + "</row>"})
            .sentence(),
        HasSubstr("damaged"))
        << row;
}

TEST_F(Xlsx, FindsPartsInOddPlacesByTheirRelations) {
  const WorkbookOfTest usual{
      .rows = headedRows(R"(<c r="A2" t="s"><v>0</v></c><c r="B2" s="1"><v>7</v></c>)"),
      .strings = "<si><t>chữ</t></si>",
      .formats = R"(<numFmt numFmtId="164" formatCode="000"/>)",
      .styles = R"(<xf numFmtId="0"/><xf numFmtId="164"/>)"};
  auto parts = usual.parts();
  const auto move = [&parts](const char* from, const char* to) {
    parts[to] = parts[from];
    parts.erase(from);
  };
  move("xl/workbook.xml", "Book/wb.xml");
  move("xl/worksheets/sheet1.xml", "x/S.XML");
  move("xl/sharedStrings.xml", "Book/texts.xml");
  move("xl/styles.xml", "Book/sub/s.xml");
  parts.erase("xl/_rels/workbook.xml.rels");
  const std::string strict = "http://purl.oclc.org/ooxml/officeDocument/relationships/";
  parts["_rels/.rels"] = "<Relationships><Relationship Id=\"r\" Type=\"" + strict +
                         "officeDocument\" Target=\"/Book/wb.xml\"/></Relationships>";
  parts["Book/_rels/wb.xml.rels"] =
      "<Relationships><Relationship Id=\"rId1\" Type=\"" + strict +
      "worksheet\" Target=\"../x/s.xml\"/><Relationship Id=\"a\" Type=\"" + strict +
      "sharedStrings\" Target=\"texts.xml\"/><Relationship Id=\"b\" Type=\"" + strict +
      "styles\" Target=\"sub/s.xml\"/></Relationships>";
  EXPECT_THAT(rowsOf(*open(WorkbookOfTest::zipped(parts)))[0].cells, ElementsAre("chữ", "007"));
}

TEST_F(Xlsx, KeepsBlanksAndReadsErrorsAsTexts) {
  const auto all =
      rows({.rows = headedRows(R"(<c r="A2" t="inlineStr"><is><t xml:space="preserve"> a )"
                               R"(</t></is></c><c r="B2" t="e"><v>#DIV/0!</v></c>)")});
  EXPECT_THAT(all[0].cells, ElementsAre(" a ", "#DIV/0!"));
}

TEST_F(Xlsx, RefusesTwoEntriesOfOneName) {
  WorkbookOfTest book{.rows = headedRows(textCell("A2", "x"))};
  book.otherParts["xl/worksheets/sheetX.xml"] = "<worksheet/>";
  std::string bytes = book.packed();
  for (std::size_t at = 0; (at = bytes.find("sheetX.xml", at)) != std::string::npos;)
    bytes.replace(at, 10, "sheet1.xml");
  EXPECT_THAT(failureOfBytes(bytes).sentence(), HasSubstr("two entries"));
}

TEST_F(Xlsx, RefusesAWrongChecksum) {
  std::string bytes = WorkbookOfTest{.rows = headedRows(textCell("A2", "x"))}.packed();
  std::size_t name = bytes.rfind("xl/worksheets/sheet1.xml");
  bytes[name - 46 + 16] = static_cast<char>(bytes[name - 46 + 16] ^ 1);
  EXPECT_THAT(failureOfBytes(bytes).sentence(), HasSubstr("damaged"));
}

TEST_F(Xlsx, RefusesASheetThatIsCutInTheMiddle) {
  WorkbookOfTest book{.rows = ""};
  book.otherParts["xl/worksheets/sheet1.xml"] = "<worksheet><sheetData>" + textRow(1, {"a", "b"}) +
                                                textRow(2, {"x", "y"}) + "<row r=\"3\"><c";
  EXPECT_THAT(failure(book).sentence(), HasSubstr("damaged"));
}

TEST_F(Xlsx, KeepsManyTextsOnDiskAndFindsEachAgain) {
  std::string strings, all = headedRows("");
  constexpr int kTexts = 60'000;
  for (int i = 0; i < kTexts; ++i)
    strings += "<si><t>" + std::string(100, 'x') + std::to_string(i) + "</t></si>";
  // Forwards, backwards and far apart.
  for (int i = 0; i < 3'000; ++i)
    all += "<row><c t=\"s\"><v>" + std::to_string(i) + "</v></c><c t=\"s\"><v>" +
           std::to_string(i % 2 ? kTexts - 1 - i : (i * 7919) % kTexts) + "</v></c></row>";
  const auto found = rows({.rows = all, .strings = strings});
  ASSERT_THAT(found, SizeIs(3'000));
  for (int i = 0; i < 3'000; ++i) {
    const auto& cells = found[static_cast<std::size_t>(i)].cells;
    EXPECT_EQ(cells[0], std::string(100, 'x') + std::to_string(i));
    EXPECT_EQ(cells[1],
              std::string(100, 'x') + std::to_string(i % 2 ? kTexts - 1 - i : (i * 7919) % kTexts));
  }
}

}  // namespace
}  // namespace thongbao::intake
