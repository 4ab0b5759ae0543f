#include "pull/list.h"

#include <algorithm>
#include <map>
#include <utility>

#include "intake/draft.h"
#include "intake/rejects.h"
#include "pull/fields.h"

namespace thongbao::pull {

namespace {

intake::Draft draftOf(const intake::Row& row, const std::vector<std::string>& fields,
                      const std::vector<std::string>& headings) {
  intake::Draft draft;
  for (std::size_t i = 0; i < fields.size() && i < row.cells.size(); ++i) {
    if (intake::isRejectsColumn(headings[i])) continue;
    if (!setField(draft, fields[i], row.cells[i]) && !row.cells[i].empty())
      draft.extra.emplace_back(headings[i], row.cells[i]);
  }
  return draft;
}

}  // namespace

List readList(const std::filesystem::path& file, const intake::TableOptions& options,
              const plugin::Manifest& manifest) {
  const auto table = openList(file, options, manifest);
  const std::vector<std::string>& headings = table->info().headings;
  const auto fields = columnFields(manifest, headings, file);

  List list;
  std::map<std::string, std::size_t> seen;
  intake::Row row;
  while (table->next(row)) {
    intake::Refined refined = intake::refine(manifest.id, draftOf(row, fields, headings));
    if (!refined.problems.empty()) {
      nameColumns(refined.problems, fields, headings);
      list.refused.push_back({row.number, std::move(refined.problems)});
      continue;
    }
    const auto [known, isNew] = seen.emplace(refined.seller.key.accountId, list.parties.size());
    if (isNew) {
      domain::Party party;
      party.accounts.push_back(std::move(refined.seller));
      list.parties.push_back(std::move(party));
      continue;
    }
    auto& listings = list.parties[known->second].accounts.front().listings;
    for (domain::Listing& listing : refined.seller.listings)
      if (std::find(listings.begin(), listings.end(), listing) == listings.end())
        listings.push_back(std::move(listing));
  }
  return list;
}

}  // namespace thongbao::pull
