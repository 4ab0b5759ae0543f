#include "register/walked.h"

#include <limits>
#include <stdexcept>

namespace thongbao::registry {

namespace {

/// As much is read, checked and replayed in one go.
constexpr std::size_t kBatchBytes = 32U << 10U;

WalkedEntry::Bytes kept(WalkedBatch& batch, std::string_view bytes) {
  if (batch.bytes.size() + bytes.size() > std::numeric_limits<std::uint32_t>::max())
    throw std::length_error("an entry with too many bytes");
  const WalkedEntry::Bytes part{static_cast<std::uint32_t>(batch.bytes.size()),
                                static_cast<std::uint32_t>(bytes.size())};
  batch.bytes.insert(batch.bytes.end(), bytes.begin(), bytes.end());
  return part;
}

}  // namespace

WalkReader::WalkReader(Database& database)
    : entries_(database,
               "SELECT sequence, time, kind, payload, previous, hash FROM entries ORDER BY "
               "sequence"),
      texts_(database, "SELECT sequence, part, salt, content FROM sealed ORDER BY sequence") {
  entries_.next();
  nextText();
}

void WalkReader::nextText() {
  while (texts_.next() && texts_.number(0) < 1) hasStrayTexts_ = true;
}

std::optional<WalkedBatch> WalkReader::next() {
  if (!entries_.hasRow()) return std::nullopt;
  WalkedBatch batch;
  batch.bytes.reserve(kBatchBytes + kBatchBytes / 4);
  do {
    WalkedEntry& entry = batch.entries.emplace_back();
    entry.sequence = entries_.number(0);
    int column = 0;
    for (auto* part : {&entry.time, &entry.kind, &entry.payload, &entry.previous, &entry.hash}) {
      entry.isText = entry.isText && entries_.isText(++column);
      *part = kept(batch, entries_.text(column));
    }
    readTexts(batch, entry);
  } while (entries_.next() && batch.bytes.size() < kBatchBytes);
  return batch;
}

void WalkReader::readTexts(WalkedBatch& batch, WalkedEntry& entry) {
  for (; texts_.hasRow() && texts_.holds(0, entry.sequence); nextText())
    entry.texts.push_back({kept(batch, texts_.text(1)), kept(batch, texts_.text(2)),
                           kept(batch, texts_.text(3)),
                           texts_.isText(1) && texts_.isText(2) && texts_.isText(3)});
}

}  // namespace thongbao::registry
