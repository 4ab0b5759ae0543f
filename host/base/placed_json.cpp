#include "base/placed_json.h"

#include <algorithm>
#include <utility>

#include "base/text.h"
#include "base/words.h"

namespace thongbao::base {

namespace {

constexpr std::size_t kMostCharacters = 4096;

}  // namespace

void PlacedJson::requireKeys(Names needed, Names optional) const {
  if (!value_.is_object()) refuse(tr("The value must be an object in braces."));
  const auto isIn = [](Names names, const std::string& key) {
    return std::find(names.begin(), names.end(), key) != names.end();
  };
  for (const auto& [key, value] : value_.items())
    if (!isIn(needed, key) && !isIn(optional, key))
      PlacedJson(value, file_, pathOf(cleanLine(key))).refuse(tr("There is no such key."));
  for (const char* key : needed) (*this)[key];
}

PlacedJson PlacedJson::operator[](const std::string& key) const {
  const auto found = value_.find(key);
  if (found == value_.end())
    PlacedJson(value_, file_, pathOf(key)).refuse(tr("This key is missing."));
  return {*found, file_, pathOf(key)};
}

std::string PlacedJson::line() const {
  const std::string text = value_.is_string() ? lineOrEmpty() : "";
  if (text.empty()) refuse(tr("The value must be a text in quotes, and not empty."));
  return text;
}

std::string PlacedJson::lineOrEmpty() const {
  if (!value_.is_string()) refuse(tr("The value must be a text in quotation marks."));
  const std::string text = cleanLine(value_.get_ref<const std::string&>());
  if (lengthOf(text) > kMostCharacters)
    refuse(say("The text is longer than {} characters.", kMostCharacters));
  return text;
}

Date PlacedJson::date() const {
  const std::string text = line();
  const auto day = parseDate(text);
  if (!day || toIso(*day) != text) refuse(say("“{}” is not a date of the form 2026-11-23.", text));
  return *day;
}

int PlacedJson::wholeNumber(int most) const {
  if (!value_.is_number_unsigned() || std::cmp_greater(value_.get<std::uint64_t>(), most))
    refuse(say("The value must be a whole number from {} to {}.", 0, most));
  return value_.get<int>();
}

std::vector<PlacedJson> PlacedJson::items(std::size_t most) const {
  if (!value_.is_array()) refuse(tr("The value must be a list in square brackets."));
  if (value_.size() > most) refuse(say("The list has more than {} items.", most));
  std::vector<PlacedJson> all;
  all.reserve(value_.size());
  for (const Json& item : value_)
    all.push_back({item, file_, path_ + "[" + std::to_string(all.size()) + "]"});
  return all;
}

std::vector<PlacedJson> PlacedJson::itemsOf(const std::string& key, std::size_t most) const {
  return has(key) ? (*this)[key].items(most) : std::vector<PlacedJson>();
}

void PlacedJson::refuse(const std::string& sentence) const {
  throw Error(Code::badInput, sentence, place());
}

std::vector<std::string> lines(const std::vector<PlacedJson>& items) {
  std::vector<std::string> all;
  for (const PlacedJson& item : items) all.push_back(item.line());
  return all;
}

}  // namespace thongbao::base
