#pragma once

#include <cstdint>
#include <string>

#include "base/clock.h"
#include "domain/agency.h"

namespace thongbao::pdf {

/// What a page says about the seal of a register.
struct SealSheet {
  domain::Agency agency;
  std::int64_t entry = 0;  ///< sequence of the entry that was signed
  std::string hash;        ///< of that entry, hex
  base::Instant time{};    ///< of that entry
  base::Instant sealedAt{};
  std::string signer;
  std::string certificate;  ///< SHA-256 of the signer's certificate, hex
};

/// One page to be printed, signed by hand and kept elsewhere, with the entry and its hash as a QR
/// code too. Throws Error: badInput when the agency's names are too long, unavailable as Fonts,
/// defect when the library fails.
std::string sealSheet(const SealSheet& sheet);

}  // namespace thongbao::pdf
