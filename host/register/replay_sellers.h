#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "register/database.h"
#include "register/mismatches.h"
#include "register/replay_records.h"
#include "register/rows.h"

namespace thongbao::registry {

/// The accounts and their parties once more, made of the records and of the entries about them. A
/// register may have millions: what never changes is compared when an account comes first, and
/// the accounts of a party lead to each other in a ring.
class ReplayedSellers {
 public:
  explicit ReplayedSellers(Database& database);

  // All functions throw a std::exception when what they are told does not fit.
  /// A record that was checked.
  void keep(const ReadRecord& record, std::int64_t sequence, const std::string& platform);
  void require(std::int64_t account) const;
  void join(std::int64_t seller, std::int64_t other, std::int64_t sequence);
  void separate(std::int64_t from, std::vector<std::int64_t> moved, std::int64_t sequence);
  void compare(Database& database, Mismatches& found);

 private:
  struct Seller {
    std::uint32_t party, sequence, next;  ///< ids from 1; the last entry about it
    std::uint32_t province : 30;          ///< its number in `provinces_`
    std::uint32_t isErased : 1;           ///< its first record was
    std::uint32_t differs : 1;            ///< in what never changes
  };
  Seller& at(std::int64_t id);
  void add(const ReadRecord& record, std::int64_t sequence, const std::string& platform);
  std::uint32_t numberOf(const std::string& province);
  std::vector<std::int64_t> membersOf(std::int64_t party);
  void group(const std::vector<std::int64_t>& members, std::int64_t sequence);

  Rows given_;
  bool hasStray_ = false;
  std::vector<Seller> sellers_;  ///< by id, from 1
  std::unordered_map<std::string, std::uint32_t> numbers_;
  std::vector<std::string> provinces_;
};

/// The links between accounts once more: those of an entry are compared at once. Those that are no
/// longer true may be missing.
class ReplayedLinks {
 public:
  struct Link {
    std::int64_t seller, other;
    std::string reason;
    auto operator<=>(const Link&) const = default;
  };
  explicit ReplayedLinks(Database& database);
  void make(std::int64_t sequence, std::vector<Link> links, Mismatches& found);
  /// Behind the last entry.
  void finish(Mismatches& found);

 private:
  void skipTo(std::int64_t sequence, Mismatches& found);
  Rows given_;
};

}  // namespace thongbao::registry
