#include "sign/openssl.h"

#include <openssl/err.h>

#include "base/text.h"

namespace thongbao::sign {

std::string takeReason() {
  const unsigned long error = ERR_peek_last_error();
  const char* reason = error ? ERR_reason_error_string(error) : nullptr;
  std::string text = reason ? reason : "error " + std::to_string(error);
  ERR_clear_error();
  return base::firstInvalidUtf8(text) ? std::string("error") : base::cleanLine(text);
}

}  // namespace thongbao::sign
