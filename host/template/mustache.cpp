#include "template/mustache.h"

#include <algorithm>
#include <kainjow/mustache.hpp>
#include <utility>

#include "base/text.h"
#include "base/words.h"
#include "template/tags.h"

namespace thongbao::tmpl {

namespace {

namespace library = kainjow::mustache;
using base::Code;
using base::Error;
using base::Json;
using Data = library::data;

constexpr std::size_t kLongest = 256U << 10U;

/// Rendered behind the end of every section: an always open, empty section, so that the library
/// drops the line of a section that was not shown, as it does for one that was.
constexpr const char* kSettled = "settled";

/// Numbers become text; what a template cannot show (null, fractions) is kept as invalid.
Data dataOf(const Json& value) {
  switch (value.type()) {
    case Json::value_t::object: {
      Data object(Data::type::object);
      for (const auto& [name, field] : value.items()) object.set(name, dataOf(field));
      return object;
    }
    case Json::value_t::array: {
      Data list(Data::type::list);
      for (const Json& item : value) list.push_back(dataOf(item));
      return list;
    }
    case Json::value_t::string:
      return Data(value.get_ref<const std::string&>());
    case Json::value_t::boolean:
      return Data(value.get<bool>());
    case Json::value_t::number_integer:
    case Json::value_t::number_unsigned:
      return Data(value.dump());
    default:
      return Data(Data::type::invalid);
  }
}

bool isListOfObjects(const Data& data) {
  return data.is_list() && std::all_of(data.list_value().begin(), data.list_value().end(),
                                       [](const Data& item) { return item.is_object(); });
}

}  // namespace

struct Mustache::Parsed {
  Parsed(std::string source, std::string file)
      : text(std::move(source)), name(std::move(file)), tags(checked()), engine(numbered()) {}

  std::vector<Tag> checked() const;
  std::string numbered() const;

  std::string text;
  std::string name;
  std::vector<Tag> tags;
  library::mustache engine;
};

std::vector<Tag> Mustache::Parsed::checked() const {
  if (text.size() > kLongest)
    throw Error(Code::badInput,
                base::say("The text has {} bytes; at most {} can be used.", text.size(), kLongest),
                {.file = name});
  if (const auto offset = base::firstInvalidUtf8(text))
    throw Error(Code::badInput, base::tr("The text is not valid UTF-8."),
                placeAt(text, name, *offset));
  return scanTags(text, name);
}

namespace {

/// Whether nothing but blanks stands between the tag and both ends of its line.
bool isAloneOnItsLine(std::string_view text, const Tag& tag) {
  const std::string_view before = text.substr(0, tag.begin);
  const std::string_view after = text.substr(tag.end);
  const std::size_t start = before.find_last_not_of(" \t");
  const std::size_t rest = after.find_first_not_of(" \t\r");
  return (start == std::string_view::npos || before[start] == '\n') &&
         (rest == std::string_view::npos || after[rest] == '\n');
}

/// What the library asks for while it renders, looked up in the innermost object alone. Names
/// are the numbers of tags, so that a refusal knows its place.
class StrictContext : public library::basic_context<std::string> {
 public:
  StrictContext(const Data& root, const std::string& text, const std::string& name,
                const std::vector<Tag>& tags)
      : scopes_{&root}, text_(text), name_(name), tags_(tags) {}

  void push(const Data* data) override {
    scopes_.push_back(data->is_object() ? data : scopes_.back());
  }
  void pop() override { scopes_.pop_back(); }

  const Data* get(const std::string& number) const override {
    if (number == kSettled) return &settled_;
    const Tag& tag = tags_.at(std::stoul(number));
    const Data* found = scopes_.back();
    std::size_t begin = 0;
    while (found && begin <= tag.name.size()) {
      const std::size_t end = std::min(tag.name.find('.', begin), tag.name.size());
      found = found->get(tag.name.substr(begin, end - begin));
      begin = end + 1;
    }
    if (!found) refuse(tag, base::say("The data has no field “{}” here.", tag.name));
    requireKind(tag, *found);
    return found;
  }

  const Data* get_partial(const std::string&) const override { return nullptr; }

 private:
  void requireKind(const Tag& tag, const Data& data) const {
    if (tag.kind == TagKind::value) {
      if (!data.is_string())
        refuse(tag, base::say("“{}” is neither a text nor an integer.", tag.name));
    } else if (!data.is_bool() && !isListOfObjects(data)) {
      refuse(tag, base::say("“{}” is neither a yes or no nor a list of objects.", tag.name));
    }
  }

  [[noreturn]] void refuse(const Tag& tag, const std::string& sentence) const {
    base::Place place = placeAt(text_, name_, tag.begin);
    place.field = tag.name;
    throw Error(Code::badInput, sentence, place,
                base::tr("Give the field in the data, or take it out of the template."));
  }

  std::vector<const Data*> scopes_;
  const std::string& text_;
  const std::string& name_;
  const std::vector<Tag>& tags_;
  const Data settled_{true};
};

}  // namespace

/// The text with every field's name replaced by the number of its tag, and without remarks.
std::string Mustache::Parsed::numbered() const {
  std::string out;
  std::size_t done = 0;
  for (std::size_t i = 0; i < tags.size(); ++i) {
    const Tag& tag = tags[i];
    out += text.substr(done, tag.begin - done);
    done = tag.end;
    const std::string number = std::to_string(tag.kind == TagKind::end ? tag.opener : i);
    switch (tag.kind) {
      case TagKind::value:
        out += "{{" + number + "}}";
        break;
      case TagKind::section:
        out += "{{#" + number + "}}";
        break;
      case TagKind::inverted:
        out += "{{^" + number + "}}";
        break;
      case TagKind::end:
        out += "{{/" + number + "}}{{#" + std::string(kSettled) + "}}{{/" + kSettled + "}}";
        break;
      case TagKind::remark:
        if (isAloneOnItsLine(text, tag))
          out += "{{#" + std::string(kSettled) + "}}{{/" + kSettled + "}}";
        break;
    }
  }
  return out + text.substr(done);
}

Mustache::Mustache(std::string text, std::string name)
    : parsed_(std::make_unique<Parsed>(std::move(text), std::move(name))) {
  if (!parsed_->engine.is_valid())
    throw Error(Code::defect, "The template library refused a text that was checked before: " +
                                  parsed_->engine.error_message());
}

Mustache::~Mustache() = default;
Mustache::Mustache(Mustache&&) noexcept = default;
Mustache& Mustache::operator=(Mustache&&) noexcept = default;

std::string Mustache::render(const Json& data, const Escape& escape) const {
  const Data root = dataOf(data);
  StrictContext context(root, parsed_->text, parsed_->name, parsed_->tags);
  parsed_->engine.set_custom_escape([&escape](const std::string& value) { return escape(value); });
  return parsed_->engine.render(context);
}

std::vector<std::string> Mustache::fields() const {
  std::vector<std::string> paths;
  std::vector<std::string> scopes{""};
  for (const Tag& tag : parsed_->tags) {
    if (tag.kind == TagKind::remark) continue;
    if (tag.kind == TagKind::end) {
      scopes.pop_back();
      continue;
    }
    const std::string path = scopes.back() + tag.name;
    if (std::find(paths.begin(), paths.end(), path) == paths.end()) paths.push_back(path);
    const std::string last = tag.name.substr(tag.name.rfind('.') + 1);
    const bool isCondition = last.starts_with("has_") || last.starts_with("is_");
    if (tag.kind == TagKind::section) scopes.push_back(isCondition ? scopes.back() : path + "[].");
    if (tag.kind == TagKind::inverted) scopes.push_back(scopes.back());
  }
  return paths;
}

}  // namespace thongbao::tmpl
