#include "cli/register_tables.h"

#include "base/words.h"
#include "cli/book_words.h"
#include "cli/seller_columns.h"
#include "domain/area.h"

namespace thongbao::cli {

namespace {

using base::mark;
using domain::Seller;
using registry::Register;

using Row = std::vector<std::string>;
using Add = std::function<void(Row)>;

constexpr std::size_t kEntriesAtOnce = 5'000;

std::string provinceName(const std::string& code) {
  const domain::Province* province = domain::findProvince(code);
  return province ? province->name : code;
}

std::string joined(const std::vector<std::string>& texts) {
  std::string all;
  for (const std::string& text : texts) all += (all.empty() ? "" : "; ") + text;
  return all;
}

/// As they stand in the chain, so that it can be computed again.
void entryRows(Register& store, const Add& add) {
  for (std::int64_t next = 1;;) {
    const auto entries = store.entries(next, kEntriesAtOnce);
    if (entries.empty()) return;
    for (const auto& entry : entries)
      add({std::to_string(entry.sequence), entry.time, entry.kind, entry.payload, entry.previous,
           entry.hash});
    next = entries.back().sequence + 1;
  }
}

void sellerRows(Register& store, const Add& add) {
  store.eachSeller({}, [&](registry::SellerView& view) { add(exportedSellerRow(view)); });
}

std::vector<const char*> sellerTableHeadings() {
  std::vector<const char*> headings{mark("Id"), mark("Party"), mark("Platform"), mark("Account")};
  for (const SellerColumn& column : sellerColumns()) headings.push_back(column.heading);
  headings.insert(headings.end(), {mark("First seen"), mark("Last seen")});
  return headings;
}

void partyRows(Register& store, const Add& add) {
  store.eachParty([&](const domain::Party& party) {
    std::vector<std::string> accounts;
    for (const Seller& account : party.accounts)
      accounts.push_back(domain::platformName(account.key.platform) + " " + account.key.accountId);
    add({std::to_string(party.id), party.name(), party.first(&Seller::taxCode),
         party.first(&Seller::identityNumber), party.first(&Seller::representative),
         party.first(&Seller::address), provinceName(party.first(&Seller::province)),
         party.first(&Seller::phone), party.first(&Seller::email), std::to_string(accounts.size()),
         joined(accounts)});
  });
}

void campaignRows(Register& store, const Add& add) {
  for (const registry::Campaign& campaign : store.campaigns()) {
    const registry::CampaignSpec& spec = campaign.spec;
    std::vector<std::string> channels;
    for (const domain::Channel channel : spec.channels) channels.push_back(domain::shown(channel));
    add({spec.name, spec.templateName, std::to_string(spec.step), joined(channels),
         spec.filter.platform, provinceName(spec.filter.province), spec.filter.commune,
         spec.filter.query, registry::shown(campaign.state),
         campaign.documentDate.ok() ? base::toVietnamese(campaign.documentDate) : "",
         base::shownMoment(campaign.createdAt), base::shownMoment(campaign.approvedAt),
         campaign.approvedBy});
  }
}

void noticeRows(Register& store, const Add& add) {
  store.eachOutgoing(0, [&](const registry::Outgoing& outgoing) {
    const registry::StoredNotice& stored = outgoing.stored;
    const domain::Notice& notice = stored.notice;
    add({outgoingRow(outgoing).front(), base::toVietnamese(outgoing.date), notice.title,
         notice.summary, joined(notice.addressees), notice.agency.signer.name, stored.campaign,
         std::to_string(stored.partyId), notice.templateName, notice.templateVersion,
         base::shownMoment(stored.issuedAt), domain::checkCode(stored.hash), stored.hash,
         stored.erased ? base::tr("erased") : ""});
  });
}

void dispatchRows(Register& store, const Add& add) {
  store.eachStory([&](const registry::DispatchStory& story) {
    const domain::Dispatch& dispatch = story.dispatch;
    domain::Notice notice;
    notice.number = story.number;
    notice.agency.symbol = story.symbol;
    add({std::to_string(dispatch.id), dispatch.campaign, std::to_string(dispatch.step),
         std::to_string(dispatch.partyId), domain::numberAndSymbol(notice),
         domain::shown(dispatch.channel), dispatch.address, domain::shown(dispatch.state),
         std::to_string(dispatch.attempts), base::shownMoment(story.approvedAt),
         base::shownMoment(story.acceptedAt), base::shownMoment(story.changedAt),
         story.acknowledgedOn, dispatch.reply, dispatch.noticeHash});
  });
}

void communeRows(Register& store, const Add& add) {
  const domain::CommuneTable table = store.communes();
  for (const domain::Commune& commune : table.all())
    add({commune.code, commune.name, provinceName(commune.provinceCode)});
}

}  // namespace

const std::vector<RegisterTable>& registerTables() {
  static const std::vector<RegisterTable> all{
      {"entries",
       {mark("Entry"), mark("Time (UTC)"), mark("What"), mark("Content"), mark("Previous hash"),
        mark("Hash")},
       entryRows},
      {"sellers", sellerTableHeadings(), sellerRows},
      {"parties",
       {mark("Party"), mark("Name"), mark("Tax code"), mark("Identity number"),
        mark("Represented by"), mark("Address"), mark("Area"), mark("Phone"), mark("E-mail"),
        mark("Number of accounts"), mark("Accounts")},
       partyRows},
      {"campaigns",
       {mark("Campaign"), mark("Template"), mark("Step"), mark("Channels"), mark("Platform"),
        mark("Area"), mark("Commune"), mark("Query"), mark("State"), mark("Date of the documents"),
        mark("Made at"), mark("Approved at"), mark("Approved by")},
       campaignRows},
      {"notices",
       {mark("Number"), mark("Date"), mark("Kind of document"), mark("Summary"), mark("Addressee"),
        mark("Signed by"), mark("Campaign"), mark("Party"), mark("Template"),
        mark("Template's version"), mark("Issued at"), mark("Check code"), mark("Hash"),
        mark("Remark")},
       noticeRows},
      {"dispatches",
       {mark("Dispatch"), mark("Campaign"), mark("Step"), mark("Party"), mark("Number"),
        mark("Channel"), mark("To"), mark("State"), mark("Attempts"), mark("Approved at"),
        mark("Accepted at"), mark("Last change at"), mark("Acknowledged on"), mark("Reply"),
        mark("Hash of the notice")},
       dispatchRows},
      {"communes", {mark("Code"), mark("Commune"), mark("Area")}, communeRows},
  };
  return all;
}

std::vector<std::string> headingsOf(const RegisterTable& table) {
  std::vector<std::string> headings;
  for (const char* heading : table.headings) headings.push_back(base::tr(heading));
  return headings;
}

}  // namespace thongbao::cli
