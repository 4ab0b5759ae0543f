#include <fmt/format.h>
#include <CLI/App.hpp>
#include <algorithm>
#include <memory>
#include <thread>

#include "base/error.h"
#include "base/files.h"
#include "base/ordered_work.h"
#include "base/staged_folder.h"
#include "base/words.h"
#include "campaign/data.h"
#include "campaign/freeze.h"
#include "campaign/signing.h"
#include "cli/commands.h"
#include "cli/interruption.h"
#include "cli/letters.h"
#include "cli/paper.h"
#include "cli/terminal.h"
#include "pdf/renderer.h"
#include "pdf/sheaf.h"

namespace thongbao::cli {

namespace {

using base::Code;
using base::Error;
using base::say;
using base::tr;

constexpr unsigned kMostJobs = 256;

struct Arguments {
  std::string name;
  LetterList list;
  std::filesystem::path out, sheaf, agency;
  std::string date;
  int firstNumber = 0;
  bool plain = false, isUnsigned = false;
  unsigned jobs = std::clamp(std::thread::hardware_concurrency(), 1U, kMostJobs);
};

/// A letter on its way to a worker.
struct Waiting {
  std::uint64_t index = 0;  ///< from 0, in the order of the list
  UnreadLetter letter;
};

/// What a worker made of it. Its file is written already, but not yet in its place.
struct Finished {
  std::string stem;  ///< name of its file, without `.pdf`
  std::string addressee;
  std::string area;  ///< for the sheaf; may be empty
  pdf::Laid laid;
};

/// One call of the command. `make` is called by the workers, everything else by one thread.
class Rendering {
 public:
  Rendering(Context& context, const Arguments& arguments)
      : context_(context),
        arguments_(arguments),
        pack_(context.findTemplate(arguments.name)),
        date_(context.dateOr(arguments.date)),
        profile_(context.profileOf(arguments.agency)),
        freezer_(freezer(context.catalogue())),
        letters_(openLetters(arguments.list, context, profile_.agency, date_)),
        key_(signingKey()),
        progress_(tr("Letters"), letters_.count, context.json) {
    if (!arguments.out.empty()) out_.emplace(arguments.out);
  }

  void run() {
    base::workInOrder<Waiting, Finished>(
        arguments_.jobs, {[this] { return next(); },
                          [this] {
                            return [this, renderer = std::make_shared<pdf::Renderer>(
                                              form(), key_ ? &key_->signing : nullptr)](
                                       Waiting waiting) { return make(waiting, *renderer); };
                          },
                          [this](Finished finished) { take(std::move(finished)); }});
    refuseInterruption();
    if (!arguments_.sheaf.empty() && written_ > 0)
      base::writeFile(arguments_.sheaf, sheaf_.finished(titleOfSheaf()));
    if (out_) out_->putInPlace();
    progress_.finish();
    report();
  }

 private:
  campaign::Freezer freezer(const law::Catalogue& catalogue) const {
    campaign::refuseOutdatedLaw(pack_, catalogue, date_);
    return {pack_, catalogue, profile_.agency, date_};
  }

  pdf::Form form() const { return arguments_.plain ? pdf::Form::plain : pdf::Form::archival; }

  /// Drafts are not signed.
  std::unique_ptr<campaign::SigningKey> signingKey() const {
    if (!arguments_.firstNumber || arguments_.isUnsigned || arguments_.out.empty()) return nullptr;
    return campaign::openSigningKey(profile_.sign, profileFolder(), context_.clock);
  }

  std::filesystem::path profileFolder() const {
    return arguments_.agency.empty() ? context_.place().folder
                                     : std::filesystem::absolute(arguments_.agency).parent_path();
  }

  std::string titleOfSheaf() const {
    return fmt::format("{} {}", pack_.title, base::toVietnamese(date_));
  }

  std::optional<Waiting> next() {
    refuseInterruption();
    auto letter = letters_.next();
    if (!letter) return std::nullopt;
    return Waiting{read_++, std::move(*letter)};
  }

  Finished make(const Waiting& waiting, pdf::Renderer& renderer) const {
    const Letter letter = waiting.letter.read();
    Finished finished;
    try {
      campaign::Frozen frozen =
          freezer_.freeze(letter.data, letter.addressee, numberOf(waiting.index));
      finished.laid = renderer.lay(frozen.notice, frozen.body);
      finished.addressee = std::move(frozen.notice.addressees.front());
    } catch (const Error& error) {
      throw Error(error.code(),
                  error.sentence() + " (" + base::describe(waiting.letter.place) + ")",
                  error.place(), error.advice());
    }
    finished.stem =
        fmt::format("{:04}-{}", waiting.index + 1, base::fileNameOf(finished.addressee));
    if (out_) out_->write(finished.stem + ".pdf", renderer.write(finished.laid).bytes);
    if (!arguments_.sheaf.empty()) finished.area = campaign::areaOf(letter.data);
    return finished;
  }

  int numberOf(std::uint64_t index) const {
    if (!arguments_.firstNumber) return 0;
    const bool each = pack_.numbering == tmpl::Numbering::each;
    return arguments_.firstNumber + (each ? static_cast<int>(index) : 0);
  }

  /// In the order of the list, whoever was done first.
  void take(Finished finished) {
    refuseInterruption();
    tellBoxes(finished.stem, finished.laid.replaced);
    if (!arguments_.sheaf.empty())
      sheaf_.add(std::move(finished.laid), std::move(finished.area), std::move(finished.addressee));
    progress_.at(++written_);
  }

  void refuseInterruption() const {
    if (interrupted_)
      throw Error(Code::unavailable, tr("Interrupted; no letter was written."), {},
                  tr("The same command starts anew."));
  }

  void report() {
    context_.print(
        {{"written", written_},
         {"refused_rows", letters_.refused.size()},
         {"signed", key_ != nullptr},
         {"out", arguments_.out.string()},
         {"sheaf", arguments_.sheaf.string()}},
        [this] {
          if (out_) line(say("{} letters are in {}.", written_, arguments_.out.string()));
          if (key_) line(say("They are signed by {}.", key_->signing.signer));
          if (!arguments_.sheaf.empty() && written_ > 0)
            line(say("{} letters are bound in {}.", written_, arguments_.sheaf.string()));
          if (!letters_.refused.empty())
            line(say("{} rows were refused:", letters_.refused.size()));
          showRefused();
        });
    if (!letters_.refused.empty()) context_.exitCode = static_cast<int>(Code::refusedSome);
  }

  void showRefused() const {
    for (const auto& row : letters_.refused)
      for (const auto& problem : row.problems)
        line(say("  row {}:", row.row) + " “" + problem.column + "” = “" + problem.value +
             "”: " + problem.reason + " " + problem.advice);
  }

  Context& context_;
  const Arguments& arguments_;
  const std::atomic<bool>& interrupted_ = catchInterruption();
  tmpl::Pack pack_;
  base::Date date_;
  workspace::Profile profile_;
  campaign::Freezer freezer_;
  Letters letters_;
  std::unique_ptr<campaign::SigningKey> key_;
  std::optional<base::StagedFolder> out_;
  pdf::Sheaf sheaf_;
  Progress progress_;
  std::uint64_t read_ = 0;
  std::uint64_t written_ = 0;
};

}  // namespace

void addRender(CLI::App& app, Context& context) {
  auto* command = app.add_subcommand(
      "render", tr("Make PDF letters from a list, without keeping anything in the register"));
  auto arguments = std::make_shared<Arguments>();
  command->add_option("TEMPLATE", arguments->name, tr("Template, as `template list` shows it"))
      ->required();
  command
      ->add_option("--data", arguments->list.file,
                   tr("The list: CSV, XLSX or XLS, or letters as JSON or NDJSON"))
      ->required();
  command->add_option("--out", arguments->out, tr("Folder for the PDF files"));
  command->add_option(
      "--sheaf", arguments->sheaf,
      tr("One PDF file of all letters, to be printed, with bookmarks by area and name"));
  command->add_flag("--plain", arguments->plain,
                    tr("Smaller files, without PDF/A and tags for screen readers"));
  command->add_flag("--unsigned", arguments->isUnsigned,
                    tr("Do not sign, even if the profile names a key"));
  command->add_option("--platform", arguments->list.platform,
                      tr("Platform of the sellers in the list (default: website)"));
  addTableOptions(*command, arguments->list.table);
  command->add_option("--agency", arguments->agency,
                      tr("Profile of the agency (default: the workspace's)"));
  command->add_option("--date", arguments->date, tr("Date of the document (default: today)"));
  command
      ->add_option("--first-number", arguments->firstNumber,
                   tr("Number of the first letter; without it they are drafts"))
      ->check(CLI::Range(1, 99999));
  command->add_option("--jobs", arguments->jobs, tr("Letters made at once (default: one a core)"))
      ->check(CLI::Range(1U, kMostJobs));
  command->callback([&context, arguments] {
    if (arguments->out.empty() && arguments->sheaf.empty())
      throw Error(Code::usage, tr("Where to? Neither a folder nor a sheaf is named."), {},
                  tr("Give `--out DIR`, `--sheaf FILE.pdf`, or both."));
    Rendering(context, *arguments).run();
  });
}

}  // namespace thongbao::cli
