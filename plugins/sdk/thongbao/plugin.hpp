#pragma once

/// The C++ side of <thongbao/plugin.h>: derive `Plugin`, write `pull`, and end the file with
/// `THONGBAO_PLUGIN(YourPlugin)`. Needs nothing but the standard library.

#include <cstdint>
#include <exception>
#include <memory>
#include <new>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "thongbao/plugin.h"

namespace thongbao::sdk {

inline std::string_view view(thongbao_text text) {
  return text.size ? std::string_view(text.bytes, text.size) : std::string_view();
}
inline thongbao_text borrowed(std::string_view text) {
  return {text.data(), text.size()};
}

/// Marks a sentence for the officer, so that the host's translators find it.
constexpr const char* mark(const char* sentence) {
  return sentence;
}

/// Ends the pull. What was kept at the last checkpoint stays.
class Failure : public std::runtime_error {
 public:
  /// `status` is one of THONGBAO_CONFIG … THONGBAO_INTERNAL; the sentences are fixed and English.
  Failure(thongbao_status status, const char* sentence, std::string advice = {},
          std::uint32_t retryAfterSeconds = 0)
      : std::runtime_error(sentence),
        status_(status),
        advice_(std::move(advice)),
        retryAfterSeconds_(retryAfterSeconds) {}

  thongbao_status status() const { return status_; }
  const std::string& advice() const { return advice_; }
  std::uint32_t retryAfterSeconds() const { return retryAfterSeconds_; }

 private:
  thongbao_status status_;
  std::string advice_;
  std::uint32_t retryAfterSeconds_;
};

using Texts = std::vector<std::pair<std::string, std::string>>;

/// One account of one row.
struct Seller {
  std::uint64_t row = 0;
  Texts fields;  ///< field name (`account_id`), text
  Texts extra;   ///< heading, text

  /// The field's text; empty when it is not there.
  std::string_view get(std::string_view field) const {
    for (const auto& [name, text] : fields)
      if (name == field) return text;
    return {};
  }
  void set(std::string_view field, std::string text) {
    for (auto& [name, old] : fields)
      if (name == field) {
        old = std::move(text);
        return;
      }
    fields.emplace_back(field, std::move(text));
  }
};

/// Why a row cannot be used. `reason` and `advice` are fixed English sentences (`mark`).
struct Rejection {
  std::uint64_t row = 0;
  std::string column, value, reason, advice;
};

/// A row of the officer's list. Its texts live until the next row is taken.
struct Row {
  std::uint64_t number = 0;
  std::vector<std::string_view> cells;  ///< one per heading
};

/// The officer's list.
class Table {
 public:
  explicit Table(const thongbao_table& table) : table_(table) {
    for (std::size_t i = 0; i < table.heading_count(table.context); ++i) {
      headings_.emplace_back(view(table.heading(table.context, i)));
      fields_.emplace_back(view(table.field(table.context, i)));
    }
  }

  const std::vector<std::string>& headings() const { return headings_; }
  /// One per heading: the field that the column holds, or empty.
  const std::vector<std::string>& fields() const { return fields_; }
  /// How the officer headed the column of the field; the field's name when there is none.
  std::string headingOf(std::string_view field) const {
    for (std::size_t i = 0; i < fields_.size(); ++i)
      if (fields_[i] == field) return headings_[i];
    return std::string(field);
  }

  /// False when there is no row left, or the host wants no more.
  bool next(Row& row) {
    thongbao_row raw{};
    raw.size = sizeof raw;
    if (!table_.next_row(table_.context, &raw)) return false;
    row.number = raw.number;
    row.cells.assign(headings_.size(), {});
    for (std::size_t i = 0; i < raw.cell_count && i < row.cells.size(); ++i)
      row.cells[i] = view(raw.cells[i]);
    return true;
  }

 private:
  const thongbao_table& table_;
  std::vector<std::string> headings_, fields_;
};

/// What the host offers; see thongbao_host for each promise.
class Host {
 public:
  explicit Host(const thongbao_host& host) : host_(host) {}

  /// Throws Failure(THONGBAO_UNSUPPORTED) when the host serves no tables.
  Table table() const {
    const auto* table = static_cast<const thongbao_table*>(
        host_.get_service(host_.context, borrowed(THONGBAO_TABLE_SERVICE)));
    if (!table || !THONGBAO_HAS(table, thongbao_table, next_row))
      throw Failure(THONGBAO_UNSUPPORTED, mark("This version of the program serves no tables."));
    return Table(*table);
  }

  std::optional<std::string> setting(std::string_view key) const {
    thongbao_text value{};
    if (!host_.setting(host_.context, borrowed(key), &value)) return std::nullopt;
    return std::string(view(value));
  }

  std::string cursor() const { return std::string(view(host_.cursor(host_.context))); }
  bool cancelled() const { return host_.cancelled(host_.context) != 0; }
  void log(int level, std::string_view text) { host_.log(host_.context, level, borrowed(text)); }
  void checkpoint(std::string_view cursor) { host_.checkpoint(host_.context, borrowed(cursor)); }

  void emit(const Seller& seller) {
    borrowAll(seller.fields, fields_);
    borrowAll(seller.extra, extra_);
    const thongbao_seller raw{sizeof raw,     seller.row,    fields_.data(),
                              fields_.size(), extra_.data(), extra_.size()};
    host_.emit_seller(host_.context, &raw);
  }

  void reject(const Rejection& rejection) {
    const thongbao_rejection raw{sizeof raw,
                                 rejection.row,
                                 borrowed(rejection.column),
                                 borrowed(rejection.value),
                                 borrowed(rejection.reason),
                                 borrowed(rejection.advice)};
    host_.reject_row(host_.context, &raw);
  }

  /// Tells the host why, and gives back the status that says who must act.
  thongbao_status explain(thongbao_status status, std::string_view sentence,
                          std::string_view advice = {}, std::uint32_t retryAfterSeconds = 0) {
    const thongbao_failure raw{sizeof raw, borrowed(sentence), borrowed(advice), retryAfterSeconds};
    host_.explain(host_.context, &raw);
    return status;
  }

 private:
  static void borrowAll(const Texts& texts, std::vector<thongbao_field>& all) {
    all.clear();
    for (const auto& [name, text] : texts) all.push_back({borrowed(name), borrowed(text)});
  }

  const thongbao_host& host_;
  std::vector<thongbao_field> fields_, extra_;  ///< of the seller at hand; kept for their memory
};

/// Derive it, write `pull`. It may throw: Failure says who must act, any other exception is a
/// defect of the plugin.
class Plugin {
 public:
  virtual ~Plugin() = default;
  virtual void pull(Host& host) = 0;
};

namespace detail {

/// Runs `act`; what it throws becomes a status and its explanation.
template <class Act>
thongbao_status guarded(Host& host, Act&& act) noexcept {
  try {
    act();
    return THONGBAO_OK;
  } catch (const Failure& failure) {
    return host.explain(failure.status(), failure.what(), failure.advice(),
                        failure.retryAfterSeconds());
  } catch (const std::exception& unexpected) {
    return host.explain(THONGBAO_INTERNAL, unexpected.what());
  } catch (...) {
    return host.explain(THONGBAO_INTERNAL, mark("The plugin threw something unknown."));
  }
}

struct Running {
  Host host;
  std::unique_ptr<Plugin> plugin;
};

inline thongbao_status pull(void* self) noexcept {
  auto& running = *static_cast<Running*>(self);
  return guarded(running.host, [&] { running.plugin->pull(running.host); });
}

inline void destroy(void* self) noexcept {
  delete static_cast<Running*>(self);
}

template <class Derived>
thongbao_status create(const thongbao_host* host, thongbao_plugin* plugin) noexcept {
  Host guard(*host);
  return guarded(guard, [&] {
    plugin->self = new Running{Host(*host), std::make_unique<Derived>()};
    plugin->pull = pull;
    plugin->destroy = destroy;
  });
}

}  // namespace detail

/// The entry of a plugin with that manifest text, for THONGBAO_PLUGIN.
template <class Derived>
constexpr thongbao_plugin_entry entryOf(std::string_view manifest) {
  return {sizeof(thongbao_plugin_entry),
          THONGBAO_ABI_MAJOR,
          THONGBAO_ABI_MINOR,
          {manifest.data(), manifest.size()},
          detail::create<Derived>};
}

}  // namespace thongbao::sdk

/// Exports the plugin. Stands once in a library, outside any namespace; the including file has
/// `#include "thongbao/manifest.h"`, which thongbao_add_plugin() makes of manifest.json.
#define THONGBAO_PLUGIN(Derived)                                   \
  constinit const thongbao_plugin_entry thongbao_plugin_entry_v1 = \
      thongbao::sdk::entryOf<Derived>({kThongbaoManifest, sizeof kThongbaoManifest})
