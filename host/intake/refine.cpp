#include "intake/draft.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "base/clock.h"
#include "base/text.h"
#include "base/words.h"
#include "domain/area.h"
#include "domain/identifiers.h"

namespace thongbao::intake {

namespace {

using base::say;
using base::tr;
using domain::Listing;
using domain::Normal;
using domain::Seller;

constexpr std::string_view kFormulaSigns = "=+-@";
constexpr std::size_t kMostCharacters = 500;
constexpr std::size_t kMostShown = 80;  ///< of a refused value

using Normalise = base::Result<Normal> (*)(std::string_view);

/// The clean line of any bytes, cut to `most` characters.
std::string shortened(std::string_view text, std::size_t most) {
  if (text.size() <= most && base::isCleanLine(text)) return std::string(text);
  std::string clean =
      base::firstInvalidUtf8(text) ? tr("(not valid UTF-8)") : base::cleanLine(text);
  if (base::lengthOf(clean) <= most) return clean;
  std::string start;
  for (std::size_t offset = 0, i = 1; i < most; ++i)
    base::appendUtf8(start, base::nextCodePoint(clean, offset));
  return start + "…";
}

/// What lists write where they know nothing. `clean` is not empty.
bool meansNothing(std::string_view clean) {
  static constexpr std::array<std::string_view, 7> kWords{"-",        "--",    "n/a",    "null",
                                                          "không có", "không", "chưa có"};
  constexpr std::size_t kLongest = 40;  // bytes of one of these in any letters that fold to it
  const bool mayBegin = (clean.front() & 0x80) ||
                        std::string_view("-nNkKcC").find(clean.front()) != std::string_view::npos;
  if (clean.size() > kLongest || !mayBegin) return false;
  const std::string word = base::fold(clean);
  return std::find(kWords.begin(), kWords.end(), word) != kWords.end();
}

/// The day of `05/01/2026`, `2026-01-05`, and of these with a time behind.
base::Result<Normal> normalDate(std::string_view text) {
  const std::string_view day = text.substr(0, text.find_first_of(" T"));
  if (const auto date = base::parseDate(day)) return Normal{base::toIso(*date), {}};
  return base::Error(base::Code::badInput, tr("There is no such day."), {},
                     tr("Write the date as day/month/year, such as 05/02/2026."));
}

bool areDigits(std::string_view text) {
  const auto isDigit = [](char c) { return c >= '0' && c <= '9'; };
  return !text.empty() && std::all_of(text.begin(), text.end(), isDigit);
}

/// `7.49E+18`: a spreadsheet showed the number in short.
bool isShortForm(std::string_view id) {
  const std::size_t e = id.find_first_of("eE");
  if (e == std::string_view::npos || !id.substr(e + 1).starts_with('+')) return false;
  const std::string_view number = id.substr(0, e);
  const bool isOne = areDigits(number.substr(0, 1));
  const bool isFraction =
      number.size() > 1 && (number[1] == '.' || number[1] == ',') && areDigits(number.substr(2));
  return isOne && (number.size() == 1 || isFraction) && areDigits(id.substr(e + 2));
}

/// The platform's own id, without the decimals that a spreadsheet puts behind a number.
base::Result<Normal> normalAccountId(std::string_view id) {
  if (isShortForm(id))
    return base::Error(base::Code::badInput,
                       tr("A spreadsheet shortened the number; its last digits are lost."), {},
                       tr("Format the column as text in the source and enter the number again."));
  const std::string_view whole = domain::withoutDecimals(id);
  if (areDigits(whole)) id = whole;
  return Normal{std::string(id), {}};
}

/// One draft on its way to a seller.
class Refiner {
 public:
  Refiner(const std::string& platform, const Draft& draft) : draft_(draft) {
    refined_.seller.key.platform = platform;
  }

  Refined finish() {
    takeKey();
    takeTexts();
    takeNormalForms();
    takeProvince();
    takeListing();
    takeExtra();
    return std::move(refined_);
  }

 private:
  /// The clean line of a text; empty, with a problem noted, when it cannot be used. A leading
  /// `'` goes when it only kept a spreadsheet from reading the text as a formula. `kept` owns the
  /// line when it had to be cleaned.
  std::string_view cleanIn(const char* field, std::string_view text, std::string& kept) {
    std::string_view line = text;
    if (!base::isCleanLine(text)) {
      if (base::firstInvalidUtf8(text)) {
        problem(field, text, tr("The text is not valid UTF-8."), tr("Save the list as CSV UTF-8."));
        return {};
      }
      line = kept = base::cleanLine(text);
    }
    if (line.size() > 1 && line[0] == '\'' && kFormulaSigns.find(line[1]) != std::string_view::npos)
      line.remove_prefix(1);
    if (line.size() <= kMostCharacters || base::lengthOf(line) <= kMostCharacters) return line;
    problem(field, text, say("The text has more than {} characters.", kMostCharacters),
            tr("Shorten it."));
    return {};
  }

  std::string clean(const char* field, std::string_view text) {
    std::string kept;
    return std::string(cleanIn(field, text, kept));
  }

  std::string normal(const char* field, std::string_view text, Normalise normalise) {
    if (text.empty()) return {};
    std::string kept;
    const std::string_view line = cleanIn(field, text, kept);
    if (line.empty() || meansNothing(line)) return {};
    auto result = normalise(line);
    if (!result) {
      problem(field, text, result.error().sentence(), result.error().advice());
      return {};
    }
    Normal& form = *result;
    for (std::string& warning : form.warnings)
      refined_.seller.warnings.push_back(std::move(warning));
    return std::move(form.value);
  }

  void problem(const char* field, std::string_view value, const std::string& reason,
               const std::string& advice) {
    refined_.problems.push_back({field, shortened(value, kMostShown), reason, advice});
  }

  void takeTexts() {
    Seller& seller = refined_.seller;
    const std::size_t before = refined_.problems.size();
    seller.name = clean("name", draft_.name);
    if (seller.name.empty() && refined_.problems.size() == before)
      problem("name", draft_.name, tr("The shop has no name."), tr("Enter its name."));
    seller.legalName = clean("legal_name", draft_.legalName);
    seller.representative = clean("representative", draft_.representative);
    seller.address = clean("address", draft_.address);
    seller.commune = clean("commune", draft_.commune);
    seller.bankName = clean("bank_name", draft_.bankName);
    seller.status = clean("status", draft_.status);
  }

  void takeNormalForms() {
    Seller& seller = refined_.seller;
    seller.taxCode = normal("tax_code", draft_.taxCode, domain::normalTaxCode);
    seller.identityNumber =
        normal("identity_number", draft_.identityNumber, domain::normalIdentityNumber);
    seller.phone = normal("phone", draft_.phone, domain::normalPhone);
    seller.email = normal("email", draft_.email, domain::normalEmail);
    seller.bankAccount = normal("bank_account", draft_.bankAccount, domain::normalBankAccount);
    seller.openedOn = normal("opened_on", draft_.openedOn, normalDate);
  }

  void takeKey() {
    const std::size_t before = refined_.problems.size();
    refined_.seller.url = normal("url", draft_.url, domain::normalUrl);
    std::string id = normal("account_id", draft_.accountId, normalAccountId);
    if (id.empty()) id = refined_.seller.url;
    if (id.empty() && refined_.problems.size() == before)
      problem("account_id", {}, tr("The row has neither an account id nor a web address."),
              tr("Enter one of them."));
    refined_.seller.key.accountId = std::move(id);
  }

  void takeProvince() {
    Seller& seller = refined_.seller;
    const std::string name = clean("province", draft_.province);
    const domain::Province* province = nullptr;
    if (!name.empty()) province = domain::findProvince(name);
    if (!province) province = domain::provinceOfAddress(name);
    if (!province && !name.empty() && !meansNothing(name))
      seller.warnings.push_back(say("There is no province “{}”.", shortened(name, kMostShown)));
    if (!province) province = domain::provinceOfAddress(seller.address);
    if (province) seller.province = province->code;
  }

  void takeListing() {
    Listing listing;
    listing.title = clean("listing_title", draft_.listingTitle);
    listing.url = normal("listing_url", draft_.listingUrl, domain::normalUrl);
    listing.price = clean("listing_price", draft_.listingPrice);
    listing.observedOn = normal("listing_observed_on", draft_.listingObservedOn, normalDate);
    if (!listing.title.empty() || !listing.url.empty())
      refined_.seller.listings.push_back(std::move(listing));
  }

  /// What nobody knows refuses no row: too long a text is cut, and told.
  void takeExtra() {
    for (const auto& [heading, text] : draft_.extra) {
      std::string name = shortened(heading, kMostShown);
      std::string value = shortened(text, kMostCharacters);
      if (value.ends_with("…") && base::lengthOf(text) > kMostCharacters)
        refined_.seller.warnings.push_back(
            say("The text in “{}” was cut to {} characters.", name, kMostCharacters));
      if (!name.empty() && !value.empty())
        refined_.seller.extra.emplace(std::move(name), std::move(value));
    }
  }

  const Draft& draft_;
  Refined refined_;
};

}  // namespace

Refined refine(const std::string& platform, const Draft& draft) {
  return Refiner(platform, draft).finish();
}

}  // namespace thongbao::intake
