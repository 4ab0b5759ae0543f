#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace thongbao::registry {

/// Steps over JSON in its canonical form, value by value. Each function is false, and the scanner
/// of no more use, when what comes next is not what it steps over.
class CanonicalScanner {
 public:
  explicit CanonicalScanner(std::string_view text) : text_(text) {}

  bool atEnd() const { return at_ == text_.size(); }
  /// One character.
  bool take(char wanted) {
    if (at_ == text_.size() || text_[at_] != wanted) return false;
    ++at_;
    return true;
  }
  /// A value of any type; `bytes` is what it stands in.
  bool value(std::string_view& bytes);
  /// A text; `bytes` stands between the quotation marks.
  bool text(std::string_view& bytes);

 private:
  bool value(int level);
  bool object(int level);
  bool list(int level);
  bool number();
  bool word(std::string_view wanted);
  bool escape();

  std::string_view text_;
  std::size_t at_ = 0;
};

/// Whether a key may stand before the other one: they are ordered by their characters.
bool isBefore(std::string_view key, std::string_view next);

/// The characters of a text as it stands between its quotation marks.
std::string unescaped(std::string_view bytes);

}  // namespace thongbao::registry
