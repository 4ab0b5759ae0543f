#pragma once

#include <optional>
#include <string>

#include "base/clock.h"
#include "base/json.h"
#include "document/tree.h"
#include "domain/agency.h"
#include "domain/notice.h"
#include "law/catalogue.h"
#include "template/pack.h"

namespace thongbao::campaign {

/// Throws Error(badInput) when the pack cites what is unknown or not in force on `date`, naming
/// each and its successor; Error's place is the pack's template.json.
void refuseOutdatedLaw(const tmpl::Pack& pack, const law::Catalogue& catalogue, base::Date date);

/// The complete notice of one party, and the tree of its body.
struct Frozen {
  domain::Notice notice;
  document::Document body;
};

/// Makes the notices of one template, agency and day: letterhead, number, legal basis, filled
/// text. What all of them share is made once. Several threads may use one.
class Freezer {
 public:
  /// `pack` is used, not copied.
  Freezer(const tmpl::Pack& pack, const law::Catalogue& catalogue, const domain::Agency& agency,
          base::Date date);

  /// `number` 0 is a draft. Throws as tmpl::fill. Whether its body is allowed Markdown is not known
  /// yet: `bodyOf` tells.
  domain::Notice fill(const base::Json& data, const std::string& addressee, int number) const;
  /// The tree of a notice's body. Throws for text that is no allowed Markdown.
  document::Document bodyOf(const domain::Notice& notice) const;
  /// Both. Throws as both do.
  Frozen freeze(const base::Json& data, const std::string& addressee, int number) const;

 private:
  const tmpl::Pack& pack_;
  domain::Notice shared_;
};

/// The notice of a frozen text; nullopt when the text is not the one that has this hash.
std::optional<domain::Notice> frozenNotice(const std::string& text, const std::string& hash);

}  // namespace thongbao::campaign
