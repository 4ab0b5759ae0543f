#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace thongbao::registry {

/// Which texts are gone, and which of them an entry `party.erased` names.
class Erasures {
 public:
  /// The account's texts of this entry are gone.
  void missAccount(std::int64_t sequence, std::int64_t account);
  void missText(std::int64_t sequence, const std::string& part);
  /// The entry says so: of the account whatever stands in the entries before it.
  void eraseAccount(std::int64_t sequence, std::int64_t account);
  void eraseText(std::int64_t sequence, std::int64_t of, const std::string& part);
  /// The first entry of which something is gone that no later entry names; 0 when there is none.
  std::int64_t firstUnexplained() const;

 private:
  using Text = std::pair<std::int64_t, std::string>;
  std::vector<std::pair<std::int64_t, std::int64_t>> missedAccounts_;  ///< entry, account
  std::vector<Text> missedTexts_;
  std::unordered_map<std::int64_t, std::int64_t> accounts_;  ///< → the last entry that erased it
  std::map<Text, std::int64_t> texts_;
};

}  // namespace thongbao::registry
