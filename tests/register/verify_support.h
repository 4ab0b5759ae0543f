#pragma once

#include <sstream>
#include <string>

#include "register/acts_by_hand.h"
#include "register/chain.h"
#include "register/support.h"
#include "support/run.h"

namespace thongbao::registry {

/// A register in which everything happened at least once.
class VerifyTest : public RegisterTest {
 protected:
  VerifyTest() {
    keep({record("1", [](domain::Seller& s) { s.phone = "+84912345678"; }),
          record("2", [](domain::Seller& s) { s.email = "b@post.example"; }),
          record("3",
                 [](domain::Seller& s) {
                   s.phone = "+84912345678";
                   s.email = "b@post.example";
                   s.listings = {{"Túi", "", "", ""}};
                 }),
          record("4")});
    keep({record("1"), record("4", [](domain::Seller& s) { s.province = "01"; })}, "bb22");
    reg().unlink(1, 3, "Hai người khác nhau");
    reg().link(1, 3, "Cùng một chủ");
    reg().unlink(2, 1, "Khác người");
    approve("dot-1", {1, 2});
    sendFirstCampaign();
    approve("dot-2", {1}, true);
    reg().cancel("dot-2", "Không cần nữa");
    reg().importCommunes({"xa-phuong.csv", std::string(64, 'b')},
                         {{"00199", "Phường Láng", "01"}, {"31186", "Phường Tân An", "92"}});
    reg().unlink(4, 2, "Khác người");
    const std::int64_t failed = pull("cc33");
    reg().endPull(failed, {0, 0, 0, 0, 0, "Tệp của Nguyễn Văn Mẫu không đọc được"});
    approve("dot-3", {1, 2});
    hearOfThirdCampaign();
  }

  /// One dispatch is put off and then refused, the other one's outcome is an officer's word.
  void sendFirstCampaign() {
    byHand([](ActsByHand& acts) {
      acts.queue("dot-1", 2);
      acts.begin(1, "m1");
      acts.defer(1, "2026-11-24T04:00:00.000Z");
      acts.pause("dot-1");
      acts.resume("dot-1");
      acts.begin(1, "m1");
      acts.tell(1, "refused", "refused", {}, {{"reply", "550 shop1@post.example"}});
      acts.begin(2, "m2");
      acts.tell(2, "unknown", "unknown");
      acts.tell(2, "resolved", "accepted", {}, {{"officer", "Trần Thị Mẫu"}});
      acts.finish("dot-1");
    });
  }

  /// What a mail server, the recipients and the post say afterwards, and the rest of the kinds.
  void hearOfThirdCampaign() {
    byHand([](ActsByHand& acts) {
      acts.begin(4, "m4");
      acts.tell(4, "accepted", "accepted", {}, {{"reply", "250 shop1@post.example"}});
      acts.report(4, "delivered", std::string(64, '1'));
      acts.tell(5, "cancelled", "cancelled");
      acts.report(4, "bounced", std::string(64, '2'));
      acts.report(4, "answered", std::string(64, '3'));
      acts.receive(std::string(64, '4'));
      acts.tell(4, "acknowledged", "acknowledged",
                {{"how", "post"}, {"on", "2026-12-01"}, {"scan", std::string(64, 'c')}},
                {{"officer", "Trần Thị Mẫu"}, {"note", "Ký nhận"}});
      acts.finish("dot-3");
    });
    const Entry first = reg().entry(1).value();
    byHand([&](ActsByHand& acts) {
      acts.enter("register.sealed", {{"entry", 1},
                                     {"hash", first.hash},
                                     {"seal", std::string(64, 'e')},
                                     {"certificate", std::string(64, 'f')}});
      acts.enter("register.restored", {{"copied_at", "2026-11-24T02:00:00.000Z"}});
    });
  }

  void byHand(const std::function<void(ActsByHand&)>& act) {
    Database database(file_, clock_, random_);
    ActsByHand acts(database);
    database.write([&] { act(acts); });
    clock_.advance(std::chrono::seconds(1));
  }

  std::int64_t sequenceOf(const std::string& kind) {
    for (const Entry& entry : reg().entries(1, 1'000))
      if (entry.kind == kind) return entry.sequence;
    ADD_FAILURE() << "no entry " << kind;
    return 0;
  }

  /// The entry that a damage names: `{kind}`, or so many behind or before it: `{kind} -1`.
  std::int64_t broken(const std::string& text) {
    std::istringstream words(filled(text));
    std::int64_t sequence = 0, offset = 0;
    words >> sequence >> offset;
    return sequence + offset;
  }

  /// `{kind}` in the text stands for the sequence of the first entry of that kind.
  std::string filled(std::string text) {
    for (std::size_t start = 0; (start = text.find('{')) != std::string::npos;) {
      const std::size_t end = text.find('}', start);
      const std::string kind = text.substr(start + 1, end - start - 1);
      text.replace(start, end - start + 1, std::to_string(sequenceOf(kind)));
    }
    return text;
  }

  void damage(const std::string& statements) {
    close();
    sql("DROP TRIGGER entries_stay; DROP TRIGGER entries_remain; DROP TRIGGER entries_follow;" +
        statements);
    open();
  }

  /// What the script says that shares no code with the program.
  std::string script() const {
    return test::run(
        fmt::format("/usr/bin/python3 '{}/samples/verify_register.py' '{}'; echo \"exit $?\"",
                    SOURCE_FOLDER, file_.string()));
  }

  void expectBroken(std::int64_t sequence) {
    const Verdict verdict = reg().verify();
    EXPECT_FALSE(verdict.whole);
    EXPECT_EQ(verdict.firstBroken, sequence) << verdict.sentence;
    EXPECT_FALSE(verdict.sentence.empty());
    const std::string said = script();
    EXPECT_NE(said.find(sequence ? fmt::format("(mục sai đầu tiên: {})", sequence)
                                 : "(không xác định mục)"),
              std::string::npos)
        << said << verdict.sentence;
    EXPECT_NE(said.find("exit 6"), std::string::npos) << said;
  }
};

}  // namespace thongbao::registry
