#include "base/random.h"
#include "intake/xlsx_fixture.h"

namespace thongbao::intake {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;

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
