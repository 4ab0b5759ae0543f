#pragma once

#include <string>

#include "pdf/layout.h"

namespace thongbao::pdf {

/// The text (UTF-8) as a QR code (ISO/IEC 18004, error correction M); place, size and the quiet
/// zone around it are left to the caller. Throws Error(badInput) when it does not fit (2,331
/// bytes).
Squares qrCode(const std::string& text);

}  // namespace thongbao::pdf
