#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace thongbao::registry {

class Database;

/// A document that was handed over, and what it was made of.
struct BegunDocument {
  std::int64_t sequence = 0;  ///< of its entry `dispatch.begun`
  std::int64_t dispatch = 0;
  std::string sha256;      ///< of the document
  std::string noticeHash;  ///< of the frozen notice
  std::string notice;      ///< domain::canonicalForm; empty when it was erased
  std::string signedAt;    ///< ISO; empty when it was not signed
  std::string signature;   ///< base64 of the DER; empty when it was not signed, or was erased
};

/// All of them one by one, in the order of their entries, on the picture that the register had when
/// this was made. A document that was handed over several times comes once, of the first entry.
class BegunDocuments {
 public:
  explicit BegunDocuments(std::unique_ptr<Database> database);
  ~BegunDocuments();
  BegunDocuments(const BegunDocuments&) = delete;
  BegunDocuments& operator=(const BegunDocuments&) = delete;

  /// nullopt behind the last. Throws Error like Register.
  std::optional<BegunDocument> next();

 private:
  struct Queries;
  std::unique_ptr<Database> database_;
  std::unique_ptr<Queries> queries_;
};

}  // namespace thongbao::registry
