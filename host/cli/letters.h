#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/json.h"
#include "cli/context.h"
#include "cli/table_options.h"
#include "pull/list.h"

namespace thongbao::cli {

/// One letter to be made: its data, and who it goes to.
struct Letter {
  base::Json data;
  std::string addressee;
};

/// A letter as it stands in a list. Reading it may be left to another thread.
struct UnreadLetter {
  base::Place place;             ///< in the list
  std::function<Letter()> read;  ///< called once; throws Error(badInput) with the place
};

/// The letters of a list, one after the other.
struct Letters {
  std::function<std::optional<UnreadLetter>()> next;  ///< nullopt behind the last
  std::uint64_t count = 0;                            ///< 0 when only the end tells it
  std::vector<pull::RefusedRow> refused;              ///< rows that no letter can be made of
};

/// A file of letters; platform and how it is read matter for spreadsheets alone.
struct LetterList {
  std::filesystem::path file;
  TableArguments table;
  std::string platform = "website";
};

/// By the file's ending: `.ndjson` is read line by line, at most 4 MiB each; `.json` (one object
/// or a list of them) and tables are read whole. `agency` is used until the last letter is read.
/// Throws Error(notFound or badInput), as `next` does for what comes later.
Letters openLetters(const LetterList& list, const Context& context, const domain::Agency& agency,
                    base::Date date);

}  // namespace thongbao::cli
