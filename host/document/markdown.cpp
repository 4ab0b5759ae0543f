#include "document/markdown.h"

#include <md4c.h>

#include <algorithm>
#include <array>
#include <exception>
#include <functional>
#include <utility>

#include "base/error.h"
#include "base/text.h"
#include "base/words.h"

namespace thongbao::document {

namespace {

using base::Code;
using base::Error;
using base::mark;

constexpr std::size_t kLongest = 1U << 20U;
constexpr std::size_t kDeepestList = 8;
constexpr unsigned kMostColumns = 12;
constexpr std::size_t kLongestLink = 2048;

/// By byte: what Markdown may read as more than itself.
constexpr std::array<bool, 256> kMeaningful = [] {
  std::array<bool, 256> meaningful{};
  for (const char c : std::string_view("\\`*_{}[]()<>#+-.!|&~=\""))
    meaningful[static_cast<unsigned char>(c)] = true;
  return meaningful;
}();

constexpr const char* kRawHtml = mark("Raw HTML is not allowed here.");

constexpr std::array kRefusedBlocks{
    std::pair{MD_BLOCK_QUOTE, mark("A quotation (`>`) is not allowed here.")},
    std::pair{MD_BLOCK_HR, mark("A rule (`---`) is not allowed here.")},
    std::pair{MD_BLOCK_CODE, mark("A code block is not allowed here.")},
    std::pair{MD_BLOCK_HTML, kRawHtml},
};

constexpr std::array kRefusedSpans{
    std::pair{MD_SPAN_IMG, mark("An image is not allowed here.")},
    std::pair{MD_SPAN_CODE, mark("A code span is not allowed here.")},
};

template <class Table, class Key>
const char* sentenceFor(const Table& table, Key key) {
  for (const auto& [refused, sentence] : table)
    if (refused == key) return sentence;
  return nullptr;
}

/// `http://`, `https://` and `mailto:` with something behind it and no blanks.
bool isAllowedTarget(std::string_view target) {
  if (target.size() > kLongestLink) return false;
  std::string lower(target.substr(0, 8));
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  const auto isBlank = [](char c) { return static_cast<unsigned char>(c) <= ' '; };
  for (const std::string_view scheme : {"http://", "https://", "mailto:"})
    if (lower.starts_with(scheme))
      return target.size() > scheme.size() && std::none_of(target.begin(), target.end(), isBlank);
  return false;
}

Align alignOf(MD_ALIGN align) {
  return align == MD_ALIGN_CENTER  ? Align::centre
         : align == MD_ALIGN_RIGHT ? Align::right
                                   : Align::left;
}

/// Takes md4c's events and builds the tree. An exception must not cross md4c's C frames: it is
/// kept and thrown when md_parse has returned.
class Builder {
 public:
  Builder(std::string_view source, const std::string& name) : source_(source), name_(name) {}

  Document build();

 private:
  /// Blocks that are being filled: the document, or one item of a list.
  struct Frame {
    std::vector<Block> blocks;
    List list;  ///< the list that is being filled inside these blocks
  };

  template <class Act>
  int guarded(Act act) {
    try {
      act();
      return 0;
    } catch (...) {
      failure_ = std::current_exception();
      return -1;  // md4c goes on to the next callback after a positive value
    }
  }

  void enterBlock(MD_BLOCKTYPE type, void* detail);
  void leaveBlock(MD_BLOCKTYPE type);
  void enterHeading(unsigned level);
  void enterList(bool ordered, unsigned start);
  void enterTable(const MD_BLOCK_TABLE_DETAIL& detail);
  void enterCell(bool heading, MD_ALIGN align);
  void enterSpan(MD_SPANTYPE type, void* detail);
  void leaveSpan(MD_SPANTYPE type);
  void enterLink(const MD_SPAN_A_DETAIL& detail);
  void takeText(MD_TEXTTYPE type, std::string_view text);
  bool continuesRun() const;
  void closeParagraph();

  void refuseAt(std::uint64_t line, const std::string& sentence) const;
  /// md4c tells no place of a node: the refusal waits for the node's first text, whose line is
  /// known, or for the node's end.
  void refuseWithItsText(const char* sentence) {
    if (refusal_.empty()) refusal_ = base::tr(sentence);
  }
  std::uint64_t lineOf(std::string_view text) const;

  std::string_view source_;
  const std::string& name_;
  std::vector<Frame> frames_{1};
  Table table_;
  Runs runs_;
  bool looseText_ = false;  ///< runs_ is text of a tight list item, which has no paragraph event
  bool inside_ = false;     ///< inside a paragraph, heading or cell
  int bold_ = 0;
  int italic_ = 0;
  std::string link_;
  unsigned level_ = 0;
  std::string refusal_;
  std::exception_ptr failure_;
};

void Builder::refuseAt(std::uint64_t line, const std::string& sentence) const {
  throw Error(Code::badInput, sentence, {.file = name_, .line = line},
              base::tr("Use paragraphs, headings, lists, tables, bold, italic and links only."));
}

/// md4c hands out pieces of the source or of its own copies; only the former tell a line.
std::uint64_t Builder::lineOf(std::string_view text) const {
  const std::less<const char*> before;
  const char* end = source_.data() + source_.size();
  if (before(text.data(), source_.data()) || !before(text.data(), end)) return 0;
  return base::lineColumnAt(source_, static_cast<std::size_t>(text.data() - source_.data())).line;
}

void Builder::enterBlock(MD_BLOCKTYPE type, void* detail) {
  if (const char* sentence = sentenceFor(kRefusedBlocks, type)) return refuseWithItsText(sentence);
  if (looseText_) closeParagraph();
  switch (type) {
    case MD_BLOCK_P:
      inside_ = true;
      break;
    case MD_BLOCK_H:
      enterHeading(static_cast<MD_BLOCK_H_DETAIL*>(detail)->level);
      break;
    case MD_BLOCK_UL:
      enterList(false, 1);
      break;
    case MD_BLOCK_OL:
      enterList(true, static_cast<MD_BLOCK_OL_DETAIL*>(detail)->start);
      break;
    case MD_BLOCK_LI:
      frames_.emplace_back();
      break;
    case MD_BLOCK_TABLE:
      enterTable(*static_cast<MD_BLOCK_TABLE_DETAIL*>(detail));
      break;
    case MD_BLOCK_TH:
      enterCell(true, static_cast<MD_BLOCK_TD_DETAIL*>(detail)->align);
      break;
    case MD_BLOCK_TD:
      enterCell(false, MD_ALIGN_DEFAULT);
      break;
    default:
      break;
  }
}

void Builder::enterHeading(unsigned level) {
  inside_ = true;
  level_ = level;
  if (level > 3) refuseWithItsText(mark("A heading of level 4 or deeper is not allowed here."));
}

void Builder::enterList(bool ordered, unsigned start) {
  if (frames_.size() > kDeepestList)
    refuseAt(0, base::say("Lists are nested more than {} deep.", kDeepestList));
  frames_.back().list = {ordered, static_cast<int>(start), {}};
}

void Builder::enterTable(const MD_BLOCK_TABLE_DETAIL& detail) {
  table_ = {};
  if (detail.col_count > kMostColumns)
    refuseAt(0, base::say("A table has more than {} columns.", kMostColumns));
}

void Builder::enterCell(bool heading, MD_ALIGN align) {
  inside_ = true;
  if (heading) {
    table_.align.push_back(alignOf(align));
    return;
  }
  if (table_.rows.empty() || table_.rows.back().size() == table_.heading.size())
    table_.rows.emplace_back();
}

void Builder::leaveBlock(MD_BLOCKTYPE type) {
  if (!refusal_.empty()) refuseAt(0, refusal_);
  if (looseText_) closeParagraph();
  std::vector<Block>& blocks = frames_.back().blocks;
  switch (type) {
    case MD_BLOCK_P:
      blocks.push_back({Paragraph{std::exchange(runs_, {})}});
      break;
    case MD_BLOCK_H:
      blocks.push_back({Heading{static_cast<int>(level_), std::exchange(runs_, {})}});
      break;
    case MD_BLOCK_TH:
      table_.heading.push_back(std::exchange(runs_, {}));
      break;
    case MD_BLOCK_TD:
      table_.rows.back().push_back(std::exchange(runs_, {}));
      break;
    case MD_BLOCK_TABLE:
      blocks.push_back({std::exchange(table_, {})});
      break;
    case MD_BLOCK_LI: {
      std::vector<Block> item = std::move(blocks);
      frames_.pop_back();
      frames_.back().list.items.push_back({std::move(item)});
      break;
    }
    case MD_BLOCK_UL:
    case MD_BLOCK_OL:
      blocks.push_back({std::exchange(frames_.back().list, {})});
      break;
    default:
      break;
  }
  inside_ = false;
}

void Builder::closeParagraph() {
  frames_.back().blocks.push_back({Paragraph{std::exchange(runs_, {})}});
  looseText_ = false;
}

void Builder::enterSpan(MD_SPANTYPE type, void* detail) {
  if (const char* sentence = sentenceFor(kRefusedSpans, type)) return refuseWithItsText(sentence);
  if (type == MD_SPAN_STRONG) ++bold_;
  if (type == MD_SPAN_EM) ++italic_;
  if (type == MD_SPAN_A) enterLink(*static_cast<MD_SPAN_A_DETAIL*>(detail));
}

void Builder::enterLink(const MD_SPAN_A_DETAIL& detail) {
  link_.assign(detail.href.text ? detail.href.text : "", detail.href.size);
  if (detail.title.size) refuseWithItsText(mark("A title of a link is not allowed here."));
  if (!isAllowedTarget(link_))
    refuseWithItsText(
        mark("A link must begin with http://, https:// or mailto: "
             "and be at most 2048 bytes long."));
}

void Builder::leaveSpan(MD_SPANTYPE type) {
  if (!refusal_.empty()) refuseAt(0, refusal_);
  if (type == MD_SPAN_STRONG) --bold_;
  if (type == MD_SPAN_EM) --italic_;
  if (type == MD_SPAN_A) link_.clear();
}

void Builder::takeText(MD_TEXTTYPE type, std::string_view text) {
  if (type == MD_TEXT_HTML) refuseWithItsText(kRawHtml);
  if (!refusal_.empty()) refuseAt(lineOf(text), refusal_);
  if (!inside_) looseText_ = true;
  const bool isBreak = type == MD_TEXT_BR;
  if (type == MD_TEXT_SOFTBR) text = " ";
  if (isBreak) text = {};
  if (isBreak || !continuesRun())
    runs_.push_back({std::string(text), bold_ > 0, italic_ > 0, link_, isBreak});
  else
    runs_.back().text += text;
}

bool Builder::continuesRun() const {
  if (runs_.empty()) return false;
  const Run& last = runs_.back();
  return !last.lineBreak && last.bold == (bold_ > 0) && last.italic == (italic_ > 0) &&
         last.link == link_;
}

Document Builder::build() {
  MD_PARSER parser{};
  parser.flags = MD_FLAG_TABLES;
  parser.enter_block = [](MD_BLOCKTYPE type, void* detail, void* self) {
    auto* builder = static_cast<Builder*>(self);
    return builder->guarded([&] { builder->enterBlock(type, detail); });
  };
  parser.leave_block = [](MD_BLOCKTYPE type, void*, void* self) {
    auto* builder = static_cast<Builder*>(self);
    return builder->guarded([&] { builder->leaveBlock(type); });
  };
  parser.enter_span = [](MD_SPANTYPE type, void* detail, void* self) {
    auto* builder = static_cast<Builder*>(self);
    return builder->guarded([&] { builder->enterSpan(type, detail); });
  };
  parser.leave_span = [](MD_SPANTYPE type, void*, void* self) {
    auto* builder = static_cast<Builder*>(self);
    return builder->guarded([&] { builder->leaveSpan(type); });
  };
  parser.text = [](MD_TEXTTYPE type, const MD_CHAR* text, MD_SIZE size, void* self) {
    auto* builder = static_cast<Builder*>(self);
    return builder->guarded([&] { builder->takeText(type, {text, size}); });
  };
  const int status = md_parse(source_.data(), static_cast<MD_SIZE>(source_.size()), &parser, this);
  if (failure_) std::rethrow_exception(failure_);
  if (status != 0)
    throw Error(Code::unavailable, base::tr("There is not enough memory to read the Markdown."),
                {.file = name_});
  return {std::move(frames_.front().blocks)};
}

void refuseUnreadable(std::string_view markdown, const std::string& name) {
  if (markdown.size() > kLongest)
    throw Error(
        Code::badInput,
        base::say("The text has {} bytes; at most {} can be used.", markdown.size(), kLongest),
        {.file = name});
  const auto refuse = [&](std::size_t offset, const std::string& sentence) {
    const auto [line, column] = base::lineColumnAt(markdown, offset);
    throw Error(Code::badInput, sentence, {.file = name, .line = line, .column = column});
  };
  if (const auto offset = base::firstInvalidUtf8(markdown))
    refuse(*offset, base::tr("The text is not valid UTF-8."));
  for (std::size_t i = 0; i < markdown.size(); ++i) {
    const auto c = static_cast<unsigned char>(markdown[i]);
    if ((c < 0x20 && c != '\n' && c != '\r' && c != '\t') || c == 0x7F)
      refuse(i, base::tr("A control character is not allowed here."));
  }
}

}  // namespace

Document readMarkdown(std::string_view markdown, const std::string& name) {
  refuseUnreadable(markdown, name);
  return Builder(markdown, name).build();
}

std::string escapeMarkdown(std::string_view value) {
  const std::string clean = base::cleanLine(value);
  std::string escaped;
  escaped.reserve(clean.size() + clean.size() / 4);
  for (const char c : clean) {
    if (kMeaningful[static_cast<unsigned char>(c)]) escaped += '\\';
    escaped += c;
  }
  return escaped;
}

}  // namespace thongbao::document
