#pragma once

#include <filesystem>
#include <memory>
#include <vector>

#include "base/error.h"
#include "sign/openssl.h"
#include "workspace/profile.h"

namespace thongbao::sign {

/// A key, its certificate, and the other certificates that were found beside it.
struct Identity {
  std::shared_ptr<void> token = {};  ///< what must outlive the key; null for a key from a file
  Key key = {};
  Certificate certificate = {};
  std::vector<Certificate> others = {};
  base::Place place = {};  ///< where the key is, for errors
};

/// From the PKCS#12 file of `settings`. Throws Error(usage): no such file, no PKCS#12, a wrong pass
/// phrase, no key, no certificate that belongs to the key.
Identity openKeyFile(const workspace::SignSettings& settings,
                     const std::filesystem::path& workspaceFolder);

/// From the PKCS#11 token of `settings`. Throws Error(usage): no such module, a wrong PIN, no such
/// key, no certificate for it; Error(unavailable): the module does not start, the token is absent,
/// locked, or would lock at a wrong PIN.
Identity openToken(const workspace::SignSettings& settings,
                   const std::filesystem::path& workspaceFolder);

}  // namespace thongbao::sign
