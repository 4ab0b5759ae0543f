#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "register/database.h"
#include "register/sending.h"

namespace thongbao::registry {

/// One row of `dispatches`, as far as its way is decided by it.
struct DispatchRow {
  std::int64_t id = 0;
  std::string campaign;
  domain::Channel channel = domain::Channel::mail;
  domain::DispatchState state = domain::DispatchState::planned;
  int attempts = 0;
  std::int64_t domain = 0;
};

/// Appends what becomes of dispatches to the chain and changes their rows. Its statements are made
/// once, since a campaign changes each of its dispatches several times. Inside a transaction.
class DispatchWriter {
 public:
  explicit DispatchWriter(Database& database);

  /// Throws Error(notFound).
  DispatchRow row(std::int64_t id);
  /// Entry `dispatch.<word>`, and the state; `facts` join the payload. A sealed `reply` becomes the
  /// dispatch's last one.
  void enter(std::int64_t id, const char* word, domain::DispatchState state,
             base::Json facts = base::Json::object(), const Sealed& sealed = {});
  /// Entry `dispatch.begun`.
  void begin(const domain::Intent& intent);
  /// Entry of the outcome. Throws Error(defect) when the state is none.
  void settle(const Settlement& settlement);

 private:
  Database& database_;
  std::int64_t id_ = 0, sequence_ = 0, domain_ = 0;
  int attempts_ = 0;
  std::string campaign_, channel_, state_, again_, message_;
  soci::statement select_, setState_, setReply_, setBegun_, setAgain_;
};

}  // namespace thongbao::registry
