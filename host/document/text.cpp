#include "document/text.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "base/text.h"
#include "document/parts.h"

namespace thongbao::document {

namespace {

constexpr std::size_t kWidth = 76;
constexpr std::size_t kNarrowest = 20;  ///< room that is left for text however deep lists are
constexpr std::size_t kGap = 2;         ///< blanks between the columns of a table

using Lines = std::vector<std::string>;

/// `text` broken at blanks and at `\n`. `first` stands before the first line, as many blanks
/// before the others.
Lines wrapped(std::string_view text, std::size_t width, const std::string& first = {}) {
  const std::string indent(base::lengthOf(first), ' ');
  Lines lines;
  std::string line = first;
  std::size_t length = indent.size();  // of the line
  bool empty = true;
  const auto next = [&] {
    lines.push_back(std::exchange(line, indent));
    length = indent.size();
    empty = true;
  };
  for (std::size_t i = 0; i <= text.size();) {
    const std::size_t end = std::min(text.find_first_of(" \n", i), text.size());
    const std::string_view word = text.substr(i, end - i);
    const std::size_t wordLength = base::lengthOf(word);
    if (!empty && length + 1 + wordLength > width) next();
    if (!word.empty()) {
      if (!empty) line += ' ';
      line += word;
      length += (empty ? 0 : 1) + wordLength;
      empty = false;
    }
    if (end < text.size() && text[end] == '\n') next();
    i = end + 1;
  }
  if (!empty || lines.empty()) lines.push_back(line);
  return lines;
}

/// A link's target stands behind its text unless it is the text.
std::string shown(const Runs& runs) {
  std::string text;
  for (std::size_t i = 0; i < runs.size(); ++i) {
    const Run& run = runs[i];
    text += run.lineBreak ? "\n" : run.text;
    const bool ends = i + 1 == runs.size() || runs[i + 1].link != run.link;
    if (run.link.empty() || !ends) continue;
    const std::string_view target =
        run.link.starts_with("mailto:") ? std::string_view(run.link).substr(7) : run.link;
    if (!text.ends_with(target)) text += " (" + std::string(target) + ")";
  }
  return text;
}

std::string padded(const std::string& text, std::size_t width, Align align) {
  const std::size_t room = width - base::lengthOf(text);
  const std::size_t left = align == Align::right ? room : align == Align::centre ? room / 2 : 0;
  return std::string(left, ' ') + text + std::string(room - left, ' ');
}

std::vector<std::string> cellsOf(const std::vector<Runs>& row) {
  std::vector<std::string> cells;
  for (const Runs& runs : row) {
    cells.push_back(shown(runs));
    std::replace(cells.back().begin(), cells.back().end(), '\n', ' ');
  }
  return cells;
}

/// The texts of a table: the heading and the rows, and how wide each column must be.
struct Grid {
  std::vector<std::vector<std::string>> rows;
  std::vector<std::size_t> widths;
  std::size_t width() const {
    std::size_t sum = 0;
    for (const std::size_t column : widths) sum += column + kGap;
    return sum - kGap;
  }
};

Grid gridOf(const Table& table) {
  Grid grid{{cellsOf(table.heading)}, std::vector<std::size_t>(table.heading.size(), 0)};
  for (const auto& row : table.rows) grid.rows.push_back(cellsOf(row));
  for (const auto& row : grid.rows)
    for (std::size_t i = 0; i < row.size(); ++i)
      grid.widths[i] = std::max(grid.widths[i], base::lengthOf(row[i]));
  return grid;
}

Lines aligned(const Table& table, const Grid& grid) {
  Lines lines;
  for (const auto& row : grid.rows) {
    std::string line;
    for (std::size_t i = 0; i < row.size(); ++i)
      line += (i ? std::string(kGap, ' ') : "") + padded(row[i], grid.widths[i], table.align[i]);
    lines.push_back(line.erase(line.find_last_not_of(' ') + 1));
    if (lines.size() == 1) lines.emplace_back(grid.width(), '-');
  }
  return lines;
}

/// One block of `Heading: value` a row, for a table that is wider than a line.
Lines oneByOne(const Grid& grid, std::size_t width) {
  Lines lines;
  for (std::size_t r = 1; r < grid.rows.size(); ++r) {
    if (r > 1) lines.emplace_back();
    for (std::size_t i = 0; i < grid.rows[r].size(); ++i) {
      if (grid.rows[r][i].empty()) continue;
      const std::string& heading = grid.rows[0][i];
      Lines value = wrapped((heading.empty() ? "" : heading + ": ") + grid.rows[r][i], width);
      lines.insert(lines.end(), value.begin(), value.end());
    }
  }
  return lines;
}

Lines linesOf(const std::vector<Block>& blocks, std::size_t width);

Lines linesOf(const Paragraph& text, std::size_t width) {
  return wrapped(shown(text.runs), width);
}

Lines linesOf(const Heading& heading, std::size_t width) {
  return wrapped(shown(heading.runs), width);
}

Lines linesOf(const Table& table, std::size_t width) {
  const Grid grid = gridOf(table);
  return grid.width() <= width ? aligned(table, grid) : oneByOne(grid, width);
}

Lines linesOf(const List& list, std::size_t width) {
  Lines lines;
  int number = list.start;
  for (const ListItem& item : list.items) {
    const std::string sign = list.ordered ? std::to_string(number++) + ". " : "- ";
    const std::string indent(sign.size(), ' ');
    Lines inner = linesOf(item.blocks, std::max(width, sign.size() + kNarrowest) - sign.size());
    if (inner.empty()) inner.emplace_back();
    for (std::size_t i = 0; i < inner.size(); ++i)
      lines.push_back(inner[i].empty() && i ? "" : (i ? indent : sign) + inner[i]);
  }
  return lines;
}

/// Blocks stand apart by an empty line; a list inside an item follows its text directly.
Lines linesOf(const std::vector<Block>& blocks, std::size_t width) {
  Lines lines;
  for (const Block& block : blocks) {
    const bool nestedList = width < kWidth && std::holds_alternative<List>(block.content);
    if (!lines.empty() && !nestedList) lines.emplace_back();
    const Lines more =
        std::visit([width](const auto& content) { return linesOf(content, width); }, block.content);
    lines.insert(lines.end(), more.begin(), more.end());
  }
  return lines;
}

/// Collects the parts of the notice, wrapped.
class Page {
 public:
  void line(std::string_view text, const std::string& first = {}) {
    if (!text.empty()) add(wrapped(text, kWidth, first));
  }
  void gap() { text_ += '\n'; }
  void add(const Lines& lines) {
    for (const std::string& one : lines) {
      text_ += one;
      while (text_.ends_with(' ')) text_.pop_back();
      text_ += '\n';
    }
  }
  /// `- …` with its following lines behind the hyphen.
  void item(std::string_view text) { line(text.substr(2), "- "); }
  std::string take() { return std::move(text_); }

 private:
  std::string text_;
};

/// Ô 1 to 5a.
void addHead(Page& page, const domain::Notice& notice) {
  page.line(kCountry);
  page.line(kMotto);
  page.gap();
  page.line(base::upperCase(notice.agency.parentBody));
  page.line(base::upperCase(notice.agency.issuingBody));
  page.line("Số: " + domain::numberAndSymbol(notice));
  page.line(domain::placeAndDate(notice));
  page.gap();
  page.line(base::upperCase(notice.title));
  page.line(notice.summary);
  page.gap();
}

/// Ô 9a and the legal basis.
void addOpening(Page& page, const domain::Notice& notice) {
  const auto addressees = addresseeLines(notice);
  if (addressees.size() == 1) page.line(addressees.front(), std::string(kAddressed) + " ");
  if (addressees.size() > 1) {
    page.line(kAddressed);
    for (const std::string& line : addressees) page.item(line);
  }
  if (!addressees.empty()) page.gap();
  for (const std::string& line : legalBasisLines(notice)) page.line(line);
  if (!notice.legalBasis.empty()) page.gap();
}

/// Ô 7, 9b and 13.
void addClosing(Page& page, const domain::Notice& notice) {
  const domain::Signer& signer = notice.agency.signer;
  page.gap();
  page.line(base::upperCase(signer.authority));
  page.line(base::upperCase(signer.position));
  page.line(signer.name);
  page.gap();
  page.line(kRecipients);
  for (const std::string& line : recipientLines(notice)) page.item(line);
  page.gap();
  page.line(contactLine(notice.agency));
  page.line(checkLine(notice));
}

}  // namespace

std::string writeText(const domain::Notice& notice, const Document& body) {
  Page page;
  addHead(page, notice);
  addOpening(page, notice);
  page.add(linesOf(body.blocks, kWidth));
  addClosing(page, notice);
  return page.take();
}

}  // namespace thongbao::document
