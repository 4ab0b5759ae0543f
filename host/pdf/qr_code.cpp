#include "pdf/qr_code.h"

#include <qrencode.h>

#include <memory>

#include "base/error.h"
#include "base/words.h"

namespace thongbao::pdf {

Squares qrCode(const std::string& text) {
  const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(
      QRcode_encodeData(static_cast<int>(text.size()),
                        reinterpret_cast<const unsigned char*>(text.data()), 0, QR_ECLEVEL_M),
      &QRcode_free);
  if (!code)
    throw base::Error(base::Code::badInput,
                      base::tr("The number and symbol are too long for a QR code."), {},
                      base::tr("Shorten the agency's symbol."));
  Squares squares;
  squares.side = code->width;
  const auto count = static_cast<std::size_t>(code->width) * static_cast<std::size_t>(code->width);
  for (std::size_t i = 0; i < count; ++i) squares.black.push_back((code->data[i] & 1U) != 0);
  return squares;
}

}  // namespace thongbao::pdf
