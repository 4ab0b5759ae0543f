#include "law/catalogue.h"

#include <algorithm>

#include "base/files.h"
#include "base/placed_json.h"
#include "base/words.h"

namespace thongbao::law {

namespace {

using base::Date;
using base::Json;
using base::PlacedJson;
using base::say;
using base::tr;

constexpr std::uint64_t kLongestFile = 4U << 20U;
constexpr std::size_t kMostInstruments = 5000;
constexpr int kFormat = 1;

std::vector<Amendment> amendmentsOf(const PlacedJson& json) {
  std::vector<Amendment> amendments;
  for (const PlacedJson& item : json.itemsOf("amendments")) {
    item.requireKeys({"by", "in_force_from"});
    amendments.push_back({item["by"].line(), item["in_force_from"].date()});
  }
  return amendments;
}

void refuseWrongOrder(const PlacedJson& json, const Instrument& instrument) {
  if (instrument.inForceFrom < instrument.issued)
    json["in_force_from"].refuse(tr("It would be in force before it was issued."));
  if (instrument.inForceUntil && *instrument.inForceUntil < instrument.inForceFrom)
    json["in_force_until"].refuse(tr("It would end before it was in force."));
  if (!instrument.replacedBy.empty() && !instrument.inForceUntil)
    json["replaced_by"].refuse(
        tr("What was replaced needs its last day: “in_force_until” is missing."));
}

Instrument instrumentOf(const PlacedJson& json) {
  json.requireKeys(
      {"number", "kind", "title", "issuer", "issued", "in_force_from", "source", "last_checked"},
      {"in_force_until", "replaced_by", "amendments"});
  Instrument instrument{.number = json["number"].line(),
                        .kind = json["kind"].line(),
                        .title = json["title"].line(),
                        .issuer = json["issuer"].line(),
                        .issued = json["issued"].date(),
                        .inForceFrom = json["in_force_from"].date(),
                        .inForceUntil = {},
                        .replacedBy = lines(json.itemsOf("replaced_by")),
                        .amendments = amendmentsOf(json),
                        .source = json["source"].line(),
                        .lastChecked = json["last_checked"].date()};
  if (json.has("in_force_until")) instrument.inForceUntil = json["in_force_until"].date();
  refuseWrongOrder(json, instrument);
  return instrument;
}

void refuseUnknownSuccessors(const PlacedJson& json, const Catalogue& catalogue,
                             const Instrument& instrument) {
  for (const PlacedJson& item : json.itemsOf("replaced_by")) {
    const std::string successor = item.line();
    if (successor == instrument.number || !catalogue.find(successor))
      item.refuse(say("The successor “{}” is no other instrument of the catalogue.", successor));
  }
}

/// Kinds that are cited by name, without number and issuer.
bool isCitedByName(const Instrument& instrument) {
  for (const char* kind : {"Hiến pháp", "Bộ luật", "Luật", "Pháp lệnh"})
    if (instrument.kind == kind) return true;
  return false;
}

/// Kind and number, for a law its name and number.
std::string named(const Instrument& instrument) {
  const std::string citation = shortCitation(instrument);
  return isCitedByName(instrument) ? fmt::format("{} ({})", citation, instrument.number) : citation;
}

/// Empty when it may be cited on that day.
std::string objectionTo(const Catalogue& catalogue, const std::string& number, Date on) {
  const Instrument* instrument = catalogue.find(number);
  if (!instrument) return say("“{}” is not in the catalogue of legal instruments.", number);
  const std::string name = named(*instrument);
  if (on < instrument->inForceFrom)
    return say("{} is not in force before {}.", name, base::toVietnamese(instrument->inForceFrom));
  if (isInForce(*instrument, on)) return {};

  std::string sentence =
      say("{} was in force until {} only.", name, base::toVietnamese(*instrument->inForceUntil));
  for (const std::string& successor : instrument->replacedBy) {
    const Instrument& next = *catalogue.find(successor);
    sentence += " " + say("It was replaced by {}, in force from {}.", named(next),
                          base::toVietnamese(next.inForceFrom));
  }
  return sentence;
}

}  // namespace

Catalogue Catalogue::read(const std::filesystem::path& file) {
  const Json tree = base::parseJson(base::readFile(file, kLongestFile), file.string());
  const PlacedJson root(tree, file.string());
  root.requireKeys({"format", "last_checked", "instruments"});
  if (tree["format"] != kFormat)
    root["format"].refuse(say("Only format {} of the catalogue can be read.", kFormat));

  Catalogue catalogue;
  catalogue.lastChecked_ = root["last_checked"].date();
  const std::vector<PlacedJson> items = root["instruments"].items(kMostInstruments);
  for (const PlacedJson& item : items) {
    Instrument instrument = instrumentOf(item);
    if (catalogue.find(instrument.number))
      item["number"].refuse(say("“{}” stands twice.", instrument.number));
    catalogue.instruments_.push_back(std::move(instrument));
  }
  for (std::size_t i = 0; i < items.size(); ++i)
    refuseUnknownSuccessors(items[i], catalogue, catalogue.instruments_[i]);
  return catalogue;
}

const Instrument* Catalogue::find(const std::string& number) const {
  const auto found =
      std::find_if(instruments_.begin(), instruments_.end(),
                   [&](const Instrument& instrument) { return instrument.number == number; });
  return found == instruments_.end() ? nullptr : &*found;
}

bool isInForce(const Instrument& instrument, Date on) {
  return instrument.inForceFrom <= on &&
         (!instrument.inForceUntil || on <= *instrument.inForceUntil);
}

std::vector<Objection> check(const Catalogue& catalogue,
                             const std::vector<domain::Provision>& provisions, Date on) {
  std::vector<Objection> objections;
  for (const domain::Provision& provision : provisions) {
    const bool isKnown =
        std::any_of(objections.begin(), objections.end(), [&](const Objection& objection) {
          return objection.provision.instrument == provision.instrument;
        });
    std::string sentence = objectionTo(catalogue, provision.instrument, on);
    if (!isKnown && !sentence.empty()) objections.push_back({provision, std::move(sentence)});
  }
  return objections;
}

std::string legalBasis(const Instrument& instrument) {
  const std::string cited = shortCitation(instrument) + " " + base::dayInWords(instrument.issued);
  if (isCitedByName(instrument)) return cited;
  return fmt::format("{} của {} {}", cited, instrument.issuer, instrument.title);
}

std::string shortCitation(const Instrument& instrument) {
  if (isCitedByName(instrument)) return instrument.kind + " " + instrument.title;
  return fmt::format("{} số {}", instrument.kind, instrument.number);
}

}  // namespace thongbao::law
