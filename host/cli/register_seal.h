#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "cli/context.h"

namespace thongbao::cli {

/// How seals that were kept elsewhere stand to the register, which is whole.
struct SealChecks {
  base::Json found = base::Json::array();   ///< what is told of each with --json
  std::vector<std::string> lines;           ///< the same for a person
  std::optional<base::Error> firstFailure;  ///< of the first seal that does not hold
};

/// Compares each seal with the entry that it names. Its certificate must be one of those in
/// `certificates` (PEM), or where none is given that of the profile's key; where there is no key
/// either, the lines say what is to be compared by eye. Throws Error for a file that is no seal or
/// no certificate.
SealChecks checkSeals(Context& context, registry::Register& store,
                      const std::vector<std::filesystem::path>& seals,
                      const std::vector<std::filesystem::path>& certificates);

}  // namespace thongbao::cli
