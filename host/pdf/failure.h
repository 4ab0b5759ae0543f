#pragma once

#include <hpdf.h>

namespace thongbao::pdf {

/// For the library to call: keeps the last failure at `place`, an HPDF_STATUS. Nothing is thrown
/// through its C frames.
void noteFailure(HPDF_STATUS status, HPDF_STATUS detail, void* place);

/// Throws Error(defect) that names the status.
[[noreturn]] void fail(HPDF_STATUS status);

/// Throws the same for any status but HPDF_OK.
void check(HPDF_STATUS status);

}  // namespace thongbao::pdf
