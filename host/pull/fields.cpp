#include "pull/fields.h"

#include <algorithm>
#include <map>

#include "base/error.h"
#include "plugin/columns.h"

namespace thongbao::pull {

bool setField(intake::Draft& draft, std::string_view name, std::string_view text) {
  using intake::Draft;
  static const std::map<std::string_view, std::string_view Draft::*> fields{
      {"account_id", &Draft::accountId},
      {"name", &Draft::name},
      {"url", &Draft::url},
      {"legal_name", &Draft::legalName},
      {"tax_code", &Draft::taxCode},
      {"identity_number", &Draft::identityNumber},
      {"representative", &Draft::representative},
      {"address", &Draft::address},
      {"province", &Draft::province},
      {"commune", &Draft::commune},
      {"bank_account", &Draft::bankAccount},
      {"bank_name", &Draft::bankName},
      {"phone", &Draft::phone},
      {"email", &Draft::email},
      {"opened_on", &Draft::openedOn},
      {"status", &Draft::status},
      {"listing_title", &Draft::listingTitle},
      {"listing_url", &Draft::listingUrl},
      {"listing_price", &Draft::listingPrice},
      {"listing_observed_on", &Draft::listingObservedOn},
  };
  const auto found = fields.find(name);
  if (found == fields.end()) return false;
  draft.*found->second = text;
  return true;
}

std::unique_ptr<intake::Table> openList(const std::filesystem::path& file,
                                        intake::TableOptions options,
                                        const plugin::Manifest& manifest) {
  options.isKnownHeading = [&manifest](const std::string& heading) {
    return plugin::isKnownHeading(manifest, heading);
  };
  return intake::openTable(file, options);
}

std::vector<std::string> columnFields(const plugin::Manifest& manifest,
                                      const std::vector<std::string>& headings,
                                      const std::filesystem::path& file) {
  try {
    return plugin::fieldsOfHeadings(manifest, headings);
  } catch (const base::Error& error) {
    throw error.at({.file = file.string()});
  }
}

void nameColumns(std::vector<intake::RowProblem>& problems, const std::vector<std::string>& fields,
                 const std::vector<std::string>& headings) {
  for (intake::RowProblem& problem : problems) {
    const auto found = std::find(fields.begin(), fields.end(), problem.column);
    if (found != fields.end())
      problem.column = headings[static_cast<std::size_t>(found - fields.begin())];
  }
}

}  // namespace thongbao::pull
