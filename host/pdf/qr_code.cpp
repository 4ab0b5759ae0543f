#include "pdf/qr_code.h"

#include <qrcodegen/qrcodegen.hpp>

#include "base/error.h"
#include "base/words.h"

namespace thongbao::pdf {

namespace {

/// One of the eight patterns laid over the squares (ISO/IEC 18004, 7.8). Any reader takes each;
/// weighing all eight for every document would cost more than the rest of its page.
constexpr int kMask = 2;

/// Texts of one length before drawing its single bits is worth it, and the longest one.
constexpr std::uint64_t kFew = 200;
constexpr std::size_t kShort = 64;

void exclusiveOr(std::vector<std::uint8_t>& squares, const std::vector<std::uint8_t>& other) {
  for (std::size_t i = 0; i < squares.size(); ++i) squares[i] ^= other[i];
}

}  // namespace

Squares qrCode(const std::string& text) {
  using qrcodegen::QrCode;
  using qrcodegen::QrSegment;
  const auto made = [&] {
    try {
      const std::vector<std::uint8_t> bytes(text.begin(), text.end());
      return QrCode::encodeSegments({QrSegment::makeBytes(bytes)}, QrCode::Ecc::MEDIUM,
                                    QrCode::MIN_VERSION, QrCode::MAX_VERSION, kMask, false);
    } catch (const qrcodegen::data_too_long&) {
      throw base::Error(base::Code::badInput,
                        base::tr("The number and symbol are too long for a QR code."), {},
                        base::tr("Shorten the agency's symbol."));
    }
  };
  const QrCode code = made();
  Squares squares;
  squares.side = code.getSize();
  squares.black.resize(squares.bytesInRow() * static_cast<std::size_t>(squares.side));
  for (int y = 0; y < squares.side; ++y)
    for (int x = 0; x < squares.side; ++x)
      if (code.getModule(x, y))
        squares.black[static_cast<std::size_t>(y) * squares.bytesInRow() +
                      static_cast<std::size_t>(x) / 8] |= static_cast<std::uint8_t>(128 >> x % 8);
  return squares;
}

Squares QrCodes::of(const std::string& text) {
  if (text.empty() || text.size() > kShort) return qrCode(text);
  Length& length = lengths_[text.size()];
  if (++length.asked <= kFew) return qrCode(text);
  if (length.bits.empty()) {
    length.blank = qrCode(std::string(text.size(), '\0'));
    for (std::size_t bit = 0; bit < 8 * text.size(); ++bit) {
      std::string single(text.size(), '\0');
      single[bit / 8] = static_cast<char>(1U << bit % 8);
      exclusiveOr(length.bits.emplace_back(qrCode(single).black), length.blank.black);
    }
  }
  Squares squares = length.blank;
  for (std::size_t bit = 0; bit < 8 * text.size(); ++bit)
    if ((static_cast<unsigned char>(text[bit / 8]) >> bit % 8 & 1U) != 0)
      exclusiveOr(squares.black, length.bits[bit]);
  return squares;
}

}  // namespace thongbao::pdf
