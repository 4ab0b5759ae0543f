#include "intake/json_elements.h"

#include <algorithm>

#include "base/words.h"

namespace thongbao::intake {

namespace {

using base::Code;
using base::Error;
using base::say;
using base::tr;

constexpr std::size_t kMostElementBytes = 1U << 20U;
constexpr std::string_view kBlanks = " \t\r\n";

bool isBlank(char c) {
  return kBlanks.find(c) != std::string_view::npos;
}

std::string_view withoutBlanks(std::string_view text) {
  return text.substr(std::min(text.find_first_not_of(kBlanks), text.size()));
}

/// What can be seen of the object at the start of a text.
struct FirstObject {
  bool hasArrayOfObjects = false;
  std::optional<std::string_view> behind;  ///< nullopt when its end is not to be seen
};

FirstObject firstObjectOf(std::string_view text) {
  FirstObject seen;
  std::size_t depth = 0;
  bool inString = false;
  for (std::size_t i = 0; i < text.size() && !seen.behind; ++i) {
    const char c = text[i];
    if (c == '"') {
      inString = !inString;
    } else if (inString) {
      i += c == '\\';
    } else if (c == '{' || c == '[') {
      ++depth;
      const std::string_view inside = withoutBlanks(text.substr(i + 1));
      if (c == '[' && depth == 2 && inside.starts_with("{")) seen.hasArrayOfObjects = true;
    } else if ((c == '}' || c == ']') && --depth == 0) {
      seen.behind = text.substr(i + 1);
    }
  }
  return seen;
}

}  // namespace

std::optional<JsonForm> jsonFormOf(std::string_view head) {
  head = withoutBlanks(head);
  if (head.empty()) return std::nullopt;
  const std::string_view inside = withoutBlanks(head.substr(1));
  if (head.front() == '[' && (inside.starts_with("{") || inside.starts_with("]")))
    return JsonForm::array;
  if (head.front() != '{' || !(inside.starts_with("\"") || inside.starts_with("}")))
    return std::nullopt;
  const FirstObject first = firstObjectOf(head);
  if (!first.behind) return JsonForm::member;
  const bool isAlone = withoutBlanks(*first.behind).empty();
  return isAlone && first.hasArrayOfObjects ? JsonForm::member : JsonForm::lines;
}

JsonElements::JsonElements(std::unique_ptr<TextFile> text, JsonForm form)
    : text_(std::move(text)), form_(form) {}

bool JsonElements::next(std::string& element) {
  if (state_ == State::before) begin();
  if (form_ == JsonForm::lines) return nextOfLines(element);
  while (state_ != State::behind) {
    if (state_ == State::inMembers)
      nextOfMembers();
    else if (nextOfArray(element))
      return true;
  }
  if (peekBehindBlanks()) refuseJson();
  return false;
}

void JsonElements::begin() {
  state_ = form_ == JsonForm::array ? State::inArray : State::inMembers;
  if (form_ != JsonForm::lines) expect(form_ == JsonForm::array ? '[' : '{');
}

bool JsonElements::nextOfArray(std::string& element) {
  if (peekBehindBlanks() == ']') {
    take();
    state_ = form_ == JsonForm::array ? State::behind : State::inMembers;
    isFirst_ = false;
    return false;
  }
  if (!isFirst_) expect(',');
  isFirst_ = false;
  takeElement(element);
  return true;
}

/// To the array of objects or behind the last member; other members are passed over.
void JsonElements::nextOfMembers() {
  if (peekBehindBlanks() == '}') {
    take();
    state_ = State::behind;
    if (!hasList_)
      refuse(tr("The JSON holds no array of objects, one a seller."),
             tr("Give an array of objects, an object that holds one, or one object a line."));
    return;
  }
  if (!isFirst_) expect(',');
  isFirst_ = false;
  std::string key;
  if (peekBehindBlanks() != '"') refuseJson();
  cutString(&key);
  expect(':');
  if (peekBehindBlanks() != '[') return cutValue(nullptr);
  take();
  if (peekBehindBlanks() == '{') {
    if (hasList_)
      refuse(say("The JSON holds a second array of objects, {}.", key),
             tr("Give each list in a file of its own."));
    hasList_ = isFirst_ = true;
    state_ = State::inArray;
    return;
  }
  passArray();
}

/// Behind the `[` of an array that is no list of objects.
void JsonElements::passArray() {
  for (bool isFirst = true; peekBehindBlanks() != ']'; isFirst = false) {
    if (!isFirst) expect(',');
    peekBehindBlanks();
    cutValue(nullptr);
  }
  take();
}

bool JsonElements::nextOfLines(std::string& element) {
  if (!peekBehindBlanks()) return false;
  takeElement(element);
  return true;
}

void JsonElements::takeElement(std::string& element) {
  const auto first = peekBehindBlanks();
  elementLine_ = line_;
  if (!first) refuseJson();
  if (*first != '{')
    refuse(tr("A row of the JSON is no object with keys and values."),
           tr("Give each seller as an object, such as {\"name\": \"…\"}."));
  element.clear();
  cutValue(&element);
}

void JsonElements::cutValue(std::string* text) {
  std::size_t depth = 0;
  do {
    const auto c = peek();
    if (!c) refuseJson();
    if (*c == '"') {
      cutString(text);
      continue;
    }
    if (*c == '{' || *c == '[') ++depth;
    if (*c == '}' || *c == ']') {
      if (depth == 0) refuseJson();
      --depth;
    } else if (depth == 0 && *c != '{' && *c != '[') {
      return cutScalar(text);
    }
    keep(text, take());
  } while (depth > 0);
}

/// A number or a word.
void JsonElements::cutScalar(std::string* text) {
  static constexpr std::string_view kEnds = ",:]}\"{[";
  bool isEmpty = true;
  for (auto c = peek(); c && !isBlank(*c) && kEnds.find(*c) == std::string_view::npos; c = peek()) {
    keep(text, take());
    isEmpty = false;
  }
  if (isEmpty) refuseJson();
}

void JsonElements::cutString(std::string* text) {
  keep(text, take());
  for (;;) {
    const char c = take();
    keep(text, c);
    if (c == '"') return;
    if (c == '\\') keep(text, take());
  }
}

std::optional<char> JsonElements::peek() {
  if (piece_.empty() && !text_->next(piece_)) return std::nullopt;
  return piece_.front();
}

std::optional<char> JsonElements::peekBehindBlanks() {
  auto c = peek();
  for (; c && isBlank(*c); c = peek()) take();
  return c;
}

char JsonElements::take() {
  const auto c = peek();
  if (!c) refuseJson();
  piece_.remove_prefix(1);
  line_ += *c == '\n';
  return *c;
}

void JsonElements::expect(char wanted) {
  if (peekBehindBlanks() != wanted) refuseJson();
  take();
}

void JsonElements::keep(std::string* text, char c) const {
  if (!text) return;
  if (text->size() == kMostElementBytes)
    refuse(say("A row of the JSON has more than {} bytes.", kMostElementBytes),
           tr("Check whether its brackets and quotes are closed."));
  *text += c;
}

void JsonElements::refuse(const std::string& sentence, const std::string& advice) const {
  throw Error(Code::badInput, sentence, {.file = file().string(), .line = line_}, advice);
}

void JsonElements::refuseJson() const {
  refuse(tr("This is not valid JSON."),
         tr("Check the brackets, quotes and commas around this line."));
}

}  // namespace thongbao::intake
