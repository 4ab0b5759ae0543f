#include "cli/json_list.h"

#include <utility>

namespace thongbao::cli {

namespace {

using base::Json;

std::string textOf(const Json& json) {
  return json.dump(2, ' ', false, Json::error_handler_t::replace);
}

/// A line break in the text of a JSON document is never inside a string.
std::string indented(const Json& json, const std::string& indent) {
  std::string text = indent;
  for (const char c : textOf(json)) {
    text += c;
    if (c == '\n') text += indent;
  }
  return text;
}

}  // namespace

JsonList::JsonList(const std::filesystem::path& out) : out_(out) {}

JsonList::JsonList(Json around, const std::string& member) : indent_("  ") {
  around[member] = nullptr;
  const std::string text = textOf(around), name = "\n  " + Json(member).dump() + ": ";
  const std::size_t begin = text.find(name + "null") + name.size();
  before_ = text.substr(0, begin);
  after_ = text.substr(begin + std::string_view("null").size()) + "\n";
}

void JsonList::add(const Json& item) {
  out_.write(std::exchange(isEmpty_, false) ? before_ + "[\n" : ",\n");
  out_.write(indented(item, indent_ + "  "));
}

void JsonList::finish() {
  out_.write(isEmpty_ ? before_ + "[]" : "\n" + indent_ + "]");
  out_.write(after_);
  out_.finish();
}

}  // namespace thongbao::cli
