#include "campaign/freeze.h"

#include "base/error.h"
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

domain::Notice freeze(const tmpl::Pack& pack, const law::Catalogue& catalogue,
                      const domain::Agency& agency, const base::Json& data,
                      const std::string& addressee, int number, base::Date date) {
  const tmpl::Filled filled = tmpl::fill(pack, data, document::escapeMarkdown);
  document::readMarkdown(filled.body, pack.name);

  domain::Notice notice;
  notice.number = number;
  notice.date = date;
  notice.agency = agency;
  notice.title = pack.title;
  notice.summary = filled.summary;
  notice.subject = filled.subject;
  for (const std::string& instrument : pack.legalBasis)
    if (const auto* found = catalogue.find(instrument))
      notice.legalBasis.push_back(law::legalBasis(*found));
  notice.addressees = {base::cleanLine(addressee)};
  notice.body = withEndMark(filled.body);
  notice.recipients = {"Như trên"};
  notice.templateName = pack.name;
  notice.templateVersion = pack.version;
  notice.provisions = pack.provisions;
  return notice;
}

}  // namespace thongbao::campaign
