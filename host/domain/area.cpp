#include "domain/area.h"

#include <algorithm>
#include <cctype>
#include <map>

#include "base/text.h"

namespace thongbao::domain {

namespace {

/// Other spellings, as `keyOf` makes them, of today's or former units.
constexpr std::pair<const char*, const char*> kSpellings[] = {
    {"hcm", "79"},          {"hcmc", "79"},   {"saigon", "79"}, {"vungtau", "79"}, {"brvt", "79"},
    {"thuathienhue", "46"}, {"tthue", "46"},  {"hn", "01"},     {"hatay", "01"},   {"daclac", "66"},
    {"dacnong", "68"},      {"backan", "19"}, {"baccan", "19"},
};

/// What may stand before and behind a name, as `keyOf` makes it.
constexpr std::string_view kBefore[] = {"tinh", "thanhpho", "tp"};
constexpr std::string_view kBehind[] = {"city", "province", "vietnam"};

/// Lower-case letters and digits without marks, blanks and punctuation: `TP. Hồ Chí Minh` →
/// `tphochiminh`. Empty for text that is not valid UTF-8.
std::string keyOf(std::string_view text) {
  if (base::firstInvalidUtf8(text)) return {};
  std::string key;
  for (const char c : base::withoutMarks(base::fold(text)))
    if (std::isalnum(static_cast<unsigned char>(c))) key += c;
  return key;
}

std::string_view bareName(std::string_view key) {
  for (const std::string_view word : kBefore)
    if (key.size() > word.size() && key.starts_with(word)) key.remove_prefix(word.size());
  for (const std::string_view word : kBehind)
    if (key.size() > word.size() && key.ends_with(word)) key.remove_suffix(word.size());
  return key;
}

std::map<std::string, const Province*, std::less<>> provincesByKey() {
  std::map<std::string, const Province*, std::less<>> byKey;
  for (const Province& province : provinces()) {
    byKey.emplace(province.code, &province);
    byKey.emplace(bareName(keyOf(province.name)), &province);
    for (const char* name : province.formerNames) byKey.emplace(keyOf(name), &province);
  }
  for (const auto& [key, code] : kSpellings) byKey.emplace(key, byKey.at(code));
  return byKey;
}

const Province* byName(std::string_view key) {
  static const auto all = provincesByKey();
  const auto found = all.find(bareName(key));
  return found == all.end() ? nullptr : found->second;
}

/// Behind every blank of the text a unit may begin that says what it is: `Quận 1 TP.HCM`.
const Province* namedAtEnd(std::string_view part) {
  for (std::size_t i = 0; i < part.size(); ++i) {
    if (part[i] != ' ' && part[i] != '-') continue;
    const std::string key = keyOf(part.substr(i + 1));
    for (const std::string_view word : kBefore)
      if (key.starts_with(word))
        if (const Province* province = byName(key)) return province;
  }
  return nullptr;
}

const Province* provinceOfPart(std::string_view part) {
  std::string key = keyOf(part);
  if (std::any_of(key.begin(), key.end(), [](char c) { return std::isalpha(c) != 0; }))
    while (!key.empty() && std::isdigit(static_cast<unsigned char>(key.back()))) key.pop_back();
  else
    return nullptr;  // a postal code or a house number, not the code of a province
  if (const Province* province = byName(key)) return province;
  const std::size_t hyphen = part.find_last_of("-/");
  if (hyphen != std::string_view::npos)
    if (const Province* province = provinceOfPart(part.substr(hyphen + 1))) return province;
  return namedAtEnd(part);
}

}  // namespace

const std::vector<Province>& provinces() {
  static const std::vector<Province> all{
      {"01", "Hà Nội", {}},
      {"04", "Cao Bằng", {}},
      {"08", "Tuyên Quang", {"Hà Giang"}},
      {"11", "Điện Biên", {}},
      {"12", "Lai Châu", {}},
      {"14", "Sơn La", {}},
      {"15", "Lào Cai", {"Yên Bái"}},
      {"19", "Thái Nguyên", {"Bắc Kạn"}},
      {"20", "Lạng Sơn", {}},
      {"22", "Quảng Ninh", {}},
      {"24", "Bắc Ninh", {"Bắc Giang"}},
      {"25", "Phú Thọ", {"Vĩnh Phúc", "Hòa Bình"}},
      {"31", "Hải Phòng", {"Hải Dương"}},
      {"33", "Hưng Yên", {"Thái Bình"}},
      {"37", "Ninh Bình", {"Hà Nam", "Nam Định"}},
      {"38", "Thanh Hóa", {}},
      {"40", "Nghệ An", {}},
      {"42", "Hà Tĩnh", {}},
      {"44", "Quảng Trị", {"Quảng Bình"}},
      {"46", "Huế", {"Thừa Thiên Huế"}},
      {"48", "Đà Nẵng", {"Quảng Nam"}},
      {"51", "Quảng Ngãi", {"Kon Tum"}},
      {"52", "Gia Lai", {"Bình Định"}},
      {"56", "Khánh Hòa", {"Ninh Thuận"}},
      {"66", "Đắk Lắk", {"Phú Yên"}},
      {"68", "Lâm Đồng", {"Đắk Nông", "Bình Thuận"}},
      {"75", "Đồng Nai", {"Bình Phước"}},
      {"79", "TP. Hồ Chí Minh", {"Bình Dương", "Bà Rịa - Vũng Tàu"}},
      {"80", "Tây Ninh", {"Long An"}},
      {"82", "Đồng Tháp", {"Tiền Giang"}},
      {"86", "Vĩnh Long", {"Bến Tre", "Trà Vinh"}},
      {"91", "An Giang", {"Kiên Giang"}},
      {"92", "Cần Thơ", {"Sóc Trăng", "Hậu Giang"}},
      {"96", "Cà Mau", {"Bạc Liêu"}},
  };
  return all;
}

const Province* findProvince(std::string_view text) {
  return byName(keyOf(text));
}

const Province* provinceOfAddress(std::string_view address) {
  constexpr int kLastParts = 3;
  for (int looked = 0; looked < kLastParts && !address.empty(); ++looked) {
    const std::size_t comma = address.find_last_of(",;");
    const std::size_t start = comma == std::string_view::npos ? 0 : comma + 1;
    if (const Province* province = provinceOfPart(address.substr(start))) return province;
    address = address.substr(0, start == 0 ? 0 : comma);
  }
  return nullptr;
}

}  // namespace thongbao::domain
