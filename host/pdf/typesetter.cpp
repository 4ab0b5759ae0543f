#include "pdf/typesetter.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/error.h"
#include "base/text.h"
#include "base/words.h"

namespace thongbao::pdf {

namespace {

/// Paragraphs kept of one generation; a letter has some twenty that others have too.
constexpr std::size_t kKept = 400;
constexpr std::size_t kMostCharacters = 500'000;  ///< of a document

template <class Value>
void addBytes(std::string& key, const Value& value) {
  key.append(reinterpret_cast<const char*>(&value), sizeof value);
}

void addText(std::string& key, std::string_view text) {
  addBytes(key, text.size());
  key += text;
}

void addText(std::string& key, const document::Runs& runs) {
  for (const document::Run& run : runs) {
    addText(key, run.text);
    addText(key, run.link);
    key += static_cast<char>((run.bold ? 1 : 0) + (run.italic ? 2 : 0) + (run.lineBreak ? 4 : 0));
  }
}

}  // namespace

double SetText::widest() const {
  double width = 0;
  for (const SetLine& line : lines) width = std::max(width, line.width);
  return width;
}

void Typesetter::begin() {
  own_.clear();
  replaced_.clear();
  shaper_.takeReplaced();
  characters_ = 0;
  structure.clear();
  if (recent_.size() < kKept) return;
  before_ = std::move(recent_);
  recent_.clear();
}

SetText Typesetter::set(std::vector<Glyph> glyphs, const Measure& measure) {
  SetText made;
  made.characters = glyphs.size();
  if (glyphs.empty()) return made;
  made.size = glyphs.front().size;
  made.announces = glyphs.back().character == U':';
  for (Line& line : breakLines(std::move(glyphs), measure)) {
    made.lines.push_back(setLine(line.glyphs, line.x, line.blankExtra));
    if (keepGlyphs_) made.lines.back().glyphs = std::move(line.glyphs);
  }
  return made;
}

/// The paragraph, counted as a part of the document.
const SetText& Typesetter::noted(const SetText& paragraph) {
  characters_ += paragraph.characters;
  if (characters_ > kMostCharacters)
    throw base::Error(base::Code::badInput,
                      base::say("The document has more than {} characters.", kMostCharacters), {},
                      base::tr("Divide it into several documents."));
  replaced_.insert(paragraph.replaced.begin(), paragraph.replaced.end());
  return paragraph;
}

std::vector<Glyph> Typesetter::shaped(std::string_view text, Style style) {
  if (!style.capitals) return shaper_.glyphs(text, style.face, style.size);
  return shaper_.glyphs(base::upperCase(text), style.face, style.size);
}

std::vector<Glyph> Typesetter::shaped(const document::Runs& runs, Style style) {
  return shaper_.glyphs(runs, style.face, style.size);
}

template <class Text>
std::vector<Glyph> Typesetter::glued(const Text& text, Style style, bool wholeCompounds) {
  std::vector<Glyph> glyphs = shaped(text, style);
  glueNumbers(glyphs);
  if (wholeCompounds) glueCompounds(glyphs);
  return glyphs;
}

template <class Text>
const SetText& Typesetter::kept(const Text& text, Style style, const Measure& measure) {
  key_.clear();
  addBytes(key_, style.size);
  addBytes(key_, measure.width);
  addBytes(key_, measure.firstIndent);
  key_ += static_cast<char>(style.face);
  key_ += static_cast<char>(style.capitals);
  key_ += static_cast<char>(measure.fit);
  key_ += static_cast<char>(measure.wholeCompounds);
  addText(key_, text);
  if (const auto found = recent_.find(key_); found != recent_.end()) return noted(found->second);
  if (auto earlier = before_.extract(key_))
    return noted(recent_.insert(std::move(earlier)).position->second);
  SetText made = set(glued(text, style, measure.wholeCompounds), measure);
  made.replaced = shaper_.takeReplaced();
  return noted(recent_.emplace(key_, std::move(made)).first->second);
}

const SetText& Typesetter::shared(std::string_view text, Style style, const Measure& measure) {
  return kept(text, style, measure);
}

const SetText& Typesetter::shared(const document::Runs& runs, Style style, const Measure& measure) {
  return kept(runs, style, measure);
}

const SetText& Typesetter::own(std::string_view text, Style style, const Measure& measure) {
  std::vector<Glyph> glyphs = glued(text, style, measure.wholeCompounds);
  replaced_.merge(shaper_.takeReplaced());
  return own(std::move(glyphs), measure);
}

const SetText& Typesetter::own(std::vector<Glyph> glyphs, const Measure& measure) {
  return noted(own_.emplace_back(set(std::move(glyphs), measure)));
}

std::vector<Glyph> Typesetter::glyphs(const document::Runs& runs, Style style) {
  std::vector<Glyph> made = glued(runs, style, false);
  replaced_.merge(shaper_.takeReplaced());
  return made;
}

std::vector<std::string> Typesetter::replaced() const {
  std::vector<std::string> names;
  for (const char32_t c : replaced_)
    names.push_back(fmt::format("U+{:04X}", static_cast<std::uint32_t>(c)));
  return names;
}

}  // namespace thongbao::pdf
