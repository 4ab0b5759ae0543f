#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace thongbao::registry {

class Database;

/// A file of the workspace's `documents/` that the chain names: a notice's PDF, a list, a mail, a
/// scan.
struct NamedDocument {
  std::int64_t place = 0;     ///< from 1; of no other document, and not behind `lastPlace`
  std::int64_t sequence = 0;  ///< the first entry that names it
  bool mayMiss = false;       ///< its notice was erased, or it is a list that was let go
  bool isLetGo = false;       ///< only entries before its `list.erased` name it
};

/// All of them, each once, as they were when this was made. They stand in a temporary file, since
/// a register may name millions.
class NamedDocuments {
 public:
  /// Of a chain that is whole.
  explicit NamedDocuments(std::unique_ptr<Database> database);
  ~NamedDocuments();
  NamedDocuments(const NamedDocuments&) = delete;
  NamedDocuments& operator=(const NamedDocuments&) = delete;

  // All functions throw Error like Register.
  std::int64_t lastPlace() const { return lastPlace_; }
  /// By its SHA-256, lower-case hex.
  std::optional<NamedDocument> find(const std::string& sha256);
  void each(const std::function<void(const NamedDocument&)>& told);

 private:
  struct Queries;
  std::unique_ptr<Database> database_;
  std::unique_ptr<Queries> queries_;
  std::int64_t lastPlace_ = 0;
};

}  // namespace thongbao::registry
