#pragma once

#include <string>
#include <string_view>

#include "document/tree.h"

namespace thongbao::document {

/// Markdown (CommonMark with pipe tables) to the tree. Allowed: paragraphs, headings 1 to 3,
/// lists, tables, strong, emphasis, http(s) and mailto links, hard breaks. Anything else (raw
/// HTML, images, code, quotes, rules, link titles, other link schemes, control characters) is
/// refused with Error(badInput) naming `name`, the node, and, where it can be told, the line.
/// An entity such as `&amp;` stands for its own characters. Refused as well: invalid UTF-8, more
/// than 1 MiB, lists nested more than 8 deep, tables of more than 12 columns.
Document readMarkdown(std::string_view markdown, const std::string& name);

/// A value as Markdown text that reads as itself: cleaned to one line (base::cleanLine, so line
/// breaks become blanks), every character with a meaning in Markdown escaped. Throws
/// Error(badInput) when it is not valid UTF-8.
std::string escapeMarkdown(std::string_view value);

}  // namespace thongbao::document
