#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "intake/text_file.h"

namespace thongbao::intake {

/// How a JSON text holds its rows: in an array, in the one array of objects that an object has, or
/// as objects one behind the other (NDJSON).
enum class JsonForm { array, member, lines };

/// nullopt when the text does not begin like JSON.
std::optional<JsonForm> jsonFormOf(std::string_view head);

/// Cuts a JSON text into its rows' objects, one at a time, without understanding them.
class JsonElements {
 public:
  JsonElements(std::unique_ptr<TextFile> text, JsonForm form);

  /// The text of the next object, which still may be wrong. False behind the last one. Throws
  /// Error(badInput) with the line: what stands around the objects is no JSON, a row is no object
  /// or longer than 1 MiB, there is no or a second array of objects; and what TextFile throws.
  bool next(std::string& element);

  /// The line where the last object began.
  std::uint64_t line() const { return elementLine_; }
  const std::filesystem::path& file() const { return text_->file(); }

 private:
  enum class State { before, inArray, inMembers, behind };

  void begin();
  bool nextOfArray(std::string& element);
  void nextOfMembers();
  void passArray();
  bool nextOfLines(std::string& element);
  void takeElement(std::string& element);
  /// One value to its end; `text` may be null. Throws when it is longer than the limit.
  void cutValue(std::string* text);
  void cutScalar(std::string* text);
  void cutString(std::string* text);
  std::optional<char> peek();
  std::optional<char> peekBehindBlanks();
  char take();
  void expect(char wanted);
  void keep(std::string* text, char c) const;
  [[noreturn]] void refuse(const std::string& sentence, const std::string& advice = {}) const;
  [[noreturn]] void refuseJson() const;

  std::unique_ptr<TextFile> text_;
  JsonForm form_;
  State state_ = State::before;
  bool isFirst_ = true;   ///< of the array, or of the object's members
  bool hasList_ = false;  ///< the object's array of objects was met
  std::string_view piece_;
  std::uint64_t line_ = 1;
  std::uint64_t elementLine_ = 1;
};

}  // namespace thongbao::intake
