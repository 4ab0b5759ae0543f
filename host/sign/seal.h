#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "workspace/profile.h"

namespace thongbao::sign {

/// What is signed of a register: its last entry at that moment, and whose register it is.
struct SealedHead {
  std::string agency;
  std::string symbol;      ///< of the agency: `QLTT`
  std::int64_t entry = 0;  ///< sequence
  std::string hash;        ///< of the entry, lower-case hex
  std::string time;        ///< of the entry, ISO, UTC
  bool operator==(const SealedHead&) const = default;
};

struct Seal {
  SealedHead head;
  std::string signature;  ///< DER of a detached CMS SignedData over sealText(head)
};

/// Whose signature it is.
struct SealSigner {
  std::string subject;
  std::string certificate;  ///< SHA-256 of its DER, lower-case hex
};

/// The bytes that are signed: canonical JSON.
std::string sealText(const SealedHead& head);

/// The content of a seal's file: the members of the signed text with the signature in base64.
std::string toFile(const Seal& seal);
/// The reverse; at most 64 KiB are read. Throws Error(badInput) for what is no such file, notFound.
Seal readSeal(const std::filesystem::path& file);

/// Throws Error(integrity) when the signature is not that of the text, made with the key of the one
/// certificate that it names. Whether that certificate is to be trusted is not asked.
SealSigner requireSigned(const Seal& seal);

/// SHA-256 of the certificate's DER, lower-case hex. Throws Error(badInput) when the file holds
/// none in PEM, notFound.
std::string fingerprintOf(const std::filesystem::path& pemFile);
/// The same of the certificate of the profile's key, also of one that expired. Throws as
/// openSigner when the key does not open.
std::string fingerprintOf(const workspace::SignSettings& settings,
                          const std::filesystem::path& workspaceFolder);

}  // namespace thongbao::sign
