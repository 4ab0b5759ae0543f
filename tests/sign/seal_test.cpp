#include "sign/seal.h"

#include <gmock/gmock.h>

#include "base/files.h"
#include "base/hash.h"
#include "base/json.h"
#include "sign/kept_signature.h"
#include "sign/keys.h"

namespace thongbao::sign {
namespace {

using base::Code;
using base::Error;

Code codeOf(const std::function<void()>& act) {
  try {
    act();
  } catch (const Error& error) {
    return error.code();
  }
  ADD_FAILURE() << "nothing was refused";
  return Code::defect;
}

class SealTest : public testing::TestWithParam<const char*> {
 protected:
  SealTest() {
    keys_.issue("officer", GetParam());
    settings_ = keys_.keyFile("officer");
    seal_.head = {"ĐỘI QUẢN LÝ THỊ TRƯỜNG SỐ 1", "QLTT", 42, std::string(64, 'a'),
                  "2026-11-24T03:00:00.000Z"};
    signer_ = openSigner(settings_, keys_.folder(), today());
    seal_.signature = signer_->sign({sealText(seal_.head)});
  }

  std::filesystem::path written(const std::string& text) {
    base::writeFile(keys_.file("seal.json"), text);
    return keys_.file("seal.json");
  }

  Keys keys_;
  workspace::SignSettings settings_;
  std::unique_ptr<Signer> signer_;
  Seal seal_;
};

INSTANTIATE_TEST_SUITE_P(OfEachKind, SealTest, testing::Values(kRsa, kEc),
                         [](const auto& kind) { return "Key" + std::to_string(kind.index); });

TEST_P(SealTest, ComesBackFromItsFileAndTellsWhoSigned) {
  const Seal read = readSeal(written(toFile(seal_)));
  EXPECT_EQ(read.head, seal_.head);
  const SealSigner signer = requireSigned(read);
  EXPECT_EQ(signer.subject, "officer");
  EXPECT_EQ(signer.certificate, base::sha256(keys_.derOf("officer")));
  EXPECT_EQ(signer.certificate, fingerprintOf(keys_.file("officer.pem")));
  EXPECT_EQ(signer.certificate, fingerprintOf(settings_, keys_.folder()));
}

TEST_P(SealTest, IsVerifiedByAnotherProgram) {
  EXPECT_TRUE(keys_.verifies(seal_.signature, sealText(seal_.head)));
}

TEST_P(SealTest, IsRefusedWhenAnythingSignedDiffers) {
  for (const auto& change : std::vector<std::function<void(SealedHead&)>>{
           [](SealedHead& h) { h.agency += " "; }, [](SealedHead& h) { h.symbol = "X"; },
           [](SealedHead& h) { ++h.entry; }, [](SealedHead& h) { h.hash[0] = 'b'; },
           [](SealedHead& h) { h.time[0] = '1'; }}) {
    Seal changed = seal_;
    change(changed.head);
    EXPECT_EQ(codeOf([&] { requireSigned(changed); }), Code::integrity);
  }
  Seal changed = seal_;
  changed.signature.back() ^= 1;
  EXPECT_EQ(codeOf([&] { requireSigned(changed); }), Code::integrity);
  changed.signature = "no DER";
  EXPECT_EQ(codeOf([&] { requireSigned(changed); }), Code::integrity);
}

TEST_P(SealTest, IsReadOnlyInItsOwnForm) {
  const base::Json whole = base::Json::parse(toFile(seal_));
  for (const char* patch :
       {R"({"signature":"%%%"})", R"({"signature":7})", R"({"entry":"42"})", R"({"format":"x/9"})",
        R"({"agency":null})", R"({"remark":"not signed"})"}) {
    base::Json changed = whole;
    changed.merge_patch(base::Json::parse(patch));
    EXPECT_EQ(codeOf([&] { readSeal(written(changed.dump())); }), Code::badInput) << patch;
  }
  EXPECT_EQ(codeOf([&] { readSeal(written("[]")); }), Code::badInput);
  EXPECT_EQ(codeOf([&] { fingerprintOf(written("no certificate")); }), Code::badInput);
}

TEST_P(SealTest, ASignatureTellsAloneHowMuchRoomItsKeyNeeds) {
  for (int i = 0; i < 8; ++i) {
    const KeptSignature kept = readSignature(signer_->sign({std::to_string(i)}));
    EXPECT_EQ(kept.mostBytes, signer_->mostBytes());
    EXPECT_EQ(kept.subject, signer_->subject());
  }
  EXPECT_EQ(codeOf([] { readSignature("no DER"); }), Code::integrity);
}

}  // namespace
}  // namespace thongbao::sign
