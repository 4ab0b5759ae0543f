#include "delivery/mail_sources.h"

#include "base/hash.h"
#include "base/words.h"

namespace thongbao::delivery {

namespace {

std::string chained(const std::string& hash, const std::string& name) {
  return base::sha256(hash + " " + name).substr(0, 32);
}

std::string written(std::size_t count, const std::string& hash) {
  return std::to_string(count) + ":" + hash;
}

}  // namespace

KnownPart::KnownPart(const std::vector<std::string>& names, const std::string& cursor)
    : names_(names) {
  std::string hash;
  for (std::size_t i = 0; i < names.size() && !cursor.empty(); ++i) {
    hash = chained(hash, names[i]);
    if (written(i + 1, hash) != cursor) continue;
    known_ = done_ = i + 1;
    hash_ = hash;
  }
}

std::string KnownPart::next() {
  hash_ = chained(hash_, names_.at(done_));
  return written(++done_, hash_);
}

base::Error tooLarge(const std::string& mail, std::uint64_t mostBytes) {
  return {base::Code::badInput,
          base::say("The mail is larger than {} MB.", mostBytes >> 20U),
          {.field = mail},
          base::tr("Read it with a mail program.")};
}

}  // namespace thongbao::delivery
