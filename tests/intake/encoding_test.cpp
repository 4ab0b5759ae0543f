#include "intake/encoding.h"

#include <gmock/gmock.h>

#include "base/text.h"
#include "intake/legacy_font.h"
#include "intake/table_of_test.h"

namespace thongbao::intake {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;
using std::string_literals::operator""s;

std::string utf16(std::u16string_view text, bool bigEndian) {
  std::string bytes;
  for (const char16_t c : text) {
    const char low = static_cast<char>(c & 0xFF);
    const char high = static_cast<char>(c >> 8);
    bytes += bigEndian ? high : low;
    bytes += bigEndian ? low : high;
  }
  return bytes;
}

class Encodings : public TableOfTest {
 protected:
  TableOptions as(const std::string& encoding) { return {.encoding = encoding}; }
};

TEST_F(Encodings, AreNamedInOneList) {
  EXPECT_THAT(encodings(),
              ElementsAre("utf-8", "utf-16le", "utf-16be", "windows-1258", "tcvn3", "vni"));
  for (const std::string& name : encodings()) EXPECT_NO_THROW(encodingNamed(name));
  EXPECT_EQ(encodingNamed("Windows-1258"), Encoding::windows1258);
}

TEST_F(Encodings, UnknownNameIsRefusedWithTheOnesThereAre) {
  const auto error = failure("Tên,Email\nA,b\n", as("latin1"));
  EXPECT_EQ(error.code(), base::Code::usage);
  EXPECT_THAT(error.sentence(), HasSubstr("latin1"));
  EXPECT_THAT(error.advice(), HasSubstr("utf-8, utf-16le, utf-16be, windows-1258, tcvn3, vni"));
}

TEST_F(Encodings, Utf16IsReadWithAndWithoutAMarkInBothByteOrders) {
  const auto text = u"Tên\tĐịa chỉ\r\nCửa hàng 😀\t\"Huế\nViệt Nam\"\r\n";
  const std::pair<std::string, std::string> files[] = {
      {"\xFF\xFE" + utf16(text, false), "UTF-16LE"},
      {"\xFE\xFF" + utf16(text, true), "UTF-16BE"},
      {utf16(text, false), "UTF-16LE"},
      {utf16(text, true), "UTF-16BE"},
  };
  for (const auto& [bytes, encoding] : files) {
    const auto table = open(bytes);
    EXPECT_EQ(table->info().encoding, encoding);
    EXPECT_EQ(table->info().delimiter, "\t");
    EXPECT_THAT(table->info().headings, ElementsAre("Tên", "Địa chỉ"));
    EXPECT_THAT(rowsOf(*table)[0].cells, ElementsAre("Cửa hàng 😀", "Huế\nViệt Nam"));
  }
}

TEST_F(Encodings, Utf16WithHalfACharacterIsRefusedWithItsLine) {
  const std::string good = utf16(u"Tên,Email\nA,b\nC,d\n", false);
  for (const std::string& wrong : {utf16(u"E\xD83D,f\n", false), "E"s}) {
    const auto error = failure("\xFF\xFE" + good + wrong);
    EXPECT_THAT(error.sentence(), HasSubstr("UTF-16LE"));
    EXPECT_EQ(error.place().line, 4u);
  }
}

TEST_F(Encodings, Windows1258IsFoundByItsVietnamese) {
  const auto table = open(
      "T\xEAn,\xD0i\xF2"
      "a chi\xD2\nH\xE0ng Vi\xEA\xF2t,\x93Hu\xEA\xEC\x94\n");
  EXPECT_EQ(table->info().encoding, "Windows-1258");
  const auto all = rowsOf(*table);
  EXPECT_EQ(base::toNfc(all[0].cells[0]), "Hàng Việt");
  EXPECT_EQ(base::toNfc(all[0].cells[1]), "“Huế”");
}

TEST_F(Encodings, Windows1258IsReadWhenItIsNamed) {
  const auto table = open("Ten,Email\nA,b\nHu\xEA\xEC,c\n", as("windows-1258"));
  EXPECT_EQ(base::toNfc(rowsOf(*table)[1].cells[0]), "Huế");
}

TEST_F(Encodings, Windows1258IsTheSameWhateverThePiecesAre) {
  std::string text = "Ten,Dia chi\n";
  for (int i = 0; i < 20'000; ++i) text += "Hu\xEA\xEC " + std::to_string(i) + ",Vi\xEA\xF2t\n";
  const auto all = rows(text, as("windows-1258"));
  ASSERT_THAT(all, SizeIs(20'000));
  for (const Row& row : all) {
    ASSERT_EQ(base::toNfc(row.cells[0]), "Huế " + std::to_string(row.number - 2));
    ASSERT_EQ(base::toNfc(row.cells[1]), "Việt");
  }
}

TEST_F(Encodings, ByteThatWindows1258DoesNotHaveIsRefusedWithItsLine) {
  const auto error = failure("Ten,Email\nA,b\nC,\x8D\n", as("windows-1258"));
  EXPECT_THAT(error.sentence(), HasSubstr("Windows-1258"));
  EXPECT_EQ(error.place().line, 3u);
}

TEST_F(Encodings, LegacyFontsAreNeverGuessed) {
  for (const std::string& text : {"T\xAAn,\xA7\xDE"
                                  "a ch\xD8\nC\xF6"
                                  "a h\xB5ng,Hu\xD5\n"s,  // TCVN3
                                  "Te\xE2n,\xD1\xF2"
                                  "a ch\xE6\nC\xF6\xFB"
                                  "a ha\xF8ng,Hue\xE1\n"s}) {  // VNI
    const auto error = failure(text);
    EXPECT_EQ(error.code(), base::Code::badInput);
    EXPECT_EQ(error.place().line, 1u);
    EXPECT_THAT(error.sentence(), HasSubstr("encoding"));
    EXPECT_THAT(error.advice(), HasSubstr("--encoding"));
    EXPECT_THAT(error.advice(), HasSubstr("vni"));
  }
}

TEST_F(Encodings, Tcvn3IsReadWhenItIsNamed) {
  const auto table = open(
      "T\xAAn,\xA7\xDE"
      "a ch\xD8\nC\xF6"
      "a h\xB5ng,Hu\xD5\n",
      as("tcvn3"));
  EXPECT_EQ(table->info().encoding, "TCVN3");
  EXPECT_THAT(table->info().headings, ElementsAre("Tên", "Địa chỉ"));
  EXPECT_THAT(rowsOf(*table)[0].cells, ElementsAre("Cửa hàng", "Huế"));
}

TEST_F(Encodings, VniIsReadWhenItIsNamed) {
  const auto table = open(
      "Te\xE2n,\xD1\xF2"
      "a ch\xE6\nC\xF6\xFB"
      "a ha\xF8ng,Hue\xE1\n",
      as("vni"));
  EXPECT_EQ(table->info().encoding, "VNI");
  EXPECT_THAT(table->info().headings, ElementsAre("Tên", "Địa chỉ"));
  EXPECT_THAT(rowsOf(*table)[0].cells, ElementsAre("Cửa hàng", "Huế"));
}

TEST_F(Encodings, LegacyFontIsReadThoughASpreadsheetSavedItsLettersAsUnicode) {
  const auto text = u"Teân\tÑòa chæ\nCöûa haøng\tHueá\n";
  for (const std::string& bytes :
       {"Teân\tÑòa chæ\nCöûa haøng\tHueá\n"s, "\xEF\xBB\xBFTeân\tÑòa chæ\nCöûa haøng\tHueá\n"s,
        "\xFF\xFE" + utf16(text, false)}) {
    const auto table = open(bytes, as("vni"));
    EXPECT_THAT(table->info().headings, ElementsAre("Tên", "Địa chỉ"));
    EXPECT_THAT(rowsOf(*table)[0].cells, ElementsAre("Cửa hàng", "Huế"));
  }
}

TEST_F(Encodings, LegacyFontsShowEveryVietnameseLetter) {
  EXPECT_EQ(fromLegacyFont("µ¶·¸¹¨»¼½¾Æ©ÇÈÉÊË®ÌÎÏÐÑªÒÓÔÕÖ×ØÜÝÞ", LegacyFont::tcvn3),
            "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíị");
  EXPECT_EQ(fromLegacyFont("ßáâãä«åæçèé¬êëìíîïñòóô\u00ADõö÷øùúûüýþ", LegacyFont::tcvn3),
            "òỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵ");
  EXPECT_EQ(fromLegacyFont("aøaùaûaõaï aâaàaáaåaãaä aêaèaéaúaüaë eøeùeûeõeï eâeàeáeåeãeä",
                           LegacyFont::vni),
            "àáảãạ âầấẩẫậ ăằắẳẵặ èéẻẽẹ êềếểễệ");
  EXPECT_EQ(
      fromLegacyFont("oøoùoûoõoï oâoàoáoåoãoä ôôøôùôûôõôï uøuùuûuõuï ööøöùöûöõöï", LegacyFont::vni),
      "òóỏõọ ôồốổỗộ ơờớởỡợ ùúủũụ ưừứửữự");
  EXPECT_EQ(fromLegacyFont("ìíæóò yøyùyûyõî ñ ÑÖÔØNG ÑAÏI HOÏC", LegacyFont::vni),
            "ìíỉĩị ỳýỷỹỵ đ ĐƯỜNG ĐẠI HỌC");
}

TEST_F(Encodings, VniIsTheSameWhateverThePiecesAre) {
  std::string text = "Te\xE2n,Email\n";
  for (int i = 0; i < 20'000; ++i) text += "Hue\xE1 " + std::to_string(i) + ",Ca\xF8\n";
  const auto all = rows(text, as("vni"));
  ASSERT_THAT(all, SizeIs(20'000));
  for (const Row& row : all) {
    ASSERT_EQ(row.cells[0], "Huế " + std::to_string(row.number - 2));
    ASSERT_EQ(row.cells[1], "Cà");
  }
}

TEST_F(Encodings, Utf8ThatBreaksFarBelowIsRefusedWithItsLineAndAdvice) {
  std::string text = "Tên,Email\n";
  for (int i = 0; i < 20'000; ++i) text += "Huế,b\n";
  const auto error = failure(text + "Hu\xEA,c\n");
  EXPECT_THAT(error.sentence(), HasSubstr("UTF-8"));
  EXPECT_EQ(error.place().line, 20'002u);
  EXPECT_EQ(error.place().row, 20'002u);
  EXPECT_THAT(error.advice(), HasSubstr("--encoding"));
}

TEST_F(Encodings, AFewWrongBytesDoNotMakeUtf8AnotherEncoding) {
  EXPECT_THAT(failure("Tên,Địa chỉ\nHu\xEA,Việt\n").sentence(), HasSubstr("UTF-8"));
}

TEST_F(Encodings, CharacterThatTheFileEndsInIsRefused) {
  EXPECT_THAT(failure("Tên,Email\nHuế,b\nHu\xE1\xBA").sentence(), HasSubstr("UTF-8"));
}

TEST_F(Encodings, ZeroBytesAreRefusedWithTheirLine) {
  std::string text = "Tên,Email\n";
  for (int i = 0; i < 20'000; ++i) text += "Huế,b\n";
  const auto error = failure(text + "A\0,c\n"s);
  EXPECT_THAT(error.sentence(), HasSubstr("zero"));
  EXPECT_EQ(error.place().line, 20'002u);
}

}  // namespace
}  // namespace thongbao::intake
