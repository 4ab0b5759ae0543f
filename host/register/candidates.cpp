#include "register/candidates.h"

#include <utility>
#include <vector>

#include "register/accounts.h"
#include "register/database.h"
#include "register/seller_condition.h"

namespace thongbao::registry {

using soci::into;
using soci::use;

namespace {

/// Who got a template's step already, in another campaign that was approved and not cancelled. A
/// later step is a reminder, not the same letter again; what was refused for good does not count.
class EarlierLetters {
 public:
  EarlierLetters(Database& database, const CampaignSpec& spec)
      : spec_(spec),
        find_((database.sql().prepare
                   << "SELECT c.name FROM dispatches d JOIN campaigns c ON c.name = d.campaign "
                      "WHERE d.party_id IN (SELECT id FROM sellers WHERE party_id = :party) AND "
                      "c.template = :template AND c.name <> :except AND c.state <> 'cancelled' AND "
                      "c.step = :step AND d.state NOT IN ('planned', 'refused', 'bounced', "
                      "'cancelled') ORDER BY d.id LIMIT 1",
               use(party_), use(spec_.templateName), use(spec_.name), use(spec_.step),
               into(found_))) {
    std::int64_t campaigns = 0;
    database.sql() << "SELECT COUNT(*) FROM campaigns WHERE template = :template AND "
                      "name <> :except AND step = :step AND approved_sequence > 0 AND "
                      "state <> 'cancelled'",
        use(spec_.templateName), use(spec_.name), use(spec_.step), into(campaigns);
    isAny_ = campaigns > 0;
  }

  /// The first campaign that wrote to the party; empty when none did.
  std::string to(std::int64_t party) {
    if (!isAny_) return {};
    party_ = party;
    return readOne(find_) ? found_ : std::string();
  }

 private:
  const CampaignSpec spec_;
  std::int64_t party_ = 0;
  std::string found_;
  soci::statement find_;
  bool isAny_ = false;
};

}  // namespace

class Candidates::Reader {
 public:
  Reader(Database& database, const CampaignSpec& spec)
      : condition_(spec.filter),
        accounts_(database),
        earlier_(database, spec),
        select_((database.sql().prepare << std::string("SELECT s.id, s.party_id, s.platform, ") +
                                               SellerCondition::kText +
                                               " FROM sellers s WHERE s.account_id <> '' "
                                               "ORDER BY s.party_id, s.id",
                 use(condition_.platform, "platform"), use(condition_.province, "province"),
                 use(condition_.commune, "commune"), use(condition_.pattern, "pattern"),
                 into(row_.account), into(row_.party), into(row_.platform), into(row_.passes))) {
    select_.execute();
    fetch();
  }

  std::optional<Candidate> next() {
    while (!ended_) {
      const std::int64_t party = row_.party;
      bool passes = false;
      rows_.clear();
      for (; !ended_ && row_.party == party; fetch()) {
        passes = passes || row_.passes;
        rows_.push_back(row_);
      }
      if (passes) return candidate(party);
    }
    return std::nullopt;
  }

 private:
  struct Row {
    std::int64_t account = 0, party = 0;
    std::string platform;
    int passes = 0;
  };

  void fetch() { ended_ = !select_.fetch(); }

  Candidate candidate(std::int64_t party) {
    Candidate found;
    found.party.id = party;
    for (const Row& row : rows_) {
      found.party.accounts.push_back(accounts_.seller(row.account));
      found.party.accounts.back().key.platform = row.platform;
    }
    found.writtenBy = earlier_.to(party);
    return found;
  }

  SellerCondition condition_;
  AccountReader accounts_;
  EarlierLetters earlier_;
  Row row_;
  std::vector<Row> rows_;  ///< of one party
  bool ended_ = false;
  soci::statement select_;
};

Candidates::Candidates(std::unique_ptr<Database> database, const CampaignSpec& spec)
    : database_(std::move(database)) {
  database_->readInOrder();
  database_->guarded([&] { reader_ = std::make_unique<Reader>(*database_, spec); });
}

Candidates::~Candidates() = default;

std::optional<Candidate> Candidates::next() {
  return database_->guarded([&] { return reader_->next(); });
}

}  // namespace thongbao::registry
