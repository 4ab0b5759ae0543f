#pragma once

#include <filesystem>
#include <string>

#include "base/json.h"
#include "cli/export.h"

namespace thongbao::cli {

/// A JSON list that is written one by one, however long it is, to a file or to standard output; in
/// the form that Context::print gives a document.
class JsonList {
 public:
  /// A list by itself.
  explicit JsonList(const std::filesystem::path& out = {});
  /// The list is that member of the object `around`, of which all else is known already.
  JsonList(base::Json around, const std::string& member);

  /// Throws Error, as `finish`, when it cannot be written.
  void add(const base::Json& item);
  void finish();

 private:
  Export out_;
  std::string before_, indent_, after_ = "\n";
  bool isEmpty_ = true;
};

}  // namespace thongbao::cli
