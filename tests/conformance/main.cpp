#include <fmt/format.h>

#include <cstdio>
#include <exception>

#include "base/error.h"
#include "intake/table.h"
#include "promises.h"

/// `conformance HOST LIBRARY LIST...`: tries a plugin on its own lists and prints a line for each
/// promise. HOST answers `plugin-child`: `thongbao` itself does. Exit code 1 when one is broken.
namespace thongbao::conformance {
namespace {

List read(const std::filesystem::path& file) {
  const auto table = intake::openTable(file, {});
  List list{file.filename().string(), table->info().headings, {}, {}};
  for (intake::Row row; table->next(row);) {
    list.numbers.push_back(row.number);
    list.rows.push_back(row.cells);
  }
  return list;
}

std::string broken(const Promise& promise, const Subject& subject) {
  try {
    return promise.broken(subject);
  } catch (const base::Error& error) {
    return describe(error);
  }
}

int run(const std::vector<std::string>& words) {
  Subject subject{words[1], words[2], {}, {}};
  std::filesystem::path sidecar = subject.library;
  subject.manifest = plugin::readManifest(sidecar.replace_extension(".json"));
  for (std::size_t i = 3; i < words.size(); ++i) subject.lists.push_back(read(words[i]));
  int worst = 0;
  for (const Promise& promise : promises()) {
    const std::string how = broken(promise, subject);
    fmt::print("{}  {}{}\n", how.empty() ? "kept  " : "BROKEN", promise.sentence,
               how.empty() ? "" : ": " + how);
    if (!how.empty()) worst = 1;
  }
  return worst;
}

}  // namespace
}  // namespace thongbao::conformance

int main(int count, char** words) {
  if (count < 4) {
    fmt::print(stderr, "conformance HOST LIBRARY LIST...\n");
    return 2;
  }
  try {
    return thongbao::conformance::run({words, words + count});
  } catch (const std::exception& error) {
    fmt::print(stderr, "{}\n", error.what());
    return 2;
  }
}
