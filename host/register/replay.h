#pragma once

#include <cstdint>
#include <initializer_list>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "register/database.h"
#include "register/replay_sellers.h"

namespace thongbao::registry {

/// Makes the views once more out of the chain alone, to compare them with those of the register.
class Replay {
 public:
  /// The next entry, whose hash and digests were checked. Throws any std::exception when it does
  /// not fit what came before.
  void enter(const Entry& entry, const base::Json& payload, const Sealed& sealed);
  /// The mismatch with the lowest sequence.
  std::optional<Mismatch> compare(Database& database) const;

  // For the functions that know one kind of entry each.
  void make(const std::string& table, const std::string& key,
            std::initializer_list<std::string> values);
  void set(const std::string& table, const std::string& key, const std::string& column,
           const std::string& value);
  const std::string& get(const std::string& table, const std::string& key,
                         const std::string& column) const;
  void remove(const std::string& table, const std::string& key);
  bool has(const std::string& table, const std::string& key) const;
  ReplayedSellers sellers;
  std::map<std::string, std::string> plans;  ///< campaign → digest of its plan
  struct Imported {
    std::string digest;
    std::int64_t sequence = 0;
  };
  Imported communes;  ///< the table that was imported last

 private:
  struct Row {
    std::vector<std::string> values;  ///< in the order of the view's columns
    std::int64_t sequence = 0;
  };
  using Rows = std::unordered_map<std::string, Row>;
  void compareTable(Database& database, const std::string& table, const Rows& expected,
                    std::vector<Mismatch>& found) const;
  void comparePlans(Database& database, std::vector<Mismatch>& found) const;
  void compareCommunes(Database& database, std::vector<Mismatch>& found) const;

  std::map<std::string, Rows> tables_;
  std::int64_t sequence_ = 0;
};

}  // namespace thongbao::registry
