#pragma once

#include <string_view>
#include <vector>

#include "domain/seller.h"
#include "register/link_key.h"

namespace thongbao::registry {

/// Keys that one person's accounts share, and other people's, too: a reason to propose a link,
/// never to make one. Each once, of these kinds:
///   `address_and_name`  domain::addressKey, and domain::nameKey of the legal name, else the shop's
///   `enterprise`        the first ten digits of a tax code
///   `handle`            a word of five letters or more that is the account's id or ends its URL
///   `bank_account`      the number without its bank
///   `legal_name`        domain::nameKey of two words or more, and the province
///   `address`           domain::addressKey
std::vector<LinkKey> weakKeysOf(const domain::Seller& seller);

/// How much a shared key of this kind says, of 100.
int pointsOf(std::string_view kind);

}  // namespace thongbao::registry
