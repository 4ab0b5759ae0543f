#include "intake/cell_text.h"

#include <charconv>

#include "base/error.h"
#include "base/text.h"
#include "base/words.h"

namespace thongbao::intake {

namespace {

using Event = XmlPart::Event;

void append(std::string& text, std::string_view piece, const TableOptions& options,
            const std::filesystem::path& file) {
  text += piece;
  if (text.size() > options.mostCellBytes)
    throw base::Error(base::Code::badInput,
                      base::say("A text has more than {} bytes.", options.mostCellBytes),
                      {.file = file.string()}, base::tr("Shorten it."));
}

}  // namespace

void unescape(std::string& text) {
  std::size_t next = text.find("_x");
  if (next == std::string::npos) return;
  std::string plain = text.substr(0, next);
  for (std::size_t i = next; i < text.size(); ++i) {
    unsigned code = 0;
    const std::string_view escape = std::string_view(text).substr(i, 7);
    const bool isEscape =
        escape.size() == 7 && escape.starts_with("_x") && escape.back() == '_' &&
        std::from_chars(escape.data() + 2, escape.data() + 6, code, 16).ptr == escape.data() + 6;
    if (!isEscape || code == 0 || (code >= 0xD800 && code <= 0xDFFF)) {
      plain += text[i];
      continue;
    }
    base::appendUtf8(plain, code);
    i += 6;
  }
  text = std::move(plain);
}

void readText(XmlPart& part, std::string_view element, const TableOptions& options,
              const std::filesystem::path& file, std::string& text) {
  text.clear();
  for (Event event; (event = part.next()) != Event::eof && !part.ends(event, element);)
    if (event == Event::text) append(text, part.text(), options, file);
}

void readRichText(XmlPart& part, std::string_view element, const TableOptions& options,
                  const std::filesystem::path& file, std::string& text) {
  text.clear();
  bool isGuide = false, isText = false;
  for (Event event; (event = part.next()) != Event::eof && !part.ends(event, element);) {
    if (event == Event::text) {
      if (isText && !isGuide) append(text, part.text(), options, file);
      continue;
    }
    if (part.name() == "rPh") isGuide = event == Event::start;
    if (part.name() == "t") isText = event == Event::start;
  }
  unescape(text);
}

}  // namespace thongbao::intake
