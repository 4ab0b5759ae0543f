#pragma once

#include <openssl/pkcs7.h>

#include <span>
#include <string>
#include <string_view>

#include "sign/identity.h"

namespace thongbao::sign {

/// SHA-256 of the pieces one behind the other, 32 bytes.
std::string digestOf(std::span<const std::string_view> pieces);

/// Puts the longest signature that the certificate's key can make in the place of `signer`'s own,
/// as zeros. False when OpenSSL fails.
bool fillWithLongest(PKCS7_SIGNER_INFO* signer, const X509* certificate);

/// A detached CMS SignedData over a document with this digest. Made with OpenSSL's functions for
/// PKCS#7, whose structure is the same (RFC 5652, 5.1): those for CMS cannot leave out signingTime,
/// which PAdES forbids.
class SignedData {
 public:
  /// `identity` must outlive it. Its `others` go in as they are.
  SignedData(const Identity& identity, const std::string& digest);

  /// Asks the key. Throws Error(unavailable) when it does not sign.
  void sign();
  /// The longest signature instead of one.
  void fill();
  std::string der() const;

 private:
  const Identity& identity_;
  Handle<PKCS7, &PKCS7_free> data_;
  PKCS7_SIGNER_INFO* signer_ = nullptr;  ///< owned by data_
};

/// Whether `signature`, made over nothing, verifies with the certificate that it names.
bool verifiesOverNothing(const std::string& signature);

}  // namespace thongbao::sign
