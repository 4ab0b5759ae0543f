#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <utility>
#include <variant>

namespace thongbao::base {

/// Who must act, and with it the exit code of the command line.
enum class Code : int {
  refusedSome = 1,  ///< done, but some rows or recipients were refused
  usage = 2,        ///< the call or the configuration is wrong
  notFound = 3,     ///< the named thing does not exist
  badInput = 4,     ///< what was handed in cannot be used; nothing was changed
  unavailable = 5,  ///< the outside world did not answer; may be tried again
  integrity = 6,    ///< the register is broken
  defect = 70,      ///< a defect of ours
};

/// Where something is. Zero and empty mean "not known". Rows, lines and columns count from 1;
/// a column is counted in characters (code points), not bytes.
struct Place {
  std::string file = {};
  std::uint64_t row = 0;
  std::uint64_t line = 0;
  std::uint64_t column = 0;
  std::string field = {};  ///< heading of a table's column, or the path of a key (`mail.port`)

  bool known() const { return !file.empty() || row || line || column || !field.empty(); }
};

/// One failure told to a person: a sentence naming the thing, the place, and what to do.
/// Thrown to end an operation; kept as a value where it concerns one row or one recipient.
class Error : public std::runtime_error {
 public:
  Error(Code code, const std::string& sentence, Place place = {}, std::string advice = {})
      : std::runtime_error(sentence),
        code_(code),
        place_(std::move(place)),
        advice_(std::move(advice)) {}

  Code code() const { return code_; }
  std::string sentence() const { return what(); }
  const Place& place() const { return place_; }
  const std::string& advice() const { return advice_; }
  /// The same failure at another place.
  Error at(Place place) const { return {code_, what(), std::move(place), advice_}; }
  int exitCode() const { return static_cast<int>(code_); }

 private:
  Code code_;
  Place place_;
  std::string advice_;
};

/// The place on one line, in the officer's language: `list.csv, row 3, “Email”`.
std::string describe(const Place& place);

/// The place and the advice around the sentence, on one line, in the officer's language.
std::string describe(const Error& error);

/// The outcome for one row or one recipient: a value or the reason why there is none.
template <class T>
class Result {
 public:
  Result(T value) : content_(std::move(value)) {}      // NOLINT(google-explicit-constructor)
  Result(Error error) : content_(std::move(error)) {}  // NOLINT(google-explicit-constructor)

  explicit operator bool() const { return std::holds_alternative<T>(content_); }
  const T& operator*() const { return std::get<T>(content_); }
  T& operator*() { return std::get<T>(content_); }
  const T* operator->() const { return &std::get<T>(content_); }
  const Error& error() const { return std::get<Error>(content_); }

 private:
  std::variant<T, Error> content_;
};

}  // namespace thongbao::base
