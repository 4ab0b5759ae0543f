#include "campaign/remake.h"

#include <optional>
#include <utility>

#include "base/error.h"
#include "base/hash.h"
#include "base/words.h"
#include "campaign/freeze.h"
#include "campaign/signing.h"
#include "document/markdown.h"
#include "sign/kept_signature.h"

namespace thongbao::campaign {

namespace {

using base::Code;
using base::Error;
using base::tr;
using registry::BegunDocument;

[[noreturn]] void refuse(const std::string& sentence) {
  throw Error(Code::integrity, sentence, {}, tr("Run `thongbao register verify`."));
}

bool isSigned(const BegunDocument& document) {
  return !document.signedAt.empty();
}

domain::Notice noticeOf(const BegunDocument& document) {
  auto notice = frozenNotice(document.notice, document.noticeHash);
  if (!notice) refuse(tr("The notice is no longer in the register."));
  return std::move(*notice);
}

/// Makes `signing` give what was given for this document.
void repeat(pdf::Signing& signing, const BegunDocument& document) {
  const auto der = base::fromBase64(document.signature);
  const auto at = base::instantFromIso(document.signedAt);
  if (!der || !at) refuse(tr("What is kept as the signature of a document is none."));
  sign::KeptSignature kept = sign::readSignature(*der);
  signing.signer = std::move(kept.subject);
  signing.mostBytes = kept.mostBytes;
  signing.sign = [signature = std::move(kept.der)](auto) { return signature; };
  signing.now = [at = *at] { return at; };
}

std::string reasonOf(const BegunDocument& document) {
  if (isSigned(document))
    return tr(
        "Other bytes came out: the images or the agency's text of the signature (`sign` in "
        "the profile), the program or its fonts are not those of then.");
  return tr("Other bytes came out: the program or its fonts are not those of then.");
}

}  // namespace

Remaker::Remaker(const workspace::SignSettings& settings) : signing_(signatureMarks(settings)) {}
Remaker::~Remaker() = default;

pdf::Renderer& Remaker::rendererFor(const BegunDocument& document) {
  auto& renderer = isSigned(document) ? signed_ : unsigned_;
  if (!renderer)
    renderer = std::make_unique<pdf::Renderer>(pdf::Form::archival,
                                               isSigned(document) ? &signing_ : nullptr);
  return *renderer;
}

std::string Remaker::bytesOf(const BegunDocument& document) {
  const domain::Notice notice = noticeOf(document);
  if (isSigned(document)) repeat(signing_, document);
  return rendererFor(document)
      .render(notice, document::readMarkdown(notice.body, notice.templateName))
      .bytes;
}

Remade Remaker::make(const BegunDocument& document) {
  if (document.notice.empty() || (isSigned(document) && document.signature.empty()))
    return {Remade::erased, {}, tr("The text that it was made of was erased from the register.")};
  try {
    std::string bytes = bytesOf(document);
    if (base::sha256(bytes) == document.sha256) return {Remade::same, std::move(bytes), {}};
    return {Remade::other, {}, reasonOf(document)};
  } catch (const Error& error) {
    if (error.code() == Code::unavailable) throw;
    return {Remade::other, {}, base::describe(error)};
  }
}

}  // namespace thongbao::campaign
