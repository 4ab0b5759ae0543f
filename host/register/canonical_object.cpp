#include "register/canonical_object.h"

#include <charconv>
#include <stdexcept>

#include "base/text.h"
#include "register/canonical_scanner.h"

namespace thongbao::registry {

namespace {

[[noreturn]] void refuse() {
  throw std::invalid_argument("the payload has not the form of its kind");
}

}  // namespace

bool CanonicalObject::read(std::string_view text) {
  members_.clear();
  if (base::firstInvalidUtf8(text)) return false;
  CanonicalScanner scanner(text);
  if (!scanner.take('{')) return false;
  if (scanner.take('}')) return scanner.atEnd();
  for (;;) {
    Member member;
    if (!scanner.text(member.key) || !scanner.take(':') || !scanner.value(member.value) ||
        (!members_.empty() && !isBefore(members_.back().key, member.key)))
      return false;
    members_.push_back(member);
    if (scanner.take('}')) return scanner.atEnd();
    if (!scanner.take(',')) return false;
  }
}

const CanonicalObject::Member* CanonicalObject::find(std::string_view key) const {
  for (const Member& member : members_)
    if (member.key == key) return &member;
  return nullptr;
}

std::string_view CanonicalObject::bytes(std::string_view key) const {
  const Member* const member = find(key);
  if (!member) refuse();
  return member->value;
}

std::string CanonicalObject::text(std::string_view key) const {
  return textOf(bytes(key));
}

std::int64_t CanonicalObject::number(std::string_view key) const {
  return numberOf(bytes(key));
}

std::vector<std::int64_t> CanonicalObject::numbers(std::string_view key) const {
  std::vector<std::int64_t> all;
  for (const std::string_view one : list(key)) all.push_back(numberOf(one));
  return all;
}

CanonicalObject CanonicalObject::object(std::string_view key) const {
  CanonicalObject inner;
  if (!inner.read(bytes(key))) refuse();
  return inner;
}

std::vector<std::string_view> CanonicalObject::list(std::string_view key) const {
  return listOf(bytes(key));
}

bool CanonicalObject::holds(std::string_view key, std::string_view plain) const {
  const std::string_view value = bytes(key);
  return value.size() == plain.size() + 2 && value.front() == '"' &&
         value.substr(1, plain.size()) == plain;
}

std::string textOf(std::string_view bytes) {
  if (bytes.size() < 2 || bytes.front() != '"') refuse();
  const std::string_view inner = bytes.substr(1, bytes.size() - 2);
  return inner.find('\\') == std::string_view::npos ? std::string(inner) : unescaped(inner);
}

std::int64_t numberOf(std::string_view bytes) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(bytes.data(), bytes.data() + bytes.size(), number);
  if (error != std::errc() || end != bytes.data() + bytes.size()) refuse();
  return number;
}

std::vector<std::string_view> listOf(std::string_view bytes) {
  CanonicalScanner scanner(bytes);
  std::vector<std::string_view> values;
  if (!scanner.take('[')) refuse();
  if (scanner.take(']')) return values;
  do {
    std::string_view value;
    if (!scanner.value(value)) refuse();
    values.push_back(value);
  } while (scanner.take(','));
  return values;
}

}  // namespace thongbao::registry
