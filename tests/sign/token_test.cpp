#include <gmock/gmock.h>
#include <libp11.h>
#include <openssl/pem.h>

#include <span>
#include <thread>
#include <vector>

#include "sign/keys.h"
#include "sign/openssl.h"
#include "sign/seal.h"

namespace thongbao::sign {
namespace {

using base::Code;
using base::Error;
using testing::HasSubstr;

constexpr const char* kPin = "273451";

/// Puts NAME.pem onto the token under the id of the key it goes with.
void storeCertificate(const std::string& file, const std::string& label, unsigned char id) {
  const Handle<BIO, &BIO_free_all> input(BIO_new_file(file.c_str(), "r"));
  const Certificate certificate(PEM_read_bio_X509(input.get(), nullptr, nullptr, nullptr));
  PKCS11_CTX* context = PKCS11_CTX_new();
  ASSERT_EQ(PKCS11_CTX_load(context, SOFTHSM_MODULE), 0);
  PKCS11_SLOT* slots = nullptr;
  unsigned count = 0;
  ASSERT_EQ(PKCS11_enumerate_slots(context, &slots, &count), 0);
  for (PKCS11_SLOT& slot : std::span(slots, count)) {
    if (!slot.token || label != slot.token->label) continue;
    ASSERT_EQ(PKCS11_open_session(&slot, 1), 0);
    ASSERT_EQ(PKCS11_login(&slot, 0, kPin), 0);
    std::string name = "certificate";
    EXPECT_EQ(PKCS11_store_certificate(slot.token, certificate.get(), name.data(), &id, 1, nullptr),
              0);
  }
  PKCS11_release_all_slots(context, slots, count);
  PKCS11_CTX_unload(context);
  PKCS11_CTX_free(context);
}

/// A SoftHSM of its own with the token “Đội 1”, and in it the key “ký số”.
class TokenKey : public testing::Test {
 protected:
  TokenKey() {
    base::writeFile(keys_.file("softhsm2.conf"),
                    "directories.tokendir = " + keys_.folder().string() + "/tokens\n" +
                        "objectstore.backend = file\nlog.level = ERROR\n");
    std::filesystem::create_directory(keys_.file("tokens"));
    ::setenv("SOFTHSM2_CONF", keys_.file("softhsm2.conf").c_str(), 1);
    ::setenv("MOODY_TOKEN_INNER", SOFTHSM_MODULE, 1);
    ::setenv("MOODY_TOKEN_COUNT", keys_.file("logins").c_str(), 1);
    keys_.writeSecret("pin", kPin);
  }
  ~TokenKey() override {
    for (const char* mood :
         {"MOODY_TOKEN_FLAGS", "MOODY_TOKEN_LOGIN", "MOODY_TOKEN_SIGN", "MOODY_TOKEN_AGAIN"})
      ::unsetenv(mood);
  }

  void makeToken(const std::string& label = "Đội 1") {
    keys_.shell("softhsm2-util --init-token --free --so-pin 99887766 --pin " + std::string(kPin) +
                " --label '" + label + "'");
  }
  void import(const std::string& key, const std::string& id, const std::string& label = "ký số") {
    keys_.shell("softhsm2-util --import " + key + ".key --token 'Đội 1' --pin " + kPin + " --id " +
                id + " --label '" + label + "'");
  }
  workspace::SignSettings settings() const {
    workspace::SignSettings settings;
    settings.pkcs11Module = MOODY_TOKEN;
    settings.pkcs11Token = "Đội 1";
    settings.pkcs11Key = "ký số";
    settings.password.file = "pin";
    return settings;
  }
  workspace::SignSettings make(const char* kind, const std::string& extensions = kSigning) {
    keys_.issue("leaf", kind, extensions);
    makeToken();
    import("leaf", "A1");
    storeCertificate(keys_.file("middle.pem"), "Đội 1", 0xB0);
    storeCertificate(keys_.file("leaf.pem"), "Đội 1", 0xA1);
    return settings();
  }
  Error failure(const workspace::SignSettings& settings, base::Instant now = today()) {
    const Error error = failureOf(settings, keys_, now);
    EXPECT_THAT(base::describe(error), testing::Not(HasSubstr(kPin)));
    EXPECT_FALSE(error.advice().empty()) << error.sentence();
    return error;
  }
  std::size_t logins() const {
    return std::filesystem::exists(keys_.file("logins"))
               ? std::filesystem::file_size(keys_.file("logins"))
               : 0;
  }

  Keys keys_;
};

TEST_F(TokenKey, SealsARegister) {
  const auto signer = openSigner(make(kRsa), keys_.folder(), today());
  Seal seal;
  seal.head = {"ĐỘI QUẢN LÝ THỊ TRƯỜNG SỐ 1", "QLTT", 42, std::string(64, 'a'),
               "2026-11-24T03:00:00.000Z"};
  seal.signature = signer->sign({sealText(seal.head)});
  base::writeFile(keys_.file("seal.json"), toFile(seal));
  const Seal read = readSeal(keys_.file("seal.json"));
  EXPECT_EQ(requireSigned(read).subject, "leaf");
  EXPECT_TRUE(keys_.verifies(read.signature, sealText(read.head)));
}

TEST_F(TokenKey, SignsWithRsaAndTheSameForTheSameBytes) {
  const auto settings = make(kRsa);
  std::string signature;
  {
    const auto signer = openSigner(settings, keys_.folder(), today());
    signature = signer->sign({"a", "b"});
    EXPECT_EQ(signer->sign({"ab"}), signature);
    EXPECT_EQ(signature.size(), signer->mostBytes());
    EXPECT_EQ(signer->subject(), "leaf");
  }
  EXPECT_TRUE(keys_.verifies(signature, "ab"));
  EXPECT_FALSE(keys_.verifies(signature, "ac"));
  EXPECT_EQ(openSigner(settings, keys_.folder(), today())->sign({"ab"}), signature);
}

TEST_F(TokenKey, SignsWithEcdsaAndNeverLongerThanItSays) {
  const auto signer = openSigner(make(kEc), keys_.folder(), today());
  for (int i = 0; i < 50; ++i)
    EXPECT_LE(signer->sign({std::to_string(i)}).size(), signer->mostBytes());
  EXPECT_TRUE(keys_.verifies(signer->sign({"a"}), "a"));
}

TEST_F(TokenKey, SignsForSeveralThreads) {
  const auto signer = openSigner(make(kRsa), keys_.folder(), today());
  const std::string signature = signer->sign({"a"});
  std::vector<int> same(4);
  std::vector<std::jthread> threads;
  for (int& count : same)
    threads.emplace_back([&signer, &signature, &count] {
      for (int i = 0; i < 10; ++i) count += signer->sign({"a"}) == signature ? 1 : 0;
    });
  threads.clear();
  EXPECT_THAT(same, testing::Each(10));
}

TEST_F(TokenKey, IsFoundWithALibraryNamedFromTheWorkspace) {
  auto settings = make(kEc);
  std::filesystem::create_symlink(MOODY_TOKEN, keys_.file("token.so"));
  settings.pkcs11Module = "token.so";
  EXPECT_NO_THROW(openSigner(settings, keys_.folder(), today()));
}

TEST_F(TokenKey, IsRefusedWithAWrongPinWhichIsTriedOnceOnly) {
  const auto settings = make(kEc);
  keys_.writeSecret("pin", "60981");
  const Error error = failure(settings);
  EXPECT_EQ(error.code(), Code::usage);
  EXPECT_EQ(error.sentence(), "The PIN of the token is wrong.");
  EXPECT_THAT(base::describe(error), testing::Not(HasSubstr("60981")));
  EXPECT_EQ(logins(), 1U);
}

TEST_F(TokenKey, GivesItsPinOnceForManySignatures) {
  const auto signer = openSigner(make(kEc), keys_.folder(), today());
  for (int i = 0; i < 5; ++i) signer->sign({"a"});
  EXPECT_EQ(logins(), 1U);
}

TEST_F(TokenKey, ThatWantsItsPinForEachSignatureGetsIt) {
  for (const char* kind : {kRsa, kEc}) {
    keys_.shell("rm -rf tokens logins && mkdir tokens");
    const auto settings = make(kind);
    ::setenv("MOODY_TOKEN_AGAIN", kPin, 1);
    const auto signer = openSigner(settings, keys_.folder(), today());
    EXPECT_TRUE(keys_.verifies(signer->sign({"a"}), "a"));
    EXPECT_EQ(logins(), 3U);
  }
}

TEST_F(TokenKey, ThatWantsAnotherPinForSigningIsToldAfterOneTry) {
  const auto settings = make(kRsa);
  ::setenv("MOODY_TOKEN_AGAIN", "another", 1);
  EXPECT_EQ(failure(settings).code(), Code::unavailable);
  EXPECT_EQ(logins(), 2U);
}

TEST_F(TokenKey, IsNotTouchedWhenOneMoreWrongPinWouldLockTheToken) {
  const auto settings = make(kEc);
  ::setenv("MOODY_TOKEN_FLAGS", "0x20000", 1);
  const Error error = failure(settings);
  EXPECT_EQ(error.code(), Code::unavailable);
  EXPECT_THAT(error.sentence(), HasSubstr("was not tried"));
  EXPECT_EQ(logins(), 0U);
}

TEST_F(TokenKey, IsNotTouchedOnALockedToken) {
  const auto settings = make(kEc);
  ::setenv("MOODY_TOKEN_FLAGS", "0x40000", 1);
  EXPECT_EQ(failure(settings).sentence(), "The token is locked: too many wrong PINs were given.");
  EXPECT_EQ(logins(), 0U);
}

TEST_F(TokenKey, OfATokenThatLocksItselfOrDoesNotAnswerIsUnavailable) {
  const auto settings = make(kEc);
  ::setenv("MOODY_TOKEN_LOGIN", "0xA4", 1);
  EXPECT_EQ(failure(settings).sentence(), "The token is locked: too many wrong PINs were given.");
  ::setenv("MOODY_TOKEN_LOGIN", "0x30", 1);
  EXPECT_EQ(failure(settings).code(), Code::unavailable);
}

TEST_F(TokenKey, WantsThePinWhenNoneIsNamed) {
  auto settings = make(kEc);
  settings.password = {};
  const Error error = failure(settings);
  EXPECT_EQ(error.code(), Code::usage);
  EXPECT_EQ(error.sentence(), "The token needs its PIN.");
  EXPECT_EQ(logins(), 0U);
}

TEST_F(TokenKey, OfATokenPulledOutFailsAndIsNotAskedAgain) {
  const auto signer = openSigner(make(kEc), keys_.folder(), today());
  ::setenv("MOODY_TOKEN_SIGN", "0x32", 1);
  try {
    signer->sign({"a"});
    FAIL() << "signed";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), Code::unavailable);
    EXPECT_EQ(error.place().field, "sign.pkcs11_key");
  }
  ::unsetenv("MOODY_TOKEN_SIGN");
  EXPECT_THROW(signer->sign({"a"}), Error);
}

TEST_F(TokenKey, ThatDoesNotSignIsToldAtOpening) {
  const auto settings = make(kRsa);
  ::setenv("MOODY_TOKEN_SIGN", "0x68", 1);
  EXPECT_EQ(failure(settings).code(), Code::unavailable);
}

TEST_F(TokenKey, NeedsItsLibrary) {
  auto settings = make(kEc);
  settings.pkcs11Module = "/usr/lib/no-such-token.so";
  EXPECT_EQ(failure(settings).sentence(), "There is no such PKCS#11 library.");
  EXPECT_EQ(failure(settings).code(), Code::usage);
  EXPECT_EQ(failure(settings).place().field, "sign.pkcs11_module");
  settings.pkcs11Module = "leaf.pem";
  EXPECT_EQ(failure(settings).sentence(), "This file is no PKCS#11 library.");
}

TEST_F(TokenKey, NeedsALibraryThatStarts) {
  const auto settings = make(kEc);
  ::setenv("SOFTHSM2_CONF", "/no/such/file", 1);
  const Error error = failure(settings);
  EXPECT_EQ(error.code(), Code::unavailable);
  EXPECT_EQ(error.place().field, "sign.pkcs11_module");
}

TEST_F(TokenKey, NeedsATokenWithItsLabel) {
  auto settings = make(kEc);
  settings.pkcs11Token = "Đội 2";
  const Error error = failure(settings);
  EXPECT_EQ(error.code(), Code::unavailable);
  EXPECT_THAT(error.sentence(), HasSubstr("“Đội 2”"));
  EXPECT_EQ(error.place().field, "sign.pkcs11_token");
  EXPECT_EQ(logins(), 0U);
}

TEST_F(TokenKey, IsNotGuessedAmongTokensOfOneLabel) {
  const auto settings = make(kEc);
  makeToken();
  EXPECT_EQ(failure(settings).sentence(), "Several tokens have the label “Đội 1”.");
  EXPECT_EQ(logins(), 0U);
}

TEST_F(TokenKey, NeedsAKeyWithItsLabel) {
  auto settings = make(kEc);
  settings.pkcs11Key = "khác";
  const Error error = failure(settings);
  EXPECT_EQ(error.code(), Code::usage);
  EXPECT_THAT(error.sentence(), HasSubstr("“khác”"));
  EXPECT_EQ(error.place().field, "sign.pkcs11_key");
}

TEST_F(TokenKey, IsNotGuessedAmongKeysOfOneLabel) {
  const auto settings = make(kEc);
  keys_.issue("second", kEc);
  import("second", "A2");
  EXPECT_EQ(failure(settings).sentence(), "The token has several keys with the label “ký số”.");
}

TEST_F(TokenKey, NeedsACertificateOnTheToken) {
  keys_.issue("leaf", kEc);
  makeToken();
  import("leaf", "A1");
  const Error error = failure(settings());
  EXPECT_EQ(error.code(), Code::usage);
  EXPECT_EQ(error.sentence(), "There is no certificate that belongs to the private key.");
}

TEST_F(TokenKey, IsRefusedWithTheCertificateOfAnother) {
  for (const char* kind : {kEc, kRsa}) {
    keys_.shell("rm -rf tokens && mkdir tokens");
    keys_.issue("leaf", kind);
    keys_.issue("stranger", kEc);
    makeToken();
    import("leaf", "A1");
    storeCertificate(keys_.file("stranger.pem"), "Đội 1", 0xA1);
    const Error error = failure(settings());
    EXPECT_EQ(error.code(), Code::usage);
    EXPECT_EQ(error.sentence(), "There is no certificate that belongs to the private key.");
  }
}

TEST_F(TokenKey, IsRefusedWithACertificateThatIsExpiredOrForOtherUse) {
  const auto settings = make(kEc, "keyUsage=critical,keyAgreement");
  EXPECT_THAT(failure(settings).sentence(), HasSubstr("not for signatures"));
  EXPECT_THAT(failure(settings, today() + std::chrono::days(31)).sentence(),
              HasSubstr("expired at"));
}

}  // namespace
}  // namespace thongbao::sign
