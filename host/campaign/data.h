#pragma once

#include <string>

#include "base/clock.h"
#include "base/error.h"
#include "base/json.h"
#include "domain/agency.h"
#include "domain/party.h"

namespace thongbao::campaign {

/// Working days a seller has to answer, when the template asks for it.
constexpr const char* kReplyDays = "05";

/// What a template may say about one party: the fields of every template's sample.json, all of
/// them always present, so that strict Mustache finds each.
base::Json dataFor(const domain::Party& party, const domain::Agency& agency, base::Date date);

/// The name that stands behind `Kính gửi:`, and the shop when it is another name.
std::string addresseeOf(const domain::Party& party);

/// The same of data that a person wrote after a template's sample.json: `party.legal_name`, else
/// `party.name`. Throws Error(badInput) with `place` when there is no such text.
std::string addresseeOf(const base::Json& data, const base::Place& place);

/// The name of the party's province, empty when none is known.
std::string areaOf(const domain::Party& party);

/// The province that the party's address in such data ends in, empty when none is known.
std::string areaOf(const base::Json& data);

}  // namespace thongbao::campaign
