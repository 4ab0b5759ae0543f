#include "cli/letters.h"

#include <fstream>
#include <memory>
#include <string_view>
#include <utility>

#include "base/files.h"
#include "base/text.h"
#include "base/words.h"
#include "campaign/data.h"
#include "plugin/manifest.h"

namespace thongbao::cli {

namespace {

using base::Error;
using base::Json;
using base::Place;

/// More than any letter can use: its body may have 1 MiB.
constexpr std::size_t kLongestLine = 4U << 20U;

Letter letterOf(Json data, const Place& place) {
  std::string addressee = campaign::addresseeOf(data, place);
  return {std::move(data), std::move(addressee)};
}

UnreadLetter unread(Json data, const Place& place) {
  return {place,
          [data = std::move(data), place]() mutable { return letterOf(std::move(data), place); }};
}

Letters fromJson(const std::filesystem::path& file) {
  Json root = base::parseJson(base::readFile(file), file.string());
  const bool isList = root.is_array();
  if (!isList) root = Json::array({std::move(root)});
  Letters letters;
  letters.count = root.size();
  letters.next = [all = std::move(root), isList, name = file.string(),
                  index = std::size_t{0}]() mutable -> std::optional<UnreadLetter> {
    if (index == all.size()) return std::nullopt;
    Json data = std::move(all[index++]);
    return unread(std::move(data), {.file = name, .row = isList ? index : 0});
  };
  return letters;
}

Letter readLine(const std::string& text, const Place& place) {
  const auto parsed = [&] {
    try {
      return base::parseJson(text, place.file);
    } catch (const Error& error) {
      Place inFile = error.place();
      inFile.line = place.line;
      throw error.at(inFile);
    }
  };
  return letterOf(parsed(), place);
}

/// The lines of a file, with their numbers.
class Lines {
 public:
  explicit Lines(const std::filesystem::path& file)
      : name_(file.string()),
        stream_(base::openForReading(file)),
        buffer_(std::make_unique_for_overwrite<char[]>(kBuffer)) {}

  /// nullopt behind the last.
  std::optional<std::string_view> next() {
    ++number_;
    stream_.getline(buffer_.get(), kBuffer);
    const auto taken = static_cast<std::size_t>(stream_.gcount());
    if (stream_.bad())
      throw Error(base::Code::badInput, base::tr("The file cannot be read to its end."), place());
    if (stream_.eof())
      return taken ? std::optional(std::string_view(buffer_.get(), taken)) : std::nullopt;
    if (stream_.fail())
      throw Error(base::Code::badInput,
                  base::say("The line is longer than {} bytes.", kLongestLine), place());
    return std::string_view(buffer_.get(), taken - 1);
  }
  Place place() const { return {.file = name_, .line = number_}; }

 private:
  static constexpr std::size_t kBuffer = kLongestLine + 1;  ///< a zero byte comes behind a line

  std::string name_;
  std::ifstream stream_;
  std::unique_ptr<char[]> buffer_;  ///< not filled: most lines touch a few of its pages
  std::uint64_t number_ = 0;
};

/// One JSON object a line (NDJSON).
Letters fromJsonLines(const std::filesystem::path& file) {
  Letters letters;
  letters.next = [lines = std::make_shared<Lines>(file)]() -> std::optional<UnreadLetter> {
    while (const auto line = lines->next()) {
      if (base::trim(*line).empty()) continue;
      const Place place = lines->place();
      return UnreadLetter{place,
                          [text = std::string(*line), place] { return readLine(text, place); }};
    }
    return std::nullopt;
  };
  return letters;
}

Letters fromTable(const LetterList& list, const Context& context, const domain::Agency& agency,
                  base::Date date) {
  pull::List table = pull::readList(list.file, tableOptionsOf(list.table),
                                    plugin::findPlugin(context.pluginFolders(), list.platform));
  Letters letters;
  letters.count = table.parties.size();
  letters.refused = std::move(table.refused);
  letters.next = [parties = std::move(table.parties), &agency, date, name = list.file.string(),
                  index = std::size_t{0}]() mutable -> std::optional<UnreadLetter> {
    if (index == parties.size()) return std::nullopt;
    domain::Party party = std::move(parties[index++]);
    // Its rows may stand anywhere in the table; the name is what an officer finds it by.
    return UnreadLetter{
        {.file = name, .field = party.first(&domain::Seller::name)}, [party, &agency, date] {
          return Letter{campaign::dataFor(party, agency, date), campaign::addresseeOf(party)};
        }};
  };
  return letters;
}

}  // namespace

Letters openLetters(const LetterList& list, const Context& context, const domain::Agency& agency,
                    base::Date date) {
  const std::string kind = list.file.extension().string();
  if (kind == ".json") return fromJson(list.file);
  if (kind == ".ndjson") return fromJsonLines(list.file);
  return fromTable(list, context, agency, date);
}

}  // namespace thongbao::cli
