#pragma once

#include <string>
#include <utility>

#include "register/database.h"

namespace thongbao::registry {

/// Enters acts as FORMAT.md describes them, with what they change in the views: for what is told of
/// dispatches by servers, recipients and officers, in any order.
class ActsByHand {
 public:
  explicit ActsByHand(Database& database) : database_(database) {}

  std::int64_t enter(const std::string& kind, base::Json payload, const Sealed& sealed = {}) {
    return database_.append(kind, std::move(payload), sealed);
  }

  std::int64_t queue(const std::string& campaign, int dispatches) {
    const auto sequence =
        enter("campaign.queued", {{"campaign", campaign}, {"dispatches", dispatches}});
    database_.sql() << "UPDATE dispatches SET state = 'queued', last_sequence = :sequence WHERE "
                       "campaign = :campaign AND state = 'approved'",
        soci::use(sequence), soci::use(campaign);
    return sequence;
  }

  std::int64_t pause(const std::string& campaign) {
    set(campaign, "paused");
    return enter("campaign.paused", {{"campaign", campaign}, {"why", "refusals"}, {"refused", 3}},
                 {{"reason", "Nhiều thư bị từ chối"}});
  }

  std::int64_t resume(const std::string& campaign) {
    const auto sequence =
        enter("campaign.resumed", {{"campaign", campaign}}, {{"officer", "Trần Thị Mẫu"}});
    set(campaign, "approved");
    database_.sql() << "UPDATE campaigns SET resumed_sequence = :sequence WHERE name = :campaign",
        soci::use(sequence), soci::use(campaign);
    return sequence;
  }

  std::int64_t finish(const std::string& campaign) {
    set(campaign, "finished");
    return enter("campaign.finished", {{"campaign", campaign}});
  }

  std::int64_t begin(std::int64_t dispatch, const std::string& message) {
    const auto sequence = tell(dispatch, "begun", "sending",
                               {{"sha256", std::string(64, 'a')},
                                {"document", std::string(64, 'd')},
                                {"message", message}});
    database_.sql() << "UPDATE dispatches SET attempts = attempts + 1, message = :message WHERE "
                       "id = :id",
        soci::use(message), soci::use(dispatch);
    return sequence;
  }

  std::int64_t defer(std::int64_t dispatch, const std::string& again) {
    const auto sequence = tell(dispatch, "deferred", "deferred", {{"again", again}},
                               {{"reply", "451 shop1@post.example"}});
    database_.sql() << "UPDATE dispatches SET again = :again WHERE id = :id", soci::use(again),
        soci::use(dispatch);
    return sequence;
  }

  /// What came back by mail; `mail` is its SHA-256.
  std::int64_t report(std::int64_t dispatch, const std::string& state, const std::string& mail) {
    const auto sequence = tell(dispatch, state, state, {{"mail", mail}},
                               {{"reply", "shop2@post.example: " + state}});
    receive(mail, sequence);
    return sequence;
  }

  std::int64_t receive(const std::string& mail) {
    const auto sequence = enter("mail.received", {{"mail", mail}, {"sort", "automatic"}});
    receive(mail, sequence);
    return sequence;
  }

  /// Any other act about a dispatch.
  std::int64_t tell(std::int64_t dispatch, const std::string& word, const std::string& state,
                    base::Json payload = base::Json::object(), const Sealed& sealed = {}) {
    payload["dispatch"] = dispatch;
    payload["state"] = state;
    const auto sequence = enter("dispatch." + word, std::move(payload), sealed);
    database_.sql() << "UPDATE dispatches SET state = :state, last_sequence = :sequence WHERE "
                       "id = :id",
        soci::use(state), soci::use(sequence), soci::use(dispatch);
    if (sealed.contains("reply"))
      database_.sql() << "UPDATE dispatches SET reply_sequence = :sequence WHERE id = :id",
          soci::use(sequence), soci::use(dispatch);
    return sequence;
  }

 private:
  void set(const std::string& campaign, const std::string& state) {
    database_.sql() << "UPDATE campaigns SET state = :state WHERE name = :campaign",
        soci::use(state), soci::use(campaign);
  }

  void receive(const std::string& mail, std::int64_t sequence) {
    database_.sql() << "INSERT INTO received (mail, sequence) VALUES (:mail, :sequence)",
        soci::use(mail), soci::use(sequence);
  }

  Database& database_;
};

}  // namespace thongbao::registry
