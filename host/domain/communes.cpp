#include "domain/communes.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.h"
#include "domain/area.h"

namespace thongbao::domain {

namespace {

/// A kind where it stands in a text, and how many words say it.
struct SaidKind {
  CommuneKind kind = CommuneKind::unsaid;
  std::size_t words = 0;
};

SaidKind kindAt(const PlainWords& words, std::size_t at) {
  struct Spelling {
    std::string_view first, second;
    CommuneKind kind;
  };
  static constexpr std::array<Spelling, 10> kSpellings{{{"phuong", "", CommuneKind::ward},
                                                        {"p", "", CommuneKind::ward},
                                                        {"ward", "", CommuneKind::ward},
                                                        {"xa", "", CommuneKind::village},
                                                        {"x", "", CommuneKind::village},
                                                        {"commune", "", CommuneKind::village},
                                                        {"dac", "khu", CommuneKind::zone},
                                                        {"dk", "", CommuneKind::zone},
                                                        {"thi", "tran", CommuneKind::town},
                                                        {"tt", "", CommuneKind::town}}};
  if (at >= words.count()) return {};
  const std::string_view first = words[at];
  for (const Spelling& spelling : kSpellings) {
    if (first != spelling.first) continue;
    if (spelling.second.empty()) return {spelling.kind, 1};
    if (at + 1 < words.count() && words[at + 1] == spelling.second) return {spelling.kind, 2};
  }
  return {};
}

bool areDigits(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// `1` for `01`; other names as they are.
std::string_view withoutZeros(std::string_view name) {
  if (areDigits(name))
    while (name.size() > 1 && name.front() == '0') name.remove_prefix(1);
  return name;
}

/// The 5 of `P5`; empty for other words.
std::string_view numberOfWard(std::string_view word) {
  const bool isOne = word.starts_with('p') && areDigits(word.substr(1));
  return isOne ? withoutZeros(word.substr(1)) : std::string_view();
}

/// What stands in an address where no commune does: a province, a district, a country, a number.
bool isAboveCommunes(std::string_view part, const PlainWords& words) {
  static constexpr std::array<std::string_view, 9> kDistricts{
      "quan", "q", "huyen", "h", "tp", "tx", "vietnam", "vn", "district"};
  if (areDigits(words.joined()) || words.joined() == "vietnam" || findProvince(part)) return true;
  const std::string_view first = words[0], two = words.run(0, 2);
  return two == "thanhpho" || two == "thixa" ||
         std::find(kDistricts.begin(), kDistricts.end(), first) != kDistricts.end();
}

/// Takes the last part behind a comma from the text.
std::string_view takeLastPart(std::string_view& text) {
  const std::size_t comma = text.find_last_of(",;");
  const std::string_view part = comma == std::string_view::npos ? text : text.substr(comma + 1);
  text = comma == std::string_view::npos ? std::string_view() : text.substr(0, comma);
  return part;
}

/// The name with its marks, without its kind, as it is compared.
std::string markedName(const Commune& commune) {
  std::string folded = base::fold(commune.name);
  for (const std::string_view kind : {"phường ", "xã ", "đặc khu ", "thị trấn "})
    if (folded.starts_with(kind)) return folded.substr(kind.size());
  return folded;
}

}  // namespace

CommuneKind communeKindOf(std::string_view name) {
  return kindAt(PlainWords(name), 0).kind;
}

CommuneTable::CommuneTable(std::vector<Commune> communes) : communes_(std::move(communes)) {
  byName_.reserve(communes_.size());
  for (const Commune& commune : communes_) {
    const PlainWords words(commune.name);
    const SaidKind said = kindAt(words, 0);
    kinds_.push_back(said.kind);
    if (said.words >= words.count()) continue;
    const std::string name(withoutZeros(words.from(said.words)));
    byName_[name].push_back(static_cast<std::uint32_t>(kinds_.size() - 1));
    // A name of one word may be written in as many words as it has syllables, and more.
    mostWords_ = std::max(mostWords_, words.count() - said.words + 1);
  }
}

const CommuneTable::Indexes& CommuneTable::called(std::string_view name) const {
  static const Indexes none;
  const auto found = byName_.find(withoutZeros(name));
  return found == byName_.end() ? none : found->second;
}

const Commune* CommuneTable::onlyOne(std::string_view name, CommuneKind kind,
                                     std::string_view provinceCode,
                                     std::string_view written) const {
  Indexes fitting;
  for (const std::uint32_t index : called(name)) {
    const bool isThere = provinceCode.empty() || communes_[index].provinceCode == provinceCode;
    if (isThere && (kind == CommuneKind::unsaid || kinds_[index] == kind)) fitting.push_back(index);
  }
  // There are no towns any more: `thị trấn` in an old address says no more than the name.
  if (fitting.empty() && kind == CommuneKind::town && !provinceCode.empty())
    return onlyOne(name, CommuneKind::unsaid, provinceCode, written);
  if (fitting.size() > 1) {
    const std::string marked = base::fold(written);
    std::erase_if(fitting, [&](std::uint32_t index) {
      return marked.find(markedName(communes_[index])) == std::string::npos;
    });
  }
  return fitting.size() == 1 ? &communes_[fitting[0]] : nullptr;
}

/// With its kind, anywhere in the part.
const Commune* CommuneTable::saidIn(std::string_view part, std::string_view provinceCode) const {
  const PlainWords words(part);
  for (std::size_t at = words.count(); at-- > 0;) {
    if (const std::string_view number = numberOfWard(words[at]); !number.empty())
      if (const Commune* one = onlyOne(number, CommuneKind::ward, provinceCode, part)) return one;
    const SaidKind said = kindAt(words, at);
    const std::size_t first = at + said.words;
    if (said.kind == CommuneKind::unsaid || first >= words.count()) continue;
    for (std::size_t end = std::min(words.count(), first + mostWords_); end > first; --end) {
      const std::string_view name = words.run(first, end);
      if (called(name).empty()) continue;
      if (const Commune* one = onlyOne(name, said.kind, provinceCode, part)) return one;
    }
  }
  return nullptr;
}

/// By its name alone, which is the whole part.
const Commune* CommuneTable::meantBy(std::string_view part, std::string_view provinceCode) const {
  const PlainWords words(part);
  if (areDigits(words.joined())) return nullptr;
  return onlyOne(words.joined(), CommuneKind::unsaid, provinceCode, part);
}

const Commune* CommuneTable::find(std::string_view provinceCode, std::string_view text) const {
  if (base::firstInvalidUtf8(text)) return nullptr;
  for (std::string_view rest = text; !rest.empty();)
    if (const Commune* commune = saidIn(takeLastPart(rest), provinceCode)) return commune;
  if (provinceCode.empty()) return nullptr;
  while (!text.empty()) {
    const std::string_view part = takeLastPart(text);
    const PlainWords words(part);
    if (words.count() == 0 || isAboveCommunes(part, words)) continue;
    return meantBy(part, provinceCode);
  }
  return nullptr;
}

std::vector<const Commune*> CommuneTable::named(std::string_view text) const {
  std::vector<const Commune*> all;
  std::string_view rest = text;
  std::string_view name = takeLastPart(rest);
  const Province* province = rest.empty() ? nullptr : findProvince(name);
  if (province) name = takeLastPart(rest);
  const PlainWords words(name);
  if (words.count() == 0) return all;
  const auto take = [&](std::string_view plain, CommuneKind kind) {
    for (const std::uint32_t index : called(plain))
      if ((kind == CommuneKind::unsaid || kinds_[index] == kind) &&
          (!province || communes_[index].provinceCode == province->code))
        all.push_back(&communes_[index]);
  };
  for (const Commune& commune : communes_)
    if (commune.code == words.joined()) all.push_back(&commune);
  const SaidKind said = kindAt(words, 0);
  if (said.words > 0 && said.words < words.count()) take(words.from(said.words), said.kind);
  if (!numberOfWard(words.joined()).empty()) take(numberOfWard(words.joined()), CommuneKind::ward);
  if (all.empty()) take(words.joined(), CommuneKind::unsaid);
  return all;
}

}  // namespace thongbao::domain
