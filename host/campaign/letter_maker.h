#pragma once

#include <string>

#include "base/clock.h"
#include "campaign/print_sheaves.h"
#include "campaign/signing.h"
#include "delivery/outbox.h"
#include "document/tree.h"
#include "pdf/renderer.h"
#include "register/sending.h"
#include "workspace/profile.h"
#include "workspace/workspace.h"

namespace thongbao::campaign {

/// Makes what leaves this machine out of what waits in the register. One thread each.
class LetterMaker {
 public:
  /// All of them must live as long; `key` may be nullptr.
  LetterMaker(const workspace::Workspace& place, const workspace::Profile& profile,
              const base::Clock& clock, const SigningKey* key);

  /// The letter that carries the notice: a mail's bytes, or those of the PDF to be printed. That a
  /// notice cannot be laid out is its letter's failure. Throws Error: integrity when the register
  /// no longer has the notice, unavailable when the disk does not take the document or the key does
  /// not sign. A document that is `kept` stands in `documents/` under its SHA-256.
  delivery::Letter make(const registry::Waiting& waiting, bool kept = true);

  /// The same of a letter for the printer that is to be bound into a sheaf; its area is left empty.
  PrintedLetter print(const registry::Waiting& waiting);

 private:
  /// A frozen notice with the document that was made of it.
  struct Issued {
    domain::Notice notice;
    document::Document body;
    std::string pdf;
    domain::Intent intent;  ///< of the document: its hash, boxes and signature
    pdf::Laid laid;         ///< of a letter for the printer
  };
  Issued issue(const registry::Waiting& waiting, bool keepsLaid);
  delivery::Letter make(const registry::Waiting& waiting, bool kept, bool keepsLaid,
                        Issued& issued);
  void keep(const Issued& issued) const;
  delivery::Letter mail(const registry::Waiting& waiting, const Issued& issued) const;
  delivery::Letter paper(const registry::Waiting& waiting, const Issued& issued) const;

  const workspace::Workspace& place_;
  const workspace::Profile& profile_;
  const base::Clock& clock_;
  pdf::Signing signing_;
  bool isSigned_;
  base::Instant signedAt_{};
  std::string signature_;  ///< DER, of the document at hand
  pdf::Renderer renderer_;
};

}  // namespace thongbao::campaign
