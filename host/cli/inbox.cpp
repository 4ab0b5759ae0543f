#include <CLI/App.hpp>

#include "base/error.h"
#include "base/words.h"
#include "campaign/inbox.h"
#include "cli/commands.h"
#include "cli/interruption.h"
#include "cli/terminal.h"

namespace thongbao::cli {

namespace {

using base::Json;
using base::say;
using base::tr;

void showReport(const campaign::InboxReport& report) {
  line(
      say("{} new mails: {} changed a dispatch, {} automatic answers, {} delays, {} of no concern.",
          report.read - report.known, report.news.size(), report.automatic, report.delays,
          report.others));
  std::vector<std::vector<std::string>> rows;
  for (const auto& news : report.news)
    rows.push_back(
        {std::to_string(news.dispatch), news.campaign, domain::shown(news.state), news.words});
  if (!rows.empty())
    table({tr("Dispatch"), tr("Campaign"), tr("State"), tr("What is written")}, rows, 60);
  for (const std::string& why : report.unread) line(say("A mail could not be read: {}", why));
  for (const std::string& campaign : report.paused)
    line(
        say("Too many mails of the campaign “{}” came back: it is paused. `thongbao campaign "
            "resume {} --by OFFICER` goes on.",
            campaign, campaign));
}

void read(Context& context) {
  const auto store = context.store();
  const workspace::Workspace place = context.place();
  const workspace::Profile profile = context.profile();
  const campaign::Sender sender{place, profile, context.clock, context.random};
  std::unique_ptr<Progress> progress;
  const campaign::InboxReport report = campaign::readInbox(
      *store, sender, catchInterruption(), [&](const campaign::InboxReport& so) {
        if (!progress) progress = std::make_unique<Progress>(tr("Mails"), 0, context.json);
        progress->at(so.read);
      });
  if (progress) progress->finish();
  Json news = Json::array();
  for (const auto& one : report.news)
    news.push_back({{"dispatch", one.dispatch},
                    {"campaign", one.campaign},
                    {"state", domain::toString(one.state)},
                    {"words", one.words}});
  context.print({{"read", report.read},
                 {"known", report.known},
                 {"automatic", report.automatic},
                 {"delays", report.delays},
                 {"others", report.others},
                 {"unread", report.unread},
                 {"paused", report.paused},
                 {"news", news}},
                [&] { showReport(report); });
  if (!report.unread.empty()) context.exitCode = static_cast<int>(base::Code::refusedSome);
}

}  // namespace

void addInbox(CLI::App& app, Context& context) {
  app.add_subcommand("inbox", tr("Read the bounces and answers that came back by mail"))
      ->callback([&context] { read(context); });
}

}  // namespace thongbao::cli
