#include "register/replay_sellers.h"

#include <algorithm>
#include <iterator>
#include <limits>
#include <stdexcept>

namespace thongbao::registry {

namespace {

[[noreturn]] void refuse() {
  throw std::invalid_argument("it does not fit what came before");
}

std::uint32_t small(std::int64_t number) {
  if (number > std::numeric_limits<std::uint32_t>::max())
    throw std::length_error("more than a verification can hold");
  return static_cast<std::uint32_t>(number);
}

}  // namespace

ReplayedSellers::ReplayedSellers(Database& database)
    : given_(database, "SELECT id, platform, account_id FROM sellers ORDER BY id") {
  given_.next();
  sellers_.reserve(static_cast<std::size_t>(database.number("SELECT COUNT(*) FROM sellers")));
  numberOf({});
}

ReplayedSellers::Seller& ReplayedSellers::at(std::int64_t id) {
  require(id);
  return sellers_[static_cast<std::size_t>(id - 1)];
}

void ReplayedSellers::require(std::int64_t account) const {
  if (account < 1 || account > static_cast<std::int64_t>(sellers_.size())) refuse();
}

std::uint32_t ReplayedSellers::numberOf(const std::string& province) {
  const auto [found, isNew] =
      numbers_.try_emplace(province, static_cast<std::uint32_t>(provinces_.size()));
  if (isNew) provinces_.push_back(province);
  return found->second;
}

void ReplayedSellers::add(const ReadRecord& record, std::int64_t sequence,
                          const std::string& platform) {
  for (; given_.hasRow() && given_.number(0) < record.seller; given_.next()) hasStray_ = true;
  const bool isThere = given_.hasRow() && given_.number(0) == record.seller;
  const bool isSame = isThere && given_.holds(1, platform) &&
                      (record.isErased || given_.holds(2, record.accountId));
  const std::uint32_t id = small(record.seller);
  sellers_.push_back({.party = id,
                      .sequence = small(sequence),
                      .next = id,
                      .province = 0,
                      .isErased = record.isErased,
                      .differs = !isSame});
  if (isThere) given_.next();
}

void ReplayedSellers::keep(const ReadRecord& record, std::int64_t sequence,
                           const std::string& platform) {
  if (record.seller == static_cast<std::int64_t>(sellers_.size()) + 1)
    add(record, sequence, platform);
  Seller& seller = at(record.seller);
  if (record.province) seller.province = numberOf(*record.province) & 0x3fffffffU;
  seller.sequence = small(sequence);
}

std::vector<std::int64_t> ReplayedSellers::membersOf(std::int64_t party) {
  std::vector<std::int64_t> members{party};
  for (std::int64_t id = at(party).next; id != party; id = at(id).next) members.push_back(id);
  std::sort(members.begin(), members.end());
  return members;
}

/// Makes them, who are in order, one party that is known by the oldest.
void ReplayedSellers::group(const std::vector<std::int64_t>& members, std::int64_t sequence) {
  for (std::size_t i = 0; i < members.size(); ++i) {
    Seller& seller = at(members[i]);
    seller.party = small(members.front());
    seller.sequence = small(sequence);
    seller.next = small(members[(i + 1) % members.size()]);
  }
}

void ReplayedSellers::join(std::int64_t seller, std::int64_t other, std::int64_t sequence) {
  const std::int64_t a = at(seller).party, b = at(other).party;
  if (a == b) refuse();
  std::swap(at(a).next, at(b).next);
  const std::int64_t oldest = std::min(a, b);
  std::int64_t id = oldest;
  do {
    at(id).party = small(oldest);
    at(id).sequence = small(sequence);
    id = at(id).next;
  } while (id != oldest);
}

void ReplayedSellers::separate(std::int64_t from, std::vector<std::int64_t> moved,
                               std::int64_t sequence) {
  if (at(from).party != from) refuse();
  std::sort(moved.begin(), moved.end());
  const std::vector<std::int64_t> all = membersOf(from);
  std::vector<std::int64_t> rest;
  std::set_difference(all.begin(), all.end(), moved.begin(), moved.end(), std::back_inserter(rest));
  if (rest.size() + moved.size() != all.size()) refuse();
  group(rest, sequence);
  group(moved, sequence);
}

void ReplayedSellers::compare(Database& database, Mismatches& found) {
  Rows rows(database, "SELECT id, party_id, province FROM sellers ORDER BY id");
  rows.next();
  if (hasStray_ || given_.hasRow()) found.add("sellers", 0);
  std::int64_t id = 0;
  for (const Seller& seller : sellers_) {
    for (++id; rows.hasRow() && rows.number(0) < id;) rows.next();
    const bool isSame = rows.hasRow() && rows.number(0) == id && !seller.differs &&
                        rows.holds(1, std::int64_t{seller.party}) &&
                        (seller.isErased || rows.holds(2, provinces_[seller.province]));
    if (!isSame) found.add("sellers", seller.sequence);
  }
}

ReplayedLinks::ReplayedLinks(Database& database)
    : given_(database,
             "SELECT sequence, seller_id, other_id, reason FROM party_links ORDER BY sequence") {
  given_.next();
}

/// Rows that no entry made.
void ReplayedLinks::skipTo(std::int64_t sequence, Mismatches& found) {
  for (; given_.hasRow() && given_.number(0) < sequence; given_.next()) found.add("party_links", 0);
}

void ReplayedLinks::make(std::int64_t sequence, std::vector<Link> links, Mismatches& found) {
  std::sort(links.begin(), links.end());
  skipTo(sequence, found);
  for (; given_.hasRow() && given_.number(0) == sequence; given_.next()) {
    const Link link{given_.number(1), given_.number(2), std::string(given_.text(3))};
    if (!std::binary_search(links.begin(), links.end(), link)) found.add("party_links", 0);
  }
}

void ReplayedLinks::finish(Mismatches& found) {
  for (; given_.hasRow(); given_.next()) found.add("party_links", 0);
}

}  // namespace thongbao::registry
