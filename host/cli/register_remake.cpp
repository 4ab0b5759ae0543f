#include <fmt/format.h>

#include <CLI/App.hpp>
#include <algorithm>
#include <memory>
#include <optional>
#include <thread>

#include "base/error.h"
#include "base/files.h"
#include "base/first_of.h"
#include "base/hash.h"
#include "base/ordered_work.h"
#include "base/words.h"
#include "campaign/remake.h"
#include "cli/commands.h"
#include "cli/terminal.h"
#include "cli/whole_folder.h"

namespace thongbao::cli {

namespace {

namespace fs = std::filesystem;
using base::Code;
using base::Error;
using base::Json;
using base::say;
using base::tr;
using campaign::Remade;
using registry::BegunDocument;

struct Arguments {
  std::string which;
  bool all = false, repair = false;
  fs::path out;
};

struct Result {
  BegunDocument document;
  Remade remade;
};

/// The documents that are asked for, each once.
class Asked {
 public:
  /// `start` is that of the hash of a notice or a document; empty for all.
  Asked(registry::Register& store, std::string start)
      : documents_(store.begunDocuments()), start_(std::move(start)) {}

  std::optional<BegunDocument> next() {
    while (auto document = documents_->next())
      if (isMeant(*document)) return document;
    return std::nullopt;
  }

 private:
  bool isMeant(const BegunDocument& document) const {
    return document.noticeHash.starts_with(start_) || document.sha256.starts_with(start_);
  }

  std::unique_ptr<registry::BegunDocuments> documents_;
  std::string start_;
};

/// What `documents/` has under the name of a document.
enum class Kept { whole, missing, spoiled };

Kept keptAt(const fs::path& file, const std::string& sha256) {
  if (!fs::exists(fs::symlink_status(file))) return Kept::missing;
  return fs::is_regular_file(file) && base::sha256OfFile(file) == sha256 ? Kept::whole
                                                                         : Kept::spoiled;
}

/// Nothing is lost: what was changed may show how.
void putAside(const fs::path& file) {
  fs::path aside = file;
  aside += ".spoiled";
  for (int i = 2; fs::exists(fs::symlink_status(aside)); ++i)
    aside = fmt::format("{}.spoiled-{}", file.string(), i);
  std::error_code failed;
  fs::rename(file, aside, failed);
  if (failed)
    throw Error(Code::unavailable, say("The file cannot be put aside: {}.", failed.message()),
                {.file = file.string()});
}

/// Where documents go that came out the same.
class Target {
 public:
  Target(const Arguments& arguments, const fs::path& documents) : documents_(documents) {
    if (!arguments.repair) folder_.emplace(arguments.out);
  }

  /// Whether there is anything to make. Any thread may ask.
  bool needs(const BegunDocument& document) const {
    return folder_ || keptAt(fileOf(document), document.sha256) != Kept::whole;
  }

  void put(const Result& result) {
    const fs::path file = fileOf(result.document);
    if (!folder_ && keptAt(file, result.document.sha256) == Kept::spoiled) putAside(file);
    base::writeRepeatable(file, result.remade.bytes);
  }

  void keep() {
    if (folder_) folder_->keep();
  }

 private:
  fs::path fileOf(const BegunDocument& document) const {
    return (folder_ ? folder_->path() : documents_) / (document.sha256 + ".pdf");
  }

  fs::path documents_;
  std::optional<WholeFolder> folder_;
};

struct Tally {
  std::uint64_t asked = 0, made = 0, erased = 0;
  base::FirstOf<std::vector<std::string>> failures;  ///< entry, document, reason

  void add(const Result& result) {
    if (result.remade.outcome == Remade::erased)
      ++erased;
    else
      failures.add(
          {std::to_string(result.document.sequence), result.document.sha256, result.remade.reason});
  }
};

Tally remakeInto(Target& target, Asked& asked, const workspace::SignSettings& settings) {
  Tally tally;
  base::workInOrder<BegunDocument, std::optional<Result>>(
      std::max(1U, std::thread::hardware_concurrency()),
      {[&] { return asked.next(); },
       [&]() -> std::function<std::optional<Result>(BegunDocument)> {
         auto remaker = std::make_shared<campaign::Remaker>(settings);
         return [&target, remaker](BegunDocument document) -> std::optional<Result> {
           if (!target.needs(document)) return std::nullopt;
           Remade remade = remaker->make(document);
           return Result{std::move(document), std::move(remade)};
         };
       },
       [&](const std::optional<Result>& result) {
         ++tally.asked;
         if (!result) return;
         if (result->remade.outcome != Remade::same) return tally.add(*result);
         target.put(*result);
         ++tally.made;
       }});
  return tally;
}

/// The start of a hash; empty for all documents.
std::string startOf(const Arguments& arguments) {
  if (arguments.all || arguments.repair) return {};
  const auto start = domain::hashStartOf(arguments.which);
  if (!start)
    throw Error(Code::usage, say("“{}” is neither a check code nor a hash.", arguments.which), {},
                tr("A check code looks like 3F9A-01C2-77DE and stands beside the QR code."));
  return *start;
}

void requireOneWay(const Arguments& arguments) {
  const int which = !arguments.which.empty() + arguments.all;
  if (which > 1 || (which == 0 && !arguments.repair))
    throw Error(Code::usage, tr("Which documents? Name a code or a hash, or say `--all`."));
  if (arguments.repair && !arguments.which.empty())
    throw Error(Code::usage, tr("`--repair` looks at all documents."), {},
                tr("Leave out the code."));
  if (arguments.repair != arguments.out.empty())
    throw Error(Code::usage, tr("Where to? Either `--out DIR` or `--repair`."));
}

void tell(Context& context, const Arguments& arguments, const Tally& tally) {
  Json failures = Json::array();
  for (const auto& failure : tally.failures.items())
    failures.push_back(
        {{"entry", std::stoll(failure[0])}, {"document", failure[1]}, {"reason", failure[2]}});
  context.print(
      {{"asked", tally.asked},
       {"made", tally.made},
       {"erased", tally.erased},
       {"failures", failures},
       {"more_failures", tally.failures.more()}},
      [&] {
        const std::string where =
            arguments.repair ? context.place().documents().string() : arguments.out.string();
        line(say("{} of {} documents were made again, byte for byte: {}", tally.made, tally.asked,
                 where));
        if (tally.erased)
          line(say("{} cannot be: their texts were erased from the register.", tally.erased));
        table({tr("Entry"), tr("Document"), tr("Reason")}, tally.failures.items(), 160);
        andMore(tally.failures.more());
      });
}

void remake(Context& context, const Arguments& arguments) {
  requireOneWay(arguments);
  const auto store = context.store();
  Target target(arguments, context.place().documents());
  Asked asked(*store, startOf(arguments));
  const Tally tally = remakeInto(target, asked, context.profile().sign);
  if (tally.asked == 0 && !arguments.which.empty())
    throw Error(Code::notFound,
                say("The register has no document with the code {}.", arguments.which), {},
                tr("A notice that was not sent yet has none."));
  target.keep();
  tell(context, arguments, tally);
  if (tally.failures.all()) context.exitCode = static_cast<int>(Code::integrity);
}

}  // namespace

void addRegisterRemake(CLI::App& registerCommand, Context& context) {
  auto* command = registerCommand.add_subcommand(
      "remake", tr("Make the documents of notices again from what the register keeps"));
  auto arguments = std::make_shared<Arguments>();
  command->add_option("CODE", arguments->which,
                      tr("A notice's check code, or the hash of a notice or a document"));
  command->add_flag("--all", arguments->all, tr("All documents of notices"));
  command->add_option("--out", arguments->out, tr("A new folder for them"));
  command->add_flag("--repair", arguments->repair,
                    tr("Put those that are missing or changed back into documents/"));
  command->callback([&context, arguments] { remake(context, *arguments); });
}

}  // namespace thongbao::cli
