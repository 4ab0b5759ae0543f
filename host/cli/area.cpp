#include <CLI/App.hpp>
#include <map>
#include <memory>

#include "base/error.h"
#include "base/words.h"
#include "cli/commands.h"
#include "cli/filter.h"
#include "cli/terminal.h"
#include "domain/area.h"
#include "intake/commune_list.h"
#include "pull/kept_list.h"

namespace thongbao::cli {

namespace {

using base::Json;
using base::say;
using base::tr;
using domain::Commune;

struct Arguments {
  std::filesystem::path file;
  intake::TableOptions table;
  std::string area;
};

void import(Context& context, const Arguments& arguments) {
  const auto store = context.store();
  const pull::KeptList kept = pull::keepList(arguments.file, context.place().documents());
  std::vector<Commune> communes;
  pull::readKept(kept, arguments.file,
                 [&] { communes = intake::readCommunes(kept.file, arguments.table); });
  const registry::AreaImport done =
      store->importCommunes({arguments.file.filename().string(), kept.sha256}, std::move(communes));
  context.print(
      {{"communes", done.communes},
       {"source_sha256", kept.sha256},
       {"accounts", done.accounts},
       {"found", done.found}},
      [&] {
        line(say("{} communes were imported.", done.communes));
        line(say("The commune of {} of {} accounts is known now.", done.found, done.accounts));
      });
}

void listProvinces(Context& context, const std::vector<Commune>& communes) {
  std::map<std::string, std::size_t> counts;
  for (const Commune& commune : communes) ++counts[commune.provinceCode];
  Json all = Json::array();
  std::vector<std::vector<std::string>> rows;
  for (const domain::Province& province : domain::provinces()) {
    std::string former;
    for (const char* name : province.formerNames)
      former += (former.empty() ? "" : ", ") + std::string(name);
    all.push_back({{"code", province.code},
                   {"name", province.name},
                   {"former_names", province.formerNames},
                   {"communes", counts[province.code]}});
    rows.push_back({province.code, province.name, former, std::to_string(counts[province.code])});
  }
  context.print(all, [&] {
    table({tr("Code"), tr("Province"), tr("Merged with it"), tr("Communes")}, rows);
    if (communes.empty())
      line(
          tr("There is no table of communes yet. Import the official one with `thongbao area "
             "import FILE`."));
  });
}

void list(Context& context, const Arguments& arguments) {
  const auto store = context.store();
  const domain::CommuneTable communes = store->communes();
  if (arguments.area.empty()) return listProvinces(context, communes.all());
  const Area area = areaOf(arguments.area, communes);
  Json all = Json::array();
  std::vector<std::vector<std::string>> rows;
  for (const Commune& commune : communes.all()) {
    if (commune.provinceCode != area.province) continue;
    if (!area.commune.empty() && commune.code != area.commune) continue;
    const std::string province = domain::findProvince(commune.provinceCode)->name;
    all.push_back({{"code", commune.code}, {"name", commune.name}, {"province", province}});
    rows.push_back({commune.code, commune.name, province});
  }
  context.print(all, [&] {
    table({tr("Code"), tr("Commune"), tr("Province")}, rows);
    line(say("{} communes", rows.size()));
  });
}

}  // namespace

void addArea(CLI::App& app, Context& context) {
  auto* command = app.add_subcommand("area", tr("Provinces and communes"));
  command->require_subcommand(1);
  auto arguments = std::make_shared<Arguments>();
  auto* importing = command->add_subcommand("import", tr("Take in the official table of communes"));
  importing->add_option("FILE", arguments->file, tr("The table, in any format that `pull` reads"))
      ->required();
  importing->add_option("--sheet", arguments->table.sheet,
                        tr("Sheet of a workbook (default: the first)"));
  importing->add_option("--encoding", arguments->table.encoding,
                        tr("Encoding of a text file (default: found by its content)"));
  importing->callback([&context, arguments] { import(context, *arguments); });
  auto* listing =
      command->add_subcommand("list", tr("The provinces, or with --area the communes of one"));
  listing->add_option("--area", arguments->area, areaHelp());
  listing->callback([&context, arguments] { list(context, *arguments); });
}

}  // namespace thongbao::cli
