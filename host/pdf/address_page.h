#pragma once

#include <optional>
#include <string>

#include "pdf/layout.h"
#include "pdf/typesetter.h"

namespace thongbao::pdf {

/// What a page for a window envelope says; UTF-8, one line each.
struct Addressed {
  std::string sender;  ///< who gets it back: name and address
  std::string addressee;
  std::string address;
  std::string reference;  ///< for the officer: which document goes into the envelope
};

/// The page that stands before a letter in an envelope DL (ISO 269: 110 × 220 mm) with a window of
/// 35 × 90 mm, 20 mm from its left edge and 15 mm from the lower one. The page is folded twice, at
/// 105 and 210 mm from its top as DIN 5008, form B, has it, which its marks show.
///
/// The folded page has room to slide, 5 mm up and down and 10 mm sideways. So of the page, the
/// field from (20, 60) to (100, 90) mm from its upper left corner always shows, and what lies
/// outside (10, 55) to (110, 95) mm never: the address stands in the one, and everything else out
/// of the other.
///
/// nullopt when addressee and address have no room in the window. Throws Error(badInput) when the
/// sender has none, which is so for every letter, and as Typesetter::own.
std::optional<Page> addressPage(Typesetter& type, const Addressed& texts);

}  // namespace thongbao::pdf
