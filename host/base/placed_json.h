#pragma once

#include <initializer_list>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/error.h"
#include "base/json.h"

namespace thongbao::base {

/// A value of a JSON file that a person wrote, and its path in it (`columns[2].field`). Every
/// function throws Error(badInput) with the file and that path when the value is not what is asked
/// for. It refers to the tree of parseJson, which must live longer.
class PlacedJson {
 public:
  /// The root of a file's tree.
  PlacedJson(const Json& root, std::string file) : PlacedJson(root, std::move(file), {}) {}
  PlacedJson(Json&& root, std::string file) = delete;

  /// Refuses what is no object, a key that is in neither list, and a needed one that is missing.
  using Names = std::initializer_list<const char*>;
  void requireKeys(Names needed, Names optional = {}) const;

  bool has(const std::string& key) const { return value_.contains(key); }
  /// The value under a key of an object; a missing key is refused.
  PlacedJson operator[](const std::string& key) const;

  /// A text as one clean line (base::cleanLine) of 1 to 4096 characters.
  std::string line() const;
  /// The same; it may be empty.
  std::string lineOrEmpty() const;
  /// A day as `2026-11-23`.
  Date date() const;
  /// From 0 to `most`.
  int wholeNumber(int most) const;

  static constexpr std::size_t kMostItems = 200;
  std::vector<PlacedJson> items(std::size_t most = kMostItems) const;
  /// The items of the list under an optional key; none when the key is missing.
  std::vector<PlacedJson> itemsOf(const std::string& key, std::size_t most = kMostItems) const;

  Place place() const { return {.file = file_, .field = path_}; }
  [[noreturn]] void refuse(const std::string& sentence) const;

 private:
  PlacedJson(const Json& value, std::string file, std::string path)
      : value_(value), file_(std::move(file)), path_(std::move(path)) {}

  std::string pathOf(const std::string& key) const {
    return path_.empty() ? key : path_ + "." + key;
  }

  const Json& value_;
  std::string file_, path_;
};

/// Each value's line().
std::vector<std::string> lines(const std::vector<PlacedJson>& items);

}  // namespace thongbao::base
