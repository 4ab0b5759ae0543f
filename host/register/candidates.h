#pragma once

#include <memory>
#include <optional>
#include <string>

#include "domain/party.h"
#include "register/records.h"

namespace thongbao::registry {

class Database;

/// A party that a campaign might write to.
struct Candidate {
  domain::Party party;    ///< with all its accounts, without its links
  std::string writtenBy;  ///< the campaign in which it got this text already, or empty
};

/// Everybody a campaign might write to, one by one in the order of the parties' ids, on the
/// picture that the register had when this was made. Memory is that of one party. Reads through a
/// connection of its own, so that the register may be used, and written, beside it.
class Candidates {
 public:
  Candidates(std::unique_ptr<Database> database, const CampaignSpec& spec);
  ~Candidates();
  Candidates(const Candidates&) = delete;
  Candidates& operator=(const Candidates&) = delete;

  /// nullopt behind the last. Throws Error like Register.
  std::optional<Candidate> next();

 private:
  class Reader;
  std::unique_ptr<Database> database_;
  std::unique_ptr<Reader> reader_;
};

}  // namespace thongbao::registry
