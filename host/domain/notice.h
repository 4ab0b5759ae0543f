#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/json.h"
#include "domain/agency.h"
#include "domain/provision.h"

namespace thongbao::domain {

/// One document to one party, complete: everything that its PDF, HTML and text are made of, and
/// nothing else, so that the same notice gives the same bytes for ever. Texts are NFC.
struct Notice {
  int number = 0;     ///< of the year; 0 is a draft without a number
  base::Date date{};  ///< of the document, ô số 4
  Agency agency;
  std::string title;                    ///< ô 5a, kind of document: `THÔNG BÁO`
  std::string summary;                  ///< ô 5a, trích yếu: `Về việc …`
  std::string subject;                  ///< of the mail that carries it
  std::vector<std::string> legalBasis;  ///< one căn cứ each, without `;` and `.` at its end
  std::vector<std::string> addressees;  ///< ô 9a, Kính gửi
  std::string body;                     ///< ô 6, Markdown with all values filled in
  std::vector<std::string> recipients;  ///< ô 9b, Nơi nhận, without the archive line
  std::string templateName;             ///< `notice/counterfeit`
  std::string templateVersion;
  std::vector<Provision> provisions;  ///< what it cites, checked when it was planned
  bool operator==(const Notice&) const = default;
};

/// `05/TB-QLTT`; for a draft `…/TB-QLTT` with room for the number. Zero-padded below 10
/// (Nghị định 30/2020/NĐ-CP, Phụ lục I, ô số 3).
std::string numberAndSymbol(const Notice& notice);

/// `Hà Nội, ngày 05 tháng 02 năm 2026`, as base::dayInWords.
std::string placeAndDate(const Notice& notice);

/// The frozen form. `noticeFromJson(toJson(n)) == n`; throws nlohmann's exceptions otherwise.
base::Json toJson(const Notice& notice);
Notice noticeFromJson(const base::Json& json);

/// `base::canonicalJson(toJson(notice))`, made without the tree; throws as it does.
std::string canonicalForm(const Notice& notice);

/// SHA-256 of the canonical form: the notice's identity.
std::string hashOf(const Notice& notice);

/// The first twelve hex digits of the hash in groups of four, as printed beside the QR code:
/// `3F9A-01C2-77DE`.
std::string checkCode(const std::string& noticeHash);

/// The hash's start that an officer typed (with or without hyphens and blanks, any case);
/// nullopt when it has fewer than 8 or more than 64 hex digits or anything else.
std::optional<std::string> hashStartOf(const std::string& typedCode);

}  // namespace thongbao::domain
