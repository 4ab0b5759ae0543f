#pragma once

#include <chrono>
#include <string>
#include <utility>
#include <vector>

#include "base/error.h"
#include "plugin/fields.h"
#include "plugin/session.h"

namespace thongbao::plugin {

inline Manifest testPlugin(const std::string& id) {
  return readManifest(std::string(TEST_PLUGINS) + "/" + id + ".json");
}

/// The seller's fields, by their names in the ABI.
inline std::vector<std::pair<std::string, std::string>> namedFields(const PulledSeller& seller) {
  std::vector<std::pair<std::string, std::string>> named;
  for (const auto& [field, text] : seller.fields) named.emplace_back(fields().at(field).name, text);
  return named;
}

/// A table of vectors: row 1 is the heading row.
struct List {
  std::vector<std::string> headings{"Mã gian hàng", "Tên quầy", "Ghi chú"};
  std::vector<std::vector<std::string>> rows;
  std::size_t next = 0;

  /// `count` rows `id-2`, `Shop 2`, `note 2`, and so on.
  static List of(std::size_t count) {
    List list;
    for (std::size_t i = 0; i < count; ++i) {
      const std::string number = std::to_string(i + 2);
      list.rows.push_back({"id-" + number, "Shop " + number, "note " + number});
    }
    return list;
  }

  HostServices services() {
    return {headings, [this](std::uint64_t& number, std::vector<std::string>& cells) {
              if (next == rows.size()) return false;
              number = next + 2;
              cells = rows[next++];
              return true;
            }};
  }
};

/// What became of a pull.
struct Outcome {
  std::vector<Batch> kept;
  base::Code code{};     ///< of the error, or 0
  std::string sentence;  ///< of the error, or empty
  std::string advice;
  base::Place place;

  std::size_t sellers() const {
    std::size_t count = 0;
    for (const Batch& batch : kept) count += batch.sellers.size();
    return count;
  }
  std::string cursor() const { return kept.empty() ? "" : kept.back().cursor; }
};

/// Pulls with one of the TEST_PLUGINS.
inline Outcome pullWith(const std::string& id, HostServices services, const Request& request = {},
                        const Limits& limits = {}) {
  Outcome outcome;
  try {
    pull(TEST_HOST, testPlugin(id), request, services, limits,
         [&outcome](Batch&& batch) { outcome.kept.push_back(std::move(batch)); });
  } catch (const base::Error& error) {
    outcome.code = error.code();
    outcome.sentence = error.sentence();
    outcome.advice = error.advice();
    outcome.place = error.place();
  }
  return outcome;
}

}  // namespace thongbao::plugin
