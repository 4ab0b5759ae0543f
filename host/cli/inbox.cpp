#include <CLI/App.hpp>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <memory>

#include "base/error.h"
#include "base/files.h"
#include "base/words.h"
#include "campaign/inbox.h"
#include "cli/commands.h"
#include "cli/dispatch_table.h"
#include "cli/interruption.h"
#include "cli/json_list.h"
#include "cli/terminal.h"

namespace thongbao::cli {

namespace {

using base::Json;
using base::say;
using base::tr;

using News = campaign::InboxReport::News;

Json toJson(const News& news) {
  return {{"dispatch", news.dispatch},
          {"campaign", news.campaign},
          {"state", domain::toString(news.state)},
          {"words", news.words}};
}

/// What the mails say, until all are read: on the disk, since there may be any number.
class KeptNews {
 public:
  KeptNews() {
    if (!file_) base::failToWrite(std::filesystem::temp_directory_path().string(), errno);
  }
  void add(const News& news) {
    const std::string text =
        toJson(news).dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
    if (std::fwrite(text.data(), 1, text.size(), file_.get()) != text.size())
      base::failToWrite(std::filesystem::temp_directory_path().string(), errno);
  }
  void writeTo(JsonList& list) {
    std::rewind(file_.get());
    std::string text;
    for (int c = std::getc(file_.get()); c != EOF; c = std::getc(file_.get())) {
      if (c != '\n') {
        text += static_cast<char>(c);
        continue;
      }
      list.add(Json::parse(text));
      text.clear();
    }
  }

 private:
  struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };
  std::unique_ptr<std::FILE, Close> file_{std::tmpfile()};
};

void showReport(const campaign::InboxReport& report,
                const base::FirstOf<std::vector<std::string>>& news) {
  line(say(
      "{} new mails: {} changed a dispatch, {} automatic answers, {} delays, {} of no concern.",
      report.read - report.known, report.changed, report.automatic, report.delays, report.others));
  if (!news.items().empty())
    table({tr("Dispatch"), tr("Campaign"), tr("State"), tr("What is written")}, news.items(), 60);
  showMore(news.more(), "NAME");
  for (const std::string& why : report.unread.items())
    line(say("A mail could not be read: {}", why));
  andMore(report.unread.more());
  for (const std::string& campaign : report.paused)
    line(
        say("Too many mails of the campaign “{}” came back: it is paused. `thongbao campaign "
            "resume {} --by OFFICER` goes on.",
            campaign, campaign));
}

void writeReport(const campaign::InboxReport& report, KeptNews& news) {
  JsonList list({{"read", report.read},
                 {"known", report.known},
                 {"automatic", report.automatic},
                 {"delays", report.delays},
                 {"others", report.others},
                 {"unread", report.unread.items()},
                 {"more_unread", report.unread.more()},
                 {"paused", report.paused}},
                "news");
  news.writeTo(list);
  list.finish();
}

void read(Context& context) {
  const auto store = context.store();
  const workspace::Workspace place = context.place();
  const workspace::Profile profile = context.profile();
  const campaign::Sender sender{place, profile, context.clock, context.random};
  KeptNews kept;
  base::FirstOf<std::vector<std::string>> shown;
  Progress progress(tr("Mails"), 0, context.json);
  const campaign::InboxReport report = campaign::readInbox(
      *store, sender, catchInterruption(), [&](const campaign::InboxReport& so) {
        progress.at(so.read);
        if (!so.news) return;
        const News& news = *so.news;
        if (context.json)
          kept.add(news);
        else
          shown.add({std::to_string(news.dispatch), news.campaign, domain::shown(news.state),
                     news.words});
      });
  progress.finish();
  if (context.json)
    writeReport(report, kept);
  else
    showReport(report, shown);
  if (report.unread.all()) context.exitCode = static_cast<int>(base::Code::refusedSome);
}

}  // namespace

void addInbox(CLI::App& app, Context& context) {
  app.add_subcommand("inbox", tr("Read the bounces and answers that came back by mail"))
      ->callback([&context] { read(context); });
}

}  // namespace thongbao::cli
