#include <gmock/gmock.h>

#include "base/error.h"
#include "base/files.h"
#include "base/json.h"
#include "support/temporary_folder.h"
#include "workspace/profile.h"

namespace thongbao::workspace {
namespace {

using base::Json;

using testing::ElementsAre;
using testing::IsEmpty;

/// The part of the profile that says where bounces and answers lie.
class ProfileOfAMailbox : public testing::Test {
 protected:
  void write(const Json& json) { base::writeFile(file_, json.dump(2)); }

  static Json sample() {
    const std::string file = SOURCE_FOLDER "/samples/agency.json";
    return base::parseJson(base::readFile(file), file);
  }
  static Json sampleWith(const std::string& pointer, const Json& value) {
    Json json = sample();
    json[Json::json_pointer(pointer)] = value;
    return json;
  }

  test::TemporaryFolder folder_;
  std::filesystem::path file_ = folder_.path() / "thongbao.json";
};

TEST_F(ProfileOfAMailbox, ReadsNoMailboxUnlessItsKindIsNamed) {
  write(sample());
  const Profile profile = readProfile(file_);
  EXPECT_FALSE(profile.mailbox.wanted());
  EXPECT_THAT(missingForMailbox(profile), ElementsAre("mailbox.kind"));
}

TEST_F(ProfileOfAMailbox, NamesWhatAMailboxOnAServerAndAFolderLack) {
  for (const char* kind : {"imap", "pop3"}) {
    write(sampleWith("/mailbox/kind", kind));
    EXPECT_THAT(missingForMailbox(readProfile(file_)),
                ElementsAre("mailbox.host", "mailbox.user", "mailbox.password_file"));
  }
  write(sampleWith("/mailbox/kind", "maildir"));
  EXPECT_THAT(missingForMailbox(readProfile(file_)), ElementsAre("mailbox.folder"));
}

TEST_F(ProfileOfAMailbox, TakesAMaildirFromItsOwnFolderAndAnImapFolderAsItIs) {
  Json json = sampleWith("/mailbox/folder", "thu/den");
  json["mailbox"]["kind"] = "maildir";
  write(json);
  EXPECT_EQ(readProfile(file_).mailbox.folder, folder_.path() / "thu/den");
  EXPECT_THAT(missingForMailbox(readProfile(file_)), IsEmpty());
  json["mailbox"]["kind"] = "imap";
  write(json);
  EXPECT_EQ(readProfile(file_).mailbox.folder, "thu/den");
}

TEST_F(ProfileOfAMailbox, TakesABounceAddressThatAKeyFitsInto) {
  write(sampleWith("/mail/bounce_address", std::string(31, 'x') + "@QLTT.example"));
  EXPECT_EQ(readProfile(file_).mail.bounceAddress, std::string(31, 'x') + "@qltt.example");
}

TEST_F(ProfileOfAMailbox, NamesItsPasswordInOnePlace) {
  Json json = sampleWith("/mailbox/password_file", "secret");
  json["mailbox"]["password_env"] = "MAILBOX_PASSWORD";
  write(json);
  try {
    readProfile(file_);
    ADD_FAILURE() << "the profile was read";
  } catch (const base::Error& error) {
    EXPECT_EQ(error.place().field, "mailbox.password_env");
  }
}

}  // namespace
}  // namespace thongbao::workspace
