#include "campaign/print_sheaves.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "base/error.h"
#include "base/files.h"
#include "base/hash.h"
#include "base/json.h"
#include "base/words.h"
#include "delivery/print.h"
#include "domain/area.h"
#include "pdf/print_sheaf.h"

namespace thongbao::campaign {

namespace {

using base::Code;
using base::Error;
using base::Json;
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

/// The address with its province, which lists often have in a column of its own.
std::string postalOf(const PrintedLetter& letter) {
  const bool isWhole =
      letter.address.empty() || letter.area.empty() || domain::provinceOfAddress(letter.address);
  return isWhole ? letter.address : letter.address + ", " + letter.area;
}

std::string referenceOf(const domain::Notice& notice) {
  return fmt::format("Kèm theo văn bản số {} {}", domain::numberAndSymbol(notice),
                     base::dayInWords(notice.date));
}

Outcome refusal(const std::string& address) {
  const std::string sentence =
      address.empty()
          ? base::tr("The letter has no postal address.")
          : base::say("The address has no room in the window of an envelope: “{}”.", address);
  const Error error(Code::badInput, sentence, {},
                    base::tr("Mend it in the list, pull that, and write again."));
  return {DispatchState::refused, base::describe(error)};
}

Json toJson(const domain::Intent& intent) {
  return {{"dispatch", intent.dispatch},  {"message", intent.message},
          {"sha256", intent.sha256},      {"document", intent.document},
          {"boxes", intent.boxes},        {"signed_at", intent.signedAt},
          {"signature", intent.signature}};
}

domain::Intent intentFrom(const Json& json) {
  domain::Intent intent;
  json.at("dispatch").get_to(intent.dispatch);
  json.at("message").get_to(intent.message);
  json.at("sha256").get_to(intent.sha256);
  json.at("document").get_to(intent.document);
  json.at("boxes").get_to(intent.boxes);
  json.at("signed_at").get_to(intent.signedAt);
  json.at("signature").get_to(intent.signature);
  return intent;
}

std::string listOfLetters(const std::vector<PrintedOutcome>& letters) {
  Json list = Json::array();
  for (const PrintedOutcome& letter : letters) list.push_back(toJson(letter.intent));
  return list.dump();
}

std::vector<PrintedOutcome> lettersIn(const std::filesystem::path& list, const Outcome& outcome) {
  std::vector<PrintedOutcome> letters;
  try {
    for (const Json& intent : base::parseJson(base::readFile(list), list.string()))
      letters.push_back({intentFrom(intent), outcome});
  } catch (const Json::exception&) {
    throw Error(Code::integrity, base::tr("The list of a sheaf's letters was changed."),
                {.file = list.string()},
                base::tr("Delete it together with its sheaf; the letters are printed again."));
  }
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
  const std::string postal = postalOf(letter);
  auto address = postal.empty() ? std::nullopt
                                : inside.maker.address({senderOf(notice.agency), letter.addressee,
                                                        postal, referenceOf(notice)});
  if (!address) return inside.settle({{letter.letter.intent, refusal(postal)}});
  const Outcome single =
      delivery::printLetter(inside.run.folder, letter.letter.to, letter.letter.bytes);
  if (single.state != DispatchState::accepted)
    return inside.settle({{letter.letter.intent, single}});

  const std::string area = letter.area;
  Held& held = inside.heldOf(area);
  held.letters.push_back({std::move(letter.letter.intent), single});
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
    base::writeFile(list, listOfLetters(held.letters));
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
