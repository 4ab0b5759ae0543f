#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/random.h"
#include "domain/communes.h"
#include "domain/dispatch.h"
#include "domain/notice.h"
#include "domain/party.h"
#include "register/begun_documents.h"
#include "register/books.h"
#include "register/candidates.h"
#include "register/named_documents.h"
#include "register/plan_rows.h"
#include "register/records.h"
#include "register/rows_before.h"
#include "register/sending.h"

/// The folder is `register`; the word itself is reserved in C++.
namespace thongbao::registry {

/// The register of one workspace: what was seen, decided and sent. Every change is one
/// transaction that appends its entries to the chain and changes the views beside it.
/// One writer at a time (BEGIN IMMEDIATE); a second one waits five seconds, then is told.
/// All functions throw Error: integrity when the file is no register or damaged, unavailable
/// when it is busy or may not be written, usage when it was made by a newer program.
class Register {
 public:
  /// Makes a new file; throws Error(usage) when it exists.
  static void create(const std::filesystem::path& file, const base::Clock& clock,
                     base::Random& random);
  /// Opens and, where needed, migrates (each migration is an entry too).
  Register(const std::filesystem::path& file, const base::Clock& clock, base::Random& random);
  ~Register();
  Register(const Register&) = delete;
  Register& operator=(const Register&) = delete;

  // --- Pulling -------------------------------------------------------------------------------
  /// Opens a pull; entry `pull.begun`.
  std::int64_t beginPull(const PullStart& start);
  /// Where an interrupted pull of the same platform and file content left off; empty otherwise.
  std::string cursorOf(const std::string& platform, const std::string& sourceSha256);
  /// Keeps the sellers, their rows and the cursor together; entry `sellers.kept`. An account seen
  /// again with the same content in the same row of the same file changes nothing; in another row
  /// or file it is unchanged, and the row is recorded. An empty field never erases a known one;
  /// listings are added to the known ones. A new account is a party of its own until
  /// `linkAccounts`. Throws Error(defect) when the pull is not under way.
  std::vector<Change> keepSellers(std::int64_t pull, const std::vector<SellerRecord>& sellers,
                                  const std::string& cursor, const std::vector<SeenRow>& seen = {});
  /// The rows of the last list of this platform that was pulled with this version of its plugin.
  /// Reads through a connection of its own, so that it may be used beside this register.
  std::unique_ptr<RowsBefore> rowsBefore(const std::string& platform,
                                         const std::string& pluginVersion);
  /// Entry `pull.ended`, with the counts and, when it failed, why.
  void endPull(std::int64_t pull, const PullEnd& end);
  /// Makes one party of accounts that share a tax code, identity number, phone, bank account or
  /// e-mail, unless more than 20 share it or an officer unlinked them: those kept since the last
  /// time. Entries `party.linked`, `key.shared`, `party.unlinked`. Returns the keys that are shared
  /// by too many since now. To be called after a pull, and before parties are written to.
  std::vector<SharedKey> linkAccounts();

  // --- Sellers and parties -------------------------------------------------------------------
  std::vector<SellerView> sellers(const SellerFilter& filter);
  /// The same one by one, however many there are; `told` may take the view's content.
  void eachSeller(const SellerFilter& filter, const std::function<void(SellerView&)>& told);
  std::optional<SellerView> seller(std::int64_t id);
  /// In the order in which they were first seen.
  std::vector<SellerView> accountsOfParty(std::int64_t partyId);
  std::vector<Evidence> evidence(std::int64_t sellerId);
  /// Those of its keys that link nobody, because too many accounts share them.
  std::vector<SharedKey> sharedKeys(std::int64_t sellerId);
  std::optional<domain::Party> party(std::int64_t id);
  /// Puts both accounts into one party because the officer says so; entry `party.linked`. Lifts
  /// earlier unlinks between the two. Throws Error: notFound for an unknown account, usage when
  /// they are one party already or the reason is empty.
  void link(std::int64_t sellerA, std::int64_t sellerB, const std::string& reason);
  /// Gives the account of B a party of its own when it is A's; entry `party.unlinked`. Neither keys
  /// nor suggestions bring the two together again. Throws Error like `link`; usage when an officer
  /// said so before.
  void unlink(std::int64_t sellerA, std::int64_t sellerB, const std::string& reason);

  /// Accounts of different parties that look like one person's by weak keys, the likeliest first,
  /// one pair of two parties; none that an officer unlinked. At most so many, of at least that
  /// score.
  std::vector<Suggestion> suggest(std::size_t most, int leastScore = 1);

  // --- Erasing (Luật 91/2025/QH15) -------------------------------------------------------------
  /// What `erase` would do. Throws Error: notFound, usage for an account that is no party's first,
  /// or when a dispatch to the party is not at its end.
  std::vector<Erased> erasable(const std::vector<std::int64_t>& parties);
  /// Erases what is known of the parties, in one transaction; entry `party.erased` for each. What
  /// was sent stays, as it must (Nghị định 30/2020/NĐ-CP): notices, addresses, replies. Throws as
  /// `erasable`; usage without officer or reason.
  std::vector<Erased> erase(const std::vector<std::int64_t>& parties, const std::string& officer,
                            const std::string& reason);
  /// Writes the file anew if something was erased since the last time, so that it has no bytes of
  /// that. Throws Error(unavailable) when another program keeps it from doing so.
  void rewrite();
  /// Parties that were never written to and that no list has shown since; none that is erased.
  std::vector<std::int64_t> unwrittenSeenBefore(base::Instant before);

  /// Lists whose last pull began before, each under every name that it had.
  std::vector<PulledList> listsPulledBefore(base::Instant before);
  /// Entry `list.erased` for each of these SHA-256, unless it has one since its last pull: its kept
  /// copy may be missing from now on.
  void letListsGo(const std::vector<std::string>& sha256s, const std::string& officer);

  // --- Areas ---------------------------------------------------------------------------------
  /// Replaces the table of communes, and finds every account's commune anew; entry
  /// `area.imported`. Throws Error(badInput) when a code comes twice.
  AreaImport importCommunes(const AreaSource& source, std::vector<domain::Commune> communes);
  /// Empty before the first import.
  domain::CommuneTable communes();

  // --- Campaigns -----------------------------------------------------------------------------
  /// Entry `campaign.created`. Throws Error(usage) when the name is taken.
  void addCampaign(const CampaignSpec& spec);
  std::optional<Campaign> campaign(const std::string& name);
  std::vector<Campaign> campaigns();
  /// Throws Error(notFound).
  CampaignState campaignState(const std::string& name);
  /// Everybody the campaign might write to: parties that have at least one account its filter lets
  /// through, each with the campaign that wrote to it already: approved or later, not cancelled,
  /// of the same template and step. A refused dispatch does not count.
  std::unique_ptr<Candidates> candidates(const CampaignSpec& spec);
  /// Replaces the plan of a campaign that is not approved by what `next` gives until it gives
  /// nothing, in the ascending order of the parties, in one transaction; entry `campaign.planned`.
  /// What `next` throws leaves the plan as it was. It may use what reads through a connection of
  /// its own, but not this register. Throws Error: usage when it is approved, defect for a party
  /// that comes twice, in the wrong place, or does not exist.
  void keepPlan(const std::string& name, base::Date documentDate,
                const std::function<std::optional<PlannedDispatch>()>& next);
  /// The campaign's plan, read through a connection of its own.
  std::unique_ptr<PlanRows> planned(const std::string& name);
  /// In one transaction: gives the yearly numbers, calls `freeze` for every party of the plan that
  /// is written to, in the order of their ids, and keeps the notices; entries `notice.issued` each
  /// and `campaign.approved`. `freeze` gets the number (the same for all when `oneNumber`) and may
  /// use the register as `next` of `keepPlan` may; it is called twice for the first party when the
  /// agency's symbol is not the one last used, because each symbol has numbers of its own. The year
  /// is that of the plan's document date. What `freeze` throws leaves nothing.
  /// Throws Error(usage) when it is not planned, is approved already, the plan has no one, or
  /// parties of it were joined since.
  Approved approve(const std::string& name, const std::string& officer, bool oneNumber,
                   const std::function<domain::Notice(const PlannedDispatch&, int number)>& freeze);
  /// Dispatches not yet on the wire become `cancelled`; entry `campaign.cancelled`.
  void cancel(const std::string& name, const std::string& reason);

  // --- Notices and dispatches ----------------------------------------------------------------
  std::optional<StoredNotice> notice(const std::string& hash);
  /// By the start of its hash (check code); several when it is not unique.
  std::vector<StoredNotice> noticesByCode(const std::string& hashStart);
  /// In the order of their ids; at most so many. Empty `states`: all.
  std::vector<domain::Dispatch> dispatches(const std::string& campaign,
                                           const std::vector<domain::DispatchState>& states = {},
                                           std::optional<std::uint32_t> most = {});
  /// The same one by one, however many there are.
  void eachDispatch(const std::string& campaign, const std::vector<domain::DispatchState>& states,
                    const std::function<void(const domain::Dispatch&)>& told);
  /// By the notice's whole hash.
  std::vector<domain::Dispatch> dispatchesOfNotice(const std::string& hash);
  std::vector<StateCount> dispatchCounts(const std::string& campaign);

  // --- Sending -------------------------------------------------------------------------------
  /// All approved dispatches of an approved campaign become queued; entry `campaign.queued` when
  /// there are any. Returns how many.
  std::uint64_t queue(const std::string& campaign);
  /// At most so many of those that wait, in the order of their ids.
  std::vector<Waiting> waiting(const WaitingFilter& filter, std::size_t most);
  /// When the next deferred dispatch of the channel is tried again, behind that moment.
  std::optional<base::Instant> nextTry(const std::string& campaign, domain::Channel channel,
                                       base::Instant after);
  /// One step of sending, in one transaction that is on the disk when this returns: enters the
  /// outcomes (`dispatch.accepted`, `.deferred`, `.refused`, `.unknown`), then the intents
  /// (`dispatch.begun`) as far as campaign, dispatch and limits allow. A grant for each intent.
  /// Throws Error: usage for an outcome of a dispatch that is not being sent, notFound.
  std::vector<domain::Grant> exchange(const std::string& campaign,
                                      const std::vector<Settlement>& outcomes,
                                      const std::vector<domain::Intent>& intents,
                                      const MailLimits& limits);
  /// Letters whose files are written: intent and outcome of each together, since nothing of them
  /// was ever on a wire. Those that do not wait any more are left out. Returns how many were kept.
  std::size_t keepPrinted(const std::string& campaign, const std::vector<domain::Intent>& intents,
                          const std::vector<Settlement>& outcomes);
  /// Dispatches left `sending` by a process that died become `unknown`; entry for each. Returns
  /// how many. Called by `send` before it begins, under the workspace's send lock.
  std::size_t markAbandoned(const std::string& campaign);
  /// An officer's word on unknown dispatches: each was sent (`accepted`) or is to be sent again
  /// (`approved`); entries `dispatch.resolved`, in one transaction.
  void resolve(const std::vector<std::int64_t>& dispatches, bool wasSent,
               const std::string& officer);
  /// The same for all that are unknown of the campaign, however many there are.
  void resolveAll(const std::string& campaign, bool wasSent, const std::string& officer);
  /// Entry `dispatch.acknowledged`. Throws Error(usage) when it was not sent.
  void acknowledge(std::int64_t dispatch, const Acknowledgement& receipt);

  /// No more is sent until `resume`; entry `campaign.paused`. Throws Error(usage) when it is not
  /// approved.
  void pause(const std::string& campaign, const Pause& pause);
  /// Entry `campaign.resumed`. Throws Error(usage) when it is not paused.
  void resume(const std::string& campaign, const std::string& officer);
  Troubles troubles(const std::string& campaign);

  /// Where reading of the mailbox goes on; empty at first.
  std::string mailboxCursor(const std::string& mailbox);
  /// Whether one of the Message-IDs' first parts belongs to a dispatch.
  bool isOurs(const std::vector<std::string>& messages);
  /// Enters what a mail says of one of our dispatches, once: `dispatch.delivered`, `.bounced` or
  /// `.answered`, else `mail.received`; and keeps the cursor behind it, together.
  Heard hear(const MailNews& news);

  std::vector<Sent> sentTo(std::int64_t partyId);

  // --- Books: one by one, however many there are ----------------------------------------------
  /// The notices of a year (0: of all years) in the order of their numbers, a symbol after the
  /// other, with the ways they were sent.
  void eachOutgoing(int year, const std::function<void(const Outgoing&)>& told);
  /// Printed letters that were accepted, in that order, whatever was heard of them later. Throws
  /// Error(notFound) for an unknown campaign.
  void eachPosted(const PostedFilter& filter, const std::function<void(const Posted&)>& told);
  /// Every dispatch, in the order of their ids.
  void eachStory(const std::function<void(const DispatchStory&)>& told);
  /// Every party with its accounts, without its links.
  void eachParty(const std::function<void(const domain::Party&)>& told);

  // --- The chain -----------------------------------------------------------------------------
  /// Walks the chain and makes the views once more out of it. Never throws for a broken chain.
  Verdict verify();
  /// What `documents/` must have; through a connection of its own. Of a chain that is whole.
  std::unique_ptr<NamedDocuments> namedDocuments();
  /// What documents of notices were made of; through a connection of its own, so that it may be
  /// used beside this register. Of a chain that is whole.
  std::unique_ptr<BegunDocuments> begunDocuments();
  std::vector<Entry> entries(std::int64_t from, std::size_t most);
  std::optional<Entry> entry(std::int64_t sequence);
  /// Entry `register.sealed`. Throws Error: notFound for an unknown entry, integrity when it has
  /// another hash.
  void keepSeal(const KeptSeal& seal);
  /// The last entry.
  Entry head();

  // --- Backups -------------------------------------------------------------------------------
  /// A consistent copy while others write (SQLite backup). Throws Error(usage) if `to` exists.
  void backup(const std::filesystem::path& to);
  /// When the copy was made that this register is; nullopt when it is none, or was put back.
  std::optional<std::string> copiedAt();
  /// Puts a copy, or an older file, in the place of the register; entry `register.restored`. What
  /// waited in it or was on the wire may have been sent since: entry `dispatch.unknown` for each.
  /// Throws Error(usage) without officer, or when the last number given is not behind those known.
  Restored restore(const std::string& officer, const std::optional<LastNumber>& number = {});

 private:
  struct Store;
  std::unique_ptr<Store> store_;
};

}  // namespace thongbao::registry
