#include "base/words.h"
#include "register/store.h"

namespace thongbao::registry {

using base::Code;
using base::Error;
using base::say;
using base::tr;

void Register::keepSeal(const KeptSeal& seal) {
  Database& database = store_->database;
  database.write([&] {
    std::string hash;
    soci::statement select =
        (database.sql().prepare << "SELECT hash FROM entries WHERE sequence = :entry",
         soci::use(seal.entry), soci::into(hash));
    if (!readOne(select)) throw Error(Code::notFound, say("There is no entry {}.", seal.entry));
    if (hash != seal.hash)
      throw Error(Code::integrity, say("Entry {} has another hash than its seal.", seal.entry), {},
                  tr("Run `thongbao register verify`."));
    database.append("register.sealed", {{"entry", seal.entry},
                                        {"hash", seal.hash},
                                        {"seal", seal.sha256},
                                        {"certificate", seal.certificate}});
  });
}

}  // namespace thongbao::registry
