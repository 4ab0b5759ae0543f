#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/json.h"
#include "domain/notice.h"
#include "domain/provision.h"
#include "template/mustache.h"

namespace thongbao::tmpl {

enum class Kind { mailing, notice };

/// How the documents of one campaign are numbered: each its own number (a warning to one
/// seller), or one number for all copies of the same text (a dissemination mailing).
enum class Numbering { each, once };

/// One folder `templates/<kind>/<name>/` of `template.json`, `body.md` (Markdown with Mustache)
/// and `sample.json`. All keys of template.json, each of them needed:
///
///     {"version": "1", "kind": "notice", "description": "…", "title": "THÔNG BÁO",
///      "summary": "Về việc … (Mustache)", "subject": "… (Mustache)", "numbering": "each",
///      "legal_basis": ["122/2025/QH15"],
///      "provisions": [{"instrument": "122/2025/QH15", "article": "Điều 11"}]}
///
/// What a campaign gives to the three texts, and so the shape of sample.json; texts may be empty
/// but are always there:
///
///     {"party": {"name", "legal_name", "tax_code", "identity_number", "representative",
///                "address", "phone", "email", and of all but the name "has_tax_code": true …},
///      "accounts": [{"platform", "name", "account_id", "url", "has_url"}],
///      "has_listings", "listings": [{"index", "platform", "title", "url", "price",
///                                    "observed_on", "has_url", "has_price", "has_observed_on"}],
///      "has_missing", "missing": [{"item"}],   required information that the list lacked
///      "agency": {"issuing_body", "parent_body", "address", "phone", "email", "website"},
///      "date": "24/11/2026", "reply_days": "05"}
struct Pack {
  std::filesystem::path folder;
  Kind kind = Kind::notice;
  std::string name;  ///< `notice/counterfeit`
  std::string version;
  std::string description;  ///< for the officer who chooses, Vietnamese
  std::string title;        ///< ô 5a: `THÔNG BÁO`
  Numbering numbering = Numbering::each;
  std::vector<domain::Provision> provisions;
  std::vector<std::string> legalBasis;  ///< provisions' instruments to print as căn cứ, by number
  Mustache summary;                     ///< ô 5a, trích yếu
  Mustache subject;                     ///< of the mail
  Mustache body;                        ///< Markdown
};

/// Reads one folder. Throws Error(notFound or badInput) with file, line and column, the path of
/// the wrong key, or a number of a legal instrument (`98/2020/NĐ-CP`) in a text that the
/// provisions do not declare: it would escape the check of what is in force.
Pack readPack(const std::filesystem::path& folder);

/// The names of all packs of a templates folder, sorted; none when there is no such folder.
std::vector<std::string> packNames(const std::filesystem::path& templates);
/// Throws Error(notFound) that lists the names there are.
Pack findPack(const std::filesystem::path& templates, const std::string& name);

/// What a pack says about one party, with all values filled in: summary and subject as one clean
/// line, the body as Markdown.
struct Filled {
  std::string summary;
  std::string subject;
  std::string body;
};
/// `bodyEscape` makes a value stand for itself in Markdown (document::escapeMarkdown). Throws as
/// Mustache::render.
Filled fill(const Pack& pack, const base::Json& data, const Escape& bodyEscape);

}  // namespace thongbao::tmpl
