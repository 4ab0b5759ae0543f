#include "register/replay_sellers.h"

#include <algorithm>
#include <iterator>
#include <stdexcept>
#include <utility>

#include "base/hash.h"

namespace thongbao::registry {

using base::Json;
using soci::into;

RecordReader::RecordReader(Database& database)
    : select_((database.sql().prepare << "SELECT id, sequence, seller_id, pull_id, row_number, "
                                         "salt, content FROM records ORDER BY id",
               into(record_.id), into(record_.sequence), into(record_.seller), into(record_.pull),
               into(record_.row), into(record_.salt), into(record_.content))) {
  select_.execute();
  advance();
}

bool ReplayedSellers::read(const Json& payload, std::int64_t sequence, RecordReader& reader) {
  read_.clear();
  std::string lines;
  std::int64_t id = payload.at("first");
  for (; reader.next() && reader.next()->sequence == sequence; reader.advance(), ++id) {
    const Record& record = *reader.next();
    if (record.id != id || record.pull != payload.at("pull").get<std::int64_t>()) return false;
    appendRecordLine(lines, record.id, record.seller, record.row, digestOf(record, hash_));
    read_.push_back(record);
  }
  return id == payload.at("last").get<std::int64_t>() + 1 &&
         base::sha256(lines) == payload.at("records").get<std::string>();
}

void ReplayedSellers::kept(const std::string& platform) {
  for (const Record& record : read_) {
    const std::int64_t next = static_cast<std::int64_t>(sellers_.size()) + 1;
    const bool isErased = record.salt.empty() && !record.content.empty();
    const Json content = record.salt.empty() ? Json::object() : Json::parse(record.content);
    if (record.seller == next)
      sellers_.push_back(
          {platform, content.value("account_id", std::string()), {}, next, 0, isErased});
    Seller& seller = at(record.seller);
    if (const auto province = content.find("province"); province != content.end())
      seller.province = *province;
    seller.sequence = record.sequence;
  }
}

std::vector<std::int64_t> ReplayedSellers::membersOf(std::int64_t party) const {
  const auto several = members_.find(party);
  return several == members_.end() ? std::vector{party} : several->second;
}

/// Makes them one party, known by the oldest.
void ReplayedSellers::regroup(const std::vector<std::int64_t>& members, std::int64_t sequence) {
  if (members.empty()) return;
  for (const std::int64_t member : members) {
    at(member).party = members.front();
    at(member).sequence = sequence;
  }
  members_.erase(members.front());
  if (members.size() > 1) members_[members.front()] = members;
}

void ReplayedSellers::join(std::int64_t seller, std::int64_t other, std::int64_t sequence) {
  const auto [keep, leave] = std::minmax({at(seller).party, at(other).party});
  if (keep == leave) throw std::invalid_argument("they are one party already");
  std::vector<std::int64_t> all, kept = membersOf(keep), left = membersOf(leave);
  std::merge(kept.begin(), kept.end(), left.begin(), left.end(), std::back_inserter(all));
  members_.erase(leave);
  for (const std::int64_t member : left) at(member).sequence = sequence;
  regroup(all, sequence);
}

void ReplayedSellers::separate(std::int64_t from, const std::vector<std::int64_t>& moved,
                               std::int64_t sequence) {
  std::vector<std::int64_t> rest, all = membersOf(from);
  std::set_difference(all.begin(), all.end(), moved.begin(), moved.end(), std::back_inserter(rest));
  if (rest.size() + moved.size() != all.size()) throw std::invalid_argument("not of this party");
  members_.erase(from);
  regroup(rest, sequence);
  regroup(moved, sequence);
}

void ReplayedSellers::compare(Database& database, std::vector<Mismatch>& found) const {
  std::int64_t id = 0, party = 0;
  std::string platform, accountId, province;
  soci::statement select =
      (database.sql().prepare
           << "SELECT id, platform, account_id, party_id, province FROM sellers ORDER BY id",
       into(id), into(platform), into(accountId), into(party), into(province));
  std::size_t met = 0;
  select.execute();
  while (select.fetch()) {
    const auto index = static_cast<std::size_t>(id - 1);
    if (id < 1 || index >= sellers_.size()) {
      found.push_back({"sellers", 0});
      continue;
    }
    const Seller& seller = sellers_[index];
    const bool isSame =
        seller.platform == platform && seller.party == party &&
        (seller.erased || (seller.accountId == accountId && seller.province == province));
    if (index != met || !isSame) found.push_back({"sellers", seller.sequence});
    met = index + 1;
  }
  for (; met < sellers_.size(); ++met) found.push_back({"sellers", sellers_[met].sequence});
}

}  // namespace thongbao::registry
