#include "domain/notice.h"

#include <fmt/format.h>

#include <array>
#include <utility>

#include "base/hash.h"
#include "base/text.h"

namespace thongbao::domain {

namespace {

using AgencyField = std::string Agency::*;
constexpr std::array<std::pair<const char*, AgencyField>, 9> kAgencyFields{{
    {"parent_body", &Agency::parentBody},
    {"issuing_body", &Agency::issuingBody},
    {"symbol", &Agency::symbol},
    {"place", &Agency::place},
    {"archive", &Agency::archive},
    {"address", &Agency::address},
    {"phone", &Agency::phone},
    {"email", &Agency::email},
    {"website", &Agency::website},
}};

/// Writes the canonical form, whose keys are sorted, without a tree: every notice is hashed when
/// it is rendered, and the tree would cost most of that.
class CanonicalText {
 public:
  std::string of(const Notice& notice) {
    out_.reserve(notice.body.size() + 4096);
    list("{\"addressees\":[", notice.addressees);
    agency(notice.agency);
    text(",\"body\":", notice.body);
    text(",\"date\":", base::toIso(notice.date));
    list(",\"legal_basis\":[", notice.legalBasis);
    out_ += ",\"number\":" + std::to_string(notice.number);
    provisions(notice.provisions);
    list(",\"recipients\":[", notice.recipients);
    text(",\"subject\":", notice.subject);
    text(",\"summary\":", notice.summary);
    text(",\"template\":", notice.templateName);
    text(",\"template_version\":", notice.templateVersion);
    text(",\"title\":", notice.title);
    out_ += '}';
    return std::move(out_);
  }

 private:
  void text(std::string_view before, const std::string& value) {
    out_ += before;
    base::appendCanonical(out_, value);
  }
  void list(std::string_view before, const std::vector<std::string>& values) {
    out_ += before;
    for (std::size_t i = 0; i < values.size(); ++i) text(i ? "," : "", values[i]);
    out_ += ']';
  }
  void agency(const Agency& agency) {
    text(",\"agency\":{\"address\":", agency.address);
    text(",\"archive\":", agency.archive);
    text(",\"email\":", agency.email);
    text(",\"issuing_body\":", agency.issuingBody);
    text(",\"parent_body\":", agency.parentBody);
    text(",\"phone\":", agency.phone);
    text(",\"place\":", agency.place);
    text(",\"signer\":{\"authority\":", agency.signer.authority);
    text(",\"name\":", agency.signer.name);
    text(",\"position\":", agency.signer.position);
    text("},\"symbol\":", agency.symbol);
    text(",\"website\":", agency.website);
    out_ += '}';
  }
  void provisions(const std::vector<Provision>& provisions) {
    out_ += ",\"provisions\":[";
    for (std::size_t i = 0; i < provisions.size(); ++i) {
      text(i ? ",{\"article\":" : "{\"article\":", provisions[i].article);
      text(",\"instrument\":", provisions[i].instrument);
      out_ += '}';
    }
    out_ += ']';
  }

  std::string out_;
};

}  // namespace

std::string numberAndSymbol(const Notice& notice) {
  const std::string number = notice.number ? fmt::format("{:02}", notice.number) : "      ";
  return number + "/TB-" + notice.agency.symbol;
}

std::string placeAndDate(const Notice& notice) {
  return notice.agency.place + ", " + base::dayInWords(notice.date);
}

base::Json toJson(const Notice& notice) {
  base::Json agency;
  for (const auto& [name, field] : kAgencyFields) agency[name] = notice.agency.*field;
  agency["signer"] = {{"authority", notice.agency.signer.authority},
                      {"position", notice.agency.signer.position},
                      {"name", notice.agency.signer.name}};
  base::Json provisions = base::Json::array();
  for (const Provision& provision : notice.provisions)
    provisions.push_back({{"instrument", provision.instrument}, {"article", provision.article}});
  return {{"number", notice.number},
          {"date", base::toIso(notice.date)},
          {"agency", agency},
          {"title", notice.title},
          {"summary", notice.summary},
          {"subject", notice.subject},
          {"legal_basis", notice.legalBasis},
          {"addressees", notice.addressees},
          {"body", notice.body},
          {"recipients", notice.recipients},
          {"template", notice.templateName},
          {"template_version", notice.templateVersion},
          {"provisions", provisions}};
}

Notice noticeFromJson(const base::Json& json) {
  using Strings = std::vector<std::string>;
  Notice notice;
  notice.number = json.at("number");
  notice.date = base::parseDate(json.at("date").get<std::string>()).value();
  const base::Json& agency = json.at("agency");
  for (const auto& [name, field] : kAgencyFields)
    notice.agency.*field = agency.at(name).get<std::string>();
  const base::Json& signer = agency.at("signer");
  notice.agency.signer = {signer.at("authority"), signer.at("position"), signer.at("name")};
  notice.title = json.at("title");
  notice.summary = json.at("summary");
  notice.subject = json.at("subject");
  notice.legalBasis = json.at("legal_basis").get<Strings>();
  notice.addressees = json.at("addressees").get<Strings>();
  notice.body = json.at("body");
  notice.recipients = json.at("recipients").get<Strings>();
  notice.templateName = json.at("template");
  notice.templateVersion = json.at("template_version");
  for (const auto& provision : json.at("provisions"))
    notice.provisions.push_back({provision.at("instrument"), provision.at("article")});
  return notice;
}

std::string canonicalForm(const Notice& notice) {
  return CanonicalText().of(notice);
}

std::string hashOf(const Notice& notice) {
  return base::sha256(canonicalForm(notice));
}

std::string checkCode(const std::string& noticeHash) {
  const std::string start = base::upperCase(noticeHash.substr(0, 12));
  return start.substr(0, 4) + "-" + start.substr(4, 4) + "-" + start.substr(8);
}

std::optional<std::string> hashStartOf(const std::string& typedCode) {
  std::string start;
  for (const char c : typedCode) {
    if (c == '-' || c == ' ') continue;
    const char lower = c >= 'A' && c <= 'F' ? static_cast<char>(c - 'A' + 'a') : c;
    if (!((lower >= '0' && lower <= '9') || (lower >= 'a' && lower <= 'f'))) return std::nullopt;
    start += lower;
  }
  if (start.size() < 8 || start.size() > 64) return std::nullopt;
  return start;
}

}  // namespace thongbao::domain
