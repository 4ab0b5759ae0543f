#include <CLI/App.hpp>
#include <memory>

#include "base/words.h"
#include "cli/commands.h"
#include "cli/sellers_list.h"
#include "cli/sellers_show.h"
#include "cli/terminal.h"

namespace thongbao::cli {

namespace {

using base::say;
using base::tr;

struct Arguments {
  std::int64_t id = 0, other = 0;
  std::string reason;
};

void relink(Context& context, const Arguments& arguments, bool together) {
  const auto store = context.store();
  if (together)
    store->link(arguments.id, arguments.other, arguments.reason);
  else
    store->unlink(arguments.id, arguments.other, arguments.reason);
  const auto first = store->seller(arguments.id), second = store->seller(arguments.other);
  context.print({{"party_a", first->partyId}, {"party_b", second->partyId}}, [&] {
    line(together ? say("Accounts {} and {} are one party now.", arguments.id, arguments.other)
                  : say("Accounts {} and {} are two parties now.", arguments.id, arguments.other));
  });
}

void addRelink(CLI::App& command, Context& context, const char* name, const char* description,
               bool together) {
  auto arguments = std::make_shared<Arguments>();
  auto* sub = command.add_subcommand(name, tr(description));
  sub->add_option("A", arguments->id, tr("Id of an account"))->required();
  sub->add_option("B", arguments->other, tr("Id of another account"))->required();
  sub->add_option("--reason", arguments->reason, tr("Why; kept in the register"))->required();
  sub->callback([&context, arguments, together] { relink(context, *arguments, together); });
}

}  // namespace

void addSellers(CLI::App& app, Context& context) {
  auto* command = app.add_subcommand("sellers", tr("The accounts in the register"));
  command->require_subcommand(1);
  addSellersList(*command, context);
  addSellersShow(*command, context);
  addSellersSuggest(*command, context);
  addRelink(*command, context, "link", base::mark("Say that two accounts belong to one party"),
            true);
  addRelink(*command, context, "unlink",
            base::mark("Say that two accounts belong to different parties"), false);
}

}  // namespace thongbao::cli
