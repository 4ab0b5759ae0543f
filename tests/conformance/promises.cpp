#include "promises.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "base/error.h"
#include "base/text.h"
#include "plugin/fields.h"

namespace thongbao::conformance {

namespace {

using plugin::Batch;

/// A checkpoint comes after 256 rows at the latest, so this many rows have several.
constexpr std::size_t kRowsOfALongList = 1000;

struct Interrupted {};

/// What a plugin said about a row, in one text, so that two pulls can be compared.
using Said = std::pair<std::uint64_t, std::string>;

struct Pulled {
  std::vector<Batch> batches;
  std::vector<Said> said;

  std::string cursor() const { return batches.empty() ? "" : batches.back().cursor; }
};

std::string inOneText(std::vector<std::pair<std::size_t, std::string_view>> pairs) {
  std::sort(pairs.begin(), pairs.end());
  std::string text;
  for (const auto& [field, value] : pairs)
    text += fmt::format("{}={}\n", plugin::fields()[field].name, value);
  return text;
}

void keep(Pulled& pulled, Batch&& given) {
  const Batch& batch = pulled.batches.emplace_back(std::move(given));
  for (const auto& seller : batch.sellers)
    pulled.said.emplace_back(seller.row, inOneText(seller.fields));
  for (const auto& reject : batch.rejects) pulled.said.emplace_back(reject.row, reject.reason);
}

struct Way {
  plugin::Request request = {};
  std::size_t mostBatches = ~std::size_t{0};  ///< the host breaks off after so many
  std::function<bool()> cancelled = {};
};

Pulled pull(const Subject& subject, const List& list, const Way& way = {}) {
  std::size_t next = 0;
  plugin::HostServices services{list.headings,
                                [&](std::uint64_t& number, std::vector<std::string>& cells) {
                                  if (next == list.rows.size()) return false;
                                  number = list.numbers[next];
                                  cells = list.rows[next++];
                                  return true;
                                },
                                way.cancelled};
  Pulled pulled;
  try {
    plugin::pull(subject.host, subject.manifest, way.request, services, {}, [&](Batch&& batch) {
      keep(pulled, std::move(batch));
      if (pulled.batches.size() == way.mostBatches) throw Interrupted();
    });
  } catch (const Interrupted&) {
    // as a power cut would, right behind a kept batch
  }
  std::sort(pulled.said.begin(), pulled.said.end());
  return pulled;
}

/// The rows of the list again and again.
List longList(const List& list) {
  List more = list;
  for (std::size_t i = 0; more.rows.size() < kRowsOfALongList; ++i) {
    more.rows.push_back(list.rows[i % list.rows.size()]);
    more.numbers.push_back(more.numbers.back() + 1);
  }
  return more;
}

/// Calls `broken(list)` for each list until one is; names it.
template <class Broken>
std::string ofAnyList(const Subject& subject, Broken&& broken) {
  for (const List& list : subject.lists)
    if (const std::string how = broken(list); !how.empty()) return list.name + ": " + how;
  return {};
}

std::string carriesItsManifest(const Subject& subject) {
  std::string all;
  for (const std::string& problem : plugin::check(subject.host, subject.library))
    all += (all.empty() ? "" : " ") + problem;
  return all;
}

std::string makesSellersOfEachList(const Subject& subject) {
  return ofAnyList(subject, [&](const List& list) -> std::string {
    for (const Batch& batch : pull(subject, list).batches)
      if (!batch.sellers.empty()) return {};
    return "It made no seller of it.";
  });
}

std::string saysSomethingOfEveryRow(const Subject& subject) {
  return ofAnyList(subject, [&](const List& list) -> std::string {
    std::set<std::uint64_t> open(list.numbers.begin(), list.numbers.end());
    for (const auto& [row, text] : pull(subject, list).said) open.erase(row);
    return open.empty() ? "" : fmt::format("It said nothing about row {}.", *open.begin());
  });
}

std::string refusesWithReasons(const Subject& subject) {
  return ofAnyList(subject, [&](const List& list) -> std::string {
    for (const Batch& batch : pull(subject, list).batches)
      for (const auto& reject : batch.rejects)
        if (reject.reason.empty() || reject.advice.empty())
          return fmt::format("Row {} has no reason or no advice.", reject.row);
    return {};
  });
}

std::string readsColumnsInAnyOrder(const Subject& subject) {
  return ofAnyList(subject, [&](const List& list) -> std::string {
    List other = list;
    std::reverse(other.headings.begin(), other.headings.end());
    for (std::string& heading : other.headings)
      heading = "  " + base::upperCase(base::withoutMarks(heading)) + " ";
    for (auto& row : other.rows) std::reverse(row.begin(), row.end());
    return pull(subject, list).said == pull(subject, other).said
               ? ""
               : "Reversed columns with capital headings gave other sellers.";
  });
}

std::string givesTheSameAgain(const Subject& subject) {
  return ofAnyList(subject, [&](const List& list) -> std::string {
    return pull(subject, list).said == pull(subject, list).said ? "" : "Two pulls differ.";
  });
}

std::string makesCheckpoints(const Subject& subject) {
  return ofAnyList(subject, [&](const List& list) -> std::string {
    const Pulled pulled = pull(subject, longList(list));
    if (pulled.batches.size() < 2) return "A long list has fewer than two checkpoints.";
    return pulled.cursor().empty() ? "The last checkpoint has no cursor." : "";
  });
}

std::string resumes(const Subject& subject) {
  return ofAnyList(subject, [&](const List& list) -> std::string {
    const List all = longList(list);
    const Pulled whole = pull(subject, all);
    for (std::size_t batches = 1; batches <= whole.batches.size(); ++batches) {
      Pulled first = pull(subject, all, {.mostBatches = batches});
      const Pulled rest = pull(subject, all, {.request = {{}, first.cursor(), 0}});
      first.said.insert(first.said.end(), rest.said.begin(), rest.said.end());
      std::sort(first.said.begin(), first.said.end());
      if (first.said != whole.said)
        return fmt::format("Broken off behind checkpoint {}, the two parts are not the whole.",
                           batches);
    }
    return {};
  });
}

std::string stopsAtTheLimit(const Subject& subject) {
  return ofAnyList(subject, [&](const List& list) -> std::string {
    std::size_t sellers = 0;
    for (const Batch& batch : pull(subject, longList(list), {.request = {{}, "", 3}}).batches)
      sellers += batch.sellers.size();
    return sellers == 3 ? "" : fmt::format("Asked for 3 sellers, it gave {}.", sellers);
  });
}

std::string stopsWhenCancelled(const Subject& subject) {
  return ofAnyList(subject, [&](const List& list) -> std::string {
    int asked = 0;
    try {
      pull(subject, longList(list), {.cancelled = [&asked] { return ++asked > 1; }});
    } catch (const base::Error& error) {
      return error.sentence().find("cancelled") != std::string::npos ? "" : error.sentence();
    }
    return "It went on to the end.";
  });
}

std::string endsOnAnEmptyList(const Subject& subject) {
  return ofAnyList(subject, [&](const List& list) -> std::string {
    return pull(subject, {list.name, list.headings, {}, {}}).said.empty()
               ? ""
               : "It made sellers of a list without rows.";
  });
}

std::string refusesAForeignList(const Subject& subject) {
  if (subject.manifest.required.empty()) return "Its manifest requires no column.";
  try {
    pull(subject, {"foreign", {"thoi tiet", "nhiet do"}, {{"a", "b"}}, {2}});
  } catch (const base::Error& error) {
    return error.code() == base::Code::badInput ? "" : error.sentence();
  }
  return "It took a list that has none of its columns.";
}

std::string bearsOddCells(const Subject& subject) {
  const std::vector<std::string> odd{"",
                                     " \u00A0 ",
                                     "🌸𝐒𝐡𝐨𝐩\u202Eevil\u200B",
                                     "a\nb\r\nc\td",
                                     std::string("nul\0nul", 7),
                                     std::string(65'536, 'x'),
                                     "https://%%%@:/?#&=",
                                     "'; DROP TABLE sellers; --",
                                     "=HYPERLINK(\"http://x.example\")",
                                     "9.12E+08",
                                     "-"};
  return ofAnyList(subject, [&](const List& list) -> std::string {
    List strange{list.name, list.headings, {}, {}};
    for (std::size_t i = 0; i < odd.size(); ++i) {
      strange.numbers.push_back(i + 2);
      strange.rows.emplace_back(list.headings.size(), odd[i]);
    }
    const std::size_t said = pull(subject, strange).said.size();
    return said >= odd.size() ? "" : "It said nothing about some rows of odd cells.";
  });
}

}  // namespace

const std::vector<Promise>& promises() {
  static const std::vector<Promise> all{
      {"the library carries the manifest beside it and speaks this ABI", carriesItsManifest},
      {"each of its lists has a seller", makesSellersOfEachList},
      {"every row of its lists becomes a seller or a refused row", saysSomethingOfEveryRow},
      {"a refused row has a reason and an advice", refusesWithReasons},
      {"columns are found in any order, letter case and without diacritics",
       readsColumnsInAnyOrder},
      {"the same list gives the same sellers", givesTheSameAgain},
      {"a long list is kept in parts", makesCheckpoints},
      {"the rows of an interrupted pull are neither lost nor repeated", resumes},
      {"it gives no more sellers than are asked for", stopsAtTheLimit},
      {"it stops when it is cancelled", stopsWhenCancelled},
      {"a list without rows gives nothing", endsOnAnEmptyList},
      {"a list without its required columns is refused", refusesAForeignList},
      {"odd cells harm nothing", bearsOddCells},
  };
  return all;
}

}  // namespace thongbao::conformance
