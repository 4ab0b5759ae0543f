#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>

#include "base/clock.h"
#include "base/error.h"
#include "base/json.h"
#include "base/random.h"
#include "register/records.h"
#include "register/salts.h"
#include "register/soci.h"

namespace thongbao::registry {

/// Texts of one entry that may name a person: part → text. They stand in the table `sealed`,
/// each under its own salt; the entry's payload gets only their digests. Empty texts are left out.
using Sealed = std::map<std::string, std::string>;

/// The SQLite file under the register: transactions, the chain's end, and errors in our words.
class Database {
 public:
  /// Opens an existing file, whatever is in it. Throws Error like Register.
  Database(const std::filesystem::path& file, const base::Clock& clock, base::Random& random);
  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  soci::session& sql() { return sql_; }

  /// Another connection to the same file, for another thread.
  std::unique_ptr<Database> another() const;

  /// How much of the file, and of what is sorted, this connection holds in memory: the usual is
  /// the indexes of half a million accounts.
  void holdInMemory(int kibibytes);
  static constexpr int kUsuallyInMemory = 12'000;

  /// Makes this connection read one unchanging picture until it goes, which takes little memory as
  /// long as a page is hardly asked for again.
  void readInOrder();

  /// Runs `work` in one transaction of its own: all of it is kept, or nothing.
  template <class Work>
  auto write(const Work& work) {
    return guarded([&] {
      Transaction transaction(*this, "BEGIN IMMEDIATE");
      findHead();
      if constexpr (std::is_void_v<decltype(work())>) {
        work();
        transaction.commit();
      } else {
        auto result = work();
        transaction.commit();
        return result;
      }
    });
  }

  /// Runs `work` on one unchanging picture of the register.
  template <class Work>
  auto read(const Work& work) {
    return guarded([&] {
      const Transaction transaction(*this, "BEGIN");
      return work();
    });
  }

  /// Appends an entry inside `write`. `payload` is an object of ids, hashes, counts and names of
  /// files, templates and campaigns; whatever may name a person goes into `sealed`. Returns the
  /// entry's sequence.
  std::int64_t append(const std::string& kind, base::Json payload, const Sealed& sealed = {});

  /// A salt for a text that the chain knows only by its digest: 128 bits, hex.
  std::string newSalt() { return salts_.next(); }

  /// The sequence that the next entry of this `write` gets.
  std::int64_t nextSequence() const { return entry_.sequence + 1; }

  /// The moment of this `write`, ISO. All its entries carry it.
  const std::string& time() const { return entry_.time; }

  /// Now, ISO, by the clock that entries are stamped with.
  std::string now() const { return base::toIso(clock_.now()); }

  /// The first id of `table` that was never given; inside `write`.
  std::int64_t nextId(const std::string& table);

  /// One whole number from a query without parameters.
  std::int64_t number(const std::string& query);

  /// Translates what SOCI throws. Its own texts hold bound values, that is personal data, and are
  /// dropped.
  template <class Work>
  auto guarded(const Work& work) const -> decltype(work()) {
    try {
      return work();
    } catch (const soci::soci_error& error) {
      fail(error);
    }
  }

 private:
  class Transaction {
   public:
    Transaction(Database& database, const char* begin);
    ~Transaction();
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    void commit();

   private:
    Database& database_;
    bool open_ = true;
  };

  void findHead();
  [[noreturn]] void fail(const soci::soci_error& error) const;

  std::filesystem::path file_;
  const base::Clock& clock_;
  base::Random& random_;
  Salts salts_;
  soci::session sql_;
  Entry entry_;  ///< the last one appended, or read at the start of the transaction
  std::string part_, salt_, content_;
  std::optional<soci::statement> insertEntry_, insertSealed_;
};

/// Reads the one row that the statement selects; false when there is none. To its end: a statement
/// that is left open keeps the connection in its old picture of the register.
inline bool readOne(soci::statement& select) {
  const bool found = select.execute(true);
  while (select.fetch()) continue;
  return found;
}

[[noreturn]] void failToRead();

/// Reads JSON that the register itself wrote. Throws Error(integrity) for anything else.
base::Json readKept(const std::string& text);

/// Turns JSON that the register wrote into a value by `make`. Throws Error(integrity) when it has
/// not the form that it was given.
template <class Make>
auto readKept(const std::string& text, const Make& make) {
  const base::Json json = readKept(text);
  try {
    return make(json);
  } catch (const std::exception&) {
    failToRead();
  }
}

}  // namespace thongbao::registry
