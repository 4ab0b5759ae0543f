#include "pdf/qr_code.h"

#include <qrcodegen/qrcodegen.hpp>

#include "base/error.h"
#include "base/words.h"

namespace thongbao::pdf {

namespace {

/// One of the eight patterns laid over the squares (ISO/IEC 18004, 7.8). Any reader takes each;
/// weighing all eight for every document would cost more than the rest of its page.
constexpr int kMask = 2;

}  // namespace

Squares qrCode(const std::string& text) {
  using qrcodegen::QrCode;
  using qrcodegen::QrSegment;
  const auto made = [&] {
    try {
      return QrCode::encodeSegments(QrSegment::makeSegments(text.c_str()), QrCode::Ecc::MEDIUM,
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
  for (int y = 0; y < squares.side; ++y)
    for (int x = 0; x < squares.side; ++x) squares.black.push_back(code.getModule(x, y));
  return squares;
}

}  // namespace thongbao::pdf
