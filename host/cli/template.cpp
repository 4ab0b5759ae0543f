#include <CLI/App.hpp>
#include <memory>

#include "base/error.h"
#include "base/files.h"
#include "base/words.h"
#include "campaign/data.h"
#include "campaign/freeze.h"
#include "cli/commands.h"
#include "cli/paper.h"
#include "cli/terminal.h"
#include "document/html.h"
#include "document/text.h"

namespace thongbao::cli {

namespace {

using base::say;
using base::tr;

struct Arguments {
  std::string name;
  std::filesystem::path data, out, agency;
  std::string date;
  int number = 0;
};

campaign::Frozen sampleNotice(const Context& context, const tmpl::Pack& pack,
                              const Arguments& arguments, const domain::Agency& agency) {
  const auto& file = arguments.data.empty() ? pack.folder / "sample.json" : arguments.data;
  const base::Json data = base::parseJson(base::readFile(file), file.string());
  return campaign::Freezer(pack, context.catalogue(), agency, context.dateOr(arguments.date))
      .freeze(data, campaign::addresseeOf(data, {.file = file.string()}), arguments.number);
}

void list(Context& context) {
  base::Json all = base::Json::array();
  std::vector<std::vector<std::string>> rows;
  for (const std::string& name : context.templateNames()) {
    const tmpl::Pack pack = context.findTemplate(name);
    all.push_back({{"name", name}, {"version", pack.version}, {"description", pack.description}});
    rows.push_back({name, pack.version, pack.description});
  }
  context.print(all, [&] { table({tr("Template"), tr("Version"), tr("For")}, rows, 90); });
}

/// Reads the template, fills it with its own sample, and asks the catalogue.
void check(Context& context, const Arguments& arguments) {
  const auto names =
      arguments.name.empty() ? context.templateNames() : std::vector<std::string>{arguments.name};
  const domain::Agency nobody;
  for (const std::string& name : names) {
    const tmpl::Pack pack = context.findTemplate(name);
    campaign::refuseOutdatedLaw(pack, context.catalogue(), context.dateOr(arguments.date));
    sampleNotice(context, pack, arguments, nobody);
  }
  context.print({{"checked", names}}, [&] {
    for (const std::string& name : names) line(say("{}: sound", name));
  });
}

void preview(Context& context, const Arguments& arguments) {
  const tmpl::Pack pack = context.findTemplate(arguments.name);
  const campaign::Frozen sample =
      sampleNotice(context, pack, arguments, context.agency(arguments.agency));
  const pdf::Rendered rendered = pdf::Renderer().render(sample.notice, sample.body);
  base::writeFile(arguments.out / "notice.pdf", rendered.bytes);
  base::writeFile(arguments.out / "notice.html", document::writeHtml(sample.notice, sample.body));
  base::writeFile(arguments.out / "notice.txt", document::writeText(sample.notice, sample.body));
  tellBoxes("notice", rendered);
  context.print({{"out", arguments.out.string()}}, [&] {
    line(say("Look at notice.pdf, notice.html and notice.txt in {}.", arguments.out.string()));
  });
}

}  // namespace

void addTemplate(CLI::App& app, Context& context) {
  auto* command = app.add_subcommand("template", tr("The texts of mailings and notices"));
  command->require_subcommand(1);
  auto arguments = std::make_shared<Arguments>();
  command->add_subcommand("list", tr("List the templates"))->callback([&context] {
    list(context);
  });
  auto* checking = command->add_subcommand("check", tr("Check templates and what they cite"));
  checking->add_option("NAME", arguments->name, tr("One template (default: all)"));
  checking->add_option("--on", arguments->date, tr("Day to look at (default: today)"));
  checking->callback([&context, arguments] { check(context, *arguments); });
  auto* previewing = command->add_subcommand("preview", tr("Make a draft from sample data"));
  previewing->add_option("NAME", arguments->name, tr("Template, as `template list` shows it"))
      ->required();
  previewing->add_option("--out", arguments->out, tr("Folder for the draft"))->required();
  previewing->add_option("--data", arguments->data, tr("Data instead of the template's sample"));
  previewing->add_option("--agency", arguments->agency,
                         tr("Profile of the agency (default: the workspace's)"));
  previewing->add_option("--date", arguments->date, tr("Date of the document (default: today)"));
  previewing->add_option("--number", arguments->number, tr("Show this number; without it, a draft"))
      ->check(CLI::Range(1, 99999));
  previewing->callback([&context, arguments] { preview(context, *arguments); });
}

}  // namespace thongbao::cli
