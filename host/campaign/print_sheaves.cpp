#include "campaign/print_sheaves.h"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>
#include <utility>

#include "base/error.h"
#include "base/files.h"
#include "base/hash.h"
#include "base/words.h"
#include "delivery/print.h"
#include "domain/area.h"
#include "pdf/print_sheaf.h"

namespace thongbao::campaign {

namespace {

using base::Code;
using base::Error;
using delivery::Outcome;
using domain::DispatchState;
using pdf::PrintSheaf;

constexpr const char* kFileOfUnknownArea = "chua-ro-dia-ban";
constexpr const char* kListEnding = ".letters";  ///< of the hidden list beside a sheaf

std::filesystem::path listOf(const std::filesystem::path& sheaf) {
  return sheaf.parent_path() / ("." + sheaf.filename().string() + kListEnding);
}

std::string replyOf(const std::filesystem::path& sheaf) {
  return fmt::format("{} sha256:{}", sheaf.string(), base::sha256OfFile(sheaf));
}

std::string senderOf(const domain::Agency& agency) {
  return agency.address.empty() ? agency.issuingBody : agency.issuingBody + ", " + agency.address;
}

/// With the province, which lists often have in a column of its own.
std::string postalOf(const PrintedLetter& letter) {
  const bool isWhole = letter.area.empty() || domain::provinceOfAddress(letter.address);
  return isWhole ? letter.address : letter.address + ", " + letter.area;
}

std::string referenceOf(const domain::Notice& notice) {
  return fmt::format("Kèm theo văn bản số {} {}", domain::numberAndSymbol(notice),
                     base::dayInWords(notice.date));
}

PrintedOutcome refusedOf(const PrintedLetter& letter) {
  const Error error(
      Code::badInput,
      base::say("The address has no room in the window of an envelope: “{}”.", letter.address), {},
      base::tr("Shorten it in the list, pull that, and write again."));
  return {letter.dispatch, {DispatchState::refused, base::describe(error)}, letter.document};
}

/// One letter a line: its dispatch and its document.
std::string linesOf(const std::vector<PrintedOutcome>& letters) {
  std::string lines;
  for (const PrintedOutcome& letter : letters)
    lines += fmt::format("{} {}\n", letter.dispatch, letter.document);
  return lines;
}

std::vector<PrintedOutcome> lettersIn(const std::filesystem::path& list, const Outcome& outcome) {
  std::vector<PrintedOutcome> letters;
  std::istringstream lines(base::readFile(list));
  PrintedOutcome letter{0, outcome, {}};
  while (lines >> letter.dispatch >> letter.document) letters.push_back(letter);
  return letters;
}

}  // namespace

/// The letters of an area that wait for their sheaf.
struct SheafPrinter::Held {
  PrintSheaf sheaf;
  std::vector<PrintedOutcome> letters;
};

struct SheafPrinter::Inside {
  PrintRun run;
  Settle settle;
  pdf::BesideMaker maker = {};
  std::map<std::string, Held> held = {};  ///< by area
  std::size_t letters = 0;                ///< of all areas

  std::filesystem::path fileOf(const std::string& area, int part) const {
    const std::string stem = area.empty() ? kFileOfUnknownArea : base::fileNameOf(area);
    return run.folder / (part == 1 ? stem + ".pdf" : fmt::format("{}-{}.pdf", stem, part));
  }

  /// The first part that no sheaf has yet.
  int nextPart(const std::string& area) const {
    int part = 1;
    while (std::filesystem::exists(std::filesystem::symlink_status(fileOf(area, part)))) ++part;
    return part;
  }

  Held& heldOf(const std::string& area) {
    const auto found = held.find(area);
    if (found != held.end()) return found->second;
    pdf::Cover cover{run.agency, run.campaign, area, run.date};
    return held.emplace(area, Held{PrintSheaf(std::move(cover)), {}}).first->second;
  }

  std::string largest() const {
    return std::max_element(held.begin(), held.end(),
                            [](const auto& a, const auto& b) {
                              return a.second.sheaf.size() < b.second.sheaf.size();
                            })
        ->first;
  }
};

SheafPrinter::SheafPrinter(PrintRun run, Settle settle)
    : inside_(std::unique_ptr<Inside>(new Inside{std::move(run), std::move(settle)})) {}
SheafPrinter::~SheafPrinter() = default;

void SheafPrinter::recover() {
  const std::filesystem::path& folder = inside_->run.folder;
  std::error_code none;
  std::vector<std::filesystem::path> lists;
  for (const auto& file : std::filesystem::directory_iterator(folder, none))
    if (file.path().extension() == kListEnding) lists.push_back(file.path());
  std::sort(lists.begin(), lists.end());
  for (const std::filesystem::path& list : lists) {
    const std::string sheafName = list.stem().string().substr(1);
    const std::filesystem::path sheaf = folder / sheafName;
    if (std::filesystem::exists(sheaf))
      inside_->settle(lettersIn(list, {DispatchState::accepted, replyOf(sheaf)}));
    std::filesystem::remove(list);
  }
}

void SheafPrinter::add(PrintedLetter letter) {
  Inside& inside = *inside_;
  const domain::Notice& notice = letter.notice;
  auto address = inside.maker.address(
      {senderOf(notice.agency), letter.addressee, postalOf(letter), referenceOf(notice)});
  if (!address) return inside.settle({refusedOf(letter)});
  const Outcome single = delivery::printLetter(inside.run.folder, letter.fileName, letter.bytes);
  if (single.state != DispatchState::accepted)
    return inside.settle({{letter.dispatch, single, letter.document}});

  const std::string area = letter.area;
  Held& held = inside.heldOf(area);
  held.letters.push_back({letter.dispatch, single, std::move(letter.document)});
  held.sheaf.add({domain::numberAndSymbol(notice), std::move(letter.addressee), std::move(*address),
                  std::move(letter.laid)});
  ++inside.letters;
  if (held.sheaf.size() >= inside.run.mostInOne)
    finishSheaf(area);
  else if (inside.letters >= inside.run.mostHeld)
    finishSheaf(inside.largest());
}

void SheafPrinter::finishSheaf(const std::string& area) {
  Inside& inside = *inside_;
  auto node = inside.held.extract(area);
  Held& held = node.mapped();
  inside.letters -= held.sheaf.size();
  const int part = inside.nextPart(area);
  const std::filesystem::path file = inside.fileOf(area, part);
  const std::filesystem::path list = listOf(file);
  try {
    base::writeFile(list, linesOf(held.letters));
    const std::string bytes = held.sheaf.finished(inside.maker, part);
    base::writeFile(file, bytes);
    std::filesystem::permissions(
        file, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    for (PrintedOutcome& letter : held.letters)
      letter.outcome = {DispatchState::accepted,
                        fmt::format("{} sha256:{}", file.string(), base::sha256(bytes))};
  } catch (const Error& error) {
    if (error.code() != Code::unavailable) throw;
    for (PrintedOutcome& letter : held.letters)
      letter.outcome = {DispatchState::deferred, base::describe(error)};
  }
  inside.settle(held.letters);
  std::error_code gone;
  std::filesystem::remove(list, gone);
}

void SheafPrinter::finish() {
  while (!inside_->held.empty()) finishSheaf(inside_->held.begin()->first);
}

}  // namespace thongbao::campaign
