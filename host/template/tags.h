#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace thongbao::tmpl {

enum class TagKind { value, section, inverted, end, remark };

/// One `{{…}}`: bytes [begin, end) of the text.
struct Tag {
  TagKind kind = TagKind::value;
  std::string name;  ///< path of the field, its parts joined by `.`; empty for a remark
  std::size_t begin = 0;
  std::size_t end = 0;
  std::size_t opener = 0;  ///< of an end: the index of the section's tag
};

/// The tags of a Mustache text in their order, sections properly nested. Throws Error(badInput)
/// with `file`, line and column for a tag that is not allowed, not closed or not opened.
std::vector<Tag> scanTags(std::string_view text, const std::string& file);

/// The place of a byte of the text.
base::Place placeAt(std::string_view text, const std::string& file, std::size_t offset);

}  // namespace thongbao::tmpl
