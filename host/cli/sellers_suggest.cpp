#include <CLI/App.hpp>
#include <map>
#include <memory>

#include "base/words.h"
#include "cli/commands.h"
#include "cli/terminal.h"
#include "domain/seller.h"

namespace thongbao::cli {

namespace {

using base::Json;
using base::mark;
using base::tr;
using registry::Suggestion;

struct Arguments {
  std::size_t most = 50;
  int leastScore = 1;
};

/// Why two accounts look like one person's, in the officer's words.
std::string shownReason(const std::string& kind) {
  static const std::map<std::string, const char*> words{
      {"address_and_name", mark("equal address and name")},
      {"enterprise", mark("tax codes of one enterprise")},
      {"handle", mark("equal account name")},
      {"bank_account", mark("equal bank account number, bank not known")},
      {"legal_name", mark("equal legal name in one province")},
      {"address", mark("equal address")}};
  const auto found = words.find(kind);
  return found == words.end() ? kind : tr(found->second);
}

Json toJson(const Suggestion::Account& account) {
  return {{"id", account.id},
          {"party", account.partyId},
          {"platform", account.platform},
          {"account", account.accountId},
          {"name", account.name}};
}

Json toJson(const Suggestion& suggestion) {
  Json reasons = Json::array();
  for (const auto& reason : suggestion.reasons)
    reasons.push_back({{"kind", reason.kind}, {"value", reason.value}});
  return {{"a", toJson(suggestion.a)},
          {"b", toJson(suggestion.b)},
          {"score", suggestion.score},
          {"reasons", std::move(reasons)}};
}

std::string shown(const Suggestion::Account& account) {
  return domain::platformName(account.platform) + " " + account.accountId + ": " + account.name;
}

void suggest(Context& context, const Arguments& arguments) {
  const auto found = context.store()->suggest(arguments.most, arguments.leastScore);
  Json all = Json::array();
  std::vector<std::vector<std::string>> rows;
  for (const Suggestion& one : found) {
    all.push_back(toJson(one));
    std::string reasons;
    for (const auto& reason : one.reasons)
      reasons += (reasons.empty() ? "" : "; ") + shownReason(reason.kind);
    rows.push_back({std::to_string(one.score), std::to_string(one.a.id), shown(one.a),
                    std::to_string(one.b.id), shown(one.b), reasons});
  }
  context.print(all, [&] {
    if (found.empty()) return line(tr("No two accounts look like one person's."));
    constexpr std::size_t kWidest = 44;
    table({tr("Score"), "A", tr("Account A"), "B", tr("Account B"), tr("Why")}, rows, kWidest);
    line(tr("One person? `thongbao sellers link A B --reason …`"));
    line(tr("Two persons? `thongbao sellers unlink A B --reason …`; they are not proposed again."));
  });
}

}  // namespace

void addSellersSuggest(CLI::App& sellers, Context& context) {
  auto arguments = std::make_shared<Arguments>();
  constexpr std::size_t kMost = 100'000;
  auto* command =
      sellers.add_subcommand("suggest", tr("Accounts that may belong to one person, and why"));
  command->add_option("--most", arguments->most, tr("At most so many pairs (default: 50)"))
      ->check(CLI::Range(std::size_t{1}, kMost));
  command->add_option("--min-score", arguments->leastScore, tr("Only of this score, 1 to 100"))
      ->check(CLI::Range(1, 100));
  command->callback([&context, arguments] { suggest(context, *arguments); });
}

}  // namespace thongbao::cli
