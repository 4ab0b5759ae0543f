#include <gtest/gtest.h>

#include "register/support.h"

namespace thongbao::registry {
namespace {

class Seals : public RegisterTest {
 protected:
  KeptSeal sealOf(std::int64_t sequence) {
    return {sequence, reg().entry(sequence).value().hash, std::string(64, 'e'),
            std::string(64, 'f')};
  }
  base::Code refusalOf(const KeptSeal& seal) {
    try {
      reg().keepSeal(seal);
    } catch (const base::Error& error) {
      return error.code();
    }
    return base::Code::defect;
  }
};

TEST_F(Seals, AreEnteredAndTheRegisterStaysWhole) {
  reg().keepSeal(sealOf(1));
  const Entry last = reg().entries(1, 1'000).back();
  EXPECT_EQ(last.kind, "register.sealed");
  EXPECT_NE(last.payload.find(reg().entry(1).value().hash), std::string::npos);
  EXPECT_TRUE(reg().verify().whole);
}

TEST_F(Seals, AreOfAnEntryThatIsThereAndHasTheirHash) {
  const std::size_t before = reg().entries(1, 1'000).size();
  KeptSeal seal = sealOf(1);
  seal.entry = 1'000'000;
  EXPECT_EQ(refusalOf(seal), base::Code::notFound);
  seal.entry = 1;
  seal.hash[0] = seal.hash[0] == 'a' ? 'b' : 'a';
  EXPECT_EQ(refusalOf(seal), base::Code::integrity);
  EXPECT_EQ(reg().entries(1, 1'000).size(), before);
}

}  // namespace
}  // namespace thongbao::registry
