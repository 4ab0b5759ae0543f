#pragma once

#include <filesystem>
#include <memory>

#include "base/clock.h"
#include "pdf/signature.h"
#include "sign/signer.h"
#include "workspace/profile.h"

namespace thongbao::campaign {

/// An agency's key, opened, and how its signatures show. Any number of renderers may use it.
struct SigningKey {
  std::unique_ptr<sign::Signer> key;
  pdf::Signing signing;
};

/// How signatures show: the images and the choice of `settings`, without a key. Throws what
/// pdf::readPng throws.
pdf::Signing signatureMarks(const workspace::SignSettings& settings);

/// nullptr when the profile names no key. `folder` is the workspace's; `clock` must live as long.
/// Throws before the first document what sign::openSigner and pdf::readPng throw.
std::unique_ptr<SigningKey> openSigningKey(const workspace::SignSettings& settings,
                                           const std::filesystem::path& folder,
                                           const base::Clock& clock);

}  // namespace thongbao::campaign
