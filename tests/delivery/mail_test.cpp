#include "delivery/mail.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <functional>
#include <sstream>

#include "base/error.h"
#include "base/files.h"
#include "base/json.h"
#include "support/run.h"
#include "support/temporary_folder.h"

namespace thongbao::delivery {
namespace {

using base::Json;

const std::string kNotice(64, 'a');

Mail notice() {
  Mail mail;
  mail.from = {"Đội Quản lý thị trường số 1, tỉnh Phú Thọ", "doi1@qltt-phutho.example"};
  mail.to = {"Cửa hàng “Hoa Đào” 🌸 (chính hãng)", "hoa.dao@shop.example"};
  mail.replyTo = "phan-hoi@qltt-phutho.example";
  mail.subject =
      "Thông báo số 05/TB-QLTT về việc chấp hành quy định của pháp luật về thương mại điện tử";
  mail.text = "Kính gửi: Cửa hàng “Hoa Đào”\n\n.\nFrom this line a reader may stumble \n…./.\n";
  mail.html = "<p>Kính gửi: Cửa hàng “Hoa Đào”</p>\n";
  mail.attachment = {"Thông báo 05-TB-QLTT.pdf", "application/pdf",
                     std::string("%PDF-1.7\n\0\r\n\xFF", 13)};
  mail.date = *base::instantFromIso("2026-11-24T17:05:09.120Z");
  mail.messageId = messageIdFor("thang-11", 1, 7, kNotice, mail.from.address);
  return mail;
}

/// What Python's mail reader makes of it.
Json readBack(const std::string& bytes) {
  const test::TemporaryFolder folder;
  base::writeFile(folder.path() / "mail.eml", bytes);
  return base::parseJson(
      test::run("/usr/bin/python3 " SOURCE_FOLDER "/tests/support/read_mail.py " +
                (folder.path() / "mail.eml").string()),
      "read_mail.py");
}

/// A header's only mailbox, as read_mail.py tells it.
Json only(const std::string& name, const std::string& address) {
  return Json::array({Json::array({name, address})});
}

std::string headerOf(const Json& read, const std::string& name) {
  std::string value = "(none)";
  for (const auto& header : read.at("headers"))
    if (header.at(0) == name) {
      EXPECT_EQ(value, "(none)") << "two headers " << name;
      value = header.at(1);
    }
  return value;
}

void expectGolden(const std::string& name, const std::string& bytes) {
  if (bytes != base::readFile(SOURCE_FOLDER "/tests/delivery/expected/" + name)) {
    base::writeFile(BUILD_FOLDER "/actual/" + name, bytes);
    ADD_FAILURE() << "compare tests/delivery/expected/" << name << " with actual/" << name;
  }
}

/// The promises of compose about lines, for any mail.
void expectWireForm(const std::string& bytes) {
  EXPECT_TRUE(bytes.ends_with("\r\n"));
  std::istringstream stream(bytes);
  bool inHeaders = true;
  for (std::string line; std::getline(stream, line);) {
    ASSERT_TRUE(line.ends_with('\r')) << line;
    line.pop_back();
    EXPECT_EQ(line.find('\r'), std::string::npos) << line;
    inHeaders = inHeaders && !line.empty();
    EXPECT_LE(line.size(), inHeaders ? 78U : 998U) << line;
    for (const char c : line) ASSERT_LT(static_cast<unsigned char>(c), 0x80U) << line;
  }
}

TEST(Compose, WritesTheSameBytesAsBefore) {
  expectGolden("notice.eml", compose(notice()));
  Mail plain = notice();
  plain.html.clear();
  plain.attachment = {};
  plain.replyTo.clear();
  plain.from.name.clear();
  plain.to.name = "Shop 5";
  plain.subject = "Notice 05/TB-QLTT";
  expectGolden("plain.eml", compose(plain));
}

TEST(Compose, GivesTheSameBytesForTheSameMail) {
  EXPECT_EQ(compose(notice()), compose(notice()));
}

TEST(Compose, IsReadBackAsItWasMeant) {
  const Mail mail = notice();
  const Json read = readBack(compose(mail));
  EXPECT_EQ(read.at("defects"), Json::array());
  EXPECT_EQ(headerOf(read, "Subject"), mail.subject);
  EXPECT_EQ(headerOf(read, "Date"), "Wed, 25 Nov 2026 00:05:09 +0700");
  EXPECT_EQ(headerOf(read, "Message-ID"), "<" + mail.messageId + ">");
  EXPECT_EQ(headerOf(read, "Auto-Submitted"), "auto-generated");
  EXPECT_EQ(headerOf(read, "MIME-Version"), "1.0");
  EXPECT_EQ(read.at("mailboxes").at("From"), only(mail.from.name, mail.from.address));
  EXPECT_EQ(read.at("mailboxes").at("To"), only(mail.to.name, mail.to.address));
  EXPECT_EQ(read.at("mailboxes").at("Reply-To"), only("", mail.replyTo));
  EXPECT_EQ(read.at("structure"), Json({"multipart/mixed", "multipart/alternative", "text/plain",
                                        "text/html", "application/pdf"}));
  EXPECT_EQ(read.at("parts").at(0).at("content"), mail.text);
  EXPECT_EQ(read.at("parts").at(1).at("content"), mail.html);
  EXPECT_EQ(read.at("parts").at(0).at("charset"), "utf-8");
  EXPECT_EQ(read.at("parts").at(2).at("file_name"), mail.attachment.fileName);
  EXPECT_EQ(read.at("parts").at(2).at("plain_name"), "thong-bao-05-tb-qltt.pdf");
  EXPECT_EQ(read.at("parts").at(2).at("content"), "JVBERi0xLjcKAA0K/w==");
}

TEST(Compose, KeepsNamesOfAnyLengthAndScriptInTheirLines) {
  std::string flowers, letters, longLetters(700, 'x');
  for (int i = 0; i < 300; ++i) flowers += "🌸";
  for (int i = 0; i < 300; ++i) letters += "Ệ";
  const std::vector<std::string> names = {flowers,
                                          letters,
                                          longLetters,
                                          "x" + letters,
                                          "=?UTF-8?B?eA==?=",
                                          "\"Tên\" <a@b.example>",
                                          "a, b; c: d",
                                          "(ghi chú) \\",
                                          "Cửa hàng số một ở phố Huế"};
  for (const std::string& name : names) {
    Mail mail = notice();
    mail.to.name = name;
    mail.from.name = name;
    mail.subject = name;
    const std::string bytes = compose(mail);
    expectWireForm(bytes);
    const Json read = readBack(bytes);
    EXPECT_EQ(headerOf(read, "Subject"), name);
    EXPECT_EQ(read.at("mailboxes").at("To"), only(name, mail.to.address));
    EXPECT_EQ(read.at("mailboxes").at("From"), only(name, mail.from.address));
  }
}

TEST(Compose, NeverSplitsACharacterBetweenEncodedWords) {
  Mail mail = notice();
  for (int i = 0; i < 50; ++i) mail.subject += "Ệ🌸";
  std::istringstream words(compose(mail));
  int seen = 0;
  for (std::string line; std::getline(words, line) && line != "\r";) {
    const auto start = line.find("=?UTF-8?B?");
    if (start == std::string::npos) continue;
    const auto end = line.find("?=", start);
    ASSERT_NE(end, std::string::npos);
    EXPECT_LE(end + 2 - start, 75U);
    const std::string word = line.substr(start + 10, end - start - 10);
    test::run("echo " + word + " | base64 -d | iconv -f utf-8 -t utf-8 > /dev/null");
    ++seen;
  }
  EXPECT_GT(seen, 10);
}

TEST(Compose, KeepsTheNameOfAnAttachmentInAnyScript) {
  for (const std::string& name : {std::string("báo cáo \"số 5\"; tháng 11 🌸.pdf"),
                                  std::string(200, 'y') + ".pdf", std::string("không đuôi")}) {
    Mail mail = notice();
    mail.attachment.fileName = name;
    const std::string bytes = compose(mail);
    expectWireForm(bytes);
    EXPECT_EQ(readBack(bytes).at("parts").at(2).at("file_name"), name);
  }
}

TEST(Compose, BringsEveryKindOfLineBreakInTheTextToOne) {
  Mail mail = notice();
  mail.text = "một\r\nhai\rba\nbốn";
  mail.html = "<p>" + std::string(5000, 'x') + "</p>";
  const std::string bytes = compose(mail);
  expectWireForm(bytes);
  EXPECT_EQ(readBack(bytes).at("parts").at(0).at("content"), "một\nhai\nba\nbốn\n");
  EXPECT_EQ(readBack(bytes).at("parts").at(1).at("content"), mail.html + "\n");
}

TEST(Compose, KeepsABoundaryWrittenIntoTheTextInsideTheText) {
  Mail mail = notice();
  const std::string bytes = compose(mail);
  const auto at = bytes.find("boundary=\"") + 10;
  mail.text = "--" + bytes.substr(at, bytes.find('"', at) - at) + "--\r\n\r\nX: y\n";
  const Json read = readBack(compose(mail));
  EXPECT_EQ(read.at("parts").size(), 3U);
  EXPECT_EQ(read.at("defects"), Json::array());
}

TEST(Compose, LeavesOutWhatThereIsNot) {
  Mail mail = notice();
  mail.html.clear();
  EXPECT_EQ(readBack(compose(mail)).at("structure"),
            Json({"multipart/mixed", "text/plain", "application/pdf"}));
  mail.attachment.bytes.clear();
  EXPECT_EQ(readBack(compose(mail)).at("structure"), Json::array({"text/plain"}));
}

/// Every way in which a value could break out of its place in the head of a mail.
const std::vector<std::string> kInjections = {"a\r\nBcc: thief@evil.example",
                                              "a\nb",
                                              "a\rb",
                                              std::string("a\0b", 3),
                                              "a\x7F",
                                              "a\x1B[2J",
                                              "a\xC2\x85"
                                              "b",
                                              "a\xE2\x80\xA8"
                                              "b",
                                              "\xE2\x80\xAEgpj.exe",
                                              "\xFF\xFE",
                                              std::string(5000, 'x')};

void expectRefused(const std::function<void(Mail&, const std::string&)>& put,
                   const std::vector<std::string>& values, const std::string& field) {
  for (const std::string& value : values) {
    Mail mail = notice();
    put(mail, value);
    try {
      compose(mail);
      ADD_FAILURE() << field << " took " << value;
    } catch (const base::Error& error) {
      EXPECT_EQ(error.code(), base::Code::badInput);
      EXPECT_EQ(error.place().field, field);
    }
  }
}

TEST(Compose, RefusesHeadersInNamesAndSubject) {
  expectRefused([](Mail& m, const std::string& v) { m.subject = v; }, kInjections, "Subject");
  expectRefused([](Mail& m, const std::string& v) { m.from.name = v; }, kInjections, "From");
  expectRefused([](Mail& m, const std::string& v) { m.to.name = v; }, kInjections, "To");
  expectRefused([](Mail& m, const std::string& v) { m.attachment.fileName = v; }, kInjections,
                "filename");
  expectRefused([](Mail& m, const std::string& v) { m.attachment.fileName = v; },
                {"../../etc/passwd", "a\\b.pdf"}, "filename");
}

TEST(Compose, RefusesAnythingButOneAddress) {
  std::vector<std::string> wrong = kInjections;
  for (const char* address :
       {"", "a", "a@b.example,c@d.example", "a@b.example, c@d.example", "<a@b.example>",
        "a b@c.example", "A <a@b.example>", "a@b.example>\r\nRCPT TO:<c@d.example"})
    wrong.emplace_back(address);
  expectRefused([](Mail& m, const std::string& v) { m.to.address = v; }, wrong, "To");
  expectRefused([](Mail& m, const std::string& v) { m.from.address = v; }, wrong, "From");
  wrong.erase(std::find(wrong.begin(), wrong.end(), ""));
  expectRefused([](Mail& m, const std::string& v) { m.replyTo = v; }, wrong, "Reply-To");
}

TEST(Compose, RefusesAMessageIdOrMediaTypeThatIsMoreThanOne) {
  std::vector<std::string> wrong = kInjections;
  for (const char* id : {"", "a", "@b", "a@", "a@b>", "a @b", "ạ@b"}) wrong.emplace_back(id);
  expectRefused([](Mail& m, const std::string& v) { m.messageId = v; }, wrong, "Message-ID");
  expectRefused(
      [](Mail& m, const std::string& v) { m.attachment.mediaType = v; },
      {"", "application", "application/", "/pdf", "application/pdf; name=x", "a/b\r\nX: y"},
      "Content-Type");
}

TEST(Compose, RefusesTextThatIsNotUtf8) {
  expectRefused([](Mail& m, const std::string& v) { m.text = v; }, {"\xC3"}, "text");
  expectRefused([](Mail& m, const std::string& v) { m.html = v; }, {"\xC3"}, "html");
}

TEST(MessageId, IsTheSameForTheSameDispatchAndNoOther) {
  const std::string id = messageIdFor("c", 1, 7, kNotice, "doi1@qltt.example");
  EXPECT_EQ(id, messageIdFor("c", 1, 7, kNotice, "doi1@qltt.example"));
  EXPECT_THAT(id, testing::MatchesRegex("[0-9a-f]+@qltt.example"));
  EXPECT_EQ(id.size(), 32 + std::string("@qltt.example").size());
  EXPECT_NE(id, messageIdFor("c1", 1, 7, kNotice, "doi1@qltt.example"));
  EXPECT_NE(id, messageIdFor("c", 17, 7, kNotice, "doi1@qltt.example"));
  EXPECT_NE(id, messageIdFor("c", 1, 8, kNotice, "doi1@qltt.example"));
  EXPECT_NE(id, messageIdFor("c", 1, 7, std::string(64, 'b'), "doi1@qltt.example"));
}

}  // namespace
}  // namespace thongbao::delivery
