#include "pdf/renderer.h"

#include <iterator>
#include <utility>

#include "pdf/components.h"
#include "pdf/layout_blocks.h"
#include "pdf/layout_pages.h"
#include "pdf/writer.h"

namespace thongbao::pdf {

namespace {

using document::Block;
using document::Document;
using document::Runs;

/// The runs that end the body, or nullptr when it ends with a table or a heading.
Runs* lastRuns(std::vector<Block>& blocks) {
  if (blocks.empty()) return nullptr;
  auto& last = blocks.back().content;
  if (auto* paragraph = std::get_if<document::Paragraph>(&last)) return &paragraph->runs;
  if (auto* list = std::get_if<document::List>(&last))
    return list->items.empty() ? nullptr : lastRuns(list->items.back().blocks);
  return nullptr;
}

/// The body ends with `./.` (Nghị định 30/2020/NĐ-CP, Phụ lục I, ô số 6).
Document withEndSign(Document body) {
  Runs* runs = lastRuns(body.blocks);
  if (!runs) {
    body.blocks.push_back({document::Paragraph{}});
    runs = lastRuns(body.blocks);
  }
  while (!runs->empty() && runs->back().text.find_first_not_of(' ') == std::string::npos)
    runs->pop_back();
  if (!runs->empty()) {
    std::string& text = runs->back().text;
    runs->back().lineBreak = false;
    text.erase(text.find_last_not_of(' ') + 1);
    if (text.ends_with("./.")) return body;
    text.erase(text.find_last_not_of(" .;") + 1);
  }
  runs->emplace_back().text = "./.";
  return body;
}

/// Everything from the letterhead to the recipients, one below the other.
Strips stripsOf(TextShaper& shaper, const domain::Notice& notice, const Document& body) {
  Strips strips{letterheadStrip(shaper, notice)};
  append(strips, titleStrips(shaper, notice));
  append(strips, addresseeStrips(shaper, notice.addressees));
  append(strips, legalBasisStrips(shaper, notice.legalBasis));
  append(strips, bodyStrips(shaper, withEndSign(body), strips.size()));
  // The signature never stands alone on a page.
  for (std::size_t i = strips.size() - 2; i < strips.size(); ++i) strips[i].keepWithNext = true;
  append(strips, signatureStrips(shaper, notice));
  return strips;
}

void addFoot(Page& page, Foot foot) {
  std::move(foot.content.lines.begin(), foot.content.lines.end(), std::back_inserter(page.lines));
  std::move(foot.content.rules.begin(), foot.content.rules.end(), std::back_inserter(page.rules));
  page.symbol = std::move(foot.content.symbol);
}

}  // namespace

struct Renderer::Engine {
  Fonts fonts;
};

Renderer::Renderer() : engine_(std::make_unique<Engine>()) {}
Renderer::~Renderer() = default;

Rendered Renderer::render(const domain::Notice& notice, const document::Document& body) {
  TextShaper shaper(engine_->fonts);
  const std::string hash = domain::hashOf(notice);
  Foot foot = footOf(shaper, notice, hash);
  std::vector<Page> pages = paginate(stripsOf(shaper, notice, body), foot.height);
  addFoot(pages.front(), std::move(foot));
  numberPages(shaper, pages);
  if (notice.number == 0) markAsDraft(shaper, pages);

  const FontFiles files = fontFilesFor(engine_->fonts, pages);
  std::vector<std::string> contents;
  for (const Page& page : pages) contents.push_back(pageContent(page, files));
  Rendered rendered;
  rendered.bytes = writeDocument(
      contents, files, {notice.title + " " + domain::numberAndSymbol(notice), notice.date, hash});
  rendered.pages = static_cast<int>(pages.size());
  rendered.replaced = shaper.replaced();
  return rendered;
}

}  // namespace thongbao::pdf
