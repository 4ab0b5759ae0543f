#pragma once

#include <string>

#include "base/random.h"
#include "register/records.h"

namespace thongbao::registry {

/// Salts of 128 bits in hex, many made at once: asking for random bytes costs a system call.
class Salts {
 public:
  explicit Salts(base::Random& random) : random_(random) {}

  std::string next() {
    constexpr std::size_t kDigits = 2 * kSaltBytes, kAtOnce = 256;
    if (made_.empty()) made_ = random_.hex(kSaltBytes * kAtOnce);
    std::string salt = made_.substr(made_.size() - kDigits);
    made_.resize(made_.size() - kDigits);
    return salt;
  }

 private:
  base::Random& random_;
  std::string made_;
};

}  // namespace thongbao::registry
