#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace thongbao::tmpl {

/// The number of a legal instrument as it stands in a text, and the byte where it begins.
struct Citation {
  std::string number;
  std::size_t offset = 0;
};

/// Everything in the form number, `/`, year of four digits, `/`, symbol in capitals:
/// `122/2025/QH15`, `98/2020/NĐ-CP`, `22/2021/TT-BCT`. `text` is NFC.
std::vector<Citation> findCitations(std::string_view text);

}  // namespace thongbao::tmpl
