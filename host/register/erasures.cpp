#include "register/erasures.h"

#include <algorithm>

namespace thongbao::registry {

void Erasures::missAccount(std::int64_t sequence, std::int64_t account) {
  missedAccounts_.emplace_back(sequence, account);
}

void Erasures::missText(std::int64_t sequence, const std::string& part) {
  missedTexts_.emplace_back(sequence, part);
}

void Erasures::eraseAccount(std::int64_t sequence, std::int64_t account) {
  accounts_[account] = sequence;
}

void Erasures::eraseText(std::int64_t sequence, std::int64_t of, const std::string& part) {
  texts_[{of, part}] = sequence;
}

std::int64_t Erasures::firstUnexplained() const {
  std::int64_t first = 0;
  const auto judge = [&first](std::int64_t sequence, const auto& erased, const auto& what) {
    const auto found = erased.find(what);
    const bool isExplained = found != erased.end() && found->second > sequence;
    if (!isExplained) first = first ? std::min(first, sequence) : sequence;
  };
  for (const auto& [sequence, account] : missedAccounts_) judge(sequence, accounts_, account);
  for (const Text& text : missedTexts_) judge(text.first, texts_, text);
  return first;
}

}  // namespace thongbao::registry
