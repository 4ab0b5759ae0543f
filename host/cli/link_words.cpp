#include "cli/link_words.h"

#include <map>

#include "base/words.h"

namespace thongbao::cli {

using base::mark;
using base::say;
using base::tr;

namespace {

struct Words {
  const char* kind;
  const char* reason;
};

/// By the register's word.
const std::map<std::string, Words>& words() {
  static const std::map<std::string, Words> all{
      {"tax_code", {mark("tax code"), mark("equal tax code")}},
      {"identity_number", {mark("identity number"), mark("equal identity number")}},
      {"phone", {mark("phone"), mark("equal phone")}},
      {"bank_account", {mark("bank account"), mark("equal bank account")}},
      {"email", {mark("e-mail"), mark("equal e-mail")}},
      {"officer", {mark("an officer's word"), mark("an officer's word")}}};
  return all;
}

}  // namespace

std::string shownReason(const std::string& reason) {
  const auto found = words().find(reason);
  return found == words().end() ? reason : tr(found->second.reason);
}

std::string sentenceOf(const registry::SharedKey& key) {
  const auto found = words().find(key.kind);
  return say("Shared by more than {} accounts, so it links nobody: {} {}",
             registry::kMostAccountsOfOneKey,
             found == words().end() ? key.kind : tr(found->second.kind),
             key.value.empty() ? tr("(erased)") : key.value);
}

}  // namespace thongbao::cli
