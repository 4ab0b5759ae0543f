#include "register/chain.h"

#include <fmt/format.h>

#include <iterator>

#include "base/hash.h"
#include "base/json.h"

namespace thongbao::registry {

namespace {
std::string quoted(const std::string& text) {
  return base::canonicalJson(base::Json(text));
}
}  // namespace

std::string hashOf(const Entry& entry) {
  return base::sha256(fmt::format(
      R"({{"kind":{},"payload":{},"previous":{},"sequence":{},"time":{}}})", quoted(entry.kind),
      entry.payload, quoted(entry.previous), entry.sequence, quoted(entry.time)));
}

void appendRecordLine(std::string& lines, const Record& record, base::Sha256& hash) {
  std::string digest = record.content;
  if (!record.salt.empty()) {
    hash.add(record.salt);
    hash.add(record.content);
    digest = hash.finish();
  }
  fmt::format_to(std::back_inserter(lines), "{} {} {} {}\n", record.id, record.seller, record.row,
                 digest);
}

std::string digestOf(const std::string& salt, const std::string& content) {
  return base::sha256(salt + content);
}

}  // namespace thongbao::registry
