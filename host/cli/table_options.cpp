#include "cli/table_options.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <string_view>

#include "base/error.h"
#include "base/text.h"
#include "base/words.h"
#include "intake/encoding.h"

namespace thongbao::cli {

using base::say;
using base::tr;

namespace {

constexpr const char* kTab = "tab";

char delimiterOf(const std::string& text) {
  if (text == kTab) return '\t';
  if (text.size() == 1 && std::string_view(",;|\t").find(text.front()) != std::string_view::npos)
    return text.front();
  throw base::Error(base::Code::usage, say("“{}” is no delimiter.", text), {},
                    tr("Delimiters are `,` `;` `|` in quotes, and the word tab."));
}

/// A column may be named by nothing: it is not needed, but stands between two that are.
void addColumns(std::vector<std::string>& columns, std::string_view typed) {
  for (;;) {
    const std::size_t comma = typed.find(',');
    columns.emplace_back(base::trim(typed.substr(0, comma)));
    if (comma == std::string_view::npos) return;
    typed.remove_prefix(comma + 1);
  }
}

}  // namespace

void addTableOptions(CLI::App& command, TableArguments& arguments) {
  command.add_option("--sheet", arguments.sheet, tr("Sheet of a workbook (default: the first)"));
  command.add_option("--encoding", arguments.encoding,
                     say("How a text list is written (default: found out): {}",
                         fmt::join(intake::encodings(), ", ")));
  command.add_option("--delimiter", arguments.delimiter,
                     tr("What separates a text list's columns (default: found out): , ; | or tab"));
  command
      .add_option("--heading-row", arguments.headingRow,
                  tr("The row that names the columns (default: found out)"))
      ->check(CLI::Range(std::uint64_t{1}, std::uint64_t{1'000'000}));
  command
      .add_option(
          "--columns", arguments.columns,
          tr("For a list without a heading row: what its columns hold, with commas between"))
      ->allow_extra_args(false);
}

intake::TableOptions tableOptionsOf(const TableArguments& arguments) {
  intake::TableOptions options;
  options.sheet = arguments.sheet;
  options.encoding = arguments.encoding;
  if (!arguments.delimiter.empty()) options.delimiter = delimiterOf(arguments.delimiter);
  options.headingRow = arguments.headingRow;
  for (const std::string& typed : arguments.columns) addColumns(options.columns, typed);
  return options;
}

std::string shownDelimiter(const std::string& delimiter) {
  return delimiter == "\t" ? kTab : delimiter;
}

}  // namespace thongbao::cli
