#include "workspace/sign_settings.h"

#include <gmock/gmock.h>

#include "base/error.h"
#include "base/files.h"
#include "base/json.h"
#include "support/temporary_folder.h"

namespace thongbao::workspace {
namespace {

using base::Error;
using base::Json;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class SignSection : public testing::Test {
 protected:
  /// The sample of an agency, whose section `sign` has these keys and no other.
  void write(const Json& sign) { base::writeFile(file_, sampleWith(sign).dump(2)); }
  static Json sampleWith(const Json& sign) {
    const std::string file = SOURCE_FOLDER "/samples/agency.json";
    Json json = base::parseJson(base::readFile(file), file);
    json["sign"] = sign;
    return json;
  }
  SignSettings read(const Json& sign) {
    write(sign);
    return readProfile(file_).sign;
  }
  Error failure(const Json& sign) {
    write(sign);
    try {
      readProfile(file_);
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), base::Code::usage);
      EXPECT_EQ(error.place().file, file_.string());
      EXPECT_GT(error.place().line, 1U);
      return error;
    }
    ADD_FAILURE() << "the profile was read: " << sign;
    return Error(base::Code::defect, "");
  }

  test::TemporaryFolder folder_;
  std::filesystem::path file_ = folder_.path() / "thongbao.json";
};

TEST_F(SignSection, MayBeMissingAndNothingIsSignedThen) {
  Json json = sampleWith(Json::object());
  json.erase("sign");
  base::writeFile(file_, json.dump(2));
  EXPECT_FALSE(readProfile(file_).sign.wanted());
}

TEST_F(SignSection, OfANewProfileSignsNothing) {
  base::writeFile(file_, newProfileText());
  EXPECT_FALSE(readProfile(file_).sign.wanted());
}

TEST_F(SignSection, TakesAKeyFileAndImagesFromTheFolderOfTheProfile) {
  const SignSettings sign = read({{"pkcs12_file", "doi1.p12"},
                                  {"password_file", "/secrets/p12"},
                                  {"signature_image", "chu-ky.png"},
                                  {"seal_image", "dau.png"}});
  EXPECT_TRUE(sign.wanted());
  EXPECT_EQ(sign.pkcs12File, folder_.path() / "doi1.p12");
  EXPECT_EQ(sign.password.file, "/secrets/p12");
  EXPECT_EQ(sign.signatureImage, folder_.path() / "chu-ky.png");
  EXPECT_EQ(sign.sealImage, folder_.path() / "dau.png");
  EXPECT_FALSE(sign.agencyText);
}

TEST_F(SignSection, TakesATokenAndTheTextOfTheAgency) {
  const SignSettings sign = read({{"pkcs11_module", "/usr/lib/token.so"},
                                  {"pkcs11_token", "Đội 1"},
                                  {"pkcs11_key", "ký số"},
                                  {"password_env", "TOKEN_PIN"},
                                  {"agency_text", true}});
  EXPECT_TRUE(sign.wanted());
  EXPECT_EQ(sign.pkcs11Module, "/usr/lib/token.so");
  EXPECT_EQ(sign.pkcs11Token, "Đội 1");
  EXPECT_EQ(sign.pkcs11Key, "ký số");
  EXPECT_EQ(sign.password.variable, "TOKEN_PIN");
  EXPECT_TRUE(sign.agencyText);
}

TEST_F(SignSection, RefusesAKeyFileAndATokenAtOnce) {
  for (const char* key : {"pkcs11_module", "pkcs11_token", "pkcs11_key"}) {
    const Error error = failure({{"pkcs12_file", "a.p12"}, {key, "x"}});
    EXPECT_EQ(error.place().field, std::string("sign.") + key);
    EXPECT_THAT(error.advice(), HasSubstr("“pkcs12_file”"));
  }
}

TEST_F(SignSection, RefusesATokenThatIsNamedByHalves) {
  EXPECT_EQ(failure({{"pkcs11_module", "a.so"}, {"pkcs11_key", "k"}}).place().field,
            "sign.pkcs11_token");
  EXPECT_EQ(failure({{"pkcs11_module", "a.so"}, {"pkcs11_token", "t"}}).place().field,
            "sign.pkcs11_key");
  const Error error = failure({{"pkcs11_token", "t"}, {"pkcs11_key", "k"}});
  EXPECT_EQ(error.place().field, "sign.pkcs11_module");
  EXPECT_THAT(error.advice(), HasSubstr("“pkcs11_module”"));
}

TEST_F(SignSection, TellsEveryContradictionWithItsAdvice) {
  const Error error = failure({{"pkcs11_module", "a.so"}});
  EXPECT_EQ(error.place().field, "sign.pkcs11_token");
  EXPECT_THAT(error.sentence(), HasSubstr("“sign.pkcs11_key”"));
  EXPECT_THAT(error.sentence(), HasSubstr("Fill in “pkcs11_module”"));
}

TEST_F(SignSection, RefusesTwoPlacesForThePassword) {
  const Error error =
      failure({{"pkcs12_file", "a.p12"}, {"password_file", "p"}, {"password_env", "P"}});
  EXPECT_EQ(error.place().field, "sign.password_env");
  EXPECT_THAT(error.advice(), HasSubstr("Empty"));
}

TEST_F(SignSection, RefusesMarksWithoutAKey) {
  EXPECT_EQ(failure({{"signature_image", "a.png"}}).place().field, "sign.signature_image");
  EXPECT_EQ(failure({{"seal_image", "a.png"}}).place().field, "sign.seal_image");
  EXPECT_EQ(failure({{"agency_text", true}}).place().field, "sign.agency_text");
}

TEST_F(SignSection, RefusesImagesBesideTheTextOfTheAgency) {
  const Error error =
      failure({{"pkcs12_file", "a.p12"}, {"seal_image", "a.png"}, {"agency_text", true}});
  EXPECT_EQ(error.place().field, "sign.agency_text");
}

TEST_F(SignSection, RefusesAPinWrittenIntoItAndDoesNotRepeatIt) {
  for (const char* key : {"pin", "password"}) {
    const Error error = failure({{key, "735190"}});
    EXPECT_THAT(error.sentence(), HasSubstr("password_file"));
    EXPECT_THAT(base::describe(error), Not(HasSubstr("735190")));
  }
}

TEST(SignSettingsOfEveryKind, DoNotContradictThemselvesWhenComplete) {
  SignSettings file;
  EXPECT_THAT(contradictions(file), IsEmpty());
  file.pkcs12File = "a.p12";
  EXPECT_THAT(contradictions(file), IsEmpty());
  file.sealImage = "dau.png";
  EXPECT_THAT(contradictions(file), IsEmpty());
}

}  // namespace
}  // namespace thongbao::workspace
