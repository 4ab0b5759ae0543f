#include <CLI/App.hpp>
#include <memory>

#include "base/error.h"
#include "base/words.h"
#include "cli/commands.h"
#include "cli/terminal.h"
#include "plugin/scaffold.h"
#include "plugin/session.h"

namespace thongbao::cli {

namespace {

using base::say;
using base::tr;

struct Arguments {
  std::string id;
  std::filesystem::path file;
  std::filesystem::path folder;
};

void list(Context& context) {
  const plugin::Discovery discovery = plugin::discover(context.pluginFolders());
  base::Json all = base::Json::array();
  std::vector<std::vector<std::string>> rows;
  for (const auto& manifest : discovery.plugins) {
    all.push_back({{"id", manifest.id},
                   {"name", manifest.name},
                   {"version", manifest.version},
                   {"description", manifest.description},
                   {"library", manifest.library.string()}});
    rows.push_back({manifest.id, manifest.name, manifest.version, manifest.description});
  }
  context.print({{"plugins", all}, {"problems", discovery.problems}}, [&] {
    table({tr("Id"), tr("Name"), tr("Version"), tr("What it does")}, rows, 70);
    for (const std::string& problem : discovery.problems) line(say("Left out: {}", problem));
  });
  if (!discovery.problems.empty()) context.exitCode = static_cast<int>(base::Code::refusedSome);
}

void info(Context& context, const Arguments& arguments) {
  const auto manifest = plugin::findPlugin(context.pluginFolders(), arguments.id);
  base::Json columns = base::Json::array();
  std::vector<std::vector<std::string>> rows;
  for (const auto& column : manifest.columns) {
    std::string names;
    for (const std::string& name : column.names) names += (names.empty() ? "" : ", ") + name;
    columns.push_back(
        {{"field", column.field}, {"names", column.names}, {"required", column.required}});
    rows.push_back({column.field, column.required ? tr("required") : "", names});
  }
  context.print({{"id", manifest.id},
                 {"name", manifest.name},
                 {"version", manifest.version},
                 {"description", manifest.description},
                 {"author", manifest.author},
                 {"abi", {manifest.abiMajor, manifest.abiMinor}},
                 {"services", manifest.services},
                 {"settings", manifest.settings},
                 {"columns", columns},
                 {"library", manifest.library.string()}},
                [&] {
                  line(manifest.name + " " + manifest.version + " — " + manifest.description);
                  line(manifest.library.string());
                  table({tr("Field"), "", tr("Headings that are recognised")}, rows, 90);
                });
}

void check(Context& context, const Arguments& arguments) {
  const auto problems = plugin::check(context.places.program, arguments.file);
  context.print({{"file", arguments.file.string()}, {"problems", problems}}, [&] {
    if (problems.empty()) line(say("{} is a sound plugin.", arguments.file.string()));
    for (const std::string& problem : problems) line(problem);
  });
  if (!problems.empty()) context.exitCode = static_cast<int>(base::Code::badInput);
}

void make(Context& context, const Arguments& arguments) {
  const auto folder =
      arguments.folder.empty() ? std::filesystem::path(arguments.id) : arguments.folder;
  const auto files = plugin::scaffold(arguments.id, folder, context.places.sdk);
  base::Json names = base::Json::array();
  for (const auto& file : files) names.push_back(file.string());
  context.print(names, [&] {
    for (const auto& file : files) line(file.string());
    line(say("Next: read {} and build it with CMake.", (folder / "README.md").string()));
  });
}

}  // namespace

void addPlugin(CLI::App& app, Context& context) {
  auto* command = app.add_subcommand("plugin", tr("The platforms and their plugins"));
  command->require_subcommand(1);
  auto arguments = std::make_shared<Arguments>();
  command->add_subcommand("list", tr("List the plugins"))->callback([&context] { list(context); });
  auto* informing = command->add_subcommand("info", tr("Show one plugin and its columns"));
  informing->add_option("ID", arguments->id, tr("Plugin, as `plugin list` shows it"))->required();
  informing->callback([&context, arguments] { info(context, *arguments); });
  auto* checking = command->add_subcommand("check", tr("Check a plugin's library"));
  checking->add_option("FILE", arguments->file, tr("The library, a .so file"))->required();
  checking->callback([&context, arguments] { check(context, *arguments); });
  auto* making = command->add_subcommand("new", tr("Make the folder of a new platform's plugin"));
  making->add_option("ID", arguments->id, tr("Small letters, digits and _"))->required();
  making->add_option("--out", arguments->folder, tr("Folder (default: the id)"));
  making->callback([&context, arguments] { make(context, *arguments); });
}

}  // namespace thongbao::cli
