#include "cli/register_seal.h"

#include <fmt/format.h>

#include <CLI/App.hpp>
#include <algorithm>
#include <memory>

#include "base/files.h"
#include "base/hash.h"
#include "base/words.h"
#include "campaign/signing.h"
#include "cli/commands.h"
#include "cli/terminal.h"
#include "pdf/seal_sheet.h"
#include "sign/seal.h"

namespace thongbao::cli {

namespace {

namespace fs = std::filesystem;
using base::Code;
using base::Error;
using base::say;
using base::tr;

struct Arguments {
  fs::path out, pdf;
};

std::unique_ptr<campaign::SigningKey> requireKey(Context& context,
                                                 const workspace::Profile& profile) {
  auto key = campaign::openSigningKey(profile.sign, context.place().folder, context.clock);
  if (!key)
    throw Error(Code::usage, tr("A register is sealed with the agency's key, and there is none."),
                {.file = context.place().profile().string(), .field = "sign"},
                tr("Fill in `pkcs12_file`, or `pkcs11_module`, `pkcs11_token` and `pkcs11_key`, "
                   "and `password_file`."));
  return key;
}

/// The last entry of a register that is whole: nobody seals a broken one.
registry::Entry headOf(registry::Register& store) {
  const registry::Verdict verdict = store.verify();
  const auto head = store.entry(verdict.entries);
  if (!verdict.whole || !head)
    throw Error(Code::integrity, verdict.sentence, {},
                tr("Keep this file as it is, and compare it with a backup."));
  return *head;
}

void refuseExisting(const fs::path& file) {
  if (!file.empty() && fs::exists(fs::symlink_status(file)))
    throw Error(Code::usage, tr("There is a file of this name already; it was not changed."),
                {.file = file.string()}, tr("Name another file."));
}

std::string sheetOf(Context& context, const domain::Agency& agency, const sign::Seal& seal,
                    const sign::SealSigner& signer) {
  pdf::SealSheet sheet;
  sheet.agency = agency;
  sheet.entry = seal.head.entry;
  sheet.hash = seal.head.hash;
  sheet.time = base::instantFromIso(seal.head.time).value_or(base::Instant{});
  sheet.sealedAt = context.clock.now();
  sheet.signer = signer.subject;
  sheet.certificate = signer.certificate;
  return pdf::sealSheet(sheet);
}

void seal(Context& context, const Arguments& arguments) {
  const workspace::Profile profile = context.profile();
  const auto key = requireKey(context, profile);
  const auto store = context.store();
  const registry::Entry head = headOf(*store);
  const fs::path file = arguments.out.empty()
                            ? context.place().seals() / fmt::format("{}.json", head.sequence)
                            : arguments.out;
  for (const fs::path& one : {file, arguments.pdf}) refuseExisting(one);

  const domain::Agency& agency = profile.agency;
  sign::Seal made{{agency.issuingBody, agency.symbol, head.sequence, head.hash, head.time}, {}};
  made.signature = key->key->sign({sign::sealText(made.head)});
  const sign::SealSigner signer = sign::requireSigned(made);
  // What can still fail comes before the first file, and the files before the entry about them.
  const std::string sheet =
      arguments.pdf.empty() ? std::string() : sheetOf(context, agency, made, signer);
  base::writeFile(file, sign::toFile(made));
  if (!arguments.pdf.empty()) base::writeFile(arguments.pdf, sheet);
  store->keepSeal({head.sequence, head.hash, base::sha256(made.signature), signer.certificate});
  context.print({{"entry", head.sequence},
                 {"hash", head.hash},
                 {"out", file.string()},
                 {"pdf", arguments.pdf.string()},
                 {"signer", signer.subject},
                 {"certificate", signer.certificate}},
                [&] {
                  line(say("Entry {} with the hash {} is sealed by {}: {}", head.sequence,
                           head.hash, signer.subject, file.string()));
                  line(tr("Keep this file, or what is printed of it, where the register is not."));
                });
}

/// The certificates that the agency's seals may have; none when nobody can tell them.
std::vector<std::string> knownCertificates(Context& context, const std::vector<fs::path>& files) {
  std::vector<std::string> known;
  for (const fs::path& file : files) known.push_back(sign::fingerprintOf(file));
  const workspace::SignSettings settings = context.profile().sign;
  if (!known.empty() || !settings.wanted()) return known;
  try {
    return {sign::fingerprintOf(settings, context.place().folder)};
  } catch (const Error& error) {
    warn(base::describe(error));
    return {};
  }
}

void requireKnown(const sign::SealSigner& signer, const std::vector<std::string>& known) {
  if (known.empty() || std::find(known.begin(), known.end(), signer.certificate) != known.end())
    return;
  throw Error(Code::integrity,
              say("The seal was made with another certificate than the agency's: that of {}, "
                  "SHA-256 {}.",
                  signer.subject, signer.certificate),
              {}, tr("If it is an earlier one of the agency, name it with `--certificate`."));
}

void requireStanding(registry::Register& store, const sign::SealedHead& head) {
  const auto entry = store.entry(head.entry);
  if (entry && entry->hash == head.hash) return;
  throw Error(
      Code::integrity,
      entry ? say("The chain was rewritten: entry {} has another hash than when it was "
                  "sealed.",
                  head.entry)
            : say("The chain was rewritten: entry {}, which was sealed, is not there.", head.entry),
      {}, tr("Keep this file as it is, and compare it with a backup."));
}

}  // namespace

SealChecks checkSeals(Context& context, registry::Register& store,
                      const std::vector<fs::path>& seals,
                      const std::vector<fs::path>& certificates) {
  SealChecks checks;
  if (seals.empty()) return checks;
  const std::vector<std::string> known = knownCertificates(context, certificates);
  for (const fs::path& file : seals) {
    const sign::Seal read = sign::readSeal(file);
    base::Json found{{"file", file.string()}, {"entry", read.head.entry}, {"holds", true}};
    try {
      const sign::SealSigner signer = sign::requireSigned(read);
      found["signer"] = signer.subject;
      found["certificate"] = signer.certificate;
      found["certificate_known"] = !known.empty();
      requireKnown(signer, known);
      requireStanding(store, read.head);
      checks.lines.push_back(say("Entry {} is the one that {} sealed for {} ({}).", read.head.entry,
                                 signer.subject, read.head.agency, file.string()));
      if (known.empty())
        checks.lines.push_back(
            say("Compare the certificate with the agency's: SHA-256 {}.", signer.certificate));
    } catch (const Error& error) {
      found["holds"] = false;
      found["sentence"] = error.sentence();
      if (!checks.firstFailure) checks.firstFailure = error.at({.file = file.string()});
    }
    checks.found.push_back(std::move(found));
  }
  return checks;
}

void addRegisterSeal(CLI::App& registerCommand, Context& context) {
  auto* command =
      registerCommand.add_subcommand("seal", tr("Sign the end of the chain with the agency's key"));
  auto arguments = std::make_shared<Arguments>();
  command->add_option("--out", arguments->out,
                      tr("The seal (default: seals/ENTRY.json in the workspace)"));
  command->add_option("--pdf", arguments->pdf, tr("Also a page to be printed and kept elsewhere"));
  command->callback([&context, arguments] { seal(context, *arguments); });
}

}  // namespace thongbao::cli
