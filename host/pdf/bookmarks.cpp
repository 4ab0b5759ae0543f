#include "pdf/bookmarks.h"

#include <fmt/format.h>

#include <utility>

#include "pdf/numbers.h"

namespace thongbao::pdf {

namespace {

int countOf(const std::vector<Bookmark>& bookmarks) {
  int count = 0;
  for (const Bookmark& bookmark : bookmarks) count += 1 + countOf(bookmark.below);
  return count;
}

/// Numbers of the objects that the bookmarks will be, when the first gets `number`: each is
/// followed by those below it.
std::vector<int> numbersOf(const std::vector<Bookmark>& bookmarks, int number) {
  std::vector<int> numbers;
  for (const Bookmark& bookmark : bookmarks) {
    numbers.push_back(number);
    number += 1 + countOf(bookmark.below);
  }
  return numbers;
}

std::string entriesOf(const Bookmark& bookmark, int parent, int previous, int next) {
  std::string entries = "/Title" + textString(bookmark.title) + "/Parent ";
  appendReference(entries, parent);
  entries += "/Dest[";
  appendReference(entries, bookmark.page);
  entries += "/Fit]";
  for (const auto& [key, number] : {std::pair("/Prev ", previous), std::pair("/Next ", next)})
    if (number != 0) {
      entries += key;
      appendReference(entries, number);
    }
  return entries;
}

std::string entriesOfBelow(const std::vector<Bookmark>& below, int first, const char* sign) {
  if (below.empty()) return {};
  return fmt::format("/First {} 0 R/Last {} 0 R/Count {}{}", first, numbersOf(below, first).back(),
                     sign, below.size());
}

void add(Objects& objects, const std::vector<Bookmark>& bookmarks, int parent) {
  const std::vector<int> numbers = numbersOf(bookmarks, objects.next());
  for (std::size_t i = 0; i < bookmarks.size(); ++i) {
    objects.dictionary(entriesOf(bookmarks[i], parent, i > 0 ? numbers[i - 1] : 0,
                                 i + 1 < numbers.size() ? numbers[i + 1] : 0) +
                       entriesOfBelow(bookmarks[i].below, numbers[i] + 1, "-"));
    add(objects, bookmarks[i].below, numbers[i]);
  }
}

}  // namespace

int addBookmarks(Objects& objects, const std::vector<Bookmark>& bookmarks) {
  const int root =
      objects.dictionary("/Type/Outlines" + entriesOfBelow(bookmarks, objects.next() + 1, ""));
  add(objects, bookmarks, root);
  return root;
}

}  // namespace thongbao::pdf
