#pragma once

#include <cstddef>
#include <filesystem>
#include <initializer_list>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "workspace/profile.h"

namespace thongbao::sign {

/// Signs with the key of one person or agency, for a PDF signature of the level PAdES B-B (ETSI EN
/// 319 142-1, SubFilter ETSI.CAdES.detached). Any number of threads may use one signer at the same
/// time: a key from a file signs in each of them, a token behind a mutex, one after the other.
class Signer {
 public:
  virtual ~Signer() = default;

  /// DER of a detached CMS SignedData (RFC 5652) over the bytes of `pieces`, one behind the other:
  /// SHA-256, the signed attributes contentType, messageDigest and signing-certificate-v2 (RFC
  /// 5035), no time, the certificate and what is known of its chain. With an RSA key (PKCS #1 v1.5)
  /// the same bytes give the same signature; with ECDSA never. Throws Error(unavailable) when the
  /// key does not sign, as a token that was pulled out; a token is not asked again after that.
  virtual std::string sign(std::span<const std::string_view> pieces) const = 0;
  std::string sign(std::initializer_list<std::string_view> pieces) const {
    return sign(std::span(pieces.begin(), pieces.size()));
  }

  /// No signature is longer. The same for every document, for the placeholder in the PDF.
  virtual std::size_t mostBytes() const = 0;

  /// Who signs: the common name in the certificate, or its whole subject. One clean line.
  virtual const std::string& subject() const = 0;
  /// The certificate's last moment.
  virtual base::Instant notAfter() const = 0;
};

/// Opens the key of `settings`, which must be wanted(). Relative files count from
/// `workspaceFolder`. What is opened does sign: the certificate belongs to the key, is valid `now`
/// and for signatures, and a trial signature was verified. Throws Error otherwise, naming key and
/// file and what to do: usage for what the profile or the key's owner must mend, unavailable for a
/// token that is absent or locked. A PIN is tried once, and never when the token says that a wrong
/// one would lock it.
///
/// While a signer of a token lives, no second one of the same module may be opened in the process:
/// closing the first would end the other's session. A token's PIN stays in memory until the
/// signer is gone: libp11 keeps it, and some keys want it again for each signature.
std::unique_ptr<Signer> openSigner(const workspace::SignSettings& settings,
                                   const std::filesystem::path& workspaceFolder, base::Instant now);

}  // namespace thongbao::sign
