#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.h"
#include "domain/seller.h"

namespace thongbao::intake {

/// What a platform's plugin read from one row: texts as the list has them, owned by the caller.
struct Draft {
  std::string_view accountId, name, url, legalName, taxCode, identityNumber, representative,
      address, province, commune, phone, email, bankAccount, bankName, openedOn, status;
  std::string_view listingTitle, listingUrl, listingPrice, listingObservedOn;
  std::vector<std::pair<std::string_view, std::string_view>> extra;  ///< heading, text
};

/// Why a row was refused, or what was mended in it.
struct RowProblem {
  std::string column;  ///< the field's name (`tax_code`); pull/ puts the list's own heading there
  std::string value;   ///< as in the list, at most 80 characters
  std::string reason;  ///< a sentence
  std::string advice;
};

struct Refined {
  domain::Seller seller;             ///< valid only when problems is empty
  std::vector<RowProblem> problems;  ///< all of them, not the first
};

/// Brings a draft into normal form. Required: an account id or a URL, and a name.
/// Host-side, whatever the plugin promised. Optional fields that are wrong refuse the row too
/// (phone, e-mail, URL, date, identity number), because a notice would go astray; a tax code
/// with a wrong check digit is kept with a warning.
Refined refine(const std::string& platform, const Draft& draft);

}  // namespace thongbao::intake
