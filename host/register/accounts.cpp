#include "register/accounts.h"

#include <algorithm>
#include <utility>

#include "base/search_form.h"
#include "register/chain.h"

namespace thongbao::registry {

using domain::Listing;
using domain::Seller;
using soci::into;
using soci::use;

namespace {

void appendName(std::string& json, std::string_view name) {
  json += json.back() == '{' ? "" : ",";
  base::appendCanonical(json, name);
  json += ':';
}

void appendText(std::string& json, std::string_view name, const std::string& text) {
  if (text.empty()) return;
  appendName(json, name);
  base::appendCanonical(json, text);
}

void appendExtra(std::string& json, const Seller& seller) {
  if (seller.extra.empty()) return;
  appendName(json, "extra");
  json += '{';
  for (const auto& [heading, text] : seller.extra) {
    appendName(json, heading);
    base::appendCanonical(json, text);
  }
  json += '}';
}

void appendListings(std::string& json, const Seller& seller) {
  if (seller.listings.empty()) return;
  appendName(json, "listings");
  char before = '[';
  for (const Listing& listing : seller.listings) {
    (json += before) += '{';
    before = ',';
    appendText(json, "observed_on", listing.observedOn);
    appendText(json, "price", listing.price);
    appendText(json, "title", listing.title);
    appendText(json, "url", listing.url);
    json += '}';
  }
  json += ']';
}

void appendWarnings(std::string& json, const Seller& seller) {
  if (seller.warnings.empty()) return;
  appendName(json, "warnings");
  char before = '[';
  for (const std::string& warning : seller.warnings) {
    json += before;
    before = ',';
    base::appendCanonical(json, warning);
  }
  json += ']';
}

/// The parts of a record in the order of their names, as canonical JSON has them.
struct Part {
  const char* name;
  std::string Seller::*text;
  void (*append)(std::string&, const Seller&);
};
constexpr Part kParts[] = {
    {"address", &Seller::address, nullptr},
    {"bank_account", &Seller::bankAccount, nullptr},
    {"bank_name", &Seller::bankName, nullptr},
    {"commune", &Seller::commune, nullptr},
    {"email", &Seller::email, nullptr},
    {"extra", nullptr, appendExtra},
    {"identity_number", &Seller::identityNumber, nullptr},
    {"legal_name", &Seller::legalName, nullptr},
    {"listings", nullptr, appendListings},
    {"name", &Seller::name, nullptr},
    {"opened_on", &Seller::openedOn, nullptr},
    {"phone", &Seller::phone, nullptr},
    {"province", &Seller::province, nullptr},
    {"representative", &Seller::representative, nullptr},
    {"status", &Seller::status, nullptr},
    {"tax_code", &Seller::taxCode, nullptr},
    {"url", &Seller::url, nullptr},
    {"warnings", nullptr, appendWarnings},
};

std::string* partOf(Seller& seller, std::string_view name) {
  if (name == "account_id") return &seller.key.accountId;
  for (const Part& part : kParts)
    if (part.text && name == part.name) return &(seller.*part.text);
  return nullptr;
}

std::string* partOf(Listing& listing, std::string_view name) {
  static constexpr std::pair<std::string_view, std::string Listing::*> kTexts[] = {
      {"title", &Listing::title},
      {"url", &Listing::url},
      {"price", &Listing::price},
      {"observed_on", &Listing::observedOn}};
  for (const auto& [known, text] : kTexts)
    if (name == known) return &(listing.*text);
  return nullptr;
}

/// Reads a record without making a tree of it: a long list and a large campaign read a million.
/// What is neither a text nor holds texts is in no record.
class RecordEvents : public nlohmann::json_sax<base::Json> {
 public:
  bool start_object(std::size_t) override { return ++depth_ <= kDeepest; }
  bool end_object() override { return depth_-- > 0; }
  bool start_array(std::size_t) override { return depth_ > 0 && ++depth_ <= kDeepest; }
  bool end_array() override { return depth_-- > 0; }
  bool null() override { return false; }
  bool boolean(bool) override { return false; }
  bool number_integer(number_integer_t) override { return false; }
  bool number_unsigned(number_unsigned_t) override { return false; }
  bool number_float(number_float_t, const string_t&) override { return false; }
  bool binary(binary_t&) override { return false; }
  bool parse_error(std::size_t, const std::string&, const base::Json::exception&) override {
    return false;
  }

 protected:
  int depth() const { return depth_; }

 private:
  static constexpr int kDeepest = 3;  ///< an offer, in their list, in the record
  int depth_ = 0;
};

/// All that a record says.
class RecordFields final : public RecordEvents {
 public:
  explicit RecordFields(Seller& seller) : seller_(seller) {}

  bool key(string_t& name) override {
    if (depth() == 1) {
      part_ = name;
      text_ = partOf(seller_, name);
    } else if (part_ == "extra") {
      text_ = &seller_.extra[name];
    } else if (part_ == "listings" && !seller_.listings.empty()) {
      text_ = partOf(seller_.listings.back(), name);
    }
    return true;
  }
  bool string(string_t& text) override {
    if (text_)
      *std::exchange(text_, nullptr) = std::move(text);
    else if (depth() == 2 && part_ == "warnings")
      seller_.warnings.push_back(std::move(text));
    return depth() > 0;
  }
  bool start_object(std::size_t size) override {
    if (depth() == 2 && part_ == "listings") seller_.listings.emplace_back();
    return !text_ && RecordEvents::start_object(size);
  }
  bool start_array(std::size_t size) override { return !text_ && RecordEvents::start_array(size); }

 private:
  Seller& seller_;
  std::string part_;
  std::string* text_ = nullptr;  ///< where the next text belongs
};

/// What keys are made of, and nothing else of the record.
class KeyFields final : public RecordEvents {
 public:
  explicit KeyFields(Seller& seller) : seller_(seller) {}

  bool key(string_t& name) override {
    static constexpr std::pair<std::string_view, std::string Seller::*> kFields[] = {
        {"bank_account", &Seller::bankAccount},
        {"bank_name", &Seller::bankName},
        {"email", &Seller::email},
        {"identity_number", &Seller::identityNumber},
        {"phone", &Seller::phone},
        {"tax_code", &Seller::taxCode}};
    field_ = nullptr;
    for (const auto& [known, field] : kFields)
      if (depth() == 1 && name == known) field_ = &(seller_.*field);
    return true;
  }
  bool string(string_t& text) override {
    if (field_) *std::exchange(field_, nullptr) = text;
    return true;
  }

 private:
  Seller& seller_;
  std::string* field_ = nullptr;
};

template <class T>
bool contains(const std::vector<T>& all, const T& one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

}  // namespace

std::string searchTextOf(const Seller& seller) {
  // The bars keep a query from running over from one field into the next.
  std::string text = seller.name + '|' + seller.legalName + '|' + seller.address + '|' +
                     seller.url + '|' + seller.phone;
  // Officers type a number as it is dialled.
  if (seller.phone.starts_with("+84")) text += "|0" + seller.phone.substr(3);
  return base::searchForm(text);
}

std::string searchQueryOf(const std::string& query) {
  const std::string folded = base::searchForm(query);
  if (folded.find_first_not_of("0123456789 .-+()") != std::string::npos) return folded;
  std::string digits;
  for (const char c : folded)
    if (c == '+' || (c >= '0' && c <= '9')) digits += c;
  return digits.size() < 6 ? folded : digits;
}

std::vector<std::int64_t> lookupsOf(const Seller& seller) {
  std::vector<std::int64_t> lookups;
  for (const LinkKey& key : keysOf(seller)) lookups.push_back(lookupOf(key));
  return lookups;
}

SellerRecord::SellerRecord(Seller from, std::uint64_t inRow, std::int64_t hash,
                           std::string randomSalt)
    : seller(std::move(from)),
      row(inRow),
      rowHash(hash),
      content(recordOf(seller, true)),
      salt(std::move(randomSalt)),
      digest(salt.empty() ? std::string() : digestOf(salt, content)),
      folded(searchTextOf(seller)),
      lookup(lookupOf(seller.key)),
      keys(lookupsOf(seller)) {}

Seller newsOf(const Seller& known, const Seller& fresh) {
  Seller news;
  for (const Part& part : kParts)
    if (part.text && fresh.*part.text != known.*part.text) news.*part.text = fresh.*part.text;
  for (const auto& [heading, text] : fresh.extra) {
    const auto found = known.extra.find(heading);
    if (!text.empty() && (found == known.extra.end() || found->second != text))
      news.extra.emplace(heading, text);
  }
  for (const Listing& listing : fresh.listings)
    if (known.listings.size() + news.listings.size() < kMostListings &&
        !contains(known.listings, listing) && !contains(news.listings, listing))
      news.listings.push_back(listing);
  for (const std::string& warning : fresh.warnings)
    if (!contains(known.warnings, warning)) news.warnings.push_back(warning);
  return news;
}

void add(Seller& known, const Seller& news) {
  for (const Part& part : kParts)
    if (part.text && !(news.*part.text).empty()) known.*part.text = news.*part.text;
  for (const auto& [heading, text] : news.extra) known.extra[heading] = text;
  known.listings.insert(known.listings.end(), news.listings.begin(), news.listings.end());
  known.warnings.insert(known.warnings.end(), news.warnings.begin(), news.warnings.end());
}

std::string recordOf(const Seller& news, bool withAccount) {
  std::string json;
  json.reserve(640);
  json = "{";
  if (withAccount) appendText(json, "account_id", news.key.accountId);
  for (const Part& part : kParts)
    if (part.text)
      appendText(json, part.name, news.*part.text);
    else
      part.append(json, news);
  json += '}';
  return json == "{}" ? std::string() : json;
}

Seller newsFrom(const std::string& record) {
  Seller news;
  RecordFields fields(news);
  if (!base::Json::sax_parse(record, &fields)) failToRead();
  return news;
}

AccountReader::AccountReader(Database& database)
    : selectRecords_((database.sql().prepare
                          << "SELECT content FROM records WHERE seller_id = :seller AND "
                             "salt <> '' ORDER BY id",
                      use(seller_), into(content_))) {}

Seller AccountReader::seller(std::int64_t id) {
  seller_ = id;
  Seller known;
  selectRecords_.execute();
  while (selectRecords_.fetch()) {
    const Seller news = newsFrom(content_);
    if (!news.key.accountId.empty()) known.key.accountId = news.key.accountId;
    add(known, news);
  }
  return known;
}

std::vector<LinkKey> AccountReader::keys(std::int64_t id) {
  seller_ = id;
  Seller known;
  KeyFields fields(known);
  std::vector<LinkKey> all;
  selectRecords_.execute();
  while (selectRecords_.fetch()) {
    if (!base::Json::sax_parse(content_, &fields)) failToRead();
    for (LinkKey& key : keysOf(known))
      if (!contains(all, key)) all.push_back(std::move(key));
  }
  return all;
}

}  // namespace thongbao::registry
