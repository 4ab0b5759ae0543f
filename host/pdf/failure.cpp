#include "pdf/failure.h"

#include "base/error.h"
#include "base/words.h"

namespace thongbao::pdf {

void noteFailure(HPDF_STATUS status, HPDF_STATUS, void* place) {
  *static_cast<HPDF_STATUS*>(place) = status;
}

void fail(HPDF_STATUS status) {
  throw base::Error(base::Code::defect,
                    base::say("The PDF could not be written (libharu status 0x{:04X}).",
                              static_cast<unsigned>(status)));
}

void check(HPDF_STATUS status) {
  if (status != HPDF_OK) fail(status);
}

}  // namespace thongbao::pdf
