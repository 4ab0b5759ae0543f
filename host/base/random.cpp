#include "base/random.h"

#include <openssl/rand.h>

#include <vector>

#include "base/error.h"
#include "base/hash.h"
#include "base/words.h"

namespace thongbao::base {

std::string SystemRandom::hex(std::size_t bytes) {
  std::string raw(bytes, '\0');
  if (RAND_bytes(reinterpret_cast<unsigned char*>(raw.data()), static_cast<int>(bytes)) != 1)
    throw Error(Code::defect, tr("The system has no random numbers to give."));
  return toHex(raw);
}

std::string SeededRandom::hex(std::size_t bytes) {
  std::string raw;
  while (raw.size() < bytes) {
    // SplitMix64 (Steele, Lea, Flood 2014).
    std::uint64_t z = (state_ += 0x9e3779b97f4a7c15ULL);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    z ^= z >> 31;
    for (int i = 0; i < 8 && raw.size() < bytes; ++i) raw += static_cast<char>(z >> (8 * i));
  }
  return toHex(raw);
}

}  // namespace thongbao::base
