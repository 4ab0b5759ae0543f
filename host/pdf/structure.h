#pragma once

#include <cstdint>
#include <vector>

namespace thongbao::pdf {

/// Index of an element in its Structure.
using ElementId = int;
constexpr ElementId kArtifact = -1;  ///< rules, page numbers and repeated headings say nothing new
constexpr ElementId kWhole = 0;      ///< the document

/// Standard structure types (ISO 32000-1, 14.8.4).
enum class Role : std::uint8_t {
  document,
  heading1,
  heading2,
  heading3,
  heading4,
  paragraph,
  list,
  item,
  label,
  itemBody,
  table,
  row,
  headingCell,
  cell,
};

/// `H1`, `TD`, …
const char* nameOf(Role role);

/// What a notice consists of, for those who hear it instead of seeing it. Text stands only in
/// elements without children.
class Structure {
 public:
  struct Element {
    Role role;
    ElementId parent;
  };

  Structure() { clear(); }
  ElementId add(Role role, ElementId parent = kWhole) {
    elements_.push_back({role, parent});
    return static_cast<ElementId>(elements_.size()) - 1;
  }
  const std::vector<Element>& elements() const { return elements_; }
  void clear() { elements_.assign(1, {Role::document, kArtifact}); }

 private:
  std::vector<Element> elements_;
};

}  // namespace thongbao::pdf
