#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "plugin/session.h"

namespace thongbao::conformance {

/// A list as the host serves it.
struct List {
  std::string name;
  std::vector<std::string> headings;
  std::vector<std::vector<std::string>> rows;
  std::vector<std::uint64_t> numbers;  ///< of the rows
};

/// The plugin under test: `host` answers `plugin-child`, the manifest stands beside the library.
struct Subject {
  std::filesystem::path host;
  std::filesystem::path library;
  plugin::Manifest manifest;
  std::vector<List> lists;  ///< its fixtures
};

/// What a plugin must do, as a sentence, and a function that says how it was broken; empty when it
/// was kept. It may throw Error, whose sentence is then the answer.
struct Promise {
  const char* sentence;
  std::string (*broken)(const Subject&);
};

/// In the order in which they are best mended.
const std::vector<Promise>& promises();

}  // namespace thongbao::conformance
