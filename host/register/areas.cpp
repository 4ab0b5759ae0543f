#include "register/areas.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "base/hash.h"
#include "base/words.h"
#include "register/accounts.h"
#include "register/store.h"

namespace thongbao::registry {

using domain::Commune;
using soci::into;
using soci::use;

namespace {

/// Accounts whose communes are found before any of them is changed.
constexpr std::int64_t kAccountsAtOnce = 1000;

std::vector<Commune> keptCommunes(Database& database) {
  std::vector<Commune> all;
  Commune commune;
  soci::statement select =
      (database.sql().prepare << "SELECT code, name, province FROM communes ORDER BY code",
       into(commune.code), into(commune.name), into(commune.provinceCode));
  select.execute();
  while (select.fetch()) all.push_back(commune);
  return all;
}

void replaceCommunes(Database& database, std::vector<Commune>& communes) {
  std::sort(communes.begin(), communes.end(),
            [](const Commune& a, const Commune& b) { return a.code < b.code; });
  const auto twice =
      std::adjacent_find(communes.begin(), communes.end(),
                         [](const Commune& a, const Commune& b) { return a.code == b.code; });
  if (twice != communes.end())
    throw base::Error(base::Code::badInput,
                      base::say("The table has two communes with the code {}.", twice->code), {},
                      base::tr("Mend the table; nothing was taken from it."));
  Commune one;
  database.sql() << "DELETE FROM communes";
  soci::statement insert =
      (database.sql().prepare
           << "INSERT INTO communes (code, name, province) VALUES (:code, :name, :province)",
       use(one.code), use(one.name), use(one.provinceCode));
  for (const Commune& commune : communes) {
    one = commune;
    insert.execute(true);
  }
}

/// Finds the communes of accounts, group by group.
class CommuneFinder {
 public:
  CommuneFinder(Database& database, const domain::CommuneTable& communes)
      : communes_(communes),
        reader_(database),
        select_((database.sql().prepare << "SELECT id, commune FROM sellers WHERE id > :last "
                                           "ORDER BY id LIMIT :most",
                 use(last_), use(kAccountsAtOnce), into(id_), into(code_))),
        update_((database.sql().prepare << "UPDATE sellers SET commune = :commune WHERE id = :id",
                 use(code_), use(id_))) {}

  void findAll(AreaImport& counts) {
    for (std::vector<Account> group = next(); !group.empty(); group = next()) {
      counts.accounts += group.size();
      for (const Account& account : group) {
        id_ = account.id;
        code_ = communeOf(communes_, reader_.seller(id_));
        counts.found += code_.empty() ? 0 : 1;
        if (code_ != account.code) update_.execute(true);
      }
      last_ = group.back().id;
    }
  }

 private:
  struct Account {
    std::int64_t id;
    std::string code;
  };

  std::vector<Account> next() {
    std::vector<Account> group;
    select_.execute();
    while (select_.fetch()) group.push_back({id_, code_});
    return group;
  }

  const domain::CommuneTable& communes_;
  AccountReader reader_;
  std::int64_t last_ = 0, id_ = 0;
  std::string code_;
  soci::statement select_, update_;
};

}  // namespace

domain::CommuneTable communesOf(Database& database) {
  return domain::CommuneTable(keptCommunes(database));
}

std::string digestOfCommunes(Database& database) {
  std::string lines;
  for (const Commune& commune : keptCommunes(database))
    lines += commune.code + '\t' + commune.name + '\t' + commune.provinceCode + '\n';
  return base::sha256(lines);
}

std::string communeOf(const domain::CommuneTable& communes, const domain::Seller& seller) {
  if (communes.all().empty()) return {};
  for (const std::string* text : {&seller.commune, &seller.address})
    if (const Commune* commune = communes.find(seller.province, *text)) return commune->code;
  return {};
}

AreaImport Register::importCommunes(const AreaSource& source, std::vector<Commune> communes) {
  Database& database = store_->database;
  store_->keeper.reset();
  return database.write([&] {
    AreaImport counts{communes.size(), 0, 0};
    replaceCommunes(database, communes);
    database.append("area.imported", {{"source", source.name},
                                      {"source_sha256", source.sha256},
                                      {"communes", counts.communes},
                                      {"digest", digestOfCommunes(database)}});
    const domain::CommuneTable table(std::move(communes));
    CommuneFinder(database, table).findAll(counts);
    return counts;
  });
}

domain::CommuneTable Register::communes() {
  Database& database = store_->database;
  return database.read([&] { return communesOf(database); });
}

}  // namespace thongbao::registry
