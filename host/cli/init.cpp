#include <CLI/App.hpp>
#include <memory>

#include "base/files.h"
#include "base/words.h"
#include "cli/commands.h"
#include "cli/terminal.h"
#include "workspace/workspace.h"

namespace thongbao::cli {

namespace {

struct Arguments {
  std::filesystem::path folder;
  std::filesystem::path profile;
};

void init(Context& context, const Arguments& arguments) {
  const auto& folder = arguments.folder.empty() ? context.workspaceFolder : arguments.folder;
  std::string profile;
  if (!arguments.profile.empty()) {
    workspace::readProfile(arguments.profile);
    profile = base::readFile(arguments.profile);
  }
  const workspace::Workspace place = workspace::create(folder);
  if (!profile.empty()) base::writeFile(place.profile(), profile);
  registry::Register::create(place.registerFile(), context.clock, context.random);

  const auto missing = workspace::missingForIssuing(workspace::readProfile(place.profile()));
  context.print({{"workspace", place.folder.string()}, {"missing", missing}}, [&] {
    line(base::say("The workspace is ready: {}", place.folder.string()));
    if (!missing.empty())
      line(base::say("Next: fill in the agency in {}; {} explains each key.",
                     place.profile().string(), place.schema().filename().string()));
    else
      line(base::tr("Next: `thongbao pull PLATFORM --file LIST`."));
  });
}

}  // namespace

void addInit(CLI::App& app, Context& context) {
  auto* command = app.add_subcommand("init", base::tr("Make a workspace for one team"));
  auto arguments = std::make_shared<Arguments>();
  command->add_option("DIR", arguments->folder, base::tr("Folder; made when there is none"));
  command->add_option("--profile", arguments->profile,
                      base::tr("Take this filled profile instead of an empty one"));
  command->callback([&context, arguments] { init(context, *arguments); });
}

}  // namespace thongbao::cli
