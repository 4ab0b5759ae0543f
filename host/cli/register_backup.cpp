#include <CLI/App.hpp>
#include <memory>

#include "base/error.h"
#include "base/words.h"
#include "campaign/older_register.h"
#include "cli/commands.h"
#include "cli/terminal.h"
#include "workspace/lock.h"

namespace thongbao::cli {

namespace {

using base::Code;
using base::Error;
using base::Json;
using base::say;
using base::tr;

struct Arguments {
  std::filesystem::path file;
  std::string officer, symbol;
  std::int64_t lastNumber = 0;
  int year = 0;
};

void backup(Context& context, const Arguments& arguments) {
  context.store()->backup(arguments.file);
  context.print({{"out", arguments.file.string()}},
                [&] { line(say("The register was copied to {}.", arguments.file.string())); });
}

/// The last number that the officer knows of; by default that of the agency and of this year.
std::optional<registry::LastNumber> lastNumberOf(const Context& context,
                                                 const Arguments& arguments) {
  if (arguments.lastNumber == 0) return std::nullopt;
  registry::LastNumber last{arguments.symbol, arguments.year, arguments.lastNumber};
  if (last.symbol.empty()) last.symbol = context.profile().agency.symbol;
  if (last.year == 0) last.year = static_cast<int>(context.dateOr({}).year());
  return last;
}

Json toJson(const registry::Restored& restored) {
  Json campaigns = Json::array();
  for (const auto& [campaign, dispatches] : restored.doubtful)
    campaigns.push_back({{"campaign", campaign}, {"unknown", dispatches}});
  return {{"copied_at", restored.copiedAt}, {"campaigns", campaigns}};
}

void showRestored(const registry::Restored& restored, bool isNumberKnown) {
  line(
      tr("The register was put back. Campaigns, numbers and receipts that came after the backup "
         "are not in it."));
  if (!isNumberKnown)
    line(
        tr("Numbers that were given after the backup are not known: the next approval would give "
           "them again. Look the last one up on paper or in the sent mails before you approve."));
  for (const auto& [campaign, dispatches] : restored.doubtful)
    line(
        say("Campaign “{}”: {} dispatches may have been sent since. Next: `thongbao campaign "
            "resolve {}`.",
            campaign, dispatches, campaign));
}

void restore(Context& context, const Arguments& arguments) {
  const auto place = context.place();
  const workspace::Lock lock(place.folder / ".sending");
  const auto store = context.store();
  if (!store->copiedAt() && !campaign::isOlder(*store, place))
    throw Error(Code::usage, tr("This register is no backup, nor older than what was sent."),
                {.file = place.registerFile().string()}, tr("Nothing needs to be done."));
  const auto lastNumber = lastNumberOf(context, arguments);
  const registry::Restored restored = store->restore(arguments.officer, lastNumber);
  campaign::markSent(*store, place);
  context.print(toJson(restored), [&] { showRestored(restored, lastNumber.has_value()); });
}

}  // namespace

void addRegisterBackup(CLI::App& registerCommand, Context& context) {
  auto arguments = std::make_shared<Arguments>();
  auto* saving =
      registerCommand.add_subcommand("backup", tr("Copy the register, also while it is used"));
  saving->add_option("FILE", arguments->file, tr("The copy; must not exist"))->required();
  saving->callback([&context, arguments] { backup(context, *arguments); });

  auto* restoring = registerCommand.add_subcommand(
      "restore", tr("Go on with a backup that was put in the register's place"));
  restoring->add_option("--by", arguments->officer, tr("The officer who answers for it"))
      ->required();
  auto* number = restoring->add_option("--last-number", arguments->lastNumber,
                                       tr("The last number that was given after the backup"));
  number->check(CLI::Range(1, 9'999'999));
  restoring->add_option("--symbol", arguments->symbol, tr("Its symbol (default: the agency's)"))
      ->needs(number);
  restoring->add_option("--year", arguments->year, tr("Its year (default: this one)"))
      ->needs(number);
  restoring->callback([&context, arguments] { restore(context, *arguments); });
}

}  // namespace thongbao::cli
