#include "base/json.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/text.h"
#include "base/words.h"

namespace thongbao::base {

namespace {

constexpr std::size_t kMostLevels = 64;

[[noreturn]] void refuse(std::string_view text, const std::string& file, std::size_t offset,
                         const std::string& sentence) {
  const auto [line, column] = lineColumnAt(text, std::min(offset, text.size()));
  throw Error(Code::badInput, sentence, {.file = file, .line = line, .column = column});
}

/// Builds the tree from the library's events, refusing doubled keys and too many levels.
class StrictReader final : public nlohmann::json_sax<Json> {
 public:
  StrictReader(Json& root, std::string_view text, const std::string& file)
      : root_(root), text_(text), file_(file) {}

  bool null() override { return put(nullptr); }
  bool boolean(bool value) override { return put(value); }
  bool number_integer(Json::number_integer_t value) override { return put(value); }
  bool number_unsigned(Json::number_unsigned_t value) override { return put(value); }
  bool number_float(Json::number_float_t value, const std::string&) override { return put(value); }
  bool string(std::string& value) override { return put(std::as_const(value)); }
  bool binary(Json::binary_t&) override { return false; }

  bool start_object(std::size_t) override { return open(Json::object()); }
  bool end_object() override { return close(); }
  bool start_array(std::size_t) override { return open(Json::array()); }
  bool end_array() override { return close(); }
  bool key(std::string& name) override {
    const auto [field, isNew] =
        open_.back()->get_ref<Json::object_t&>().try_emplace(std::move(name));
    if (!isNew)
      throw Error(Code::badInput, say("The key “{}” stands twice in one object.", field->first),
                  {.file = file_}, tr("Keep one of them."));
    field_ = &field->second;
    return true;
  }
  bool parse_error(std::size_t position, const std::string&, const Json::exception&) override {
    refuse(text_, file_, position ? position - 1 : 0, tr("This is not valid JSON."));
  }

 private:
  /// Where the next value belongs.
  Json& next() {
    if (open_.empty()) return root_;
    return open_.back()->is_array() ? open_.back()->emplace_back() : *field_;
  }
  template <class Value>
  bool put(const Value& value) {
    next() = value;
    return true;
  }
  bool open(Json empty) {
    if (open_.size() == kMostLevels)
      throw Error(Code::badInput, say("The JSON is more than {} levels deep.", kMostLevels),
                  {.file = file_});
    Json& opened = next();
    opened = std::move(empty);
    open_.push_back(&opened);
    return true;
  }
  bool close() {
    open_.pop_back();
    return true;
  }

  Json& root_;
  std::string_view text_;
  const std::string& file_;
  std::vector<Json*> open_;  ///< each inside the one before; only the last grows
  Json* field_ = nullptr;    ///< of the innermost object, whose key came last
};

void refuseFractions(const Json& value) {
  if (value.is_number_float())
    throw Error(Code::defect, "A fraction was about to enter the register's canonical form.");
  if (value.is_structured())
    for (const auto& item : value) refuseFractions(item);
}

/// By byte: what cannot stand in a JSON string as it is.
constexpr std::array<bool, 256> kEscaped = [] {
  std::array<bool, 256> escaped{};
  for (std::size_t c = 0; c < 0x20; ++c) escaped[c] = true;
  escaped['"'] = escaped['\\'] = true;
  return escaped;
}();

void appendEscape(std::string& out, char c) {
  constexpr std::string_view kNamed = "\"\\\b\f\n\r\t", kNames = "\"\\bfnrt";
  const std::size_t named = kNamed.find(c);
  if (named == std::string_view::npos)
    out += fmt::format("\\u{:04x}", static_cast<unsigned char>(c));
  else
    (out += '\\') += kNames[named];
}

[[noreturn]] void refuseBytes() {
  throw Error(Code::badInput, tr("The text is not valid UTF-8."), {},
              tr("Save the file as UTF-8 and try again."));
}

}  // namespace

Json parseJson(std::string_view text, const std::string& file) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  if (const auto offset = firstInvalidUtf8(text))
    refuse(text, file, *offset, tr("The text is not valid UTF-8."));
  Json root;
  StrictReader reader(root, text, file);
  Json::sax_parse(text.begin(), text.end(), &reader);
  return root;
}

std::string canonicalJson(const Json& value) {
  refuseFractions(value);
  try {
    return value.dump(-1, ' ', false, Json::error_handler_t::strict);
  } catch (const Json::type_error&) {  // the one thing that such a dump refuses
    refuseBytes();
  }
}

void appendCanonical(std::string& out, std::string_view text) {
  if (firstInvalidUtf8(text)) refuseBytes();
  out += '"';
  std::size_t done = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (!kEscaped[static_cast<unsigned char>(text[i])]) continue;
    out.append(text, done, i - done);
    appendEscape(out, text[i]);
    done = i + 1;
  }
  out.append(text, done);
  out += '"';
}

}  // namespace thongbao::base
