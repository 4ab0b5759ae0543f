#include "base/random.h"
#include "intake/xlsx_fixture.h"

namespace thongbao::intake {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;

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

}  // namespace
}  // namespace thongbao::intake
