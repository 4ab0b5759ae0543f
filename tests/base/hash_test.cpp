#include "base/hash.h"

#include <gtest/gtest.h>

namespace thongbao::base {
namespace {

TEST(Base64, ComesBackWhateverItsLength) {
  std::string bytes;
  for (int i = 0; i < 300; ++i) {
    EXPECT_EQ(fromBase64(toBase64(bytes)), bytes);
    bytes += static_cast<char>(i * 7);
  }
  EXPECT_EQ(fromBase64("AAA="), std::string(2, '\0'));
}

TEST(Base64, IsReadOnlyInItsOneForm) {
  for (const char* text : {"A", "AA", "AAA", "AA==\n", " AA==", "AB==", "====", "=AAA",
                           "A===", "AA=A", "AA-_", "AAAAA", "    ", "AAAA    "})
    EXPECT_EQ(fromBase64(text), std::nullopt) << text;
}

}  // namespace
}  // namespace thongbao::base
