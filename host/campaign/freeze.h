#pragma once

#include <string>

#include "base/clock.h"
#include "base/json.h"
#include "domain/agency.h"
#include "domain/notice.h"
#include "law/catalogue.h"
#include "template/pack.h"

namespace thongbao::campaign {

/// Throws Error(badInput) when the pack cites what is unknown or not in force on `date`, naming
/// each and its successor; Error's place is the pack's template.json.
void refuseOutdatedLaw(const tmpl::Pack& pack, const law::Catalogue& catalogue, base::Date date);

/// The complete notice of one party: letterhead, number (0: draft), legal basis, filled text.
/// Throws as tmpl::fill, and for text that is no allowed Markdown.
domain::Notice freeze(const tmpl::Pack& pack, const law::Catalogue& catalogue,
                      const domain::Agency& agency, const base::Json& data,
                      const std::string& addressee, int number, base::Date date);

}  // namespace thongbao::campaign
