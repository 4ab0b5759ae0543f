#include "pdf/encoding.h"

namespace thongbao::pdf {

namespace {

struct Coded {
  char32_t character = 0;
  Layers layer = 0;
};

constexpr unsigned kFirst = 0x80;     ///< code of the first character behind ASCII
constexpr unsigned kFirstLow = 0x0E;  ///< behind the line ends, which a string would have to escape

constexpr std::array<Coded, 256> codesOf() {
  std::array<Coded, 256> codes{};
  unsigned next = kFirst;
  for (std::size_t layer = 0; layer < kLayers.size(); ++layer)
    for (const char32_t character : kLayers[layer]) {
      unsigned code = character;
      if (character >= 0x7F) {
        code = next++;
        if (next == 256) next = 1;
        if (next == 0x0A) next = kFirstLow;
      }
      codes[code] = {character, static_cast<Layers>(1U << layer)};
    }
  return codes;
}

constexpr auto kCodes = codesOf();

}  // namespace

char32_t characterOf(std::uint8_t code) {
  return kCodes[code].character;
}

Layers layerOf(std::uint8_t code) {
  return kCodes[code].layer;
}

}  // namespace thongbao::pdf
