#pragma once

#include <string>
#include <vector>

#include "base/clock.h"
#include "base/error.h"
#include "sign/openssl.h"

namespace thongbao::sign {

/// The common name, or the whole subject when there is none. One clean line.
std::string subjectOf(const X509* certificate);

base::Instant notAfterOf(const X509* certificate);

/// Throws Error(usage) at `place` when the certificate is expired, not valid yet, or not for
/// signatures, or when its key is neither RSA nor of an elliptic curve.
void requireUsable(X509* certificate, base::Instant now, const base::Place& place);

/// Throws the Error(usage) of a certificate that does not belong to the key.
[[noreturn]] void refuseStrangeCertificate(const base::Place& place);

/// Those of `others` that stand above `certificate`, nearest first, as far as they are there.
std::vector<Certificate> chainOf(X509* certificate, std::vector<Certificate> others);

}  // namespace thongbao::sign
