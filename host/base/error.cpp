#include "base/error.h"

#include "base/words.h"

namespace thongbao::base {

std::string describe(const Place& place) {
  std::string where = place.file;
  const auto add = [&where](const std::string& part) {
    if (!where.empty()) where += ", ";
    where += part;
  };
  if (place.row) add(say("row {}", place.row));
  if (place.line && place.line != place.row)
    add(place.row ? say("line {} of the text", place.line) : say("line {}", place.line));
  if (place.column) add(say("column {}", place.column));
  if (!place.field.empty()) add("“" + place.field + "”");
  return where;
}

std::string describe(const Error& error) {
  const std::string where = describe(error.place());
  std::string text = where.empty() ? error.sentence() : where + ": " + error.sentence();
  if (!error.advice().empty()) text += " " + error.advice();
  return text;
}

}  // namespace thongbao::base
