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

std::string hexOf(const NamedDocument& document) {
  return base::toHex(
      {reinterpret_cast<const char*>(document.sha256.data()), document.sha256.size()});
}

/// The files of the folder whose names are those of documents.
class Files {
 public:
  struct File {
    fs::path path;
    std::size_t document;  ///< its place among the documents
    bool isChanged = false;
  };

  Files(const std::deque<NamedDocument>& documents, const fs::path& folder)
      : documents_(documents), next_(folder, fs::directory_options::none, missingFolder_) {}

  std::optional<File> next() {
    for (; next_ != fs::recursive_directory_iterator(); ++next_) {
      if (!next_->is_regular_file()) continue;
      if (const auto document = documentOf(next_->path().stem().string())) {
        File file{next_->path(), *document};
        ++next_;
        return file;
      }
    }
    return std::nullopt;
  }

 private:
  std::optional<std::size_t> documentOf(const std::string& name) const {
    const auto found =
        std::lower_bound(documents_.begin(), documents_.end(), name,
                         [](const NamedDocument& a, const std::string& b) { return hexOf(a) < b; });
    if (found == documents_.end() || hexOf(*found) != name) return std::nullopt;
    return static_cast<std::size_t>(found - documents_.begin());
  }

  const std::deque<NamedDocument>& documents_;
  std::error_code missingFolder_;
  fs::recursive_directory_iterator next_;
};

}  // namespace

KeptDocuments checkDocuments(registry::Register& store, const fs::path& folder) {
  const std::deque<NamedDocument> documents = store.namedDocuments();
  std::vector<bool> isThere(documents.size());
  KeptDocuments kept;
  const auto isEarlier = [](std::int64_t sequence, std::int64_t first) {
    return first == 0 || sequence < first;
  };
  Files files(documents, folder);
  base::workInOrder<Files::File, Files::File>(
      std::max(1U, std::thread::hardware_concurrency()),
      {[&] { return files.next(); },
       [&documents] {
         return [&documents](Files::File file) {
           file.isChanged = base::sha256OfFile(file.path) != hexOf(documents[file.document]);
           return file;
         };
       },
       [&](const Files::File& file) {
         ++kept.checked;
         isThere[file.document] = true;
         const std::int64_t sequence = documents[file.document].sequence;
         if (!file.isChanged || !isEarlier(sequence, kept.firstChanged)) return;
         kept.firstChanged = sequence;
         kept.changed = file.path;
       }});
  for (std::size_t i = 0; i < documents.size(); ++i) {
    if (isThere[i]) continue;
    kept.letGo += documents[i].isLetGo;
    if (documents[i].mayMiss) continue;
    ++kept.missing;
    if (isEarlier(documents[i].sequence, kept.firstMissing))
      kept.firstMissing = documents[i].sequence;
  }
  return kept;
}

}  // namespace thongbao::cli
