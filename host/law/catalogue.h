#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "domain/provision.h"

namespace thongbao::law {

struct Amendment {
  std::string by;  ///< number of the amending instrument
  base::Date inForceFrom{};
};

/// One law, decree or circular.
struct Instrument {
  std::string number;  ///< `122/2025/QH15`: the key
  std::string kind;    ///< `Luật`, `Nghị định`, `Thông tư`
  std::string title;  ///< `Thương mại điện tử`, for a decree its full title (`quy định chi tiết …`)
  std::string issuer;  ///< `Quốc hội`, `Chính phủ`
  base::Date issued{};
  base::Date inForceFrom{};
  std::optional<base::Date> inForceUntil;  ///< last day in force
  std::vector<std::string> replacedBy;     ///< numbers of the successors
  std::vector<Amendment> amendments;
  std::string source;  ///< where it was read
  base::Date lastChecked{};
};

/// The dated catalogue of `templates/law/catalogue.json`:
///
///     {"format": 1, "last_checked": "2026-11-23", "instruments": [
///       {"number", "kind", "title", "issuer", "issued", "in_force_from", "in_force_until"?,
///        "replaced_by"?: ["…"], "amendments"?: [{"by", "in_force_from"}],
///        "source", "last_checked"}]}
///
/// Days are ISO dates; no other keys; texts are not empty; a number stands once.
class Catalogue {
 public:
  /// Throws Error(notFound or badInput) naming the file and the line or the path of the key; for
  /// days in an impossible order, and for a successor that the catalogue does not know, too.
  static Catalogue read(const std::filesystem::path& file);

  const std::vector<Instrument>& instruments() const { return instruments_; }
  /// nullptr when there is none of that number.
  const Instrument* find(const std::string& number) const;
  /// When the whole catalogue was last compared with its sources.
  base::Date lastChecked() const { return lastChecked_; }

 private:
  std::vector<Instrument> instruments_;
  base::Date lastChecked_{};
};

/// From its first to its last day in force, both included.
bool isInForce(const Instrument& instrument, base::Date on);

/// One citation that must not be printed on that date, in a sentence that names the successor.
struct Objection {
  domain::Provision provision;
  std::string sentence;
};
/// In the order of `provisions`: those whose instrument is unknown, not yet or no longer in force.
/// One objection an instrument, with the first of its provisions.
std::vector<Objection> check(const Catalogue& catalogue,
                             const std::vector<domain::Provision>& provisions, base::Date on);

/// As a căn cứ of an administrative document (Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II),
/// without the `Căn cứ` before it and the `;` behind it. A law or ordinance by its name and date
/// (no number, no issuer), other kinds with number, date, issuer and title: `Luật Thương mại điện
/// tử ngày 10 tháng 12 năm 2025`; `Nghị định số 248/2026/NĐ-CP ngày 30 tháng 6 năm 2026 của Chính
/// phủ quy định chi tiết …`.
std::string legalBasis(const Instrument& instrument);

/// Later mention: kind and number only, `Nghị định số 248/2026/NĐ-CP`; a law by its name.
std::string shortCitation(const Instrument& instrument);

}  // namespace thongbao::law
