#include "register/replay_records.h"

#include "register/chain.h"

namespace thongbao::registry {

RecordReader::RecordReader(Database& database)
    : rows_(database,
            "SELECT id, sequence, seller_id, pull_id, row_number, salt, content FROM records "
            "WHERE id > 0 ORDER BY id") {
  rows_.next();
}

void RecordReader::begin(const Act& act) {
  pull_ = act.number("pull");
  if (act.number("first") != last_ + 1) throw WrongRecords();
  all_.finish();
}

bool RecordReader::hasNext(std::int64_t sequence) const {
  return rows_.hasRow() && rows_.holds(1, sequence);
}

const ReadRecord& RecordReader::next() {
  const bool isSound = rows_.holds(0, last_ + 1) && rows_.isNumber(2) && rows_.holds(3, pull_) &&
                       rows_.isNumber(4) && rows_.isText(5) && rows_.isText(6);
  if (!isSound) throw WrongRecords();
  const std::string_view salt = rows_.text(5), content = rows_.text(6);
  record_ = {rows_.number(2), salt.empty() && !content.empty(), {}, {}};
  line_.clear();
  if (salt.empty()) {
    appendRecordLine(line_, ++last_, record_.seller, rows_.number(4), std::string(content));
  } else {
    one_.add(salt);
    one_.add(content);
    appendRecordLine(line_, ++last_, record_.seller, rows_.number(4), one_.finish());
    if (!news_.read(content)) throw WrongRecords();
    if (news_.has("account_id")) record_.accountId = news_.text("account_id");
    if (news_.has("province")) record_.province = news_.text("province");
  }
  all_.add(line_);
  rows_.next();
  return record_;
}

void RecordReader::finish(const Act& act) {
  if (last_ != act.number("last") || !act.facts.holds("records", all_.finish()))
    throw WrongRecords();
}

}  // namespace thongbao::registry
