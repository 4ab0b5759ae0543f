#include "template/mustache.h"

#include <algorithm>
#include <utility>

#include "base/text.h"
#include "base/words.h"
#include "template/tags.h"

namespace thongbao::tmpl {

namespace {

using base::Code;
using base::Error;
using base::Json;

constexpr std::size_t kLongest = 256U << 10U;
constexpr std::string_view kLineEnds = "\r\n";
constexpr std::string_view kBlanks = " \t";

/// One thing to do when the text is filled: copy, end a line, or obey a tag.
struct Step {
  std::string_view text = {};          ///< to copy; empty for a tag
  bool endsLine = false;               ///< `text` is a line's end
  const Tag* tag = nullptr;            ///< nullptr for text
  std::vector<std::string> path = {};  ///< the parts of the tag's name
  std::size_t partner = 0;  ///< of a section: the step of its end; of an end: its section's
};

std::vector<std::string> partsOf(const std::string& name) {
  std::vector<std::string> parts;
  for (std::size_t begin = 0; begin <= name.size();) {
    const std::size_t end = std::min(name.find('.', begin), name.size());
    parts.push_back(name.substr(begin, end - begin));
    begin = end + 1;
  }
  return parts;
}

/// Whether nothing but blanks stands between the tag and both ends of its line.
bool isAloneOnItsLine(std::string_view text, const Tag& tag) {
  const std::string_view before = text.substr(0, tag.begin);
  const std::string_view after = text.substr(tag.end);
  const std::size_t start = before.find_last_not_of(kBlanks);
  const std::size_t rest = after.find_first_not_of(" \t\r");
  return (start == std::string_view::npos || before[start] == '\n') &&
         (rest == std::string_view::npos || after[rest] == '\n');
}

}  // namespace

struct Mustache::Parsed {
  Parsed(std::string source, std::string file)
      : text(std::move(source)), name(std::move(file)), tags(checked()) {
    compile();
  }
  Parsed(const Parsed&) = delete;
  Parsed& operator=(const Parsed&) = delete;

  std::vector<Tag> checked() const;
  void compile();
  void compileText(std::string_view piece);

  std::string text;
  std::string name;
  std::vector<Tag> tags;
  std::vector<Step> steps;  ///< point into `text` and `tags`
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

void Mustache::Parsed::compile() {
  std::size_t done = 0;
  std::vector<std::size_t> stepOf(tags.size());
  for (std::size_t i = 0; i < tags.size(); ++i) {
    const Tag& tag = tags[i];
    compileText(std::string_view(text).substr(done, tag.begin - done));
    done = tag.end;
    if (tag.kind == TagKind::remark && !isAloneOnItsLine(text, tag)) continue;
    stepOf[i] = steps.size();
    steps.push_back({.tag = &tag, .path = partsOf(tag.name)});
    if (tag.kind != TagKind::end) continue;
    steps.back().partner = stepOf[tag.opener];
    steps[stepOf[tag.opener]].partner = stepOf[i];
  }
  compileText(std::string_view(text).substr(done));
}

void Mustache::Parsed::compileText(std::string_view piece) {
  while (!piece.empty()) {
    const std::size_t length = std::min(piece.find_first_of(kLineEnds), piece.size());
    if (length) steps.push_back({.text = piece.substr(0, length)});
    piece.remove_prefix(length);
    if (piece.empty()) return;
    const std::size_t end = piece.starts_with("\r\n") ? 2 : 1;
    steps.push_back({.text = piece.substr(0, end), .endsLine = true});
    piece.remove_prefix(end);
  }
}

namespace {

/// One filling of the steps with data. Fields are looked up in the innermost object alone.
class Filling {
 public:
  Filling(std::string_view text, const std::string& name, const std::vector<Step>& steps,
          const Json& data, const Escape& escape)
      : text_(text), name_(name), steps_(steps), data_(data), escape_(escape) {}

  std::string fill() {
    out_.reserve(text_.size() * 2);
    for (std::size_t i = 0; i < steps_.size(); ++i) {
      const Step& step = steps_[i];
      if (step.endsLine)
        endLine(step.text);
      else if (!step.tag)
        out_ += step.text;
      else if (step.tag->kind == TagKind::value)
        showValue(step);
      else
        i = obey(step, i);
    }
    endLine("");
    return std::move(out_);
  }

 private:
  /// A section that is being shown.
  struct Open {
    const Json* object;          ///< where the fields of its content are looked up
    const Json* list = nullptr;  ///< nullptr for a condition
    std::size_t item = 0;
  };

  /// A line of nothing but blanks, and of what only steers, is dropped.
  void endLine(std::string_view end) {
    if (steered_ && out_.find_first_not_of(kBlanks, lineStart_) == std::string::npos)
      out_.resize(lineStart_);
    else
      out_ += end;
    lineStart_ = out_.size();
    steered_ = false;
  }

  void showValue(const Step& step) {
    const Json& value = find(step);
    if (value.is_number_integer())
      out_ += escape_(value.dump());
    else if (value.is_string())
      out_ += escape_(value.get_ref<const std::string&>());
    else
      refuse(*step.tag, base::say("“{}” is neither a text nor an integer.", step.tag->name));
  }

  /// Opens, leaves out, repeats or ends a section; returns the step behind which to go on.
  std::size_t obey(const Step& step, std::size_t at) {
    if (step.tag->kind == TagKind::end) at = end(step, at);
    if (step.tag->kind == TagKind::section || step.tag->kind == TagKind::inverted)
      at = begin(step, at);
    steered_ = true;
    return at;
  }

  std::size_t begin(const Step& step, std::size_t at) {
    const Json& value = find(step);
    const bool isList = value.is_array() && std::all_of(value.begin(), value.end(), [](auto& item) {
                          return item.is_object();
                        });
    if (!value.is_boolean() && !isList)
      refuse(*step.tag,
             base::say("“{}” is neither a yes or no nor a list of objects.", step.tag->name));
    const bool isYes = isList ? !value.empty() : value.get<bool>();
    if (isYes == (step.tag->kind == TagKind::inverted)) return step.partner;
    if (isYes && isList)
      open_.push_back({&value.front(), &value});
    else
      open_.push_back({&scope()});
    return at;
  }

  std::size_t end(const Step& step, std::size_t at) {
    Open& section = open_.back();
    if (section.list && ++section.item < section.list->size()) {
      section.object = &(*section.list)[section.item];
      return step.partner;
    }
    open_.pop_back();
    return at;
  }

  const Json& scope() const { return open_.empty() ? data_ : *open_.back().object; }

  const Json& find(const Step& step) const {
    const Json* found = &scope();
    for (const std::string& part : step.path) {
      const auto field = found->is_object() ? found->find(part) : found->end();
      if (field == found->end())
        refuse(*step.tag, base::say("The data has no field “{}” here.", step.tag->name));
      found = &*field;
    }
    return *found;
  }

  [[noreturn]] void refuse(const Tag& tag, const std::string& sentence) const {
    base::Place place = placeAt(text_, name_, tag.begin);
    place.field = tag.name;
    throw Error(Code::badInput, sentence, place,
                base::tr("Give the field in the data, or take it out of the template."));
  }

  std::string_view text_;
  const std::string& name_;
  const std::vector<Step>& steps_;
  const Json& data_;
  const Escape& escape_;
  std::vector<Open> open_;
  std::string out_;
  std::size_t lineStart_ = 0;  ///< in out_
  bool steered_ = false;       ///< a section began or ended, or a remark stood, on this line
};

}  // namespace

Mustache::Mustache(std::string text, std::string name)
    : parsed_(std::make_unique<Parsed>(std::move(text), std::move(name))) {}

Mustache::~Mustache() = default;
Mustache::Mustache(Mustache&&) noexcept = default;
Mustache& Mustache::operator=(Mustache&&) noexcept = default;

std::string Mustache::render(const Json& data, const Escape& escape) const {
  return Filling(parsed_->text, parsed_->name, parsed_->steps, data, escape).fill();
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
