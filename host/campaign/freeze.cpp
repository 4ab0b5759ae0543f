#include "campaign/freeze.h"

#include <utility>

#include "base/error.h"
#include "base/hash.h"
#include "base/json.h"
#include "base/text.h"
#include "base/words.h"
#include "document/markdown.h"

namespace thongbao::campaign {

namespace {

/// The body of an administrative document ends with `./.` (Nghị định 30/2020/NĐ-CP, Phụ lục I,
/// mục II, khoản 5).
std::string withEndMark(std::string_view body) {
  std::string text(base::trim(body));
  if (text.ends_with("./.")) return text;
  if (text.ends_with('.')) text.pop_back();
  return text + "./.";
}

}  // namespace

void refuseOutdatedLaw(const tmpl::Pack& pack, const law::Catalogue& catalogue, base::Date date) {
  const auto objections = law::check(catalogue, pack.provisions, date);
  if (objections.empty()) return;
  std::string sentences;
  for (const law::Objection& objection : objections)
    sentences += (sentences.empty() ? "" : " ") + objection.sentence;
  throw base::Error(base::Code::badInput, sentences,
                    {.file = (pack.folder / "template.json").string()},
                    base::tr("Cite the successor in the template, or choose another date."));
}

Freezer::Freezer(const tmpl::Pack& pack, const law::Catalogue& catalogue,
                 const domain::Agency& agency, base::Date date)
    : pack_(pack) {
  shared_.date = date;
  shared_.agency = agency;
  shared_.title = pack.title;
  for (const std::string& instrument : pack.legalBasis)
    if (const auto* found = catalogue.find(instrument))
      shared_.legalBasis.push_back(law::legalBasis(*found));
  shared_.recipients = {"Như trên"};
  shared_.templateName = pack.name;
  shared_.templateVersion = pack.version;
  shared_.provisions = pack.provisions;
}

domain::Notice Freezer::fill(const base::Json& data, const std::string& addressee,
                             int number) const {
  tmpl::Filled filled = tmpl::fill(pack_, data, document::escapeMarkdown);
  domain::Notice notice = shared_;
  notice.number = number;
  notice.summary = std::move(filled.summary);
  notice.subject = std::move(filled.subject);
  notice.addressees = {base::cleanLine(addressee)};
  notice.body = withEndMark(filled.body);
  return notice;
}

document::Document Freezer::bodyOf(const domain::Notice& notice) const {
  return document::readMarkdown(notice.body, pack_.name);
}

Frozen Freezer::freeze(const base::Json& data, const std::string& addressee, int number) const {
  Frozen frozen{fill(data, addressee, number), {}};
  frozen.body = bodyOf(frozen.notice);
  return frozen;
}

std::optional<domain::Notice> frozenNotice(const std::string& text, const std::string& hash) {
  const base::Json frozen = base::Json::parse(text, nullptr, false);
  if (base::sha256(text) != hash || frozen.is_discarded()) return std::nullopt;
  return domain::noticeFromJson(frozen);
}

}  // namespace thongbao::campaign
