#pragma once

#include <cstdint>
#include <string>

namespace thongbao::base {

/// The only source of chance (salts). Passed in, so that tests are exact.
class Random {
 public:
  virtual ~Random() = default;
  /// `bytes` random bytes as lower-case hex, two digits a byte.
  virtual std::string hex(std::size_t bytes) = 0;
};

/// From OpenSSL's generator; throws Error(defect) when it has no entropy.
class SystemRandom : public Random {
 public:
  std::string hex(std::size_t bytes) override;
};

/// The same sequence for the same seed. For tests.
class SeededRandom : public Random {
 public:
  explicit SeededRandom(std::uint64_t seed) : state_(seed) {}
  std::string hex(std::size_t bytes) override;

 private:
  std::uint64_t state_;
};

}  // namespace thongbao::base
