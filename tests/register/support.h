#pragma once

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/error.h"
#include "base/hash.h"
#include "base/json.h"
#include "base/random.h"
#include "register/register.h"
#include "register/soci.h"

namespace thongbao::registry {

inline base::Instant instant(const char* iso) {
  return base::instantFromIso(iso).value();
}

/// A folder of its own that is removed at the end, and a register in it with a clock that stands
/// still.
class RegisterTest : public testing::Test {
 protected:
  RegisterTest() {
    std::string pattern = (std::filesystem::temp_directory_path() / "register-XXXXXX").string();
    folder_ = ::mkdtemp(pattern.data());
    file_ = folder_ / "register.db";
    Register::create(file_, clock_, random_);
    open();
  }
  ~RegisterTest() override {
    register_.reset();
    std::filesystem::remove_all(folder_);
  }

  void open() { register_ = std::make_unique<Register>(file_, clock_, random_); }
  void close() { register_.reset(); }
  Register& reg() { return *register_; }

  std::int64_t pull(const std::string& sha256 = "aa11", const std::string& platform = "shopee") {
    return reg().beginPull({platform, "1.0.0", "danh-sach.xlsx", sha256});
  }

  /// Keeps the sellers in a pull of their own.
  std::vector<Change> keep(const std::vector<SellerRecord>& sellers,
                           const std::string& sha256 = "aa11") {
    const std::int64_t id = pull(sha256);
    std::vector<Change> changes = reg().keepSellers(id, sellers, "end");
    reg().endPull(id, {});
    reg().linkAccounts();
    return changes;
  }

  static SellerRecord record(const std::string& account,
                             const std::function<void(domain::Seller&)>& set = {}) {
    domain::Seller seller;
    seller.key = {"shopee", account};
    seller.name = "Shop " + account;
    if (set) set(seller);
    return {seller, 1};
  }

  /// A campaign by e-mail, approved on 24/11/2026, to the parties.
  void approve(const std::string& name, const std::vector<std::int64_t>& parties,
               bool oneNumber = false) {
    reg().addCampaign({name, "notice/counterfeit", 1, {domain::Channel::mail}, {}});
    plan(name, parties);
    approvePlanned(name, oneNumber);
  }
  void plan(const std::string& name, const std::vector<std::int64_t>& parties,
            base::Date date = kDay) {
    std::vector<PlannedDispatch> planned;
    for (const std::int64_t party : parties)
      planned.push_back({party,
                         fmt::format("Party {}", party),
                         {{domain::Channel::mail, fmt::format("shop{}@post.example", party)}},
                         "",
                         ""});
    reg().keepPlan(name, date, planned);
  }
  void approvePlanned(const std::string& name, bool oneNumber = false) {
    const base::Date date = reg().campaign(name).value().documentDate;
    reg().approve(name, "Trần Thị Mẫu", oneNumber, [&](const PlannedDispatch& planned, int number) {
      return noticeFor(planned, number, date);
    });
  }
  domain::Notice noticeFor(const PlannedDispatch& planned, int number, base::Date date) const {
    domain::Notice notice;
    notice.number = number;
    notice.date = date;
    notice.agency.symbol = symbol_;
    notice.title = "THÔNG BÁO";
    notice.addressees = {planned.partyName};
    notice.templateName = "notice/counterfeit";
    notice.templateVersion = "1";
    return notice;
  }

  /// Begins the next of the campaign's dispatches that waits, whether queued or put off.
  std::optional<domain::Dispatch> take(const std::string& campaign) {
    reg().queue(campaign);
    for (const auto state : {domain::DispatchState::queued, domain::DispatchState::deferred}) {
      WaitingFilter filter{campaign, domain::Channel::mail, state};
      filter.due = clock_.now();
      const auto waiting = reg().waiting(filter, 1);
      if (waiting.empty()) continue;
      const domain::Intent intent{waiting[0].dispatch.id, "", std::string(64, 'a'), "", {}, "", ""};
      if (reg().exchange(campaign, {}, {intent}, {}).at(0).kind != domain::Grant::given) continue;
      return waiting[0].dispatch;
    }
    return std::nullopt;
  }
  void settle(std::int64_t dispatch, domain::DispatchState state, const std::string& reply = "") {
    reg().exchange(campaignOf(dispatch), {{dispatch, state, reply, clock_.now()}}, {}, {});
  }
  std::string campaignOf(std::int64_t dispatch) {
    for (const Campaign& campaign : reg().campaigns())
      for (const auto& one : reg().dispatches(campaign.spec.name))
        if (one.id == dispatch) return campaign.spec.name;
    return reg().campaigns().at(0).spec.name;
  }

  std::vector<std::string> kinds() {
    std::vector<std::string> all;
    for (const Entry& entry : reg().entries(1, 100'000)) all.push_back(entry.kind);
    return all;
  }
  std::size_t count(const std::string& kind) {
    std::size_t found = 0;
    for (const std::string& one : kinds()) found += one == kind;
    return found;
  }

  /// Behind the register's back.
  void sql(const std::string& statements) const {
    using namespace sqlite_api;
    sqlite3* database = nullptr;
    ASSERT_EQ(sqlite3_open(file_.c_str(), &database), SQLITE_OK);
    char* error = nullptr;
    const int result = sqlite3_exec(database, statements.c_str(), nullptr, nullptr, &error);
    EXPECT_EQ(result, SQLITE_OK) << (error ? error : "");
    sqlite3_free(error);
    sqlite3_close(database);
  }

  /// The code and sentence of the Error that `act` ends with.
  static base::Code codeOf(const std::function<void()>& act, std::string* sentence = nullptr) {
    try {
      act();
    } catch (const base::Error& error) {
      if (sentence) *sentence = base::describe(error);
      return error.code();
    }
    ADD_FAILURE() << "nothing was thrown";
    return base::Code::defect;
  }

  static constexpr base::Date kDay{std::chrono::year{2026}, std::chrono::November,
                                   std::chrono::day{24}};
  std::filesystem::path folder_, file_;
  base::FixedClock clock_{instant("2026-11-24T03:00:00.000Z")};
  base::SeededRandom random_{7};
  std::string symbol_ = "QLTT";

 private:
  std::unique_ptr<Register> register_;
};

}  // namespace thongbao::registry
