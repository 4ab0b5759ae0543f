#include "delivery/html_text.h"

#include <libxml/HTMLparser.h>

#include <algorithm>
#include <array>
#include <memory>

#include "delivery/shown.h"

namespace thongbao::delivery {

namespace {

constexpr std::array<std::string_view, 5> kUnseen{"head", "script", "style", "title", "template"};
constexpr std::array<std::string_view, 20> kBlocks{
    "p",  "div", "br", "tr", "li", "ul", "ol", "table", "blockquote", "pre",
    "h1", "h2",  "h3", "h4", "h5", "h6", "hr", "body",  "center",     "section"};
constexpr int kDeepest = 300;

struct FreeDocument {
  void operator()(xmlDoc* document) const { xmlFreeDoc(document); }
};

template <std::size_t count>
bool isOneOf(const std::array<std::string_view, count>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

class Writer {
 public:
  void write(const xmlNode* first, bool isQuoted, int depth) {
    for (const xmlNode* node = first; node && depth < kDeepest; node = node->next) {
      if (node->type == XML_TEXT_NODE)
        writeText(reinterpret_cast<const char*>(node->content), isQuoted);
      if (node->type == XML_ELEMENT_NODE) writeElement(node, isQuoted, depth);
    }
  }

  std::string text;

 private:
  void writeElement(const xmlNode* node, bool isQuoted, int depth) {
    const std::string_view name(reinterpret_cast<const char*>(node->name));
    if (isOneOf(kUnseen, name)) return;
    const bool isBlock = isOneOf(kBlocks, name);
    if (isBlock) endLine();
    if (name == "hr") text += "________________________________\n";
    write(node->children, isQuoted || name == "blockquote", depth + 1);
    if (isBlock) endLine();
  }

  void endLine() {
    if (!text.empty() && text.back() != '\n') text += '\n';
  }

  void writeText(std::string_view words, bool isQuoted) {
    for (const char c : words) {
      const bool isBlank = c == ' ' || c == '\n' || c == '\r' || c == '\t';
      const bool startsLine = text.empty() || text.back() == '\n';
      if (isBlank && (startsLine || text.back() == ' ')) continue;
      if (startsLine && isQuoted) text += "> ";
      text += isBlank ? ' ' : c;
    }
  }
};

}  // namespace

std::string textOfHtml(std::string_view html) {
  if (html.empty()) return {};
  const std::unique_ptr<xmlDoc, FreeDocument> document(htmlReadMemory(
      html.data(), static_cast<int>(html.size()), nullptr, "UTF-8",
      HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET));
  if (!document) return {};
  Writer writer;
  writer.write(xmlDocGetRootElement(document.get()), false, 0);
  return validUtf8(writer.text);
}

}  // namespace thongbao::delivery
