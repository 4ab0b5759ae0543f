#include "register/dispatch_writer.h"

#include "base/text.h"
#include "base/words.h"
#include "register/campaigns.h"

namespace thongbao::registry {

using domain::DispatchState;
using soci::into;
using soci::use;

namespace {

using base::Code;
using base::Error;
using base::say;
using base::tr;

/// More of the other side's words is not kept.
constexpr std::size_t kLongestReply = 1'000;

/// The other side's words in valid UTF-8, on one line; whatever bytes came, the outcome is kept.
std::string kept(const std::string& reply) {
  std::string text;
  std::size_t length = 0;
  for (std::size_t i = 0; i < reply.size() && length < kLongestReply; ++length)
    base::appendUtf8(text, base::nextCodePoint(reply, i));
  return base::cleanLine(text);
}

}  // namespace

DispatchWriter::DispatchWriter(Database& database)
    : database_(database),
      select_((database.sql().prepare << "SELECT campaign, channel, state, attempts, domain FROM "
                                         "dispatches WHERE id = :id",
               use(id_), into(campaign_), into(channel_), into(state_), into(attempts_),
               into(domain_))),
      setState_((database.sql().prepare << "UPDATE dispatches SET state = :state, "
                                           "last_sequence = :sequence WHERE id = :id",
                 use(state_), use(sequence_), use(id_))),
      setReply_((database.sql().prepare << "UPDATE dispatches SET state = :state, "
                                           "last_sequence = :last, reply_sequence = :sequence "
                                           "WHERE id = :id",
                 use(state_), use(sequence_), use(sequence_), use(id_))),
      setBegun_((database.sql().prepare << "UPDATE dispatches SET state = :state, "
                                           "last_sequence = :sequence, attempts = attempts + 1, "
                                           "message = :message WHERE id = :id",
                 use(state_), use(sequence_), use(message_), use(id_))),
      setAgain_((database.sql().prepare << "UPDATE dispatches SET again = :again WHERE id = :id",
                 use(again_), use(id_))) {}

DispatchRow DispatchWriter::row(std::int64_t id) {
  id_ = id;
  if (!readOne(select_))
    throw Error(Code::notFound, say("There is no dispatch {} in the register.", id));
  return {id, campaign_, readChannel(channel_), readDispatchState(state_), attempts_, domain_};
}

void DispatchWriter::enter(std::int64_t id, const char* word, DispatchState state, base::Json facts,
                           const Sealed& sealed) {
  id_ = id;
  state_ = domain::toString(state);
  facts["dispatch"] = id;
  facts["state"] = state_;
  sequence_ = database_.append(std::string("dispatch.") + word, std::move(facts), sealed);
  const auto reply = sealed.find("reply");
  (reply == sealed.end() || reply->second.empty() ? setState_ : setReply_).execute(true);
}

void DispatchWriter::begin(const domain::Intent& intent) {
  id_ = intent.dispatch;
  state_ = domain::toString(DispatchState::sending);
  message_ = intent.message;
  base::Json payload{{"dispatch", id_},
                     {"state", state_},
                     {"message", intent.message},
                     {"sha256", intent.sha256},
                     {"document", intent.document}};
  if (!intent.boxes.empty()) payload["boxes"] = intent.boxes;
  if (!intent.signedAt.empty()) payload["signed_at"] = intent.signedAt;
  sequence_ =
      database_.append("dispatch.begun", std::move(payload), {{"signature", intent.signature}});
  setBegun_.execute(true);
}

void DispatchWriter::settle(const Settlement& settlement) {
  const DispatchState state = settlement.state;
  if (state != DispatchState::accepted && state != DispatchState::deferred &&
      state != DispatchState::refused && state != DispatchState::unknown)
    throw Error(Code::defect, tr("This is no outcome of a dispatch."));
  base::Json facts = base::Json::object();
  if (state == DispatchState::deferred) facts["again"] = again_ = base::toIso(settlement.again);
  enter(settlement.dispatch, domain::toString(state).c_str(), state, std::move(facts),
        {{"reply", kept(settlement.reply)}});
  if (state == DispatchState::deferred) setAgain_.execute(true);
}

}  // namespace thongbao::registry
