#include "pull/row_hash.h"

#include <xxhash.h>

#include "plugin/columns.h"

namespace thongbao::pull {

namespace {
/// Behind each text, so that what moves from one cell into the next is another row.
constexpr char kEnd = '\x1f';
}  // namespace

RowHash::RowHash(const plugin::Manifest& plugin, const std::map<std::string, std::string>& settings,
                 const std::vector<std::string>& headings) {
  std::string text = plugin.id + kEnd + plugin.version + kEnd;
  for (const auto& [key, value] : settings) text += key + kEnd + value + kEnd;
  for (const std::string& heading : headings) {
    counts_.push_back(plugin::countsRows(heading));
    text += heading + kEnd;
  }
  seed_ = XXH3_64bits(text.data(), text.size());
}

std::int64_t RowHash::of(const std::vector<std::string>& cells) {
  text_.clear();
  for (std::size_t i = 0; i < cells.size(); ++i)
    if (i >= counts_.size() || !counts_[i]) (text_ += cells[i]) += kEnd;
  const auto hash =
      static_cast<std::int64_t>(XXH3_64bits_withSeed(text_.data(), text_.size(), seed_));
  return hash == 0 ? 1 : hash;
}

}  // namespace thongbao::pull
