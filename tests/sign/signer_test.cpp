#include "sign/signer.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <string>
#include <thread>
#include <vector>

#include "base/hash.h"
#include "base/text.h"
#include "sign/keys.h"

namespace thongbao::sign {
namespace {

using testing::HasSubstr;
using testing::Not;

using namespace std::string_literals;
const std::string kDocument = "%PDF-1.7 Thông báo số 05/TB-QLTT\n\0\xFF end\r\n"s;

/// The values of asn1parse in the order of the signature.
std::size_t at(const std::string& parsed, const std::string& value) {
  const auto found = parsed.find(value);
  EXPECT_NE(found, std::string::npos) << value;
  return found;
}

class Signature : public testing::TestWithParam<const char*> {
 protected:
  std::unique_ptr<Signer> open() {
    keys_.issue("leaf", GetParam());
    return openSigner(keys_.keyFile("leaf"), keys_.folder(), today());
  }

  Keys keys_;
};

INSTANTIATE_TEST_SUITE_P(OfEachKind, Signature,
                         testing::Values(kRsa, "rsa:3072", kEc,
                                         "ec -pkeyopt ec_paramgen_curve:P-384",
                                         "ec -pkeyopt ec_paramgen_curve:P-521"),
                         [](const auto& kind) { return "Key" + std::to_string(kind.index); });

TEST_P(Signature, IsVerifiedByAnotherProgramUpToTheRoot) {
  const auto signer = open();
  const std::string signature = signer->sign(
      {std::string_view(kDocument).substr(0, 9), std::string_view(kDocument).substr(9)});
  EXPECT_TRUE(keys_.verifies(signature, kDocument));
  EXPECT_TRUE(keys_.verifies(signer->sign({kDocument}), kDocument));
  EXPECT_TRUE(keys_.verifies(signer->sign({}), ""));
}

TEST_P(Signature, NoLongerVerifiesWhenOneByteDiffers) {
  const std::string signature = open()->sign({kDocument});
  std::string changed = kDocument;
  changed[5] ^= 1;
  EXPECT_FALSE(keys_.verifies(signature, changed));
  EXPECT_FALSE(keys_.verifies(signature, kDocument + " "));
  std::string damaged = signature;
  damaged.back() ^= 1;
  EXPECT_FALSE(keys_.verifies(damaged, kDocument));
}

TEST_P(Signature, IsNeverLongerThanItSays) {
  const auto signer = open();
  std::size_t longest = 0;
  for (int i = 0; i < 100; ++i)
    longest = std::max(longest, signer->sign({kDocument, std::to_string(i)}).size());
  EXPECT_LE(longest, signer->mostBytes());
  EXPECT_GE(longest + 8, signer->mostBytes());
}

class FileSignature : public testing::Test {
 protected:
  std::unique_ptr<Signer> open(const char* kind) {
    keys_.issue("leaf", kind);
    return openSigner(keys_.keyFile("leaf"), keys_.folder(), today());
  }

  Keys keys_;
};

TEST_F(FileSignature, HasTheThreeAttributesOfPadesAndNoTime) {
  const std::string parsed = keys_.parsed(open(kEc)->sign({kDocument}));
  EXPECT_LT(at(parsed, ":contentType"), at(parsed, ":messageDigest"));
  EXPECT_LT(at(parsed, ":messageDigest"), at(parsed, ":id-smime-aa-signingCertificateV2"));
  EXPECT_THAT(parsed, Not(HasSubstr("signingTime")));
  EXPECT_THAT(parsed, Not(HasSubstr("S/MIME Capabilities")));
  EXPECT_THAT(parsed, HasSubstr(base::upperCase(base::sha256(kDocument))));
}

TEST_F(FileSignature, NamesItsCertificateByItsHash) {
  const std::string parsed = keys_.parsed(open(kEc)->sign({kDocument}));
  const auto hash = at(parsed, base::upperCase(base::sha256(keys_.derOf("leaf"))));
  EXPECT_GT(hash, at(parsed, ":id-smime-aa-signingCertificateV2"));
}

TEST_F(FileSignature, HoldsNoDocument) {
  EXPECT_THAT(open(kEc)->sign({kDocument}), Not(HasSubstr("05/TB-QLTT")));
}

TEST_F(FileSignature, HoldsTheWholeChainSortedAsDerWantsIt) {
  const std::string signature = open(kEc)->sign({kDocument});
  std::vector<std::string> certificates = {keys_.derOf("root"), keys_.derOf("middle"),
                                           keys_.derOf("leaf")};
  std::sort(certificates.begin(), certificates.end());
  std::size_t before = 0;
  for (const auto& certificate : certificates) {
    const auto found = signature.find(certificate);
    ASSERT_NE(found, std::string::npos);
    EXPECT_GT(found, before);
    before = found;
  }
}

TEST_F(FileSignature, LeavesOutCertificatesThatAreNotOfTheChain) {
  keys_.issue("leaf", kEc);
  keys_.issue("stranger", kEc);
  const auto settings = keys_.keyFile("leaf", "-certfile stranger.pem");
  const std::string signature = openSigner(settings, keys_.folder(), today())->sign({kDocument});
  EXPECT_THAT(signature, Not(HasSubstr(keys_.derOf("stranger"))));
}

TEST_F(FileSignature, WithRsaIsTheSameForTheSameBytes) {
  const auto signer = open(kRsa);
  const std::string signature = signer->sign({kDocument});
  EXPECT_EQ(signer->sign({"", kDocument}), signature);
  EXPECT_EQ(openSigner(keys_.keyFile("leaf"), keys_.folder(), today())->sign({kDocument}),
            signature);
  EXPECT_NE(signer->sign({kDocument, "."}), signature);
  EXPECT_EQ(signature.size(), signer->mostBytes());
}

TEST_F(FileSignature, IsRightInEveryThread) {
  const auto signer = open(kRsa);
  const std::string signature = signer->sign({kDocument});
  std::vector<int> same(4);
  std::vector<std::jthread> threads;
  for (int& count : same)
    threads.emplace_back([&signer, &signature, &count] {
      for (int i = 0; i < 20; ++i) count += signer->sign({kDocument}) == signature ? 1 : 0;
    });
  threads.clear();
  EXPECT_THAT(same, testing::Each(20));
}

TEST(SignerOfAFile, SaysWhoSignsAndUntilWhen) {
  Keys keys;
  keys.issue("leaf", kEc);
  keys.shell(
      "openssl req -new -utf8 -key leaf.key -subj '/O=Đội QLTT số 1/CN=Đinh Thị Mẫu' "
      "-out request && openssl x509 -req -days 30 -CA middle.pem -CAkey middle.key "
      "-in request -out leaf.pem");
  const auto signer = openSigner(keys.keyFile("leaf"), keys.folder(), today());
  EXPECT_EQ(signer->subject(), "Đinh Thị Mẫu");
  const auto days = std::chrono::duration_cast<std::chrono::hours>(signer->notAfter() - today());
  EXPECT_THAT(days.count(), testing::AllOf(testing::Ge(29 * 24), testing::Le(30 * 24)));
}

TEST(SignerOfAFile, IsNamedByTheWholeSubjectWithoutACommonName) {
  Keys keys;
  keys.issue("leaf", kEc);
  keys.shell(
      "openssl req -new -utf8 -key leaf.key -subj '/C=VN/O=Đội QLTT số 1' -out request && "
      "openssl x509 -req -days 30 -CA middle.pem -CAkey middle.key -in request "
      "-out leaf.pem");
  const auto signer = openSigner(keys.keyFile("leaf"), keys.folder(), today());
  EXPECT_EQ(signer->subject(), "C = VN, O = Đội QLTT số 1");
}

}  // namespace
}  // namespace thongbao::sign
