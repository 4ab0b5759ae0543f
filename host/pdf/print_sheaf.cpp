#include "pdf/print_sheaf.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>
#include <utility>

#include "base/hash.h"
#include "pdf/bookmarks.h"
#include "pdf/deflate.h"
#include "pdf/font_resources.h"
#include "pdf/objects.h"
#include "pdf/page_content.h"
#include "pdf/sheaf.h"

namespace thongbao::pdf {

namespace {

constexpr int kPageLevel = 1;  ///< of deflating, as in notices

std::size_t sheetsOf(std::size_t pages) {
  return (pages + 1) / 2;
}

/// The pages of a file as they come, each part on the front of a sheet.
class Sides {
 public:
  Sides(Objects& objects, int resources) : objects_(objects), resources_(resources) {}

  /// The number of the part's first page.
  int add(const std::vector<LaidPage>& pages) {
    if (count_ % 2 == 1) addPage(white_);
    const int first = addPage(pages.front().content);
    for (std::size_t i = 1; i < pages.size(); ++i) addPage(pages[i].content);
    return first;
  }

 private:
  int addPage(const std::string& content) {
    ++count_;
    return objects_.page(content, resources_);
  }

  Objects& objects_;
  int resources_;
  std::size_t count_ = 0;
  std::string white_ = deflatedSmall("\n");
};

std::string titleOf(const Cover& cover) {
  std::string title = "Phiếu giao nhận văn bản: " + cover.campaign;
  if (!cover.area.empty()) title += ", " + cover.area;
  return fmt::format("{}, tập {}", title, cover.part);
}

}  // namespace

struct BesideMaker::Engine {
  Fonts fonts;
  Typesetter type{fonts};
  Deflate deflate{kPageLevel};
};

BesideMaker::BesideMaker() : engine_(std::make_unique<Engine>()) {}
BesideMaker::~BesideMaker() = default;

Beside BesideMaker::laid(const std::vector<Page>& pages) {
  Beside beside;
  for (const Page& page : pages)
    beside.pages.push_back(
        {engine_->deflate(
             pageContent(page, engine_->type.structure, false, beside.needs).operators),
         {}});
  return beside;
}

std::optional<Beside> BesideMaker::address(const Addressed& texts) {
  engine_->type.begin();
  const std::optional<Page> page = addressPage(engine_->type, texts);
  if (!page) return std::nullopt;
  return laid({*page});
}

Beside BesideMaker::cover(const Cover& cover, const std::vector<CoverRow>& rows,
                          std::size_t sheets) {
  engine_->type.begin();
  return laid(coverPages(engine_->type, cover, rows, sheets));
}

void PrintSheaf::sort() {
  std::vector<std::tuple<std::string, std::size_t>> order;
  for (std::size_t i = 0; i < letters_.size(); ++i)
    order.emplace_back(sortKey(letters_[i].addressee), i);
  std::sort(order.begin(), order.end());
  std::vector<SheafLetter> sorted;
  sorted.reserve(order.size());
  for (const auto& [key, i] : order) sorted.push_back(std::move(letters_[i]));
  letters_ = std::move(sorted);
}

std::string PrintSheaf::finished(BesideMaker& maker, int part) {
  cover_.part = part;
  sort();
  std::vector<CoverRow> rows;
  std::size_t sheets = 0;
  FontNeeds needs;
  std::string hashes = titleOf(cover_) + base::toIso(cover_.date);
  for (const SheafLetter& letter : letters_) {
    rows.push_back({letter.number, letter.addressee, letter.notice.pages.size()});
    sheets += sheetsOf(letter.address.pages.size()) + sheetsOf(letter.notice.pages.size());
    needs.add(letter.address.needs);
    needs.add(letter.notice.needs);
    hashes += letter.notice.info.hash;
  }
  const Beside cover = maker.cover(cover_, rows, sheets);
  needs.add(cover.needs);

  Fonts fonts;
  FontResources resources(fonts);
  Objects objects;
  objects.begin();
  Sides sides(objects, objects.dictionary(resources.add(objects, needs)));
  std::vector<Bookmark> bookmarks{{"Phiếu giao nhận văn bản", sides.add(cover.pages)}};
  for (const SheafLetter& letter : letters_) {
    const int address = sides.add(letter.address.pages);
    const int notice = sides.add(letter.notice.pages);
    bookmarks.push_back({letter.addressee, address, {{"Văn bản số " + letter.number, notice}}});
  }
  const int outlines = addBookmarks(objects, bookmarks);
  objects.catalogue(
      fmt::format("/Lang(vi)/PageMode/UseOutlines/ViewerPreferences<</DisplayDocTitle true"
                  "/Duplex/DuplexFlipLongEdge>>/Outlines {} 0 R",
                  outlines));
  return objects.finished({titleOf(cover_), cover_.date, base::sha256(hashes)});
}

}  // namespace thongbao::pdf
