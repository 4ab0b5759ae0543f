#include <CLI/App.hpp>
#include <algorithm>
#include <memory>

#include "base/error.h"
#include "base/words.h"
#include "cli/commands.h"
#include "cli/kept_documents.h"
#include "cli/register_seal.h"
#include "cli/terminal.h"

namespace thongbao::cli {

namespace {

using base::Code;
using base::Error;
using base::Json;
using base::say;
using base::tr;

struct Arguments {
  std::string what;
  std::int64_t from = 1;
  std::size_t limit = 50;
  bool noDocuments = false;
  std::vector<std::filesystem::path> seals, certificates;
};

Json toJson(const registry::Entry& entry) {
  return {{"sequence", entry.sequence}, {"time", entry.time},
          {"kind", entry.kind},         {"payload", base::parseJson(entry.payload, "register")},
          {"previous", entry.previous}, {"hash", entry.hash}};
}

Json toJson(const KeptDocuments& kept) {
  return {{"checked", kept.checked},
          {"first_changed", kept.firstChanged},
          {"let_go", kept.letGo},
          {"missing", kept.missing},
          {"first_missing", kept.firstMissing}};
}

[[noreturn]] void refuseChain(const registry::Verdict& verdict) {
  throw Error(Code::integrity, verdict.sentence, {},
              tr("Keep this file as it is, and compare it with a backup."));
}

void requireDocuments(const KeptDocuments& kept) {
  if (kept.firstChanged)
    throw Error(Code::integrity,
                say("The document that entry {} names was changed: its bytes are others.",
                    kept.firstChanged),
                {.file = kept.changed.string()},
                tr("Keep this file as it is, and compare it with a backup."));
  if (kept.missing)
    throw Error(Code::integrity,
                say("{} documents that the register names are missing; the first is that of "
                    "entry {}.",
                    kept.missing, kept.firstMissing),
                {},
                tr("`thongbao register remake` makes the documents of notices again; lists, mails "
                   "and scans come from a backup."));
}

/// The chain; the seals; and unless it is left out, whether the documents that the chain names are
/// those kept.
void verify(Context& context, const Arguments& arguments) {
  const auto store = context.store();
  const registry::Verdict verdict = store->verify();
  Json all{{"whole", verdict.whole},
           {"entries", verdict.entries},
           {"head", verdict.head},
           {"first_broken", verdict.firstBroken},
           {"sentence", verdict.sentence}};
  SealChecks seals;
  if (verdict.whole && !arguments.seals.empty()) {
    seals = checkSeals(context, *store, arguments.seals, arguments.certificates);
    all["seals"] = seals.found;
  }
  KeptDocuments kept;
  if (verdict.whole && !arguments.noDocuments) {
    kept = checkDocuments(*store, context.place().documents());
    all["documents"] = toJson(kept);
  }
  context.print(all, [&] {
    if (!verdict.whole || seals.firstFailure) return;
    line(say("The register is whole: {} entries, head {}.", verdict.entries, verdict.head));
    for (const std::string& told : seals.lines) line(told);
    if (kept.checked) line(say("{} documents were compared with it.", kept.checked));
    if (kept.letGo) line(say("{} lists were let go when their time was over.", kept.letGo));
  });
  if (context.json) {
    if (!verdict.whole || seals.firstFailure || kept.firstChanged || kept.missing)
      context.exitCode = static_cast<int>(Code::integrity);
    return;
  }
  if (!verdict.whole) refuseChain(verdict);
  if (seals.firstFailure) throw Error(*seals.firstFailure);
  requireDocuments(kept);
}

void list(Context& context, const Arguments& arguments) {
  Json all = Json::array();
  std::vector<std::vector<std::string>> rows;
  for (const auto& entry : context.store()->entries(arguments.from, arguments.limit)) {
    all.push_back(toJson(entry));
    rows.push_back({std::to_string(entry.sequence), base::shownMoment(entry.time), entry.kind,
                    entry.hash.substr(0, 12), entry.payload});
  }
  context.print(all, [&] {
    table({tr("Entry"), tr("When"), tr("What"), tr("Hash"), tr("Content")}, rows, 70);
  });
}

void showEntry(Context& context, const registry::Entry& entry) {
  context.print(toJson(entry), [&] {
    line(say("Entry {} of {}: {}", entry.sequence, entry.time, entry.kind));
    line(entry.payload);
    line(say("Hash {}, previous {}", entry.hash, entry.previous));
  });
}

void showNotice(Context& context, registry::Register& store, const registry::StoredNotice& stored) {
  const domain::Notice& notice = stored.notice;
  Json ways = Json::array();
  std::vector<std::vector<std::string>> rows;
  for (const auto& dispatch : store.dispatchesOfNotice(stored.hash)) {
    ways.push_back({{"channel", domain::toString(dispatch.channel)},
                    {"address", dispatch.address},
                    {"state", domain::toString(dispatch.state)},
                    {"reply", dispatch.reply}});
    rows.push_back({domain::shown(dispatch.channel), dispatch.address,
                    domain::shown(dispatch.state), dispatch.reply});
  }
  context.print({{"hash", stored.hash},
                 {"campaign", stored.campaign},
                 {"party", stored.partyId},
                 {"issued_at", stored.issuedAt},
                 {"erased", stored.erased},
                 {"notice", domain::toJson(notice)},
                 {"dispatches", ways}},
                [&] {
                  line(say("Notice {} of {}: {}", domain::numberAndSymbol(notice),
                           base::toVietnamese(notice.date), notice.summary));
                  for (const std::string& addressee : notice.addressees)
                    line(say("To: {}", addressee));
                  line(say("Campaign {}, party {}, check code {}", stored.campaign, stored.partyId,
                           domain::checkCode(stored.hash)));
                  line(say("SHA-256 of the frozen notice: {}", stored.hash));
                  table({tr("Channel"), tr("To"), tr("State"), tr("Reply")}, rows, 60);
                });
}

bool isEntryNumber(const std::string& text) {
  return !text.empty() && text.size() <= 7 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// A short number is an entry; anything else is a notice's check code or hash.
void show(Context& context, const Arguments& arguments) {
  const auto store = context.store();
  if (isEntryNumber(arguments.what)) {
    const auto entry = store->entry(std::stoll(arguments.what));
    if (!entry) throw Error(Code::notFound, say("There is no entry {}.", arguments.what));
    return showEntry(context, *entry);
  }
  const auto start = domain::hashStartOf(arguments.what);
  if (!start)
    throw Error(Code::usage,
                say("“{}” is neither an entry's number nor a check code.", arguments.what), {},
                tr("A check code looks like 3F9A-01C2-77DE and stands beside the QR code."));
  const auto found = store->noticesByCode(*start);
  if (found.empty())
    throw Error(Code::notFound, say("The register has no notice with the code {}.", arguments.what),
                {},
                tr("Compare it with the paper, sign by sign; if it is right, the paper was not "
                   "made from this register."));
  if (found.size() > 1)
    throw Error(Code::usage, say("{} notices begin with {}.", found.size(), arguments.what), {},
                tr("Give more of the hash."));
  showNotice(context, *store, found.front());
}

}  // namespace

void addRegister(CLI::App& app, Context& context) {
  auto* command = app.add_subcommand("register", tr("The proof of what was done and sent"));
  command->require_subcommand(1);
  auto arguments = std::make_shared<Arguments>();
  auto* verifying = command->add_subcommand("verify", tr("Check the whole chain"));
  verifying->add_flag("--no-documents", arguments->noDocuments,
                      tr("Leave out the files in documents/"));
  auto* seals = verifying->add_option("--seal", arguments->seals,
                                      tr("A seal that was kept elsewhere (may be repeated)"));
  verifying
      ->add_option("--certificate", arguments->certificates,
                   tr("The certificate of the agency (PEM) that sealed (may be repeated)"))
      ->needs(seals);
  verifying->callback([&context, arguments] { verify(context, *arguments); });
  auto* listing = command->add_subcommand("list", tr("List entries"));
  listing->add_option("--from", arguments->from, tr("First entry (default: 1)"));
  listing->add_option("--limit", arguments->limit, tr("At most so many (default: 50)"));
  listing->callback([&context, arguments] { list(context, *arguments); });
  auto* showing = command->add_subcommand("show", tr("Show an entry, or the notice of a code"));
  showing->add_option("N", arguments->what, tr("Number of an entry, or a notice's check code"))
      ->required();
  showing->callback([&context, arguments] { show(context, *arguments); });
  addRegisterBooks(*command, context);
  addRegisterExport(*command, context);
  addRegisterSeal(*command, context);
  addRegisterRemake(*command, context);
  addRegisterBackup(*command, context);
  addRegisterErase(*command, context);
}

}  // namespace thongbao::cli
