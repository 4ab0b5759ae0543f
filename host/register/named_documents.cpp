#include "register/named_documents.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <unordered_set>

#include "register/canonical_object.h"
#include "register/rows.h"
#include "register/store.h"

namespace thongbao::registry {

namespace {

/// Where an entry names a document.
struct Place {
  std::string_view kind, key;
};
constexpr Place kPlaces[] = {
    {"pull.begun", "source_sha256"}, {"area.imported", "source_sha256"},
    {"dispatch.begun", "document"},  {"dispatch.acknowledged", "scan"},
    {"dispatch.delivered", "mail"},  {"dispatch.bounced", "mail"},
    {"dispatch.answered", "mail"},   {"mail.received", "mail"},
};

int digitOf(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/// nullopt for what is no SHA-256: a print that has no document, a list of a test.
std::optional<NamedDocument> documentOf(std::string_view hex, std::int64_t sequence) {
  NamedDocument document;
  if (hex.size() != 2 * document.sha256.size()) return std::nullopt;
  for (std::size_t i = 0; i < document.sha256.size(); ++i) {
    const int high = digitOf(hex[2 * i]), low = digitOf(hex[2 * i + 1]);
    if (high < 0 || low < 0) return std::nullopt;
    document.sha256[i] = static_cast<unsigned char>(high * 16 + low);
  }
  document.sequence = static_cast<std::uint32_t>(sequence);
  return document;
}

std::unordered_set<std::int64_t> erasedDispatches(Database& database) {
  std::unordered_set<std::int64_t> erased;
  Rows rows(database,
            "SELECT d.id FROM dispatches d JOIN sealed s ON s.sequence = d.notice_sequence AND "
            "s.part = 'notice' WHERE s.salt = '' AND EXISTS (SELECT 1 FROM entries WHERE kind = "
            "'party.erased')");
  while (rows.next()) erased.insert(rows.number(0));
  return erased;
}

std::string queryOfAll() {
  std::string kinds;
  for (const Place& place : kPlaces)
    kinds += (kinds.empty() ? "'" : ", '") + std::string(place.kind) + "'";
  return "SELECT sequence, kind, payload FROM entries WHERE kind IN (" + kinds + ")";
}

/// SHA-256 of lists → the last entry that let them go.
std::unordered_map<std::string, std::int64_t> listsLetGo(Database& database) {
  std::unordered_map<std::string, std::int64_t> all;
  CanonicalObject facts;
  Rows rows(database,
            "SELECT sequence, payload FROM entries WHERE kind = 'list.erased' ORDER BY sequence");
  while (rows.next())
    if (facts.read(rows.text(1))) all[facts.text("source_sha256")] = rows.number(0);
  return all;
}

std::deque<NamedDocument> readAll(Database& database) {
  const auto erased = erasedDispatches(database);
  const auto letGo = listsLetGo(database);
  std::deque<NamedDocument> all;
  CanonicalObject facts;
  for (Rows rows(database, queryOfAll()); rows.next();) {
    if (!facts.read(rows.text(2))) continue;
    for (const Place& place : kPlaces) {
      if (rows.text(1) != place.kind || !facts.has(place.key)) continue;
      auto document = documentOf(facts.text(place.key), rows.number(0));
      if (!document) continue;
      const auto gone = letGo.find(facts.text(place.key));
      document->isLetGo =
          place.kind == "pull.begun" && gone != letGo.end() && gone->second > rows.number(0);
      document->mayMiss = document->isLetGo || (facts.has("dispatch") && !erased.empty() &&
                                                erased.contains(facts.number("dispatch")));
      all.push_back(*document);
    }
  }
  return all;
}

/// Each once: needed as soon as one entry needs it, and of the first entry that names it.
void unite(std::deque<NamedDocument>& all) {
  std::sort(all.begin(), all.end(), [](const NamedDocument& a, const NamedDocument& b) {
    return std::tie(a.sha256, a.sequence) < std::tie(b.sha256, b.sequence);
  });
  auto last = all.begin();
  for (const NamedDocument& document : all) {
    if (document.sha256 == last->sha256) {
      last->mayMiss = last->mayMiss && document.mayMiss;
      last->isLetGo = last->isLetGo && document.isLetGo;
    } else {
      *++last = document;
    }
  }
  if (!all.empty()) all.erase(last + 1, all.end());
}

}  // namespace

std::deque<NamedDocument> Register::namedDocuments() {
  Database& database = store_->database;
  auto all = database.read([&] { return readAll(database); });
  unite(all);
  return all;
}

}  // namespace thongbao::registry
