#include "base/json.h"

#include <set>
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

/// Passes events to the tree builder and refuses doubled keys and too many levels.
class StrictReader : public nlohmann::detail::json_sax_dom_parser<Json> {
 public:
  using Base = nlohmann::detail::json_sax_dom_parser<Json>;
  StrictReader(Json& result, std::string_view text, const std::string& file)
      : Base(result, false), text_(text), file_(file) {}

  bool start_object(std::size_t count) {
    enter();
    keys_.emplace_back();
    return Base::start_object(count);
  }
  bool end_object() {
    --level_;
    keys_.pop_back();
    return Base::end_object();
  }
  bool start_array(std::size_t count) {
    enter();
    return Base::start_array(count);
  }
  bool end_array() {
    --level_;
    return Base::end_array();
  }
  bool key(std::string& name) {
    if (!keys_.back().insert(name).second)
      throw Error(Code::badInput, say("The key “{}” stands twice in one object.", name),
                  {.file = file_}, tr("Keep one of them."));
    return Base::key(name);
  }
  template <class Exception>
  bool parse_error(std::size_t position, const std::string&, const Exception&) {
    refuse(text_, file_, position ? position - 1 : 0, tr("This is not valid JSON."));
  }

 private:
  void enter() {
    if (++level_ > kMostLevels)
      throw Error(Code::badInput, say("The JSON is more than {} levels deep.", kMostLevels),
                  {.file = file_});
  }

  std::string_view text_;
  const std::string& file_;
  std::size_t level_ = 0;
  std::vector<std::set<std::string>> keys_;
};

void refuseFractions(const Json& value) {
  if (value.is_number_float())
    throw Error(Code::defect, "A fraction was about to enter the register's canonical form.");
  if (value.is_structured())
    for (const auto& item : value) refuseFractions(item);
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
  } catch (const Json::type_error&) {
    throw Error(Code::badInput, tr("The text is not valid UTF-8."), {},
                tr("Save the file as UTF-8 and try again."));
  }
}

}  // namespace thongbao::base
