#include "base/text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <utf8proc.h>

#include <cstdlib>

#include "base/error.h"

namespace thongbao::base {
namespace {

using testing::HasSubstr;

TEST(Utf8, FindsTheFirstWrongByte) {
  EXPECT_EQ(firstInvalidUtf8(""), std::nullopt);
  EXPECT_EQ(firstInvalidUtf8("Cửa hàng 🌸"), std::nullopt);
  EXPECT_EQ(firstInvalidUtf8("ab\xff"), 2u);
  EXPECT_EQ(firstInvalidUtf8("ế\xc3"), 3u) << "a sequence that is cut";
  EXPECT_EQ(firstInvalidUtf8("\xc0\xaf"), 0u) << "an overlong form";
  EXPECT_EQ(firstInvalidUtf8("\xed\xa0\x80"), 0u) << "a surrogate";
  EXPECT_EQ(firstInvalidUtf8("\xf4\x90\x80\x80"), 0u) << "above U+10FFFF";
  EXPECT_EQ(firstInvalidUtf8(std::string_view("a\0b", 3)), std::nullopt);
}

/// Every code point that UTF-8 can say.
template <class Act>
void forEveryCodePoint(Act act) {
  for (char32_t c = 1; c <= 0x10FFFF; ++c)
    if (c < 0xD800 || c >= 0xE000) act(c);
}

TEST(Utf8, IsReadAsTheUnicodeLibraryReadsIt) {
  forEveryCodePoint([](char32_t c) {
    std::string text;
    appendUtf8(text, c);
    ASSERT_EQ(firstInvalidUtf8(text), std::nullopt) << std::hex << static_cast<unsigned>(c);
    std::size_t offset = 0;
    ASSERT_EQ(nextCodePoint(text, offset), c);
    ASSERT_EQ(offset, text.size());
    if (c >= 0x80) {
      ASSERT_EQ(firstInvalidUtf8(text.substr(0, text.size() - 1)), 0u);
    }
  });
  for (unsigned first = 0x80; first < 0x100; ++first)
    for (unsigned second = 0; second < 0x100; ++second) {
      const std::string text{static_cast<char>(first), static_cast<char>(second), '\x80', '\x80'};
      const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
      utf8proc_int32_t expected = 0;
      const bool valid = utf8proc_iterate(bytes, 4, &expected) > 0;
      std::size_t offset = 0;
      ASSERT_EQ(nextCodePoint(text, offset), valid ? static_cast<char32_t>(expected) : 0xFFFD)
          << std::hex << first << ' ' << second;
    }
}

TEST(Utf8, IsCheckedBehindAnyNumberOfPlainLetters) {
  for (std::size_t before = 0; before < 20; ++before) {
    const std::string text = std::string(before, 'a') + "\xff" + std::string(20, 'b');
    EXPECT_EQ(firstInvalidUtf8(text), before);
  }
}

/// By the library alone, however common the text is.
std::string composedByLibrary(const std::string& text) {
  utf8proc_uint8_t* raw = utf8proc_NFC(reinterpret_cast<const utf8proc_uint8_t*>(text.c_str()));
  const std::string composed(reinterpret_cast<const char*>(raw));
  std::free(raw);
  return composed;
}

TEST(Nfc, OfEveryCharacterIsThatOfTheUnicodeLibrary) {
  for (const char* before : {"", "a", "ơ"})
    forEveryCodePoint([before](char32_t c) {
      std::string text = before;
      appendUtf8(text, c);
      ASSERT_EQ(toNfc(text), composedByLibrary(text)) << std::hex << static_cast<unsigned>(c);
    });
}

TEST(Nfc, ComposesWhatMacOsDecomposed) {
  EXPECT_EQ(toNfc("Cu\u031b\u0309a ha\u0300ng"), "Cửa hàng");
  EXPECT_EQ(toNfc("e\u0323\u0302"), "ệ");
  EXPECT_EQ(toNfc("e\u0302\u0323"), "ệ") << "marks in the other order";
  EXPECT_EQ(toNfc("Cửa hàng"), "Cửa hàng");
  EXPECT_EQ(toNfc("plain"), "plain");
}

TEST(Nfc, RefusesBytesThatAreNoText) {
  for (const auto act : {toNfc, fold, withoutMarks, cleanLine}) {
    try {
      act("a\xff");
      FAIL();
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), Code::badInput);
      EXPECT_THAT(error.sentence(), HasSubstr("UTF-8"));
    }
  }
}

TEST(Fold, MakesNamesEqualThatReadTheSame) {
  EXPECT_EQ(fold("  CỬA   HÀNG "), fold("cửa hàng"));
  EXPECT_EQ(fold("Cu\u031b\u0309a\u00a0ha\u0300ng"), fold("cửa hàng"));
  EXPECT_EQ(fold("𝐒𝐡𝐨𝐩 𝓢𝓱𝓸𝓹"), "shop shop");
  EXPECT_EQ(fold("Sh\u200bop\ufeff"), "shop");
  EXPECT_EQ(fold("ＳＨＯＰ"), "shop");
  EXPECT_NE(fold("Cửa hàng"), fold("Cua hang"));
}

TEST(WithoutMarks, LeavesPlainLetters) {
  EXPECT_EQ(withoutMarks("Số điện thoại Đà Nẵng ưƯ"), "So dien thoai Da Nang uU");
  EXPECT_EQ(withoutMarks("ha\u0300"), "ha");
  EXPECT_EQ(withoutMarks("店 🌸"), "店 🌸");
}

TEST(WithoutMarks, StraightensQuotesAndApostrophes) {
  EXPECT_EQ(withoutMarks("Mẫu’s ‘x’ ʼy “z”"), "Mau's 'x' 'y \"z\"");
}

TEST(CleanLine, IsOneLineWhateverComesIn) {
  EXPECT_EQ(cleanLine("  a\r\n\tb\u2028c\u00a0 d  "), "a b c d");
  EXPECT_EQ(cleanLine("a\u202eb\u2066c\u200fd"), "a b c d") << "bidirectional marks";
  EXPECT_EQ(cleanLine("a\u200bb\u200cc\u200dd\u2060e\u00adf\ufeff"), "abcdef");
  EXPECT_EQ(cleanLine(std::string("a\0b\x7f\x1b[31m", 9)), "a b [31m");
  EXPECT_EQ(cleanLine("🌸 Shop 店"), "🌸 Shop 店");
  EXPECT_EQ(cleanLine("\u200b \n"), "");
}

TEST(CleanLine, IsTheSameWhateverStandsBeside) {
  // Joined with what is never plain: the two ways to a clean line must agree.
  forEveryCodePoint([](char32_t c) {
    std::string text = "a";
    appendUtf8(text, c);
    text += " b";
    const std::string expected = cleanLine(text + " 店");
    ASSERT_EQ(cleanLine(text) + " 店", expected) << std::hex << static_cast<unsigned>(c);
  });
}

TEST(CleanLine, LeavesCleanTextAlone) {
  for (const char* text : {"", "a b", "Cửa hàng – “Hoa”, 199.000 ₫"})
    EXPECT_TRUE(isCleanLine(text)) << text;
  for (const char* text : {" ", " a", "a ", "a  b", "a\nb", "a\u00a0b", "a\u200bb", "a\u0300",
                           "a\xff", "a\u202eb", "\x7f"})
    EXPECT_FALSE(isCleanLine(text)) << text;
}

TEST(CleanLine, TakesBlanksFromEndsAndDoubles) {
  for (const char* text : {"a b", " a b", "a  b", "a b ", "  a   b  ", "a\tb", "a\u00a0b"})
    EXPECT_EQ(cleanLine(text), "a b") << text;
  EXPECT_EQ(cleanLine(" "), "");
}

TEST(Trim, TakesBlanksOfBothKindsFromBothEnds) {
  EXPECT_EQ(trim("\u00a0 \t a b \r\n\u00a0"), "a b");
  EXPECT_EQ(trim(" \u00a0"), "");
  EXPECT_EQ(trim(""), "");
}

TEST(LengthOf, CountsCharacters) {
  EXPECT_EQ(lengthOf("ế🌸a"), 3u);
  EXPECT_EQ(lengthOf(""), 0u);
}

TEST(NextCodePoint, WalksTextAndGoesOnBehindAWrongByte) {
  const std::string text = "aế🌸\xff.";
  std::u32string all;
  for (std::size_t i = 0; i < text.size();) all += nextCodePoint(text, i);
  EXPECT_EQ(all, U"aế🌸\uFFFD.");
}

TEST(AppendUtf8, WritesEveryLength) {
  std::string text;
  for (const char32_t c : U"aéế🌸") {
    if (c) appendUtf8(text, c);
  }
  EXPECT_EQ(text, "aéế🌸");
}

TEST(UpperCase, KnowsVietnameseLetters) {
  EXPECT_EQ(upperCase("Đội quản lý thị trường số 1 – ươ"), "ĐỘI QUẢN LÝ THỊ TRƯỜNG SỐ 1 – ƯƠ");
}

TEST(LineColumn, CountsLinesAndCharacters) {
  const std::string text = "ab\nếc\n";
  const auto at = [&text](std::size_t offset) {
    const LineColumn place = lineColumnAt(text, offset);
    return std::pair(place.line, place.column);
  };
  EXPECT_EQ(at(0), std::pair(1ul, 1ul));
  EXPECT_EQ(at(2), std::pair(1ul, 3ul));
  EXPECT_EQ(at(3), std::pair(2ul, 1ul));
  EXPECT_EQ(at(6), std::pair(2ul, 2ul)) << "behind a letter of three bytes";
  EXPECT_EQ(at(text.size()), std::pair(3ul, 1ul));
}

}  // namespace
}  // namespace thongbao::base
