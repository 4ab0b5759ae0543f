#include "pdf/sheaf.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>
#include <utility>

#include "base/hash.h"
#include "base/text.h"
#include "base/words.h"
#include "pdf/numbers.h"

namespace thongbao::pdf {

namespace {

/// Vietnamese names as a person looks them up: first by their letters without marks; what is empty
/// comes last.
std::string sortKey(const std::string& name) {
  return name.empty() ? "\xFF" : base::withoutMarks(base::fold(name)) + '\0' + name;
}

/// One bookmark (ISO 32000-1, 12.3.3); 0 for no such neighbour.
std::string bookmark(const std::string& title, int parent, int page, int previous, int next) {
  std::string entries = "/Title" + textString(title) + "/Parent ";
  appendReference(entries, parent);
  entries += "/Dest[";
  appendReference(entries, page);
  entries += "/Fit]";
  for (const auto& [key, number] : {std::pair("/Prev ", previous), std::pair("/Next ", next)})
    if (number != 0) {
      entries += key;
      appendReference(entries, number);
    }
  return entries;
}

}  // namespace

void Sheaf::add(Laid laid, std::string area, std::string name) {
  for (std::size_t face = 0; face < kLetterFaces; ++face)
    needs_.layers[face] |= laid.needs.layers[face];
  for (const auto& [face, glyphs] : laid.needs.wide)
    needs_.wide[face].insert(glyphs.begin(), glyphs.end());
  notices_.push_back(
      {std::move(area), std::move(name), std::move(laid.pages), std::move(laid.info)});
}

/// Areas, and below each its notices. Their numbers follow from the order in which they are added.
void Sheaf::addBookmarks(Objects& objects, const std::vector<int>& firstPages, int outlines) const {
  std::vector<std::size_t> begins;  // of the areas
  for (std::size_t i = 0; i < notices_.size(); ++i)
    if (i == 0 || notices_[i].area != notices_[i - 1].area) begins.push_back(i);
  const auto areaNumber = [&](std::size_t area) {
    return outlines + 1 + static_cast<int>(area + begins[area]);
  };
  objects.dictionary(fmt::format("/Type/Outlines/First {} 0 R/Last {} 0 R/Count {}", areaNumber(0),
                                 areaNumber(begins.size() - 1), begins.size()));
  for (std::size_t area = 0; area < begins.size(); ++area) {
    const std::size_t begin = begins[area];
    const std::size_t end = area + 1 < begins.size() ? begins[area + 1] : notices_.size();
    const int own = areaNumber(area);
    const auto number = [&](std::size_t notice) {
      return own + 1 + static_cast<int>(notice - begin);
    };
    const std::string title =
        notices_[begin].area.empty() ? base::tr("(area unknown)") : notices_[begin].area;
    objects.dictionary(bookmark(fmt::format("{} ({})", title, end - begin), outlines,
                                firstPages[begin], area > 0 ? areaNumber(area - 1) : 0,
                                area + 1 < begins.size() ? areaNumber(area + 1) : 0) +
                       fmt::format("/First {} 0 R/Last {} 0 R/Count {}", number(begin),
                                   number(end - 1), -static_cast<long>(end - begin)));
    for (std::size_t i = begin; i < end; ++i)
      objects.dictionary(bookmark(notices_[i].name, own, firstPages[i],
                                  i > begin ? number(i - 1) : 0, i + 1 < end ? number(i + 1) : 0));
  }
}

std::string Sheaf::finished(const std::string& title) {
  std::vector<std::tuple<std::string, std::string, std::size_t>> order;
  for (std::size_t i = 0; i < notices_.size(); ++i)
    order.emplace_back(sortKey(notices_[i].area), sortKey(notices_[i].name), i);
  std::sort(order.begin(), order.end());
  std::vector<Bound> sorted;
  sorted.reserve(order.size());
  for (const auto& place : order) sorted.push_back(std::move(notices_[std::get<2>(place)]));
  notices_ = std::move(sorted);

  Fonts fonts;
  FontResources resources(fonts);
  Objects objects;
  objects.begin();
  const int shared = objects.dictionary(resources.add(objects, needs_));
  std::vector<int> firstPages;
  std::string hashes;
  base::Date latest{};
  for (const Bound& notice : notices_) {
    for (std::size_t i = 0; i < notice.pages.size(); ++i) {
      const int page = objects.page(notice.pages[i].content, shared);
      if (i == 0) firstPages.push_back(page);
    }
    hashes += notice.info.hash;
    latest = std::max(latest, notice.info.date);
  }
  const int outlines = objects.next();
  addBookmarks(objects, firstPages, outlines);
  // Each notice is a letter of its own: never on the back of another.
  objects.catalogue(
      fmt::format("/Lang(vi)/PageMode/UseOutlines/ViewerPreferences<</DisplayDocTitle true"
                  "/Duplex/Simplex>>/Outlines {} 0 R",
                  outlines));
  return objects.finished({title, latest, base::sha256(hashes)});
}

}  // namespace thongbao::pdf
