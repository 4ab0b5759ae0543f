#pragma once

#include <string>
#include <vector>

#include "domain/notice.h"
#include "pdf/layout.h"
#include "pdf/typesetter.h"

/// The components of an official document, as Nghị định 30/2020/NĐ-CP, Phụ lục I, numbers them
/// (ô số). A component too large for its place throws Error(badInput) naming it.
namespace thongbao::pdf {

/// Ô 1 to 4: national title and motto, issuing bodies, number, place and date. Throws
/// Error(badInput) for a date that does not exist.
Strip letterheadStrip(Typesetter& type, const domain::Notice& notice);

/// Ô 5a: kind of document and summary, with its rule.
Strips titleStrips(Typesetter& type, const domain::Notice& notice);

/// Ô 9a: `Kính gửi`.
Strips addresseeStrips(Typesetter& type, const std::vector<std::string>& addressees);

/// The legal basis, one `Căn cứ …;` a paragraph.
Strips legalBasisStrips(Typesetter& type, const std::vector<std::string>& legalBasis);

/// Ô 7 on the right and ô 9b on the left.
Strips signatureStrips(Typesetter& type, const domain::Notice& notice);

/// What stands at the foot of page 1 under a full-width rule: the contact line (ô 13), and on an
/// issued document the number, the check code of `noticeHash`, and both as a QR code; and which
/// characters of the document are shown as boxes. Laid out behind everything else.
struct Foot {
  double height = 0;  ///< 0 when there is nothing to show
  Page content;       ///< coordinates of the page
};
Foot footOf(Typesetter& type, QrCodes& codes, const domain::Notice& notice,
            const std::string& noticeHash);

/// `2` and so on, centred in the top margin, from page 2.
void numberPages(Typesetter& type, std::vector<Page>& pages);

/// `BẢN NHÁP` across each page.
void markAsDraft(Typesetter& type, std::vector<Page>& pages);

}  // namespace thongbao::pdf
