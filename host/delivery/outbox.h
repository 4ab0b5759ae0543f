#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "delivery/smtp.h"
#include "domain/dispatch.h"

namespace thongbao::delivery {

/// What is ready to leave: a mail for the wire, or a PDF for the printer.
struct Letter {
  domain::Intent intent;
  int attempts = 0;      ///< before this one
  std::string from, to;  ///< of a mail's envelope; `to` is the file's name of a printed letter
  std::string bytes;
  std::optional<Outcome> failure;  ///< it could not be made: nothing leaves, and this came of it
};

/// What became of a letter that had left.
struct Handed {
  std::int64_t dispatch = 0;
  int attempts = 0;  ///< with this one
  Outcome outcome;
};

/// The campaign's queue, its register and its mail server; campaign/ stands behind it.
class Outbox {
 public:
  /// Lays out and composes one letter. Runs on the thread of that preparer.
  using Job = std::function<Letter(std::size_t preparer)>;

  virtual ~Outbox() = default;
  /// The next ones of the queue, at most so many; empty when there is none now. Never one that was
  /// given before and is still on its way. One that was granted `never`, or `later` for its domain,
  /// is not: it may be given again.
  virtual std::vector<Job> next(std::size_t most) = 0;
  /// Commits outcomes and intents together; a grant for each letter. On the disk when it returns.
  virtual std::vector<domain::Grant> exchange(const std::vector<Handed>& handed,
                                              const std::vector<const Letter*>& letters) = 0;
  /// Hands the letter over to the server. Runs on the thread of that connection.
  virtual Outcome carry(std::size_t connection, const Letter& letter) = 0;
  /// When `next` may have one again; nullopt when it never will. Asked when nothing is on its way.
  virtual std::optional<base::Instant> nextChance() = 0;
  /// Whether it is worth waiting until then; otherwise sending ends.
  virtual bool waitsUntil(base::Instant until) = 0;
};

struct Tally {
  std::uint64_t accepted = 0, deferred = 0, refused = 0, unknown = 0;
  bool gaveUp = false;                    ///< the mail server was of no use several times in a row
  std::optional<base::Instant> goesOnAt;  ///< something waits until then, and was not waited for
  /// One more of this outcome.
  void count(domain::DispatchState state);
  std::uint64_t all() const { return accepted + deferred + refused + unknown; }
};

struct Delivery {
  std::size_t connections = 1;
  std::size_t preparers = 1;
  std::uint64_t limit = 0;  ///< at most so many letters leave; 0: all
  const base::Clock* clock = nullptr;
  std::function<void(std::chrono::milliseconds)> sleep;  ///< when there is nothing else to do
};

/// Prepares letters ahead, has each begun before a connection gets it, and settles what comes of
/// it, several at a time, until the queue is empty, `limit` is reached, nothing is granted any
/// more, or `stop` becomes true. What was begun is always settled: no more letters are on the wire
/// than there are connections. `told` is called after each step. Gives up when the mail server
/// could not be used three times in a row: the rest would only wait longer. Throws what the outbox
/// throws, once no connection is in use.
Tally deliver(Outbox& outbox, const Delivery& delivery, const std::atomic<bool>& stop,
              const std::function<void(const Tally&)>& told);

}  // namespace thongbao::delivery
