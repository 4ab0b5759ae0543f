#include "cli/help.h"

#include "base/words.h"
#include "cli/terminal.h"

namespace thongbao::cli {

namespace {

using base::tr;

constexpr std::size_t kNameColumn = 32;

std::string row(const std::string& name, const std::string& description) {
  const std::size_t width = displayWidth(name) + 2;
  const std::string gap = width + 2 > kNameColumn ? "\n" + std::string(kNameColumn, ' ')
                                                  : std::string(kNameColumn - width, ' ');
  return "  " + name + gap + description + "\n";
}

/// What stands behind the option's name: its choices, or the kind of value.
std::string valueOf(const CLI::Option& option) {
  if (option.get_expected_max() == 0) return {};  // a flag
  const std::string type = option.get_type_name();
  if (const auto choices = type.find('{'); choices != std::string::npos)
    return " " + type.substr(choices);
  const std::string kind = type.substr(0, type.find(':'));
  return " " + (kind == "TEXT" ? tr("TEXT") : tr("NUMBER"));
}

}  // namespace

Help::Help() {
  for (const char* label : {base::mark("Usage"), base::mark("OPTIONS"), base::mark("SUBCOMMAND"),
                            base::mark("SUBCOMMANDS"), base::mark("Positionals")})
    this->label(label, tr(label));
}

std::string Help::make_group(std::string group, bool isPositional,
                             std::vector<const CLI::Option*> options) const {
  return Formatter::make_group(group == "Options" ? tr("Options") : group, isPositional, options);
}

std::string Help::make_option(const CLI::Option* option, bool isPositional) const {
  std::string name = make_option_name(option, isPositional);
  if (!isPositional) name += valueOf(*option);
  const std::string required =
      option->get_required() && !isPositional ? " " + tr("(required)") : std::string();
  return row(name, option->get_description() + required);
}

std::string Help::make_subcommands(const CLI::App* app, CLI::AppFormatMode) const {
  std::string text;
  for (const CLI::App* command : app->get_subcommands([](const CLI::App*) { return true; }))
    text += row(command->get_display_name(true), command->get_description());
  return text.empty() ? text : "\n" + tr("Commands") + ":\n" + text;
}

}  // namespace thongbao::cli
