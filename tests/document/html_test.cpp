#include "document/html.h"

#include <gmock/gmock.h>

#include <string>
#include <vector>

#include "document/markdown.h"
#include "notice_of_test.h"

namespace thongbao::document {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string written(const std::string& markdown, domain::Notice notice = noticeOfTest()) {
  notice.body = markdown;
  return writeHtml(notice, readMarkdown(markdown, "body.md"));
}

/// The texts between the tags of the page's body, blanks squeezed: what a reader sees.
std::string seen(const std::string& html) {
  std::string text;
  bool inTag = false;
  for (std::size_t i = html.find("<body"); i < html.size(); ++i) {
    if (html[i] == '<') inTag = true;
    const bool isBlank = inTag || html[i] == '\n' || html[i] == ' ';
    if (html[i] == '>') inTag = false;
    if (!isBlank)
      text += html[i];
    else if (!text.ends_with(' '))
      text += ' ';
  }
  return text;
}

/// The first element that is not closed in the right order; empty when all are.
std::string firstUnbalanced(const std::string& html) {
  std::vector<std::string> open;
  for (std::size_t i = html.find('<'); i != std::string::npos; i = html.find('<', i + 1)) {
    const bool closes = html[i + 1] == '/';
    const std::size_t start = i + (closes ? 2 : 1);
    const std::string name = html.substr(start, html.find_first_of(" >", start) - start);
    if (name == "!doctype" || name == "meta" || name == "hr" || name == "br") continue;
    if (!closes) {
      open.push_back(name);
    } else {
      if (open.empty() || open.back() != name) return name;
      open.pop_back();
    }
  }
  return open.empty() ? "" : open.back();
}

TEST(Html, ShowsEveryComponentInOrder) {
  domain::Notice notice = noticeOfTest();
  notice.body = "Xin chào./.";
  EXPECT_EQ(seen(written(notice.body)),
            " CHI CỤC QUẢN LÝ THỊ TRƯỜNG TỈNH MẪU ĐỘI QUẢN LÝ THỊ TRƯỜNG SỐ 1"
            " CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc"
            " Số: 05/TB-QLTT Mẫu, ngày 05 tháng 02 năm 2026"
            " THÔNG BÁO Về việc bán hàng trên mạng"
            " Kính gửi: Cửa hàng &lt;b&gt;An &amp; Nhiên&lt;/b&gt;"
            " Căn cứ Luật Thương mại điện tử; Căn cứ Nghị định số 98/2020/NĐ-CP."
            " Xin chào./."
            " KT. ĐỘI TRƯỞNG PHÓ ĐỘI TRƯỞNG Trần Văn Thử"
            " Nơi nhận: - Như trên; - Chi cục trưởng (để báo cáo); - Lưu: VT, NVTH."
            " Địa chỉ: Số 1 đường Thử, tỉnh Mẫu; Điện thoại: 0200 000 000;"
            " Thư điện tử: doi1@qltt.example"
            " Mã kiểm tra: " +
                domain::checkCode(domain::hashOf(notice)) + " ");
}

TEST(Html, MarksADraftInsteadOfACheckCode) {
  domain::Notice notice = noticeOfTest();
  notice.number = 0;
  EXPECT_THAT(seen(written("x", notice)), HasSubstr("BẢN NHÁP"));
  EXPECT_THAT(seen(written("x", notice)), Not(HasSubstr("Mã kiểm tra")));
}

TEST(Html, TellsItsLanguageAndThatItSuitsTheDark) {
  const std::string html = written("x");
  EXPECT_TRUE(html.starts_with("<!doctype html>\n<html lang=\"vi\""));
  EXPECT_THAT(html, HasSubstr("<meta charset=\"utf-8\">"));
  EXPECT_THAT(html, HasSubstr("<meta name=\"color-scheme\" content=\"light dark\">"));
}

TEST(Html, LoadsNothingAndRunsNothing) {
  const std::string html = written(
      "# a\n\n| x | y |\n|---|---|\n| 1 | 2 |\n\n1. [b](https://a.example)\n   - **c** *d*\\\n "
      "e\n");
  for (const char* part : {"<script", "<style", "<link", "<img", "src=", "url(", "@import", " on"})
    EXPECT_THAT(html, Not(HasSubstr(part)));
  EXPECT_EQ(firstUnbalanced(html), "");
}

TEST(Html, WritesEveryBlockOfTheTree) {
  const std::string html =
      written("# Mục\n## Điều\n### Ý\n\n3. ba\n   - trong\n\n| a | b |\n|---|--:|\n| *1* | 2 |\n");
  EXPECT_THAT(seen(html), HasSubstr(" Mục Điều Ý ba trong a b 1 2 "));
  for (const char* part : {"<h2 ", "<h3 ", "<h4 ", "<ol start=\"3\"", "<ul ", "<th scope=\"col\"",
                           "text-align:right\">2</td>", "<em>1</em>"})
    EXPECT_THAT(html, HasSubstr(part));
  EXPECT_EQ(firstUnbalanced(html), "");
}

TEST(Html, EscapesTextAndLinks) {
  const std::string html = written("a \\<b\\> \\& \\\" ' [x](https://a.example/?a=1&b='2')");
  EXPECT_THAT(html, HasSubstr("a &lt;b&gt; &amp; &quot; &#39; "
                              "<a href=\"https://a.example/?a=1&amp;b=&#39;2&#39;\">x</a>"));
}

TEST(Html, EscapesEveryFieldOfTheNotice) {
  const std::string evil = "\"'><script>alert(1)</script>";
  domain::Notice notice = noticeOfTest();
  notice.agency = {evil, evil, evil, evil, {evil, evil, evil}, evil, evil, evil, evil, evil};
  notice.title = notice.summary = evil;
  notice.legalBasis = notice.addressees = notice.recipients = {evil, evil};
  const std::string html = written(escapeMarkdown(evil), notice);
  EXPECT_THAT(html, Not(HasSubstr("<script")));
  EXPECT_THAT(html, Not(HasSubstr("<SCRIPT")));
  EXPECT_THAT(html, Not(HasSubstr("\"'>")));
  EXPECT_EQ(firstUnbalanced(html), "");
}

}  // namespace
}  // namespace thongbao::document
