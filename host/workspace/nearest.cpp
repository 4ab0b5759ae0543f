#include "workspace/nearest.h"

#include <algorithm>
#include <numeric>

#include "workspace/keys.h"

namespace thongbao::workspace {

namespace {

/// Longer keys are nobody's typing error; they would only cost time.
constexpr std::size_t kLongestKey = 64;

/// Letters to insert, drop or replace (Levenshtein's distance).
std::size_t distance(std::string_view from, std::string_view to) {
  std::vector<std::size_t> row(to.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < from.size(); ++i) {
    std::size_t diagonal = row[0]++;
    for (std::size_t j = 0; j < to.size(); ++j) {
      const std::size_t replaced = diagonal + (from[i] == to[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({replaced, row[j] + 1, diagonal + 1});
    }
  }
  return row.back();
}

}  // namespace

std::string nearestKey(const std::string& path, const std::vector<std::string>& known) {
  const std::string name = lastPart(path);
  if (name.size() > kLongestKey) return {};
  std::string nearest;
  std::size_t least = 2 + name.size() / 3;
  for (const std::string& candidate : known) {
    const std::size_t elsewhere = parentOf(candidate) == parentOf(path) ? 0 : 1;
    const std::size_t steps = distance(name, lastPart(candidate)) + elsewhere;
    if (steps < least) {
      least = steps;
      nearest = candidate;
    }
  }
  return nearest;
}

}  // namespace thongbao::workspace
