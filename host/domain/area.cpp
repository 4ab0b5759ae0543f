#include "domain/area.h"

#include <algorithm>
#include <string>
#include <unordered_map>
#include <utility>

#include "domain/plain_words.h"

namespace thongbao::domain {

namespace {

/// Other spellings, in one plain word, of today's or former units.
constexpr std::pair<const char*, const char*> kSpellings[] = {
    {"hcm", "79"},     {"hcmc", "79"},         {"saigon", "79"},    {"sg", "79"},
    {"vungtau", "79"}, {"baria", "79"},        {"brvt", "79"},      {"hn", "01"},
    {"hatay", "01"},   {"thuathienhue", "46"}, {"thuathien", "46"}, {"tthue", "46"},
    {"daclac", "66"},  {"daclak", "66"},       {"dacnong", "68"},   {"backan", "19"},
    {"baccan", "19"},
};

/// What may stand before and behind a name, in one plain word.
constexpr std::string_view kBefore[] = {"tinh", "thanhpho", "tp", "thudo"};
constexpr std::string_view kBehind[] = {"vn", "vietnam", "city", "province"};

std::string_view bareName(std::string_view name) {
  for (const std::string_view word : kBefore)
    if (name.size() > word.size() && name.starts_with(word)) name.remove_prefix(word.size());
  for (const std::string_view word : kBehind)
    if (name.size() > word.size() && name.ends_with(word)) name.remove_suffix(word.size());
  return name;
}

using ProvincesByName = std::unordered_map<std::string, const Province*, NameHash, std::equal_to<>>;

ProvincesByName provincesByName() {
  ProvincesByName byName;
  const auto add = [&byName](const char* name, const Province& province) {
    byName.emplace(bareName(PlainWords(name).joined()), &province);
  };
  for (const Province& province : provinces()) {
    byName.emplace(province.code, &province);
    add(province.name, province);
    for (const char* name : province.formerNames) add(name, province);
  }
  for (const auto& [name, code] : kSpellings) byName.emplace(name, byName.at(code));
  return byName;
}

bool isDigit(char c) {
  return c >= '0' && c <= '9';
}

/// The text of the words from `first` on, without a postal code behind it.
std::string_view nameFrom(const PlainWords& words, std::size_t first) {
  std::string_view name = words.from(first);
  while (!name.empty() && isDigit(name.back())) name.remove_suffix(1);
  return name;
}

/// With one of the words before it that say what it is (`tỉnh`, `TP.`, `T.`).
const Province* saidToBeOne(const PlainWords& words, std::size_t first) {
  if (words[first] == "t")
    return first + 1 < words.count() ? provinceOfPlainName(nameFrom(words, first + 1)) : nullptr;
  const std::string_view name = nameFrom(words, first);
  const bool isSaid = std::any_of(std::begin(kBefore), std::end(kBefore),
                                  [name](std::string_view word) { return name.starts_with(word); });
  return isSaid ? provinceOfPlainName(name) : nullptr;
}

/// Of a part between two commas: all of it, what stands behind its last hyphen or slash, or
/// what is said to be one behind any of its words (`Quận 1 TP.HCM`).
const Province* provinceOfPart(std::string_view part) {
  const PlainWords words(part);
  if (words.count() == 0) return nullptr;
  const std::string_view name = nameFrom(words, 0);
  if (name.empty()) return nullptr;  // a postal code or a house number, not a province's code
  if (const Province* province = provinceOfPlainName(name)) return province;
  constexpr std::string_view kEnDash = "\u2013";
  const std::size_t hyphen = part.find_last_of("-/"), dash = part.rfind(kEnDash);
  for (const std::size_t behind : {hyphen + 1, dash == std::string_view::npos ? 0 : dash + 3}) {
    if (behind == 0) continue;
    const PlainWords last(part.substr(behind));
    if (last.count() == 0 || nameFrom(last, 0).empty()) continue;
    if (const Province* province = provinceOfPlainName(nameFrom(last, 0))) return province;
  }
  for (std::size_t i = 0; i < words.count(); ++i)
    if (const Province* province = saidToBeOne(words, i)) return province;
  return nullptr;
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

const Province* provinceOfPlainName(std::string_view plain) {
  static const auto all = provincesByName();
  const auto found = all.find(bareName(plain));
  return found == all.end() ? nullptr : found->second;
}

const Province* findProvince(std::string_view text) {
  const PlainWords words(text);
  if (const Province* province = provinceOfPlainName(words.joined())) return province;
  return words.count() > 1 && words[0] == "t" ? provinceOfPlainName(words.from(1)) : nullptr;
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
