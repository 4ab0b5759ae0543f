#include "pdf/sheaf.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>
#include <utility>

#include "base/hash.h"
#include "base/text.h"
#include "base/words.h"

namespace thongbao::pdf {

std::string sortKey(const std::string& name) {
  return name.empty() ? "\xFF" : base::withoutMarks(base::fold(name)) + '\0' + name;
}

void Sheaf::add(Laid laid, std::string area, std::string name) {
  needs_.add(laid.needs);
  notices_.push_back(
      {std::move(area), std::move(name), std::move(laid.pages), std::move(laid.info)});
}

/// Areas, and below each its notices.
std::vector<Bookmark> Sheaf::bookmarks(const std::vector<int>& firstPages) const {
  std::vector<Bookmark> areas;
  for (std::size_t i = 0; i < notices_.size(); ++i) {
    if (i == 0 || notices_[i].area != notices_[i - 1].area)
      areas.push_back({notices_[i].area.empty() ? base::tr("(area unknown)") : notices_[i].area,
                       firstPages[i]});
    areas.back().below.push_back({notices_[i].name, firstPages[i]});
  }
  for (Bookmark& area : areas) area.title += fmt::format(" ({})", area.below.size());
  return areas;
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
  const int outlines = addBookmarks(objects, bookmarks(firstPages));
  // Each notice is a letter of its own: never on the back of another.
  objects.catalogue(
      fmt::format("/Lang(vi)/PageMode/UseOutlines/ViewerPreferences<</DisplayDocTitle true"
                  "/Duplex/Simplex>>/Outlines {} 0 R",
                  outlines));
  return objects.finished({title, latest, base::sha256(hashes)});
}

}  // namespace thongbao::pdf
