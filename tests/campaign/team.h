#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/random.h"
#include "law/catalogue.h"
#include "register/register.h"
#include "support/temporary_folder.h"
#include "template/pack.h"
#include "workspace/profile.h"
#include "workspace/workspace.h"

namespace thongbao::test {

inline domain::Seller seller(const std::string& account, const std::string& name,
                             const std::string& email, const std::string& province) {
  domain::Seller seller;
  seller.key = {"zalo", account};
  seller.name = name;
  seller.email = email;
  seller.province = province;
  seller.address = "Số 1 phố Mẫu";
  return seller;
}

/// A team with a workspace, a register and the shipped templates, at 10:00 on 24/11/2026.
class Team {
 public:
  Team()
      : clock(std::chrono::sys_days{std::chrono::year{2026} / 11 / 24} + std::chrono::hours{3}),
        random(7),
        place(workspace::create(folder.path() / "team")),
        profile(workspace::readProfile(std::string(SOURCE_FOLDER) + "/samples/agency.json")),
        catalogue(
            law::Catalogue::read(std::string(SOURCE_FOLDER) + "/templates/law/catalogue.json")) {
    registry::Register::create(place.registerFile(), clock, random);
    store = std::make_unique<registry::Register>(place.registerFile(), clock, random);
  }

  void keep(const std::vector<domain::Seller>& sellers) {
    keepAndDie(sellers);
    store->linkAccounts();
  }

  /// As a pull that dies before its accounts are linked.
  void keepAndDie(const std::vector<domain::Seller>& sellers) {
    const auto pull = store->beginPull({"zalo", "1.0.0", "list.csv", std::string(64, 'a')});
    std::vector<registry::SellerRecord> records;
    for (const auto& one : sellers) records.push_back({one, records.size() + 2});
    store->keepSellers(pull, records, std::to_string(records.size() + 1));
    store->endPull(pull, {});
  }

  tmpl::Pack pack(const std::string& name) const {
    return tmpl::findPack(std::string(SOURCE_FOLDER) + "/templates", name);
  }

  TemporaryFolder folder;
  base::FixedClock clock;
  base::SeededRandom random;
  workspace::Workspace place;
  workspace::Profile profile;
  law::Catalogue catalogue;
  std::unique_ptr<registry::Register> store;
};

}  // namespace thongbao::test
