#include "base/json.h"
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
  return faultOfTexts(batch, entry);
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
    const bool isNotice = part == "notice" && entry.facts.has("notice");
    if (salt.empty())
      entry.erased.emplace_back(part);
    else if (isNotice && !entry.facts.holds("notice", base::sha256(content)))
      return EntryFault::notice;
  }
  const bool lacksNotice = entry.facts.has("notice") && !entry.sealed.has("notice");
  return lacksNotice ? EntryFault::notice : EntryFault::none;
}

}  // namespace thongbao::registry
