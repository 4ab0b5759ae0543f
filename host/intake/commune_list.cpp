#include "intake/commune_list.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "base/error.h"
#include "base/text.h"
#include "base/words.h"
#include "domain/area.h"

namespace thongbao::intake {

namespace {

using base::Code;
using base::Error;
using base::say;
using base::tr;
using domain::Commune;
using domain::CommuneKind;
using domain::PlainWords;

constexpr std::size_t kMostTold = 20;
constexpr std::size_t kMostCharacters = 100;
constexpr std::uint64_t kMostRows = 50'000;  // four times the communes there ever were

/// Usual headings in one plain word, the surest first.
using Headings = std::vector<std::string_view>;
const Headings kCode{"maxa",
                     "maphuong",
                     "maphuongxa",
                     "maxaphuong",
                     "maphuongxadackhu",
                     "maxaphuongdackhu",
                     "mapx",
                     "madvhc",
                     "madonvihanhchinh",
                     "macapxa",
                     "communecode",
                     "wardcode",
                     "ma",
                     "maso",
                     "code"};
const Headings kName{"tenxa",
                     "tenphuong",
                     "tenphuongxa",
                     "tenxaphuong",
                     "tenphuongxadackhu",
                     "tenxaphuongdackhu",
                     "xaphuong",
                     "phuongxa",
                     "xaphuongdackhu",
                     "phuongxadackhu",
                     "tendonvihanhchinh",
                     "tendvhc",
                     "donvihanhchinh",
                     "tencapxa",
                     "tendonvi",
                     "ten",
                     "name",
                     "commune",
                     "ward"};
const Headings kKind{"cap", "loai", "loaihinh", "caphanhchinh", "loaidonvi", "kind", "level"};
const Headings kProvinceCode{"matinh",     "matp",        "matinhthanhpho", "matinhtp",
                             "mathanhpho", "matinhthanh", "provincecode"};
const Headings kProvinceName{"tinhthanhpho", "tinhtp",          "tinhthanh",   "tinh",
                             "tentinh",      "tentinhthanhpho", "tentinhtp",   "thanhpho",
                             "tenthanhpho",  "province",        "provincename"};

using Column = std::optional<std::size_t>;

Column columnOf(const std::vector<std::string>& headings, const Headings& usual) {
  for (const std::string_view name : usual)
    for (std::size_t i = 0; i < headings.size(); ++i)
      if (PlainWords(headings[i]).joined() == name) return i;
  return std::nullopt;
}

bool isUsual(const std::string& heading) {
  const std::vector<std::string> one{heading};
  for (const Headings* usual : {&kCode, &kName, &kKind, &kProvinceCode, &kProvinceName})
    if (columnOf(one, *usual)) return true;
  return false;
}

bool areDigits(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// The digits with zeros before them.
std::string padded(std::string digits, std::size_t size) {
  if (digits.size() < size) digits.insert(0, size - digits.size(), '0');
  return digits;
}

const char* wordOf(CommuneKind kind) {
  switch (kind) {
    case CommuneKind::ward:
      return "Phường ";
    case CommuneKind::village:
      return "Xã ";
    case CommuneKind::zone:
      return "Đặc khu ";
    case CommuneKind::town:
      return "Thị trấn ";
    case CommuneKind::unsaid:
      break;
  }
  return "";
}

const domain::Province* provinceOf(const std::string& text) {
  return domain::findProvince(areDigits(text) ? padded(text, 2) : text);
}

/// A row that cannot be used; the text is the reason.
struct Unusable {
  std::string reason;
};

class CommuneReader {
 public:
  CommuneReader(const std::vector<std::string>& headings, const std::filesystem::path& file)
      : code_(columnOf(headings, kCode)),
        name_(columnOf(headings, kName)),
        kind_(columnOf(headings, kKind)),
        provinceCode_(columnOf(headings, kProvinceCode)),
        provinceName_(columnOf(headings, kProvinceName)) {
    if (!code_ || !name_)
      throw Error(Code::badInput,
                  code_ ? tr("The table has no column of the communes' names.")
                        : tr("The table has no column of the communes' codes."),
                  {.file = file.string()},
                  tr("Head the columns “Mã” and “Tên đơn vị hành chính”."));
  }

  void take(const Row& row) {
    try {
      takeUsable(row);
    } catch (const Unusable& unusable) {
      ++unusable_;
      if (unusable_ > kMostTold) return;
      told_ += ' ';
      told_ += say("Row {}: {}", row.number, unusable.reason);
    }
  }

  std::vector<Commune> finish(const std::filesystem::path& file) {
    if (unusable_ > kMostTold) told_ += " " + say("… and {} more rows.", unusable_ - kMostTold);
    if (unusable_ > 0)
      throw Error(Code::badInput, say("{} rows cannot be used.", unusable_) + told_,
                  {.file = file.string()}, tr("Mend the table; nothing was taken from it."));
    if (communes_.empty())
      throw Error(Code::badInput, tr("The table has no commune."), {.file = file.string()},
                  tr("Check that it is the official table of communes."));
    return std::move(communes_);
  }

 private:
  static std::string cell(const Row& row, Column column) {
    if (!column || *column >= row.cells.size()) return {};
    std::string text = base::cleanLine(row.cells[*column]);
    if (base::lengthOf(text) > kMostCharacters)
      throw Unusable{say("The text has more than {} characters.", kMostCharacters)};
    return text;
  }

  void takeUsable(const Row& row) {
    std::string code = cell(row, code_);
    if (code.ends_with(".0")) code.resize(code.size() - 2);
    const std::string name = nameOf(row);
    const bool isCommune = domain::communeKindOf(name) != CommuneKind::unsaid;
    if (!areDigits(code) || code.size() > 5)
      throw Unusable{say("“{}” is no code of a commune, which has 5 digits.", code)};
    if (!isCommune && code.size() <= 2) return takeProvince(padded(code, 2), name);
    if (name.empty()) throw Unusable{tr("The commune has no name.")};
    if (!isCommune)
      throw Unusable{say("“{}” does not say whether it is a xã, phường or đặc khu.", name)};
    code = padded(std::move(code), 5);
    const auto [first, isNew] = rows_.emplace(code, row.number);
    if (!isNew) throw Unusable{say("The code {} stands in row {} already.", code, first->second)};
    communes_.push_back({std::move(code), name, provinceOfRow(row)});
  }

  /// With its kind from a column of its own, when the name does not say it.
  std::string nameOf(const Row& row) const {
    std::string name = cell(row, name_);
    if (name.empty() || domain::communeKindOf(name) != CommuneKind::unsaid) return name;
    return wordOf(domain::communeKindOf(cell(row, kind_))) + name;
  }

  void takeProvince(const std::string& code, const std::string& name) {
    const domain::Province* province = domain::findProvince(name);
    if (!province || code != province->code)
      throw Unusable{say("There is no province “{}” with the code {}.", name, code)};
    above_ = province;
  }

  std::string provinceOfRow(const Row& row) const {
    const domain::Province* province = nullptr;
    for (const Column column : {provinceCode_, provinceName_}) {
      const std::string text = cell(row, column);
      if (text.empty()) continue;
      const domain::Province* said = provinceOf(text);
      if (!said) throw Unusable{say("There is no province “{}”.", text)};
      if (province && said != province)
        throw Unusable{say("The row names two provinces, {} and {}.", province->name, said->name)};
      province = said;
    }
    if (!province) province = above_;
    if (!province) throw Unusable{tr("The row names no province, and none stands above it.")};
    return province->code;
  }

  Column code_, name_, kind_, provinceCode_, provinceName_;
  const domain::Province* above_ = nullptr;
  std::vector<Commune> communes_;
  std::map<std::string, std::uint64_t> rows_;  ///< in which each code stands
  std::uint64_t unusable_ = 0;
  std::string told_;
};

}  // namespace

std::vector<Commune> readCommunes(const std::filesystem::path& file, const TableOptions& options) {
  TableOptions ours = options;
  if (!ours.isKnownHeading) ours.isKnownHeading = isUsual;
  ours.mostRows = std::min(ours.mostRows, kMostRows);
  const auto table = openTable(file, ours);
  CommuneReader reader(table->info().headings, file);
  for (Row row; table->next(row);) reader.take(row);
  return reader.finish(file);
}

}  // namespace thongbao::intake
