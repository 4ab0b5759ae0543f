#include "register/mail_domain.h"

#include <gtest/gtest.h>

namespace thongbao::registry {

TEST(MailDomain, IsOneForAllMailboxesOfAServerHoweverTheyAreWritten) {
  EXPECT_EQ(mailDomain("mot@Post.Example"), mailDomain("hai@post.example"));
  EXPECT_EQ(mailDomain("\"a@b\"@post.example"), mailDomain("hai@post.example"));
}

TEST(MailDomain, TellsServersApart) {
  EXPECT_NE(mailDomain("mot@post.example"), mailDomain("mot@thu.example"));
  EXPECT_NE(mailDomain("mot@post.example"), 0);
}

TEST(MailDomain, IsNoneForAnAddressWithoutOne) {
  EXPECT_EQ(mailDomain(""), 0);
  EXPECT_EQ(mailDomain("mot"), 0);
  EXPECT_EQ(mailDomain("mot@"), 0);
}

}  // namespace thongbao::registry
