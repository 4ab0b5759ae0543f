#include "register/replay_mails.h"

namespace thongbao::registry {

ReplayedMails::ReplayedMails(Database& database)
    : find_(database, "SELECT sequence FROM received WHERE mail = ?") {}

void ReplayedMails::receive(std::int64_t sequence, std::string_view mail, Mismatches& found) {
  ++received_;
  find_.startWith(mail);
  if (!find_.next() || !find_.holds(0, sequence)) found.add("received", sequence);
}

void ReplayedMails::finish(Database& database, Mismatches& found) const {
  if (database.number("SELECT COUNT(*) FROM received") > received_) found.add("received", 0);
}

}  // namespace thongbao::registry
