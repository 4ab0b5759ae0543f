#include "campaign/signing.h"

namespace thongbao::campaign {

pdf::Signing signatureMarks(const workspace::SignSettings& settings) {
  pdf::Signing signing;
  if (!settings.signatureImage.empty()) signing.signature = pdf::readPng(settings.signatureImage);
  if (!settings.sealImage.empty()) signing.seal = pdf::readPng(settings.sealImage);
  signing.agencyText = settings.agencyText;
  return signing;
}

std::unique_ptr<SigningKey> openSigningKey(const workspace::SignSettings& settings,
                                           const std::filesystem::path& folder,
                                           const base::Clock& clock) {
  if (!settings.wanted()) return nullptr;
  auto opened = std::make_unique<SigningKey>();
  pdf::Signing& signing = opened->signing;
  signing = signatureMarks(settings);
  opened->key = sign::openSigner(settings, folder, clock.now());
  const sign::Signer& key = *opened->key;
  signing.sign = [&key](std::span<const std::string_view> pieces) { return key.sign(pieces); };
  signing.mostBytes = key.mostBytes();
  signing.signer = key.subject();
  signing.now = [&clock] { return clock.now(); };
  return opened;
}

}  // namespace thongbao::campaign
