#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"

namespace thongbao::tmpl {

using Escape = std::function<std::string(std::string_view)>;

/// A Mustache text that refuses what Mustache lets pass: a missing field, a field of the wrong
/// kind, a value taken from outside the list item it stands in, `{{{`, `{{&`, partials and
/// changed delimiters. Parsed once, rendered often, by several threads at once if need be.
///
/// `{{name}}` and `{{party.name}}` show a string or an integer; `{{#name}}…{{/name}}` shows its
/// content when a boolean is true, or once for each object of a list; `{{^name}}…{{/name}}` when
/// the boolean is false or the list is empty; `{{! … }}` is a remark. A line that holds nothing
/// but remarks and ends of sections leaves no line behind.
class Mustache {
 public:
  /// `text` is UTF-8, at most 256 KiB, with at most 16 sections inside each other. Throws
  /// Error(badInput) with `name`, line and column.
  Mustache(std::string text, std::string name);
  ~Mustache();
  Mustache(Mustache&&) noexcept;
  Mustache& operator=(Mustache&&) noexcept;

  /// `data` is an object of strings, booleans, integers, objects, and lists of objects. Inside a
  /// list's section only the fields of its item are known. Throws Error(badInput) naming the
  /// first field that is missing or of the wrong kind, with its line and column here.
  std::string render(const base::Json& data, const Escape& escape) const;

  /// Every field the text names, as paths in the order of their first use: `party.name`,
  /// `listings`, `listings[].title`. A section is taken for a list, but for a condition when the
  /// last part of its name begins with `has_` or `is_`.
  std::vector<std::string> fields() const;

 private:
  struct Parsed;
  std::unique_ptr<Parsed> parsed_;
};

}  // namespace thongbao::tmpl
