#include "cli/app.h"

#include <CLI/App.hpp>
#include <csignal>
#include <cstdio>
#include <memory>
#include <string>
#include <string_view>

#include "base/error.h"
#include "base/words.h"
#include "cli/commands.h"
#include "cli/context.h"
#include "cli/help.h"

namespace thongbao::cli {

namespace {

using base::Code;
using base::Error;
using base::say;
using base::tr;

/// The help itself is in the chosen language, so that it is read before everything else.
base::Language languageOf(int argc, char** argv) {
  for (int i = 1; i < argc; ++i) {
    const std::string_view word = argv[i];
    if (word == "--lang=en") return base::Language::english;
    if (word == "--lang" && i + 1 < argc && std::string_view(argv[i + 1]) == "en")
      return base::Language::english;
  }
  return base::Language::vietnamese;
}

/// CLI11's own sentences are English: told again in the officer's language.
Error usageError(const CLI::ParseError& error, const CLI::App& app) {
  const std::string text = error.what();
  const std::string advice = tr("See `thongbao --help`, or `--help` behind the command.");
  if (error.get_name() == "ExtrasError")
    return {Code::usage, say("Not understood: {}.", text.substr(text.find(':') + 2)), {}, advice};
  if (error.get_name() == "RequiredError" && !app.remaining(true).empty())
    return {Code::usage, say("Not understood: {}.", app.remaining(true).front()), {}, advice};
  if (error.get_name() == "RequiredError")
    return {Code::usage,
            text.find("subcommand") != std::string::npos
                ? tr("Which command? None was given.")
                : say("Missing: {}.", text.substr(0, text.find(" is required"))),
            {},
            advice};
  if (error.get_name() == "ArgumentMismatch")
    return {Code::usage,
            say("A value is missing behind {}.", text.substr(0, text.find(':'))),
            {},
            advice};
  return {Code::usage, say("Wrong value: {}.", text.substr(0, text.find(':'))), {}, advice};
}

void printError(const Error& error, bool json) {
  if (json) {
    const base::Place& place = error.place();
    const base::Json document{{"error",
                               {{"code", error.exitCode()},
                                {"sentence", error.sentence()},
                                {"file", place.file},
                                {"row", place.row},
                                {"line", place.line},
                                {"column", place.column},
                                {"field", place.field},
                                {"advice", error.advice()}}}};
    std::printf("%s\n", document.dump(2, ' ', false, base::Json::error_handler_t::replace).c_str());
  }
  std::fprintf(stderr, "thongbao: %s\n", base::describe(error).c_str());
}

void describeApp(CLI::App& app, Context& context) {
  app.formatter(std::make_shared<Help>());
  app.name("thongbao");
  app.description(tr("Legal notices to online sellers, and the proof of what was sent."));
  app.set_help_flag("-h,--help", tr("Print this help and stop"));
  app.set_version_flag("--version", THONGBAO_VERSION, tr("Print the version and stop"));
  app.require_subcommand(1);
  app.fallthrough();
  app.add_option("-w,--workspace", context.workspaceFolder,
                 tr("Folder of the workspace (default: the current folder)"));
  app.add_flag("--json", context.json, tr("Print one JSON document instead of text"));
  app.add_option("--lang", context.language, tr("Language: vi (default) or en"))
      ->check(CLI::IsMember({"vi", "en"}));
}

}  // namespace

int run(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);
  Context context;
  context.places = base::findPlaces();
  base::speak(languageOf(argc, argv), context.places.locale);

  CLI::App app;
  describeApp(app, context);
  for (const auto add : {addInit, addPlugin, addPull, addSellers, addArea, addLaw, addTemplate,
                         addRender, addCampaign, addInbox, addRegister})
    add(app, context);
  try {
    app.parse(argc, argv);
    return context.exitCode;
  } catch (const CLI::Success& help) {
    return app.exit(help);
  } catch (const CLI::ParseError& error) {
    printError(usageError(error, app), context.json);
    return static_cast<int>(Code::usage);
  } catch (const Error& error) {
    printError(error, context.json);
    return error.exitCode();
  } catch (const std::exception& defect) {
    printError({Code::defect,
                say("A defect of the program: {}.", defect.what()),
                {},
                tr("Nothing was half-written. Please report it with the command you gave.")},
               context.json);
    return static_cast<int>(Code::defect);
  }
}

}  // namespace thongbao::cli
