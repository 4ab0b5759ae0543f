#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace thongbao::pdf {

/// A symbol of black and white squares.
struct Squares {
  int side = 0;                     ///< squares a side
  std::vector<std::uint8_t> black;  ///< rows from the top, each of whole bytes, high bit first
  double x = 0;                     ///< left
  double y = 0;                     ///< top
  double size = 0;

  std::size_t bytesInRow() const { return (static_cast<std::size_t>(side) + 7) / 8; }
  bool isBlack(int column, int row) const {
    const auto at =
        static_cast<std::size_t>(row) * bytesInRow() + static_cast<std::size_t>(column) / 8;
    return (black[at] >> (7 - column % 8) & 1) != 0;
  }
};

/// The text (UTF-8) as a QR code (ISO/IEC 18004, byte mode, error correction M, one mask); place,
/// size and the quiet zone around it are left to the caller. Throws Error(badInput) when it does
/// not fit (2,331 bytes).
Squares qrCode(const std::string& text);

/// Makes the QR codes of many short texts. Reed–Solomon codes are linear: with version and mask
/// fixed, the symbol of a text is the exclusive or of those of its single bits. So the library
/// draws one symbol for each bit of a length, once; a text's own is put together from them, the
/// same squares as qrCode's. Belongs to one thread.
class QrCodes {
 public:
  Squares of(const std::string& text);

 private:
  using Bits = std::vector<std::uint8_t>;
  struct Length {
    std::uint64_t asked = 0;
    Squares blank;           ///< of so many zero bytes
    std::vector<Bits> bits;  ///< what each bit of the text changes, by its place
  };
  std::map<std::size_t, Length> lengths_;
};

}  // namespace thongbao::pdf
