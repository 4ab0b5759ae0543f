#include <gmock/gmock.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>

#include "sign/keys.h"
#include "sign/openssl.h"

namespace thongbao::sign {
namespace {

using base::Code;
using base::Error;
using std::chrono::days;
using testing::HasSubstr;

class KeyFile : public testing::Test {
 protected:
  Error failure(const workspace::SignSettings& settings, base::Instant now = today()) {
    const Error error = failureOf(settings, keys_, now);
    EXPECT_FALSE(error.advice().empty()) << error.sentence();
    return error;
  }
  workspace::SignSettings leaf(const std::string& extensions = kSigning) {
    keys_.issue("leaf", kEc, extensions);
    return keys_.keyFile("leaf");
  }

  Keys keys_;
};

TEST_F(KeyFile, IsOpenedWithAPassPhraseFromAVariable) {
  auto settings = leaf();
  settings.password = {.file = {}, .variable = "THONGBAO_TEST_PASS"};
  ::setenv("THONGBAO_TEST_PASS", kPassPhrase, 1);
  EXPECT_TRUE(keys_.verifies(openSigner(settings, keys_.folder(), today())->sign({"a"}), "a"));
  ::unsetenv("THONGBAO_TEST_PASS");
  EXPECT_EQ(failureOf(settings, keys_).code(), Code::usage);
}

TEST_F(KeyFile, LockedInTheOldWayOfOtherProgramsIsOpened) {
  keys_.issue("leaf", kRsa);
  const auto settings = keys_.keyFile("leaf", "-legacy");
  EXPECT_TRUE(keys_.verifies(openSigner(settings, keys_.folder(), today())->sign({"a"}), "a"));
}

TEST_F(KeyFile, WithoutAPassPhraseIsOpenedWithNone) {
  keys_.issue("leaf", kEc);
  auto settings = keys_.keyFile("leaf", "-passout pass:");
  settings.password = {};
  EXPECT_TRUE(keys_.verifies(openSigner(settings, keys_.folder(), today())->sign({"a"}), "a"));
}

TEST_F(KeyFile, ThatIsNotThereIsToldWithItsPath) {
  auto settings = leaf();
  settings.pkcs12File = "other.p12";
  const Error error = failure(settings);
  EXPECT_EQ(error.code(), Code::usage);
  EXPECT_EQ(error.place().file, keys_.file("other.p12").string());
  EXPECT_EQ(error.place().field, "sign.pkcs12_file");
}

TEST_F(KeyFile, OfAnotherKindIsRefused) {
  auto settings = leaf();
  for (const char* file : {"leaf.pem", "leaf.key", "pass"}) {
    settings.pkcs12File = file;
    EXPECT_EQ(failure(settings).sentence(), "This is no PKCS#12 file.") << file;
    EXPECT_EQ(failure(settings).code(), Code::usage);
  }
}

TEST_F(KeyFile, ThatIsDamagedIsRefused) {
  const auto settings = leaf();
  std::string bytes = base::readFile(keys_.file("leaf.p12"));
  bytes[bytes.size() / 2] ^= 1;
  base::writeFile(keys_.file("leaf.p12"), bytes);
  EXPECT_EQ(failure(settings).code(), Code::usage);
  base::writeFile(keys_.file("leaf.p12"), bytes.substr(0, bytes.size() / 2));
  EXPECT_EQ(failure(settings).sentence(), "This is no PKCS#12 file.");
}

TEST_F(KeyFile, WithAWrongPassPhraseIsRefusedAndThePhraseNotRepeated) {
  const auto settings = leaf();
  keys_.writeSecret("pass", "another 7716");
  const Error error = failure(settings);
  EXPECT_EQ(error.code(), Code::usage);
  EXPECT_EQ(error.sentence(), "The pass phrase of the key file is wrong.");
  EXPECT_THAT(base::describe(error), testing::Not(HasSubstr("7716")));
}

TEST_F(KeyFile, WantsThePassPhraseWhenNoneIsNamed) {
  auto settings = leaf();
  settings.password = {};
  EXPECT_EQ(failure(settings).sentence(), "The key file needs its pass phrase.");
  EXPECT_THAT(failure(settings).advice(), HasSubstr("sign.password_file"));
}

TEST_F(KeyFile, WithAnExpiredCertificateIsRefused) {
  const Error error = failure(leaf(), today() + days(31));
  EXPECT_EQ(error.code(), Code::usage);
  EXPECT_THAT(error.sentence(), HasSubstr("The certificate of “leaf” expired at "));
}

TEST_F(KeyFile, WithACertificateOfTheFutureIsRefused) {
  const Error error = failure(leaf(), today() - days(1));
  EXPECT_EQ(error.code(), Code::usage);
  EXPECT_THAT(error.sentence(), HasSubstr("The certificate of “leaf” is not valid before "));
}

TEST_F(KeyFile, WithACertificateForOtherUseIsRefused) {
  const Error error = failure(leaf("keyUsage=critical,keyAgreement"));
  EXPECT_EQ(error.code(), Code::usage);
  EXPECT_EQ(error.sentence(), "The certificate of “leaf” is not for signatures.");
}

TEST_F(KeyFile, MaySayNothingOfItsUseOrOneKindOfSigning) {
  for (const char* use : {"", "keyUsage=nonRepudiation", "keyUsage=digitalSignature"})
    EXPECT_NO_THROW(openSigner(leaf(use), keys_.folder(), today())) << use;
}

TEST_F(KeyFile, WithAKeyThatPdfReadersDoNotKnowIsRefused) {
  keys_.issue("leaf", "ed25519");
  EXPECT_EQ(failure(keys_.keyFile("leaf")).sentence(),
            "The key of “leaf” is neither RSA nor ECDSA.");
}

TEST_F(KeyFile, WithoutAPrivateKeyIsRefused) {
  const auto settings = leaf();
  keys_.shell("openssl pkcs12 -export -nokeys -in leaf.pem -passout file:pass -out leaf.p12");
  EXPECT_EQ(failure(settings).sentence(), "The file holds no private key.");
}

/// The key of one file and the certificate of another, which the openssl command refuses to join.
void join(const std::string& key, const std::string& certificate, const std::string& to) {
  using File = Handle<BIO, &BIO_free_all>;
  const File keyFile(BIO_new_file(key.c_str(), "r"));
  const File certificateFile(BIO_new_file(certificate.c_str(), "r"));
  const Key read(PEM_read_bio_PrivateKey(keyFile.get(), nullptr, nullptr, nullptr));
  const Certificate strange(PEM_read_bio_X509(certificateFile.get(), nullptr, nullptr, nullptr));
  STACK_OF(X509)* others = sk_X509_new_null();
  sk_X509_push(others, strange.get());
  const Handle<PKCS12, &PKCS12_free> file(
      PKCS12_create(kPassPhrase, nullptr, read.get(), nullptr, others, 0, 0, 0, 0, 0));
  sk_X509_free(others);
  const File out(BIO_new_file(to.c_str(), "w"));
  ASSERT_EQ(i2d_PKCS12_bio(out.get(), file.get()), 1);
}

TEST_F(KeyFile, WithACertificateOfAnotherKeyIsRefused) {
  const auto settings = leaf();
  keys_.issue("stranger", kEc);
  join(keys_.file("stranger.key"), keys_.file("leaf.pem"), keys_.file("leaf.p12"));
  const Error error = failure(settings);
  EXPECT_EQ(error.code(), Code::usage);
  EXPECT_EQ(error.sentence(), "There is no certificate that belongs to the private key.");
}

}  // namespace
}  // namespace thongbao::sign
