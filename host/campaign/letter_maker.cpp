#include "campaign/letter_maker.h"

#include <fmt/format.h>

#include "base/error.h"
#include "base/files.h"
#include "base/hash.h"
#include "base/words.h"
#include "campaign/freeze.h"
#include "delivery/mail.h"
#include "document/html.h"
#include "document/markdown.h"
#include "document/text.h"

namespace thongbao::campaign {

namespace {

using base::Code;
using base::Error;
using base::tr;

/// The signer's functions, which note for the register what they gave.
pdf::Signing noting(const SigningKey* key, base::Instant& at, std::string& signature) {
  if (!key) return {};
  pdf::Signing signing = key->signing;
  signing.sign = [&signature, sign = signing.sign](std::span<const std::string_view> pieces) {
    return signature = sign(pieces);
  };
  signing.now = [&at, now = signing.now] { return at = now(); };
  return signing;
}

/// `05-TB-QLTT`: how the files of a notice are called, without their ending.
std::string fileStemOf(const domain::Notice& notice) {
  return fmt::format("{:02}-TB-{}", notice.number, notice.agency.symbol);
}

std::string addresseeOf(const domain::Notice& notice) {
  return notice.addressees.empty() ? std::string() : notice.addressees.front();
}

}  // namespace

LetterMaker::LetterMaker(const workspace::Workspace& place, const workspace::Profile& profile,
                         const base::Clock& clock, const SigningKey* key)
    : place_(place),
      profile_(profile),
      clock_(clock),
      signing_(noting(key, signedAt_, signature_)),
      isSigned_(key != nullptr),
      renderer_(pdf::Form::archival, key ? &signing_ : nullptr) {}

LetterMaker::Issued LetterMaker::issue(const registry::Waiting& waiting, bool keepsLaid) {
  auto notice = frozenNotice(waiting.notice, waiting.dispatch.noticeHash);
  if (!notice)
    throw Error(Code::integrity, tr("The notice is no longer in the register."), {},
                tr("Run `thongbao register verify`, and bring back the last backup if it finds "
                   "damage."));
  Issued issued;
  issued.notice = std::move(*notice);
  issued.body = document::readMarkdown(issued.notice.body, issued.notice.templateName);
  if (keepsLaid) issued.laid = renderer_.lay(issued.notice, issued.body);
  pdf::Rendered rendered =
      keepsLaid ? renderer_.write(issued.laid) : renderer_.render(issued.notice, issued.body);
  issued.pdf = std::move(rendered.bytes);
  issued.intent.dispatch = waiting.dispatch.id;
  issued.intent.document = base::sha256(issued.pdf);
  issued.intent.boxes = std::move(rendered.replaced);
  if (isSigned_) {
    issued.intent.signedAt = base::toIso(signedAt_);
    issued.intent.signature = base::toBase64(signature_);
  }
  return issued;
}

void LetterMaker::keep(const Issued& issued) const {
  const auto file = place_.documents() / (issued.intent.document + ".pdf");
  // Without its signature a document is made again from its notice, byte for byte.
  isSigned_ ? base::writeFile(file, issued.pdf) : base::writeRepeatable(file, issued.pdf);
}

delivery::Letter LetterMaker::make(const registry::Waiting& waiting, bool kept) {
  Issued issued;
  return make(waiting, kept, false, issued);
}

PrintedLetter LetterMaker::print(const registry::Waiting& waiting) {
  Issued issued;
  PrintedLetter printed;
  printed.letter = make(waiting, true, true, issued);
  printed.addressee = addresseeOf(issued.notice);
  printed.address = waiting.dispatch.address;
  printed.notice = std::move(issued.notice);
  printed.laid = std::move(issued.laid);
  return printed;
}

delivery::Letter LetterMaker::make(const registry::Waiting& waiting, bool kept, bool keepsLaid,
                                   Issued& issued) {
  using domain::DispatchState;
  delivery::Letter letter;
  try {
    issued = issue(waiting, keepsLaid);
    letter = waiting.dispatch.channel == domain::Channel::mail ? mail(waiting, issued)
                                                               : paper(waiting, issued);
    letter.intent.sha256 = base::sha256(letter.bytes);
    if (kept) keep(issued);
  } catch (const Error& error) {
    if (error.code() != Code::badInput) throw;
    letter.failure = {DispatchState::refused, base::describe(error)};
  }
  letter.intent.dispatch = waiting.dispatch.id;
  letter.attempts = waiting.dispatch.attempts;
  return letter;
}

delivery::Letter LetterMaker::paper(const registry::Waiting& waiting, const Issued& issued) const {
  delivery::Letter letter;
  letter.intent = issued.intent;
  letter.to = fmt::format("{} {} {}.pdf", fileStemOf(issued.notice), waiting.dispatch.partyId,
                          addresseeOf(issued.notice));
  letter.bytes = issued.pdf;
  return letter;
}

delivery::Letter LetterMaker::mail(const registry::Waiting& waiting, const Issued& issued) const {
  const domain::Dispatch& dispatch = waiting.dispatch;
  const domain::Notice& notice = issued.notice;
  delivery::Mail mail;
  mail.from = {profile_.mail.fromName, profile_.mail.fromAddress};
  mail.to = {addresseeOf(notice), dispatch.address};
  mail.replyTo = profile_.mail.replyTo;
  mail.subject =
      fmt::format("{} số {}: {}", notice.title, domain::numberAndSymbol(notice), notice.summary);
  mail.text = document::writeText(notice, issued.body);
  mail.html = document::writeHtml(notice, issued.body);
  mail.attachment = {fileStemOf(notice) + ".pdf", "application/pdf", issued.pdf};
  mail.date = clock_.now();
  mail.messageId = delivery::messageIdFor(dispatch.campaign, dispatch.step, dispatch.partyId,
                                          dispatch.noticeHash, profile_.mail.fromAddress);
  delivery::Letter letter;
  letter.intent = issued.intent;
  letter.intent.message = delivery::messageKey(mail.messageId);
  letter.from = profile_.mail.bounceAddress.empty()
                    ? profile_.mail.fromAddress
                    : delivery::verpAddress(profile_.mail.bounceAddress, letter.intent.message);
  letter.to = dispatch.address;
  letter.bytes = delivery::compose(mail);
  return letter;
}

}  // namespace thongbao::campaign
