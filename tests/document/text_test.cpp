#include "document/text.h"

#include <gmock/gmock.h>

#include <sstream>

#include "base/text.h"
#include "document/markdown.h"
#include "notice_of_test.h"

namespace thongbao::document {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string written(const std::string& markdown, domain::Notice notice = noticeOfTest()) {
  notice.body = markdown;
  return writeText(notice, readMarkdown(markdown, "body.md"));
}

std::size_t longestLine(const std::string& text) {
  std::istringstream lines(text);
  std::size_t longest = 0;
  for (std::string line; std::getline(lines, line);)
    longest = std::max(longest, base::lengthOf(line));
  return longest;
}

TEST(Text, WritesTheWholeNotice) {
  domain::Notice notice = noticeOfTest();
  notice.body = "Xin chào./.";
  EXPECT_EQ(written(notice.body),
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
            "Độc lập - Tự do - Hạnh phúc\n"
            "\n"
            "CHI CỤC QUẢN LÝ THỊ TRƯỜNG TỈNH MẪU\n"
            "ĐỘI QUẢN LÝ THỊ TRƯỜNG SỐ 1\n"
            "Số: 05/TB-QLTT\n"
            "Mẫu, ngày 05 tháng 02 năm 2026\n"
            "\n"
            "THÔNG BÁO\n"
            "Về việc bán hàng trên mạng\n"
            "\n"
            "Kính gửi: Cửa hàng <b>An & Nhiên</b>\n"
            "\n"
            "Căn cứ Luật Thương mại điện tử;\n"
            "Căn cứ Nghị định số 98/2020/NĐ-CP.\n"
            "\n"
            "Xin chào./.\n"
            "\n"
            "KT. ĐỘI TRƯỞNG\n"
            "PHÓ ĐỘI TRƯỞNG\n"
            "Trần Văn Thử\n"
            "\n"
            "Nơi nhận:\n"
            "- Như trên;\n"
            "- Chi cục trưởng (để báo cáo);\n"
            "- Lưu: VT, NVTH.\n"
            "\n"
            "Địa chỉ: Số 1 đường Thử, tỉnh Mẫu; Điện thoại: 0200 000 000; Thư điện tử:\n"
            "doi1@qltt.example\n"
            "Mã kiểm tra: " +
                domain::checkCode(domain::hashOf(notice)) + "\n");
}

TEST(Text, MarksADraftInsteadOfACheckCode) {
  domain::Notice notice = noticeOfTest();
  notice.number = 0;
  const std::string text = written("x", notice);
  EXPECT_TRUE(text.ends_with("BẢN NHÁP\n"));
  EXPECT_THAT(text, Not(HasSubstr("Mã kiểm tra")));
}

TEST(Text, PutsSeveralAddresseesOneToALine) {
  domain::Notice notice = noticeOfTest();
  notice.addressees = {"Ông A", "Bà B"};
  EXPECT_THAT(written("x", notice), HasSubstr("Kính gửi:\n- Ông A;\n- Bà B.\n\n"));
}

TEST(Text, LeavesOutWhatTheAgencyDidNotTell) {
  domain::Notice notice = noticeOfTest();
  notice.agency.address = notice.agency.phone = notice.agency.email = "";
  notice.agency.archive = notice.agency.signer.authority = "";
  notice.legalBasis.clear();
  notice.addressees.clear();
  const std::string text = written("x", notice);
  EXPECT_THAT(text, HasSubstr("mạng\n\nx\n\nPHÓ ĐỘI TRƯỞNG\n"));
  EXPECT_THAT(text, HasSubstr("- Lưu: VT.\n\nMã kiểm tra"));
}

TEST(Text, KeepsLinesWithinSeventySixCharacters) {
  std::string words;
  for (int i = 0; i < 200; ++i) words += "người bán hàng ";
  const std::string text = written(words + "\n\n- " + words + "\n  1. " + words + "\n\n# " + words);
  EXPECT_EQ(longestLine(text), 76U);
}

TEST(Text, LeavesAWordThatIsLongerThanALineWhole) {
  const std::string word(100, 'a');
  EXPECT_THAT(written("x " + word + " y"), HasSubstr("\nx\n" + word + "\ny\n"));
}

TEST(Text, IndentsListsAndCountsFromTheirStart) {
  EXPECT_THAT(written("9. chín\n10. mười\n    - trong\n\n      đoạn hai\n"),
              HasSubstr("\n9. chín\n10. mười\n    - trong\n\n      đoạn hai\n"));
}

TEST(Text, BreaksTheLineAtAHardBreak) {
  EXPECT_THAT(written("một\\\nhai ba"), HasSubstr("\nmột\nhai ba\n"));
}

TEST(Text, ShowsTheTargetOfALinkOnce) {
  const std::string text = written(
      "[đây](https://a.example/x), <https://b.example/>, [thư](mailto:a@a.example), "
      "<b@b.example>, [**đậm** thường](https://c.example)");
  EXPECT_THAT(text,
              HasSubstr("\nđây (https://a.example/x), https://b.example/, thư (a@a.example),\n"
                        "b@b.example, đậm thường (https://c.example)\n"));
}

TEST(Text, AlignsATableThatFits) {
  EXPECT_THAT(written("| STT | Tên | Giá |\n|:-:|---|--:|\n| 1 | Áo | 50.000 |\n| 2 | Quần "
                      "dài | 9 |\n"),
              HasSubstr("\nSTT  Tên          Giá\n"
                        "---------------------\n"
                        " 1   Áo        50.000\n"
                        " 2   Quần dài       9\n"));
}

TEST(Text, WritesATableThatIsTooWideRowByRow) {
  const std::string wide(60, 'x');
  EXPECT_THAT(
      written("| STT | Tên | Đường dẫn |\n|---|---|---|\n| 1 | Áo dài tay | " + wide +
              " |\n| 2 |  | y |\n"),
      HasSubstr("\nSTT: 1\nTên: Áo dài tay\nĐường dẫn: " + wide + "\n\nSTT: 2\nĐường dẫn: y\n"));
}

TEST(Text, StaysWithinBoundsForTheDeepestLists) {
  std::string nested;
  for (int i = 0; i < 8; ++i) nested += "999999999. ";
  EXPECT_THAT(written(nested + "chữ"), HasSubstr("999999999. chữ\n"));
}

}  // namespace
}  // namespace thongbao::document
