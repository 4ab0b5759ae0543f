#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "domain/notice.h"
#include "pdf/image.h"
#include "pdf/laid.h"
#include "pdf/objects.h"
#include "pdf/typesetter.h"

namespace thongbao::pdf {

/// How documents are signed electronically: who makes the signature, and how it shows (Nghị định
/// 30/2020/NĐ-CP, Phụ lục I, mục II).
struct Signing {
  /// Gives the DER of a detached CMS signature over the pieces, one behind the other; at most
  /// `mostBytes` long. Any thread may call it.
  std::function<std::string(std::span<const std::string_view>)> sign;
  std::size_t mostBytes = 0;
  std::string signer;              ///< name of who signs
  std::optional<Image> signature;  ///< of the hand, blue: in the space above the signer's name
  std::optional<Image> seal;       ///< red: over the first third of the signature
  bool agencyText = false;         ///< number, symbol and time at the top right of page 1
  std::function<base::Instant()> now;
};

/// Where and how the signature shows on `pages`, which are laid out. What it needs of the fonts is
/// added to `needs`.
SignatureLook lookOf(const Signing& signing, const domain::Notice& notice,
                     const std::vector<Page>& pages, Typesetter& type, FontNeeds& needs,
                     base::Instant at);

/// Adds the signature field with room for the signature; it shows `look`, which must live until
/// the file is finished. `fonts` is the entry of a resource dictionary. Gives back the number of
/// the field's annotation.
int addSignatureField(Objects& objects, const Signing& signing, const SignatureLook& look,
                      const std::string& fonts, base::Instant at);

/// The document with its signature: over every byte but those of the signature itself (ISO
/// 32000-1, 12.8.1). Throws what `signing.sign` throws.
std::string withSignature(std::string bytes, const Signing& signing);

}  // namespace thongbao::pdf
