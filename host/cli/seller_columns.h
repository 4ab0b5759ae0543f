#pragma once

#include <string>
#include <vector>

#include "register/records.h"

namespace thongbao::cli {

/// A text that is known of an account, under the heading that officers read.
struct SellerColumn {
  const char* heading;  ///< to be translated
  std::string domain::Seller::*field;
};

/// In the order in which they are shown; the first `kColumnsOnScreen` are those of a table.
const std::vector<SellerColumn>& sellerColumns();
constexpr std::size_t kColumnsOnScreen = 6;

/// The account's id, or that it was erased.
std::string shownAccount(const registry::SellerView& view);

/// As officers read it: the name of a province, a date as dd/mm/yyyy.
std::string shownValue(const registry::SellerView& view, std::string domain::Seller::*field);

/// Ids, platform and the first columns: headings in the officer's language, and an account's cells.
std::vector<std::string> sellerHeadings(std::size_t columns);
std::vector<std::string> sellerRow(const registry::SellerView& view, std::size_t columns);

/// The same of all columns, and the days on which it was first and last seen.
std::vector<std::string> exportedSellerHeadings();
std::vector<std::string> exportedSellerRow(const registry::SellerView& view);

/// The account with its ids, for programs.
base::Json toJson(const registry::SellerView& view);

}  // namespace thongbao::cli
