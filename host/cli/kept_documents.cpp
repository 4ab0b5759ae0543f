#include "cli/kept_documents.h"

#include <algorithm>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "base/hash.h"
#include "base/ordered_work.h"

namespace thongbao::cli {

namespace {

namespace fs = std::filesystem;
using registry::NamedDocument;

/// The files of the folder whose names are those of documents.
class Files {
 public:
  struct File {
    fs::path path;
    NamedDocument document;
    bool isChanged = false;
  };

  Files(registry::NamedDocuments& documents, const fs::path& folder)
      : documents_(documents), next_(folder, fs::directory_options::none, missingFolder_) {}

  std::optional<File> next() {
    for (; next_ != fs::recursive_directory_iterator(); ++next_) {
      if (!next_->is_regular_file()) continue;
      if (const auto document = documents_.find(next_->path().stem().string())) {
        File file{next_->path(), *document};
        ++next_;
        return file;
      }
    }
    return std::nullopt;
  }

 private:
  registry::NamedDocuments& documents_;
  std::error_code missingFolder_;
  fs::recursive_directory_iterator next_;
};

}  // namespace

KeptDocuments checkDocuments(registry::Register& store, const fs::path& folder) {
  const auto documents = store.namedDocuments();
  std::vector<bool> isThere(static_cast<std::size_t>(documents->lastPlace()) + 1);
  KeptDocuments kept;
  const auto isEarlier = [](std::int64_t sequence, std::int64_t first) {
    return first == 0 || sequence < first;
  };
  Files files(*documents, folder);
  base::workInOrder<Files::File, Files::File>(
      std::max(1U, std::thread::hardware_concurrency()),
      {[&] { return files.next(); },
       [] {
         return [](Files::File file) {
           file.isChanged = base::sha256OfFile(file.path) != file.path.stem().string();
           return file;
         };
       },
       [&](const Files::File& file) {
         ++kept.checked;
         isThere[static_cast<std::size_t>(file.document.place)] = true;
         const std::int64_t sequence = file.document.sequence;
         if (!file.isChanged || !isEarlier(sequence, kept.firstChanged)) return;
         kept.firstChanged = sequence;
         kept.changed = file.path;
       }});
  documents->each([&](const NamedDocument& document) {
    if (isThere[static_cast<std::size_t>(document.place)]) return;
    kept.letGo += document.isLetGo;
    if (document.mayMiss) return;
    ++kept.missing;
    if (isEarlier(document.sequence, kept.firstMissing)) kept.firstMissing = document.sequence;
  });
  return kept;
}

}  // namespace thongbao::cli
