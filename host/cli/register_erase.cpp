#include <CLI/App.hpp>
#include <algorithm>
#include <memory>
#include <set>

#include "base/error.h"
#include "base/words.h"
#include "cli/commands.h"
#include "cli/terminal.h"
#include "pull/kept_list.h"

namespace thongbao::cli {

namespace {

using base::Code;
using base::Error;
using base::Json;
using base::say;
using base::tr;
using registry::Erased;
using registry::PulledList;

struct Arguments {
  std::int64_t party = 0;
  std::string officer, reason;
  bool expired = false, dryRun = false;
};

/// What is erased at once, or would be.
struct Erasure {
  std::vector<Erased> parties;
  std::vector<PulledList> holding;  ///< kept lists in which the parties still stand
  std::vector<PulledList> letGo;    ///< kept lists whose time is over
};

std::filesystem::path fileOf(const Context& context, const PulledList& list) {
  return pull::keptFile(context.place().documents(), list.sha256, list.name);
}

/// Those of which a copy is kept.
std::vector<PulledList> kept(const Context& context, const std::vector<PulledList>& lists) {
  std::vector<PulledList> found;
  for (const PulledList& list : lists)
    if (std::filesystem::exists(fileOf(context, list))) found.push_back(list);
  return found;
}

std::vector<PulledList> listsOf(registry::Register& store, const std::vector<Erased>& parties) {
  std::vector<PulledList> lists;
  std::set<std::string> files;
  for (const Erased& party : parties)
    for (const std::int64_t account : party.accounts)
      for (const auto& seen : store.evidence(account))
        if (files.insert(seen.sourceSha256 + seen.sourceName).second)
          lists.push_back({seen.sourceSha256, seen.sourceName});
  return lists;
}

/// The moment so many days ago.
base::Instant before(const Context& context, std::uint64_t days) {
  return context.clock.now() - std::chrono::hours(24 * days);
}

Json toJson(const Context& context, const std::vector<PulledList>& lists) {
  Json all = Json::array();
  for (const PulledList& list : lists)
    all.push_back({{"source", list.name}, {"file", fileOf(context, list).string()}});
  return all;
}

Json toJson(const Context& context, const Erasure& erasure, bool dryRun) {
  Json parties = Json::array();
  for (const Erased& party : erasure.parties)
    parties.push_back({{"party", party.party},
                       {"accounts", party.accounts},
                       {"records", party.records},
                       {"texts", party.texts},
                       {"notices_kept", party.notices},
                       {"was_erased", party.wasErased}});
  return {{"dry_run", dryRun},
          {"parties", parties},
          {"lists_with_them", toJson(context, erasure.holding)},
          {"lists_let_go", toJson(context, erasure.letGo)}};
}

void showParty(const Erased& party, bool dryRun) {
  if (party.wasErased) return line(say("Party {} was erased before.", party.party));
  line(dryRun ? say("Party {} would be erased: {} accounts, {} records, {} texts of officers.",
                    party.party, party.accounts.size(), party.records, party.texts)
              : say("Party {} is erased: {} accounts, {} records, {} texts of officers.",
                    party.party, party.accounts.size(), party.records, party.texts));
  if (party.notices > 0)
    line(say("  {} notices that were issued to it stay, as the law on documents wants it.",
             party.notices));
}

void show(const Context& context, const Erasure& erasure, bool dryRun) {
  for (const Erased& party : erasure.parties) showParty(party, dryRun);
  if (erasure.parties.empty()) line(tr("No party is concerned."));
  for (const PulledList& list : erasure.letGo)
    line(dryRun ? say("The kept list {} would be deleted: {}", list.name,
                      fileOf(context, list).string())
                : say("The kept list {} is deleted.", list.name));
  if (!erasure.holding.empty())
    line(
        tr("These kept lists still hold the party, among others; `retention.lists_days` and "
           "`register erase --expired` let lists go:"));
  for (const PulledList& list : erasure.holding)
    line("  " + list.name + ": " + fileOf(context, list).string());
  if (!dryRun)
    line(
        tr("Backups, exported tables and lists of refused rows that were made before still hold "
           "what was erased."));
}

std::vector<std::int64_t> partiesOf(const Context& context, registry::Register& store,
                                    const Arguments& arguments, std::uint64_t days) {
  if (!arguments.expired) return {arguments.party};
  return days ? store.unwrittenSeenBefore(before(context, days)) : std::vector<std::int64_t>{};
}

std::string reasonOf(const Arguments& arguments, std::uint64_t days) {
  if (!arguments.reason.empty() || !arguments.expired) return arguments.reason;
  return say("In no list for {} days and never written to.", days);
}

/// First the register says it, then the files go.
void letGo(const Context& context, registry::Register& store, const std::vector<PulledList>& lists,
           const std::string& officer) {
  std::vector<std::string> sha256s;
  for (const PulledList& list : lists) sha256s.push_back(list.sha256);
  store.letListsGo(sha256s, officer);
  for (const PulledList& list : lists) {
    std::error_code failed;
    std::filesystem::remove(fileOf(context, list), failed);
    if (failed)
      throw Error(Code::unavailable, say("The file cannot be deleted: {}.", failed.message()),
                  {.file = fileOf(context, list).string()},
                  tr("Check the rights of the folder, then call the same command again."));
  }
}

void refuseUnclear(const Arguments& arguments, const workspace::RetentionSettings& retention) {
  if (arguments.expired == (arguments.party != 0))
    throw Error(Code::usage, tr("Name a party, or say `--expired`."), {},
                tr("`thongbao sellers list` shows the parties."));
  if (arguments.expired && retention.unwrittenDays == 0 && retention.listsDays == 0)
    throw Error(Code::usage, tr("The profile sets no time after which anything is erased."), {},
                tr("Set `retention.unwritten_days` or `retention.lists_days` in thongbao.json."));
}

void erase(Context& context, const Arguments& arguments) {
  const auto retention = context.profile().retention;
  refuseUnclear(arguments, retention);
  const auto store = context.store();
  const std::uint64_t days = retention.unwrittenDays;
  const auto parties = partiesOf(context, *store, arguments, days);
  Erasure erasure;
  if (arguments.expired && retention.listsDays > 0)
    erasure.letGo = kept(context, store->listsPulledBefore(before(context, retention.listsDays)));
  if (arguments.dryRun)
    erasure.parties = store->erasable(parties);
  else if (!parties.empty())
    erasure.parties = store->erase(parties, arguments.officer, reasonOf(arguments, days));
  if (!arguments.dryRun) letGo(context, *store, erasure.letGo, arguments.officer);
  if (!arguments.dryRun) store->rewrite();
  erasure.holding = kept(context, listsOf(*store, erasure.parties));
  std::erase_if(erasure.holding, [&](const PulledList& list) {
    return std::find(erasure.letGo.begin(), erasure.letGo.end(), list) != erasure.letGo.end();
  });
  context.print(toJson(context, erasure, arguments.dryRun),
                [&] { show(context, erasure, arguments.dryRun); });
}

}  // namespace

void addRegisterErase(CLI::App& registerCommand, Context& context) {
  auto arguments = std::make_shared<Arguments>();
  auto* command = registerCommand.add_subcommand(
      "erase", tr("Erase the personal data of a party; what was sent stays"));
  command->add_option("PARTY", arguments->party, tr("Its number, as `sellers list` shows it"));
  command->add_flag("--expired", arguments->expired,
                    tr("Everything whose time is over (`retention` in the profile)"));
  command->add_option("--reason", arguments->reason, tr("Why; kept in the register"));
  command->add_option("--by", arguments->officer, tr("The officer who answers for it"))->required();
  command->add_flag("--dry-run", arguments->dryRun, tr("Tell only whom it would concern"));
  command->callback([&context, arguments] { erase(context, *arguments); });
}

}  // namespace thongbao::cli
