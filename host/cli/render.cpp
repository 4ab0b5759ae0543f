#include <fmt/format.h>
#include <CLI/App.hpp>
#include <memory>

#include "base/error.h"
#include "base/files.h"
#include "base/text.h"
#include "base/words.h"
#include "campaign/data.h"
#include "campaign/freeze.h"
#include "cli/commands.h"
#include "cli/paper.h"
#include "cli/terminal.h"
#include "pull/list.h"

namespace thongbao::cli {

namespace {

using base::Json;
using base::say;
using base::tr;

struct Arguments {
  std::string name;
  std::filesystem::path data, out, agency;
  std::string date, sheet, platform = "website";
  int firstNumber = 0;
};

/// One letter to be made: its data, and who it goes to.
struct Letter {
  Json data;
  std::string addressee;
};

struct Letters {
  std::vector<Letter> letters;
  std::vector<pull::RefusedRow> refused;
};

Letter letterOf(Json data, const base::Place& place) {
  std::string addressee = campaign::addresseeOf(data, place);
  return {std::move(data), std::move(addressee)};
}

Letters fromJson(const std::filesystem::path& file) {
  Letters all;
  const Json root = base::parseJson(base::readFile(file), file.string());
  if (!root.is_array()) return {{letterOf(root, {.file = file.string()})}, {}};
  for (const Json& data : root)
    all.letters.push_back(letterOf(data, {.file = file.string(), .row = all.letters.size() + 1}));
  return all;
}

/// One JSON object a line (NDJSON).
Letters fromJsonLines(const std::filesystem::path& file) {
  Letters all;
  std::ifstream stream = base::openForReading(file);
  std::string text;
  for (std::uint64_t number = 1; std::getline(stream, text); ++number)
    if (!base::trim(text).empty())
      all.letters.push_back(
          letterOf(base::parseJson(text, say("{}, line {}", file.string(), number)),
                   {.file = file.string(), .line = number}));
  return all;
}

Letters fromList(const Context& context, const Arguments& arguments, const domain::Agency& agency,
                 base::Date date) {
  Letters all;
  pull::List list = pull::readList(arguments.data, {.sheet = arguments.sheet},
                                   plugin::findPlugin(context.pluginFolders(), arguments.platform));
  for (const domain::Party& party : list.parties)
    all.letters.push_back({campaign::dataFor(party, agency, date), campaign::addresseeOf(party)});
  all.refused = std::move(list.refused);
  return all;
}

Letters read(const Context& context, const Arguments& arguments, const domain::Agency& agency,
             base::Date date) {
  const std::string kind = arguments.data.extension().string();
  if (kind == ".json") return fromJson(arguments.data);
  if (kind == ".ndjson") return fromJsonLines(arguments.data);
  return fromList(context, arguments, agency, date);
}

void showRefused(const std::vector<pull::RefusedRow>& refused) {
  for (const auto& row : refused)
    for (const auto& problem : row.problems)
      line(say("  row {}:", row.row) + " “" + problem.column + "” = “" + problem.value +
           "”: " + problem.reason + " " + problem.advice);
}

void render(Context& context, const Arguments& arguments) {
  const tmpl::Pack pack = context.findTemplate(arguments.name);
  const base::Date date = context.dateOr(arguments.date);
  const law::Catalogue catalogue = context.catalogue();
  const domain::Agency agency = context.agency(arguments.agency);
  campaign::refuseOutdatedLaw(pack, catalogue, date);
  const Letters all = read(context, arguments, agency, date);

  // Everything is filled before the first file is written: a template that fails leaves nothing.
  std::vector<domain::Notice> notices;
  for (const Letter& letter : all.letters) {
    const int step = pack.numbering == tmpl::Numbering::once ? 0 : static_cast<int>(notices.size());
    const int number = arguments.firstNumber ? arguments.firstNumber + step : 0;
    notices.push_back(
        campaign::freeze(pack, catalogue, agency, letter.data, letter.addressee, number, date));
  }
  pdf::Renderer renderer;
  Progress progress(tr("Letters"), notices.size(), context.json);
  for (std::size_t i = 0; i < notices.size(); ++i) {
    const std::string stem =
        fmt::format("{:04}-{}", i + 1, base::fileNameOf(notices[i].addressees.front()));
    writePaper(renderer, notices[i], arguments.out, stem, false);
    progress.at(i + 1);
  }
  progress.finish();
  context.print({{"written", notices.size()},
                 {"refused_rows", all.refused.size()},
                 {"out", arguments.out.string()}},
                [&] {
                  line(say("{} letters are in {}.", notices.size(), arguments.out.string()));
                  if (!all.refused.empty()) line(say("{} rows were refused:", all.refused.size()));
                  showRefused(all.refused);
                });
  if (!all.refused.empty()) context.exitCode = static_cast<int>(base::Code::refusedSome);
}

}  // namespace

void addRender(CLI::App& app, Context& context) {
  auto* command = app.add_subcommand(
      "render", tr("Make PDF letters from a list, without keeping anything in the register"));
  auto arguments = std::make_shared<Arguments>();
  command->add_option("TEMPLATE", arguments->name, tr("Template, as `template list` shows it"))
      ->required();
  command->add_option("--data", arguments->data, tr("The list: CSV, XLSX, JSON or NDJSON"))
      ->required();
  command->add_option("--out", arguments->out, tr("Folder for the PDF files"))->required();
  command->add_option("--sheet", arguments->sheet, tr("Sheet of a workbook (default: the first)"));
  command->add_option("--platform", arguments->platform,
                      tr("Platform of the sellers in the list (default: website)"));
  command->add_option("--agency", arguments->agency,
                      tr("Profile of the agency (default: the workspace's)"));
  command->add_option("--date", arguments->date, tr("Date of the document (default: today)"));
  command
      ->add_option("--first-number", arguments->firstNumber,
                   tr("Number of the first letter; without it they are drafts"))
      ->check(CLI::Range(1, 99999));
  command->callback([&context, arguments] { render(context, *arguments); });
}

}  // namespace thongbao::cli
