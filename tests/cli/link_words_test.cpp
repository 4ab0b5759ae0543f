#include "cli/link_words.h"

#include <gtest/gtest.h>

namespace thongbao::cli {
namespace {

TEST(LinkWords, NameEveryReasonThatTheRegisterKeeps) {
  for (const char* reason :
       {"tax_code", "identity_number", "phone", "bank_account", "email", "officer"})
    EXPECT_NE(shownReason(reason), reason);
}

TEST(LinkWords, SayWhichKeyLinksNobody) {
  EXPECT_EQ(sentenceOf({"phone", "+84912345678"}),
            "Shared by more than 20 accounts, so it links nobody: phone +84912345678");
}

TEST(LinkWords, SayThatAKeyWasErased) {
  EXPECT_EQ(sentenceOf({"email", ""}),
            "Shared by more than 20 accounts, so it links nobody: e-mail (erased)");
}

}  // namespace
}  // namespace thongbao::cli
