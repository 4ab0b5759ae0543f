#include "intake/merged_cells.h"

#include <algorithm>
#include <cstring>
#include <memory>
#include <tuple>

#include "base/error.h"
#include "base/words.h"
#include "intake/cell_name.h"
#include "intake/raw_rows.h"

namespace thongbao::intake {

namespace {

using Event = XmlPart::Event;

constexpr std::size_t kMostRanges = 500'000;
constexpr std::string_view kElement = "mergeCells";
/// `<`, a prefix and `:` before the element's name.
constexpr std::size_t kMostBefore = 64;

/// Where the element's `<` is, or npos.
std::size_t startOfRanges(std::string_view bytes) {
  for (std::size_t at = 0; (at = bytes.find(kElement, at)) != std::string_view::npos; ++at) {
    const std::size_t start = bytes.substr(0, at).find_last_of("</ >\"'=");
    if (start != std::string_view::npos && bytes[start] == '<' &&
        (start + 1 == at || bytes[at - 1] == ':'))
      return start;
  }
  return std::string_view::npos;
}

/// The rest of the sheet from its merged ranges on, as a document; empty when it has none.
std::string startOfRest(const PartBytes& bytes) {
  std::string seen(kMostBefore + (1U << 16U), '\0');
  std::size_t kept = 0;
  while (const std::size_t got = bytes(seen.data() + kept, seen.size() - kept)) {
    const std::string_view all = std::string_view(seen).substr(0, kept + got);
    const std::size_t start = startOfRanges(all);
    if (start != std::string_view::npos) return "<rest>" + std::string(all.substr(start));
    kept = std::min(all.size(), kMostBefore);
    std::memmove(seen.data(), all.data() + all.size() - kept, kept);
  }
  return {};
}

std::vector<MergedRange> readRanges(XmlPart& part, const std::filesystem::path& file) {
  std::vector<MergedRange> ranges;
  for (Event event; (event = part.next()) != Event::eof && !part.ends(event, kElement);) {
    if (!part.starts(event, "mergeCell")) continue;
    const std::string_view ref = part.attribute("ref");
    const std::size_t colon = std::min(ref.find(':'), ref.size());
    const auto first = cellNamed(ref.substr(0, colon));
    const auto last = colon == ref.size() ? first : cellNamed(ref.substr(colon + 1));
    if (!first || !last || first->row == 0 || last->row == 0)
      refuseDamaged(file, "mergeCell ref=\"" + std::string(ref.substr(0, 40)) + "\"");
    if (last->row > first->row) ranges.push_back({first->row, last->row, first->column});
    if (ranges.size() > kMostRanges)
      throw base::Error(
          base::Code::badInput, base::say("The sheet has more than {} merged cells.", kMostRanges),
          {.file = file.string()}, base::tr("Open it in the spreadsheet program and split them."));
  }
  return ranges;
}

}  // namespace

MergedCells::MergedCells(std::vector<MergedRange> ranges) : ranges_(std::move(ranges)) {
  std::erase_if(ranges_, [](const MergedRange& range) { return range.lastRow <= range.firstRow; });
  std::sort(ranges_.begin(), ranges_.end(), [](const MergedRange& a, const MergedRange& b) {
    return std::tie(a.firstRow, a.column, a.lastRow) < std::tie(b.firstRow, b.column, b.lastRow);
  });
}

MergedCells MergedCells::of(const Package& package, const std::string& sheetPart) {
  const PartBytes bytes = package.look(sheetPart);
  std::string start = startOfRest(bytes);
  if (start.empty()) return MergedCells({});
  XmlPart part(
      [&bytes, &start](char* into, std::size_t size) {
        if (start.empty()) return bytes(into, size);
        const std::size_t got = start.copy(into, size);
        start.erase(0, got);
        return got;
      },
      package.file());
  return MergedCells(readRanges(part, package.file()));
}

void MergedCells::fill(Row& row) {
  if (ranges_.empty() || isEmpty(row)) return;
  for (auto& [column, value] : open_) {
    if (value.lastRow < row.number) continue;
    if (row.cells.size() <= column) row.cells.resize(column + 1);
    if (row.cells[column].empty()) row.cells[column] = value.text;
  }
  std::erase_if(open_, [&row](const auto& open) { return open.second.lastRow <= row.number; });
  for (; begun_ < ranges_.size() && ranges_[begun_].firstRow <= row.number; ++begun_) {
    const MergedRange& range = ranges_[begun_];
    if (range.firstRow == row.number && range.column < row.cells.size() &&
        isFilled(row.cells[range.column]))
      open_[range.column] = {range.lastRow, row.cells[range.column]};
  }
}

}  // namespace thongbao::intake
