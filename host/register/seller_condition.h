#pragma once

#include <string>

#include "register/accounts.h"
#include "register/records.h"

namespace thongbao::registry {

/// What a filter asks of an account: a condition on `sellers`, named `s`, with its four values.
struct SellerCondition {
  explicit SellerCondition(const SellerFilter& filter)
      : platform(filter.platform),
        province(filter.commune.empty() ? filter.province : std::string()),
        commune(filter.commune) {
    for (const char c : searchQueryOf(filter.query)) {
      if (c == '%' || c == '_' || c == '\\') pattern += '\\';
      pattern += c;
    }
    pattern = '%' + pattern + '%';
  }
  static constexpr const char* kText =
      "(:platform = '' OR s.platform = :platform) AND (:province = '' OR s.province = :province) "
      "AND (:commune = '' OR s.commune = :commune) AND (:pattern = '%%' OR s.folded LIKE :pattern "
      "ESCAPE '\\')";
  std::string platform, province, commune, pattern;
};

}  // namespace thongbao::registry
