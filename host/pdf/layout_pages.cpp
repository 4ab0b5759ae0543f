#include "pdf/layout_pages.h"

#include <iterator>

#include "base/error.h"
#include "base/words.h"

namespace thongbao::pdf {

namespace {

constexpr std::size_t kMostPages = 500;

class Pages {
 public:
  explicit Pages(double foot) : bottom_(kPageHeight - kMarginBottom - foot) { begin(); }

  bool atTop() const { return y_ == kMarginTop; }
  bool hasRoom(double height) const { return y_ + height <= bottom_ + 0.01; }

  void begin() {
    if (pages_.size() >= kMostPages)
      throw base::Error(base::Code::badInput,
                        base::say("The document has more than {} pages.", kMostPages), {},
                        base::tr("Divide it into several documents."));
    if (!pages_.empty()) bottom_ = kPageHeight - kMarginBottom;
    pages_.emplace_back();
    y_ = kMarginTop;
  }

  /// A heading that says again what stood on an earlier page.
  void putAgain(Strip heading) {
    for (PlacedLine& line : heading.lines) line.element = kArtifact;
    put(std::move(heading));
  }

  void put(Strip strip) {
    if (!atTop()) y_ += strip.gapAbove;
    shift(strip.lines, kMarginLeft, y_);
    shift(strip.rules, kMarginLeft, y_);
    Page& page = pages_.back();
    if (strip.signatureSpace) {
      page.signatureSpace = strip.signatureSpace;
      page.signatureSpace->x += kMarginLeft;
      page.signatureSpace->y += y_;
    }
    std::move(strip.lines.begin(), strip.lines.end(), std::back_inserter(page.lines));
    std::move(strip.rules.begin(), strip.rules.end(), std::back_inserter(page.rules));
    y_ += strip.height;
  }

  /// A rule under the part of a row that goes on on the next page.
  void close(double width) {
    pages_.back().rules.push_back({kMarginLeft, y_, kMarginLeft + width, y_});
  }

  std::vector<Page> take() { return std::move(pages_); }

 private:
  std::vector<Page> pages_;
  double bottom_;
  double y_ = kMarginTop;
};

/// One behind the last strip that must stand on the same page as `first`.
std::size_t chainEnd(const Strips& strips, std::size_t first) {
  std::size_t last = first;
  while (last + 1 < strips.size() && strips[last].keepWithNext) ++last;
  return last + 1;
}

double heightOf(const Strips& strips, std::size_t first, std::size_t end) {
  double height = strips[first].height;
  for (std::size_t i = first + 1; i < end; ++i) height += strips[i].gapAbove + strips[i].height;
  return height;
}

}  // namespace

std::vector<Page> paginate(Strips strips, double foot) {
  Pages pages(foot);
  double openWidth = 0;  // of the table whose row goes on, else 0
  for (std::size_t first = 0; first < strips.size();) {
    std::size_t end = chainEnd(strips, first);
    const Strip* heading = strips[first].heading < 0
                               ? nullptr
                               : &strips[static_cast<std::size_t>(strips[first].heading)];
    const double room = kTextHeight - (heading ? heading->height : 0);
    if (heightOf(strips, first, end) > room) end = first + 1;
    if (!pages.atTop() && !pages.hasRoom(strips[first].gapAbove + heightOf(strips, first, end))) {
      if (openWidth > 0) pages.close(openWidth);
      pages.begin();
      if (heading) pages.putAgain(*heading);
    }
    // A heading may be needed again further on: headings are copied, all else is moved.
    for (; first < end; ++first) {
      openWidth = strips[first].open ? strips[first].width : 0;
      const bool isHeading =
          first + 1 < strips.size() && strips[first + 1].heading == static_cast<int>(first);
      if (isHeading)
        pages.put(strips[first]);
      else
        pages.put(std::move(strips[first]));
    }
  }
  return pages.take();
}

}  // namespace thongbao::pdf
