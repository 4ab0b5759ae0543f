#include "template/tags.h"

#include <array>
#include <utility>

#include "base/text.h"
#include "base/words.h"

namespace thongbao::tmpl {

namespace {

using base::Code;
using base::Error;
using base::mark;

constexpr std::size_t kDeepest = 16;

constexpr std::array kRefused{
    std::pair{'{', mark("A tag with three braces would leave the value unescaped.")},
    std::pair{'&', mark("A tag with “&” would leave the value unescaped.")},
    std::pair{'>', mark("A tag with “>” would take in another template; each stands for itself.")},
    std::pair{'=', mark("A tag with “=” would change the delimiters; they stay as they are.")},
};

constexpr std::array kKinds{
    std::pair{'#', TagKind::section},
    std::pair{'^', TagKind::inverted},
    std::pair{'/', TagKind::end},
    std::pair{'!', TagKind::remark},
};

bool isPartOfName(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/// Parts of letters, digits and `_`, joined by single dots.
bool isPath(std::string_view name) {
  char before = '.';
  for (const char c : name) {
    if (c == '.' ? before == '.' : !isPartOfName(c)) return false;
    before = c;
  }
  return before != '.';
}

class Scanner {
 public:
  Scanner(std::string_view text, const std::string& file) : text_(text), file_(file) {}

  std::vector<Tag> scan() {
    for (std::size_t at = text_.find("{{"); at != std::string_view::npos;
         at = text_.find("{{", tags_.back().end))
      take(at);
    if (!open_.empty()) {
      const Tag& tag = tags_[open_.back()];
      refuse(tag.begin, base::say("The section “{}” is never closed.", tag.name));
    }
    return std::move(tags_);
  }

 private:
  void take(std::size_t begin) {
    const std::size_t inside = begin + 2;
    const std::size_t close = text_.find("}}", inside);
    for (const auto& [sign, sentence] : kRefused)
      if (inside < text_.size() && text_[inside] == sign) refuse(begin, base::tr(sentence));
    if (close == std::string_view::npos) refuse(begin, base::tr("This tag is never closed."));

    Tag tag{TagKind::value, {}, begin, close + 2, 0};
    std::string_view content = text_.substr(inside, close - inside);
    for (const auto& [sign, kind] : kKinds)
      if (content.starts_with(sign)) tag.kind = kind;
    if (tag.kind != TagKind::value) content.remove_prefix(1);
    if (tag.kind != TagKind::remark) {
      tag.name = base::trim(content);
      if (!isPath(tag.name)) refuse(begin, base::say("“{}” is not the name of a field.", tag.name));
    }
    nest(tag);
    tags_.push_back(std::move(tag));
  }

  void nest(Tag& tag) {
    if (tag.kind == TagKind::section || tag.kind == TagKind::inverted) {
      if (open_.size() == kDeepest)
        refuse(tag.begin, base::say("Sections are nested more than {} deep.", kDeepest));
      open_.push_back(tags_.size());
    }
    if (tag.kind != TagKind::end) return;
    if (open_.empty())
      refuse(tag.begin, base::say("The section “{}” is closed, but not opened.", tag.name));
    tag.opener = open_.back();
    const std::string& opened = tags_[tag.opener].name;
    if (opened != tag.name)
      refuse(tag.begin, base::say("“{}” is closed here, but “{}” is open.", tag.name, opened));
    open_.pop_back();
  }

  [[noreturn]] void refuse(std::size_t offset, const std::string& sentence) const {
    throw Error(Code::badInput, sentence, placeAt(text_, file_, offset));
  }

  std::string_view text_;
  const std::string& file_;
  std::vector<Tag> tags_;
  std::vector<std::size_t> open_;
};

}  // namespace

base::Place placeAt(std::string_view text, const std::string& file, std::size_t offset) {
  const auto [line, column] = base::lineColumnAt(text, offset);
  return {.file = file, .line = line, .column = column};
}

std::vector<Tag> scanTags(std::string_view text, const std::string& file) {
  return Scanner(text, file).scan();
}

}  // namespace thongbao::tmpl
