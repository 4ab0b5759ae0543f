#include "base/search_form.h"

#include <gtest/gtest.h>
#include <utf8proc.h>

#include <cstdlib>
#include <random>
#include <string>
#include <utility>

#include "base/error.h"
#include "base/text.h"

namespace thongbao::base {
namespace {

std::string slowSearchForm(const std::string& text) {
  return withoutMarks(fold(text));
}

TEST(SearchForm, IsWithoutCaseMarksAndBlanksBeside) {
  EXPECT_EQ(searchForm("  Số  ĐIỆN\u00a0thoại – Ưu đãi… "), "so dien thoai – uu dai...");
  EXPECT_EQ(searchForm("Cu\u031b\u0309a ha\u0300ng"), "cua hang");
  EXPECT_EQ(searchForm("𝐒𝐡𝐨𝐩 Hoa 店"), "shop hoa 店");
  EXPECT_EQ(searchForm(""), "");
}

TEST(SearchForm, OfEveryCharacterIsTheFoldedOneWithoutMarks) {
  for (const char* before : {"", "a", "e\u0302", "A "})
    for (char32_t c = 1; c <= 0x3000; ++c) {
      std::string text = before;
      appendUtf8(text, c);
      text += "\u0323 B";
      ASSERT_EQ(searchForm(text), slowSearchForm(text)) << std::hex << static_cast<unsigned>(c);
    }
}

/// `length` characters of Latin, Vietnamese, marks, blanks and punctuation.
std::string mixedText(std::mt19937& random, int length) {
  static const std::u32string common = U"  \t\u00a0\u00ad\u200b-,./'aAbBdDoOuUyY019đĐơƠưƯ–“”…₫";
  static const std::pair<char32_t, char32_t> blocks[] = {
      {0x20, 0x1FF}, {0x300, 0x36F}, {0x1E00, 0x1EFF}, {0x1EA0, 0x1EF9}, {0x2010, 0x205E}};
  std::string text;
  for (int i = 0; i < length; ++i) {
    const auto& [first, last] = blocks[random() % std::size(blocks)];
    appendUtf8(text, random() % 2 ? common[random() % common.size()]
                                  : first + static_cast<char32_t>(random() % (last - first + 1)));
  }
  return text;
}

TEST(SearchForm, OfMixedTextIsTheFoldedOneWithoutMarksComposedOrNot) {
  std::mt19937 random(1);
  for (int round = 0; round < 20'000; ++round) {
    const std::string text = mixedText(random, 1 + static_cast<int>(random() % 12));
    ASSERT_EQ(searchForm(text), slowSearchForm(text)) << text;
    ASSERT_EQ(searchForm(toNfc(text)), slowSearchForm(toNfc(text))) << text;
  }
}

TEST(SearchForm, OfVietnameseIsTheSameComposedAndDecomposed) {
  const std::string line = "Số 12 đường Nguyễn Thị Minh Khai, phường Bến Nghé, TP. Hồ Chí Minh";
  utf8proc_uint8_t* raw = utf8proc_NFD(reinterpret_cast<const utf8proc_uint8_t*>(line.c_str()));
  const std::string decomposed(reinterpret_cast<const char*>(raw));
  std::free(raw);
  EXPECT_NE(decomposed, line);
  EXPECT_EQ(searchForm(decomposed), searchForm(line));
  EXPECT_EQ(searchForm(line), "so 12 duong nguyen thi minh khai, phuong ben nghe, tp. ho chi minh");
}

TEST(SearchForm, RefusesBytesThatAreNoText) {
  EXPECT_THROW(searchForm("a\xff"), Error);
}

}  // namespace
}  // namespace thongbao::base
