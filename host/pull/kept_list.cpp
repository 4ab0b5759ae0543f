#include "pull/kept_list.h"

#include <algorithm>
#include <fstream>
#include <map>
#include <utility>

#include "base/error.h"
#include "base/files.h"
#include "base/hash.h"
#include "base/relay.h"
#include "base/words.h"

namespace thongbao::pull {

namespace {

using base::Code;
using base::Error;
using base::say;
using base::tr;

constexpr std::size_t kBytesAtOnce = 1U << 20U;

/// `.csv`; nothing but letters and digits, so that it stays a harmless name.
std::string extensionOf(const std::filesystem::path& list) {
  constexpr std::size_t kMost = 8;
  std::string extension = list.extension().string();
  const bool harmless =
      extension.size() > 1 && extension.size() <= kMost &&
      std::all_of(extension.begin() + 1, extension.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      });
  return harmless ? extension : std::string();
}

NamedCells namedCells(const intake::Row& row, const std::vector<std::string>& headings) {
  NamedCells cells;
  for (std::size_t i = 0; i < row.cells.size(); ++i)
    if (!row.cells[i].empty()) cells.emplace_back(headings[i], row.cells[i]);
  return cells;
}

}  // namespace

std::filesystem::path keptFile(const std::filesystem::path& documents, const std::string& sha256,
                               const std::filesystem::path& list) {
  return documents / (sha256 + extensionOf(list));
}

KeptList keepList(const std::filesystem::path& list, const std::filesystem::path& documents) {
  std::ifstream stream = base::openForReading(list);
  base::WholeFile copy(documents / ("list" + extensionOf(list)));
  base::Sha256 hash;
  base::Relay<std::string> hashing([&hash](const std::string& bytes) { hash.add(bytes); });
  for (std::string piece(kBytesAtOnce, '\0');
       stream.read(piece.data(), static_cast<std::streamsize>(piece.size())) || stream.gcount() > 0;
       piece.resize(kBytesAtOnce)) {
    piece.resize(static_cast<std::size_t>(stream.gcount()));
    hashing.give(piece);
    copy.write(piece);
  }
  hashing.finish();
  if (stream.bad())
    throw Error(Code::badInput, tr("The file cannot be read to its end."), {.file = list.string()});
  KeptList kept{{}, hash.finish()};
  kept.file = keptFile(documents, kept.sha256, list);
  kept.isNew = !std::filesystem::exists(kept.file);
  if (kept.isNew) copy.keepAs(kept.file);
  return kept;
}

Error toldOf(const Error& error, const KeptList& kept, const std::filesystem::path& list) {
  base::Place place = error.place();
  if (place.file == kept.file.string()) place.file = list.string();
  return error.at(std::move(place));
}

void readKept(const KeptList& kept, const std::filesystem::path& list,
              const std::function<void()>& read) {
  try {
    read();
  } catch (const Error& error) {
    std::error_code ignored;
    if (kept.isNew) std::filesystem::remove(kept.file, ignored);
    throw toldOf(error, kept, list);
  }
}

base::Json readingOf(const intake::TableInfo& info, const intake::TableOptions& options) {
  return {{"encoding", options.encoding},
          {"delimiter", options.delimiter ? std::string(1, *options.delimiter) : std::string()},
          {"sheet", info.sheet},
          {"heading_row", info.headingRow},
          {"columns", options.columns}};
}

intake::TableOptions optionsOf(const base::Json& reading) {
  intake::TableOptions options;
  options.encoding = reading.value("encoding", std::string());
  if (const std::string delimiter = reading.value("delimiter", std::string()); !delimiter.empty())
    options.delimiter = delimiter.front();
  options.sheet = reading.value("sheet", std::string());
  options.headingRow = reading.value("heading_row", std::uint64_t{0});
  options.columns = reading.value("columns", options.columns);
  return options;
}

std::vector<NamedCells> rowsOf(std::span<const registry::Evidence> ofOnePull,
                               const std::filesystem::path& documents) {
  if (ofOnePull.empty()) return {};
  const registry::Evidence& list = ofOnePull.front();
  const auto file = keptFile(documents, list.sourceSha256, list.sourceName);
  if (base::sha256OfFile(file) != list.sourceSha256)
    throw Error(Code::integrity, say("The kept list “{}” was changed.", list.sourceName),
                {.file = file.string()}, tr("Bring it back from a backup."));
  std::map<std::uint64_t, NamedCells> found;
  for (const registry::Evidence& one : ofOnePull) found[one.row];
  const auto table = intake::openTable(file, optionsOf(list.reading));
  intake::Row row;
  for (auto wanted = found.begin(); wanted != found.end(); ++wanted) {
    while (row.number < wanted->first && table->next(row)) continue;
    if (row.number != wanted->first || row.number == 0)
      throw Error(Code::integrity,
                  say("The kept list “{}” has no row {}.", list.sourceName, wanted->first),
                  {.file = file.string()});
    wanted->second = namedCells(row, table->info().headings);
  }
  std::vector<NamedCells> rows;
  for (const registry::Evidence& one : ofOnePull) rows.push_back(found.at(one.row));
  return rows;
}

NamedCells rowOf(const registry::Evidence& evidence, const std::filesystem::path& documents) {
  return rowsOf({&evidence, 1}, documents).front();
}

}  // namespace thongbao::pull
