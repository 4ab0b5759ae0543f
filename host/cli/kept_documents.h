#pragma once

#include <cstdint>
#include <filesystem>

#include "register/register.h"

namespace thongbao::cli {

/// How the files in `documents/` stand to what the chain names.
struct KeptDocuments {
  std::uint64_t checked = 0;      ///< files that were hashed
  std::int64_t firstChanged = 0;  ///< the first entry whose document has other bytes, or 0
  std::filesystem::path changed;  ///< that document
  std::uint64_t letGo = 0;        ///< lists whose time was over; they are not there any more
  std::uint64_t missing = 0;
  std::int64_t firstMissing = 0;  ///< the first entry whose document is not there, or 0
};

/// Hashes every file in the folder, and in those inside it, that bears the SHA-256 of a document
/// that the register names, whatever its ending. Throws Error when a file cannot be read.
KeptDocuments checkDocuments(registry::Register& store, const std::filesystem::path& folder);

}  // namespace thongbao::cli
