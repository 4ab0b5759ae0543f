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

void appendRecordLine(std::string& lines, std::int64_t id, std::int64_t seller, std::int64_t row,
                      const std::string& digest) {
  fmt::format_to(std::back_inserter(lines), "{} {} {} {}\n", id, seller, row, digest);
}

std::string planLine(std::int64_t position, const std::string& digest) {
  return fmt::format("{} {}\n", position, digest);
}

std::string digestOf(const std::string& salt, const std::string& content) {
  return base::sha256(salt + content);
}

}  // namespace thongbao::registry
