#include "register/replay.h"

#include <stdexcept>

#include "base/hash.h"
#include "register/replay_states.h"

namespace thongbao::registry {

namespace {

[[noreturn]] void refuse() {
  throw std::invalid_argument("it does not fit what came before");
}

/// Columns of `pulls` and `campaigns` that change, by their place in the lists below.
constexpr std::size_t kPullPlatform = 0, kPullState = 6;
constexpr std::size_t kCampaignState = 6, kDocumentDate = 7, kApproved = 9, kResumed = 10;

}  // namespace

Replay::Replay(Database& database)
    : database_(database),
      migrations_("migrations", "version", {"applied_at"}),
      pulls_("pulls", "id",
             {"platform", "plugin_version", "source_name", "source_sha256", "reading",
              "begun_sequence", "state"}),
      unlinks_("unlinks", "sequence", {"seller_a", "seller_b"}),
      campaignRows_("campaigns", "name",
                    {"template", "step", "channels", "platform", "province", "commune", "state",
                     "document_date", "created_sequence", "approved_sequence", "resumed_sequence"}),
      numbers_("numbers", "symbol || ' ' || year", {"last_number"}),
      communes_{base::sha256({}), 0},
      records_(database),
      sellers_(database),
      links_(database),
      notices_(database),
      dispatches_(database),
      mails_(database) {}

const std::unordered_map<std::string_view, Replay::Function>& Replay::functions() {
  static const std::unordered_map<std::string_view, Function> all{
      {"register.migrated", &Replay::migrated},
      {"register.sealed", &Replay::sealed},
      {"register.restored", &Replay::restored},
      {"pull.begun", &Replay::pullBegun},
      {"pull.ended", &Replay::pullEnded},
      {"sellers.kept", &Replay::sellersKept},
      {"party.linked", &Replay::partyLinked},
      {"party.unlinked", &Replay::partyUnlinked},
      {"party.erased", &Replay::partyErased},
      {"list.erased", &Replay::listErased},
      {"key.shared", &Replay::nothing},
      {"area.imported", &Replay::areaImported},
      {"campaign.created", &Replay::campaignCreated},
      {"campaign.planned", &Replay::campaignPlanned},
      {"campaign.approved", &Replay::campaignApproved},
      {"campaign.queued", &Replay::campaignQueued},
      {"campaign.paused", &Replay::campaignChanged},
      {"campaign.resumed", &Replay::campaignResumed},
      {"campaign.finished", &Replay::campaignChanged},
      {"campaign.cancelled", &Replay::campaignChanged},
      {"notice.issued", &Replay::noticeIssued},
      {"dispatch.approved", &Replay::dispatchApproved},
      {"dispatch.begun", &Replay::dispatchChanged},
      {"dispatch.accepted", &Replay::dispatchChanged},
      {"dispatch.deferred", &Replay::dispatchChanged},
      {"dispatch.refused", &Replay::dispatchChanged},
      {"dispatch.unknown", &Replay::dispatchChanged},
      {"dispatch.resolved", &Replay::dispatchChanged},
      {"dispatch.cancelled", &Replay::dispatchChanged},
      {"dispatch.delivered", &Replay::dispatchChanged},
      {"dispatch.bounced", &Replay::dispatchChanged},
      {"dispatch.answered", &Replay::dispatchChanged},
      {"dispatch.acknowledged", &Replay::dispatchChanged},
      {"mail.received", &Replay::mailReceived},
  };
  return all;
}

void Replay::enter(const WalkedBatch& batch, const WalkedEntry& entry) {
  const Act act{entry.sequence, batch[entry.time], batch[entry.kind], entry.facts, entry.sealed};
  const auto function = functions().find(act.kind);
  if (function == functions().end()) refuse();
  for (const std::string& part : entry.erased) erasures_.missText(entry.sequence, part);
  (this->*function->second)(act);
}

// --- The register itself -----------------------------------------------------------------------

void Replay::migrated(const Act& act) {
  migrations_.makeNew(act.sequence, std::to_string(act.number("version")), {std::string(act.time)});
}

/// What was signed is what stands in the chain.
void Replay::sealed(const Act& act) {
  Rows rows(database_, "SELECT hash FROM entries WHERE sequence = ? AND sequence < ?");
  rows.startWith(act.number("entry"), act.sequence);
  if (!rows.next() || !rows.holds(0, act.text("hash"))) refuse();
}

/// Numbers that were given behind the copy are not given again.
void Replay::restored(const Act& act) {
  dispatches_.restore(act.sequence);
  if (!act.facts.has("last_number")) return;
  const std::string key = act.text("symbol") + ' ' + std::to_string(act.number("year"));
  if (act.number("last_number") <= numbers_.number(key, 0)) refuse();
  numbers_.make(act.sequence, key, {act.number("last_number")});
}

/// Only a list that was pulled is let go.
void Replay::listErased(const Act& act) {
  if (!lists_.contains(act.text("source_sha256"))) refuse();
}

/// What follows from it, if anything, is told by entries of its own.
void Replay::nothing(const Act&) {}

// --- Pulls, accounts and parties ---------------------------------------------------------------

void Replay::pullBegun(const Act& act) {
  lists_.insert(act.text("source_sha256"));
  pulls_.makeNew(
      act.sequence, std::to_string(act.number("pull")),
      {act.text("platform"), act.text("plugin_version"), act.text("source"),
       act.text("source_sha256"), std::string(act.facts.bytes("reading")), act.sequence, "begun"});
}

void Replay::pullEnded(const Act& act) {
  pulls_.set(act.sequence, std::to_string(act.number("pull")), kPullState, act.text("state"));
}

void Replay::sellersKept(const Act& act) {
  const std::string platform = pulls_.text(std::to_string(act.number("pull")), kPullPlatform);
  records_.read(act, [&](const ReadRecord& record) {
    sellers_.keep(record, act.sequence, platform);
    if (record.isErased) erasures_.missAccount(act.sequence, record.seller);
  });
}

void Replay::partyLinked(const Act& act) {
  std::vector<ReplayedLinks::Link> links;
  for (const std::string_view bytes : act.facts.list("links")) {
    CanonicalObject link;
    if (!link.read(bytes)) refuse();
    const std::int64_t seller = link.number("seller"), other = link.number("other");
    sellers_.join(seller, other, act.sequence);
    for (const std::string_view reason : link.list("reasons"))
      links.push_back({seller, other, textOf(reason)});
  }
  links_.make(act.sequence, std::move(links), found_);
  if (act.facts.has("lifted"))
    for (const std::int64_t lifted : act.facts.numbers("lifted"))
      unlinks_.remove(std::to_string(lifted));
}

void Replay::partyUnlinked(const Act& act) {
  // Nobody moves when an officer keeps two parties apart.
  const auto moved = act.facts.numbers("moved");
  if (!moved.empty()) sellers_.separate(act.number("from"), moved, act.sequence);
  if (!act.facts.has("apart")) return;
  const auto apart = act.facts.numbers("apart");
  if (apart.size() != 2) refuse();
  unlinks_.make(act.sequence, std::to_string(act.sequence), {apart[0], apart[1]});
}

void Replay::partyErased(const Act& act) {
  for (const std::int64_t account : act.facts.numbers("accounts")) {
    sellers_.require(account);
    erasures_.eraseAccount(act.sequence, account);
  }
  for (const std::string_view text : act.facts.list("texts")) {
    const auto place = listOf(text);
    if (place.size() != 2) refuse();
    erasures_.eraseText(act.sequence, numberOf(place[0]), textOf(place[1]));
  }
}

void Replay::areaImported(const Act& act) {
  communes_ = {act.text("digest"), act.sequence};
}

// --- Campaigns ---------------------------------------------------------------------------------

void Replay::campaignCreated(const Act& act) {
  const std::string name = act.text("campaign");
  campaignRows_.makeNew(act.sequence, name,
                        {act.text("template"), act.number("step"), act.text("channels"),
                         act.text("platform"), act.text("province"), act.text("commune"), "created",
                         "", act.sequence, std::int64_t{0}, std::int64_t{0}});
  campaigns_[name] = {static_cast<std::uint32_t>(campaigns_.size())};
}

Replay::Campaign& Replay::campaignOf(const Act& act) {
  Campaign& campaign = campaigns_.at(act.text("campaign"));
  campaign.state = changed(act.kind, campaign.state);
  return campaign;
}

Replay::Campaign& Replay::changeCampaign(const Act& act) {
  Campaign& campaign = campaignOf(act);
  campaignRows_.set(act.sequence, act.text("campaign"), kCampaignState, toString(campaign.state));
  return campaign;
}

void Replay::campaignChanged(const Act& act) {
  changeCampaign(act);
}

void Replay::campaignPlanned(const Act& act) {
  changeCampaign(act);
  const std::string name = act.text("campaign");
  campaignRows_.set(act.sequence, name, kDocumentDate, act.text("document_date"));
  plans_[name] = {act.text("plan"), act.sequence};
}

void Replay::campaignApproved(const Act& act) {
  changeCampaign(act);
  campaignRows_.set(act.sequence, act.text("campaign"), kApproved, act.sequence);
}

void Replay::campaignResumed(const Act& act) {
  changeCampaign(act);
  campaignRows_.set(act.sequence, act.text("campaign"), kResumed, act.sequence);
}

void Replay::campaignQueued(const Act& act) {
  const Campaign& campaign = campaignOf(act);
  if (dispatches_.queue(act.sequence, campaign.number) != act.number("dispatches")) refuse();
}

// --- Notices and dispatches --------------------------------------------------------------------

void Replay::noticeIssued(const Act& act) {
  campaignOf(act);
  notices_.issue(act, found_);
  numbers_.make(act.sequence, act.text("symbol") + ' ' + std::to_string(act.number("year")),
                {act.number("number")});
}

void Replay::dispatchApproved(const Act& act) {
  const Campaign& campaign = campaignOf(act);
  if (!notices_.isOne(act.number("notice_sequence"))) refuse();
  dispatches_.approve(act, campaign.number);
}

void Replay::dispatchChanged(const Act& act) {
  dispatches_.change(act);
  constexpr std::string_view kByMail[] = {"dispatch.delivered", "dispatch.bounced",
                                          "dispatch.answered"};
  for (const std::string_view kind : kByMail)
    if (act.kind == kind) mailReceived(act);
}

void Replay::mailReceived(const Act& act) {
  mails_.receive(act.sequence, act.text("mail"), found_);
}

}  // namespace thongbao::registry
