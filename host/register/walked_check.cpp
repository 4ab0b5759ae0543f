#include <algorithm>

#include "base/json.h"
#include "register/chain.h"
#include "register/walked.h"

namespace thongbao::registry {

void EntryChecker::check(WalkedBatch& batch) {
  for (WalkedEntry& entry : batch.entries) {
    try {
      entry.fault = faultOf(batch, entry);
    } catch (const std::exception&) {
      entry.fault = EntryFault::meaning;
    }
  }
}

EntryFault EntryChecker::faultOf(const WalkedBatch& batch, WalkedEntry& entry) {
  if (!entry.isText || !entry.facts.read(batch[entry.payload])) return EntryFault::form;
  if (hashOf(batch, entry) != batch[entry.hash]) return EntryFault::hash;
  if (entry.facts.has("sealed")) entry.sealed = entry.facts.object("sealed");
  if (const EntryFault fault = faultOfTexts(batch, entry); fault != EntryFault::none) return fault;
  return batch[entry.kind] == "sellers.kept" ? faultOfRecords(batch, entry) : EntryFault::none;
}

std::string EntryChecker::hashOf(const WalkedBatch& batch, const WalkedEntry& entry) {
  form_.assign("{\"kind\":");
  base::appendCanonical(form_, batch[entry.kind]);
  form_ += ",\"payload\":";
  form_ += batch[entry.payload];
  form_ += ",\"previous\":";
  base::appendCanonical(form_, batch[entry.previous]);
  form_ += ",\"sequence\":";
  form_ += std::to_string(entry.sequence);
  form_ += ",\"time\":";
  base::appendCanonical(form_, batch[entry.time]);
  form_ += '}';
  hash_.add(form_);
  return hash_.finish();
}

/// Of an erased text, whose salt is gone, the content is the digest.
std::string EntryChecker::digestOf(std::string_view salt, std::string_view content) {
  if (salt.empty()) return std::string(content);
  hash_.add(salt);
  hash_.add(content);
  return hash_.finish();
}

EntryFault EntryChecker::faultOfTexts(const WalkedBatch& batch, WalkedEntry& entry) {
  if (entry.texts.size() != entry.sealed.size()) return EntryFault::texts;
  for (const WalkedEntry::Text& text : entry.texts) {
    const std::string_view part = batch[text.part], salt = batch[text.salt],
                           content = batch[text.content];
    if (!text.isText || !entry.sealed.has(part) ||
        !entry.sealed.holds(part, digestOf(salt, content)))
      return EntryFault::texts;
    if (salt.empty()) entry.erased.emplace_back(part);
    else if (part == "notice" && entry.facts.has("notice") &&
             !entry.facts.holds("notice", base::sha256(content)))
      return EntryFault::notice;
  }
  const bool lacksNotice = entry.facts.has("notice") && !entry.sealed.has("notice");
  return lacksNotice ? EntryFault::notice : EntryFault::none;
}

EntryFault EntryChecker::faultOfRecords(const WalkedBatch& batch, WalkedEntry& entry) {
  const std::int64_t pull = entry.facts.number("pull");
  std::int64_t id = entry.facts.number("first");
  std::string lines;
  base::Sha256 all;
  for (WalkedEntry::Record& record : entry.records) {
    if (!record.isSound || record.id != id || record.pull != pull) return EntryFault::records;
    lines.clear();
    appendRecordLine(lines, id, record.seller, record.row,
                     digestOf(batch[record.salt], batch[record.content]));
    all.add(lines);
    readNews(batch, record);
    ++id;
  }
  return id - 1 == entry.facts.number("last") && entry.facts.holds("records", all.finish())
             ? EntryFault::none
             : EntryFault::records;
}

void EntryChecker::readNews(const WalkedBatch& batch, WalkedEntry::Record& record) {
  record.isErased = record.salt.size == 0 && record.content.size > 0;
  if (record.salt.size == 0) return;
  if (!news_.read(batch[record.content])) throw std::invalid_argument("no record");
  if (news_.has("account_id")) record.accountId = news_.text("account_id");
  if (news_.has("province")) record.province = news_.text("province");
}

}  // namespace thongbao::registry
