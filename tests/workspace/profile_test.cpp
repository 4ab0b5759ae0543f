#include "workspace/profile.h"

#include <gmock/gmock.h>
#include <sys/stat.h>

#include <algorithm>
#include <cstdlib>
#include <functional>
#include <regex>

#include "base/error.h"
#include "base/files.h"
#include "base/json.h"
#include "support/temporary_folder.h"
#include "workspace/keys.h"

namespace thongbao::workspace {
namespace {

using base::Code;
using base::Error;
using base::Json;
using test::TemporaryFolder;

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class ProfileFile : public testing::Test {
 protected:
  void writeText(const std::string& text) { base::writeFile(file_, text); }
  void write(const Json& json) { writeText(json.dump(2)); }

  /// The filled profile of an agency, one key changed.
  static Json sample() {
    const std::string file = SOURCE_FOLDER "/samples/agency.json";
    return base::parseJson(base::readFile(file), file);
  }
  static Json sampleWith(const std::string& pointer, const Json& value) {
    Json json = sample();
    json[Json::json_pointer(pointer)] = value;
    return json;
  }

  Error failure() const {
    try {
      readProfile(file_);
    } catch (const Error& error) {
      return error;
    }
    ADD_FAILURE() << "the profile was read";
    return Error(Code::defect, "");
  }

  TemporaryFolder folder_;
  std::filesystem::path file_ = folder_.path() / "thongbao.json";
};

TEST_F(ProfileFile, ReadsTheSampleOfAnAgency) {
  write(sample());
  const Profile profile = readProfile(file_);
  EXPECT_EQ(profile.agency.parentBody, "CHI CỤC QUẢN LÝ THỊ TRƯỜNG TỈNH PHÚ THỌ");
  EXPECT_EQ(profile.agency.signer.position, "PHÓ ĐỘI TRƯỞNG");
  EXPECT_EQ(profile.mail.host, "127.0.0.1");
  EXPECT_EQ(profile.mail.port, 2525);
  EXPECT_EQ(profile.mail.security, "plain-without-encryption");
  EXPECT_EQ(profile.limits.mailsPerMinute, 600U);
  EXPECT_THAT(missingForIssuing(profile), IsEmpty());
  EXPECT_THAT(missingForMail(profile), IsEmpty());
}

TEST_F(ProfileFile, ReadsANewProfileAndNamesWhatMustBeFilledIn) {
  writeText(newProfileText());
  const Profile profile = readProfile(file_);
  EXPECT_EQ(profile.mail.port, 587);
  EXPECT_EQ(profile.mail.security, "starttls");
  EXPECT_THAT(missingForIssuing(profile),
              ElementsAre("agency.parent_body", "agency.issuing_body", "agency.symbol",
                          "agency.place", "agency.signer.position", "agency.signer.name",
                          "agency.archive", "agency.address", "agency.phone", "agency.email"));
  EXPECT_THAT(missingForMail(profile),
              ElementsAre("mail.host", "mail.from_name", "mail.from_address"));
}

TEST_F(ProfileFile, NeedsAPasswordOnlyWithAUser) {
  write(sampleWith("/mail/user", "doi1"));
  EXPECT_THAT(missingForMail(readProfile(file_)), ElementsAre("mail.password_file"));
}

TEST_F(ProfileFile, TakesRelativePathsFromItsOwnFolder) {
  Json json = sampleWith("/mail/ca_file", "ca.pem");
  json["plugin_folders"] = {"more", "/opt/plugins"};
  json["templates"] = "mau";
  json["mail"]["password_file"] = "secret";
  write(json);
  const Profile profile = readProfile(file_);
  EXPECT_EQ(profile.mail.caFile, folder_.path() / "ca.pem");
  EXPECT_EQ(profile.mail.password.file, folder_.path() / "secret");
  EXPECT_THAT(profile.pluginFolders, ElementsAre(folder_.path() / "more", "/opt/plugins"));
  EXPECT_EQ(profile.templates, folder_.path() / "mau");
}

TEST_F(ProfileFile, KeepsTheSettingsOfEachPlugin) {
  write(sampleWith("/plugins", {{"zalo", {{"app_id", "123"}, {"region", "vn"}}}}));
  const auto plugins = readProfile(file_).plugins;
  EXPECT_EQ(plugins.at("zalo").at("app_id"), "123");
  EXPECT_EQ(plugins.at("zalo").at("region"), "vn");
}

TEST_F(ProfileFile, BringsDecomposedLettersToTheirNormalForm) {
  write(sampleWith("/agency/place", "Hu\x65\xCC\x82\xCC\x81"));
  EXPECT_EQ(readProfile(file_).agency.place, "Huế");
}

TEST_F(ProfileFile, NamesLineAndPathOfAWrongValue) {
  writeText(
      "{\n\"agency\": {\"parent_body\": \"\", \"issuing_body\": \"\", \"symbol\": \"\",\n"
      " \"place\": \"\", \"signer\": {\"position\": \"\", \"name\": \"\"}, \"archive\": \"\",\n"
      " \"address\": \"\", \"phone\": \"\", \"email\": \"\"},\n"
      "\"mail\": {\"host\": \"\", \"security\": \"tls\", \"from_name\": \"\",\n"
      " \"from_address\": \"\",\n"
      " \"port\": 70000}}");
  const Error error = failure();
  EXPECT_EQ(error.code(), Code::usage);
  EXPECT_EQ(error.place().file, file_.string());
  EXPECT_EQ(error.place().line, 7U);
  EXPECT_EQ(error.place().field, "mail.port");
  EXPECT_EQ(error.sentence(), "The value must be a whole number from 1 to 65535.");
}

TEST_F(ProfileFile, ProposesTheNearestKeyForAnUnknownOne) {
  write(sampleWith("/mail/hosst", "x"));
  EXPECT_EQ(failure().place().field, "mail.hosst");
  EXPECT_THAT(failure().sentence(), HasSubstr("did you mean “mail.host”?"));
  write(sampleWith("/agency/signer/possition", "x"));
  EXPECT_THAT(failure().sentence(), HasSubstr("“agency.signer.position”"));
  write(sampleWith("/limit", Json::object()));
  EXPECT_THAT(failure().sentence(), HasSubstr("“limits”"));
  write(sampleWith("/reply_to", ""));
  EXPECT_THAT(failure().sentence(), HasSubstr("“mail.reply_to”"));
}

TEST_F(ProfileFile, ProposesNothingForAKeyThatIsNearToNone) {
  write(sampleWith("/quite_another_thing", 1));
  EXPECT_EQ(failure().sentence(), "There is no such key.");
  write(sampleWith("/" + std::string(50000, 'x'), 1));
  EXPECT_EQ(failure().sentence(), "There is no such key.");
}

TEST_F(ProfileFile, TellsEveryProblemInTheOrderOfTheFile) {
  Json json = sampleWith("/mail/port", "25");
  json["agency"].erase("symbol");
  json["limits"]["mails_per_minute"] = 2'000'000;
  json["limits"]["mail_per_minute"] = 1;
  write(json);
  const Error error = failure();
  EXPECT_EQ(error.place().field, "agency.symbol");
  EXPECT_THAT(error.sentence(), HasSubstr("This key is missing."));
  EXPECT_THAT(error.sentence(), HasSubstr("“mail.port”"));
  EXPECT_THAT(error.sentence(), HasSubstr("“limits.mails_per_minute”: The value must be"));
  EXPECT_THAT(error.sentence(), HasSubstr("“limits.mail_per_minute”: There is no such key"));
  EXPECT_LT(error.sentence().find("limits.mail"), error.sentence().find("mail.port"));
}

TEST_F(ProfileFile, TellsAMissingSectionOnce) {
  Json json = sample();
  json.erase("mail");
  write(json);
  EXPECT_EQ(failure().place().field, "mail");
  EXPECT_EQ(failure().sentence(), "This key is missing.");
}

TEST_F(ProfileFile, RefusesASectionThatIsNoObject) {
  write(sampleWith("/mail", 5));
  EXPECT_EQ(failure().place().field, "mail");
  EXPECT_EQ(failure().sentence(), "The value must be an object in braces.");
}

TEST_F(ProfileFile, RefusesAPasswordWrittenIntoItAndDoesNotRepeatIt) {
  write(sampleWith("/mail/password", "hunter2-never-shown"));
  const Error error = failure();
  EXPECT_EQ(error.place().field, "mail.password");
  EXPECT_THAT(error.sentence(), HasSubstr("password_file"));
  EXPECT_THAT(base::describe(error), Not(HasSubstr("hunter2")));
}

TEST_F(ProfileFile, RefusesTwoPlacesForThePassword) {
  Json json = sampleWith("/mail/password_file", "secret");
  json["mail"]["password_env"] = "MAIL_PASSWORD";
  write(json);
  EXPECT_EQ(failure().place().field, "mail.password_env");
}

TEST_F(ProfileFile, RefusesWrongValuesOfEveryKind) {
  const std::vector<std::pair<std::string, Json>> wrong = {
      {"/agency/place", 7},
      {"/agency/place", nullptr},
      {"/agency/place", std::string(201, 'x')},
      {"/agency/place", "Hà Nội\nBcc: a@b.example"},
      {"/agency/place", "Hà \xE2\x80\xAENội"},
      {"/agency/place", std::string("Hà\0Nội", 8)},
      {"/agency/symbol", "TB/QLTT"},
      {"/agency/email", "khong-phai-thu"},
      {"/agency/email", "a@b.example,c@d.example"},
      {"/agency/website", "javascript:alert(1)"},
      {"/mail/host", "smtp://mail.example"},
      {"/mail/host", "mail example"},
      {"/mail/port", 0},
      {"/mail/port", -25},
      {"/mail/port", 25.5},
      {"/mail/port", "25"},
      {"/mail/port", true},
      {"/mail/security", "none"},
      {"/mail/password_env", "A=B"},
      {"/mail/bounce_address", "thu-hoi"},
      {"/mail/bounce_address", std::string(32, 'x') + "@qltt.example"},
      {"/mailbox/kind", "exchange"},
      {"/mailbox/security", ""},
      {"/mailbox/port", 0},
      {"/sign/pkcs11_token", std::string(33, 'x')},
      {"/sign/pkcs12_file", 1},
      {"/sign/password_env", "A B"},
      {"/sign/agency_text", "yes"},
      {"/sign/agency_text", 1},
      {"/sign", true},
      {"/limits/plugin_memory_megabytes", 1},
      {"/plugins", Json::array()},
      {"/plugins/zalo", "x"},
      {"/plugins/zalo/app_id", 1},
      {"/plugin_folders", "more"},
      {"/plugin_folders", {""}},
      {"/plugin_folders", {1}},
      {"/templates", 1},
      {"/$schema", 1},
  };
  for (const auto& [pointer, value] : wrong) {
    write(sampleWith(pointer, value));
    EXPECT_EQ(failure().code(), Code::usage) << pointer << " " << value;
    EXPECT_GT(failure().place().line, 1U) << pointer;
  }
}

TEST_F(ProfileFile, RefusesWhatIsNoJsonObjectAsWrongUse) {
  for (const char* text : {"", "[]", "5", "{", "{\"agency\": {}, \"agency\": {}}", "\xFF"}) {
    writeText(text);
    EXPECT_EQ(failure().code(), Code::usage) << text;
    EXPECT_EQ(failure().place().file, file_.string());
  }
}

TEST_F(ProfileFile, FindsLinesBehindAByteOrderMark) {
  writeText("\xEF\xBB\xBF{\n\n\"hello\": 1}");
  EXPECT_THAT(failure().sentence(), HasSubstr("Line 3, “hello”"));
}

/// Walks the schema and gives `visit` every path with its description of a value.
void walk(const Json& schema, const std::string& prefix,
          const std::function<void(const std::string&, const Json&)>& visit) {
  for (const auto& [name, value] : schema.at("properties").items()) {
    visit(prefix + name, value);
    if (value.contains("properties")) walk(value, prefix + name + ".", visit);
  }
}

TEST(ProfileSchema, DescribesEveryKeyThatIsReadAndNoOther) {
  const Json schema = base::parseJson(profileSchemaText(), "schema");
  EXPECT_EQ(schema.at("$schema"), "https://json-schema.org/draft/2020-12/schema");
  std::vector<std::string> described;
  walk(schema, "", [&described](const std::string& path, const Json& value) {
    EXPECT_FALSE(value.at("description").get<std::string>().empty()) << path;
    if (sections().contains(path))
      EXPECT_EQ(value.at("additionalProperties"), false) << path;
    else
      described.push_back(path);
  });
  std::vector<std::string> known;
  for (const Key& key : keys()) known.push_back(key.path);
  EXPECT_THAT(described, testing::UnorderedElementsAreArray(known));
}

TEST(ProfileSchema, GivesTypesLimitsAndWords) {
  const Json schema = base::parseJson(profileSchemaText(), "schema");
  const Json& mail = schema.at("properties").at("mail").at("properties");
  EXPECT_EQ(mail.at("port").at("type"), "integer");
  EXPECT_EQ(mail.at("port").at("maximum"), 65535);
  const Json& sign = schema.at("properties").at("sign").at("properties");
  EXPECT_EQ(sign.at("agency_text").at("type"), "boolean");
  EXPECT_EQ(mail.at("security").at("pattern"), "^(?:starttls|tls|plain-without-encryption)$");
  EXPECT_EQ(schema.at("required"), Json({"agency", "mail"}));
  EXPECT_THAT(schema.at("properties").at("agency").at("required"), testing::Contains("signer"));
}

TEST(ProfileSchema, FitsTheNewProfileAndTheSample) {
  const Json schema = base::parseJson(profileSchemaText(), "schema");
  const std::string sample = SOURCE_FOLDER "/samples/agency.json";
  for (const auto& text : {newProfileText(), base::readFile(sample)}) {
    const Json profile = base::parseJson(text, "profile");
    walk(schema, "", [&profile](const std::string& path, const Json& rule) {
      std::string pointer = "/" + path;
      std::replace(pointer.begin(), pointer.end(), '.', '/');
      const Json& value = profile.at(Json::json_pointer(pointer));
      if (!rule.contains("pattern")) return;
      EXPECT_TRUE(std::regex_match(value.get<std::string>(),
                                   std::regex(rule.at("pattern").get<std::string>())))
          << path;
    });
  }
}

TEST(NewProfile, HasTheKeysInTheOrderInWhichAnOfficerFillsThemIn) {
  const std::string text = newProfileText();
  std::size_t before = 0;
  for (const char* key : {"$schema", "agency", "parent_body", "signer", "archive", "mail", "host",
                          "mailbox", "sign", "pkcs12_file", "agency_text", "limits", "retention",
                          "plugins", "plugin_folders", "templates"}) {
    const auto at = text.find("\"" + std::string(key) + "\"");
    ASSERT_NE(at, std::string::npos) << key;
    EXPECT_GE(at, before) << key;
    before = at;
  }
}

class Secret : public testing::Test {
 protected:
  void write(const std::string& bytes, mode_t mode = 0600) {
    base::writeFile(folder_.path() / "secret", bytes);
    ASSERT_EQ(::chmod((folder_.path() / "secret").c_str(), mode), 0);
  }
  std::string read() const {
    return readSecret({.file = "secret", .variable = ""}, folder_.path());
  }
  std::string failure(const SecretSource& source) const {
    try {
      readSecret(source, folder_.path());
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), Code::usage);
      return base::describe(error);
    }
    return "no failure";
  }

  TemporaryFolder folder_;
};

TEST_F(Secret, IsTheFileWithoutItsLineBreak) {
  write("mật khẩu \n");
  EXPECT_EQ(read(), "mật khẩu ");
  write("word\r\n");
  EXPECT_EQ(read(), "word");
}

TEST_F(Secret, IsRefusedWhenOthersMayReadIt) {
  for (const mode_t mode : {0640U, 0604U, 0620U, 0601U}) {
    write("topsecret", mode);
    const std::string told = failure({.file = "secret", .variable = ""});
    EXPECT_THAT(told, HasSubstr("chmod 600"));
    EXPECT_THAT(told, Not(HasSubstr("topsecret")));
  }
}

TEST_F(Secret, IsNeverRepeatedInAnError) {
  for (const char* bytes : {"topsecret\nsecond", "topsecret\x01", "topsecret\n\n"}) {
    write(bytes);
    EXPECT_THAT(failure({.file = "secret", .variable = ""}), Not(HasSubstr("topsecret")));
  }
  write(std::string(5000, 's'));
  EXPECT_THAT(failure({.file = "secret", .variable = ""}), Not(HasSubstr("sss")));
}

TEST_F(Secret, MustExistAndNotBeEmpty) {
  EXPECT_THAT(failure({.file = "secret", .variable = ""}),
              HasSubstr((folder_.path() / "secret").string()));
  EXPECT_THAT(failure({.file = ".", .variable = ""}), HasSubstr("no such file"));
  write("\n");
  EXPECT_THAT(failure({.file = "secret", .variable = ""}), HasSubstr("empty"));
}

TEST_F(Secret, ComesFromAVariable) {
  ::setenv("THONGBAO_TEST_SECRET", "from the environment", 1);
  EXPECT_EQ(readSecret({.file = {}, .variable = "THONGBAO_TEST_SECRET"}, folder_.path()),
            "from the environment");
  ::unsetenv("THONGBAO_TEST_SECRET");
  EXPECT_THAT(failure({.file = {}, .variable = "THONGBAO_TEST_SECRET"}),
              HasSubstr("THONGBAO_TEST_SECRET"));
}

TEST_F(Secret, IsEmptyWhenNoPlaceIsNamed) {
  EXPECT_EQ(readSecret({}, folder_.path()), "");
}

}  // namespace
}  // namespace thongbao::workspace
