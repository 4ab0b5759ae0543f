#include "pdf/renderer.h"

#include <iterator>
#include <span>
#include <utility>

#include "pdf/components.h"
#include "pdf/layout_blocks.h"
#include "pdf/layout_pages.h"
#include "pdf/typesetter.h"
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

/// The body's last block with the end sign `./.` (Nghị định 30/2020/NĐ-CP, Phụ lục I, ô số 6); a
/// paragraph of its own where the body ends with a table or a heading.
std::vector<Block> endOf(const Document& body) {
  std::vector<Block> end;
  if (!body.blocks.empty()) end.push_back(body.blocks.back());
  Runs* runs = lastRuns(end);
  if (!runs) {
    end.push_back({document::Paragraph{}});
    runs = lastRuns(end);
  }
  while (!runs->empty() && runs->back().text.find_first_not_of(' ') == std::string::npos)
    runs->pop_back();
  if (!runs->empty()) {
    std::string& text = runs->back().text;
    runs->back().lineBreak = false;
    text.erase(text.find_last_not_of(' ') + 1);
    if (text.ends_with("./.")) return end;
    text.erase(text.find_last_not_of(" .;") + 1);
  }
  runs->emplace_back().text = "./.";
  return end;
}

/// Everything from the letterhead to the recipients, one below the other.
Strips stripsOf(Typesetter& type, const domain::Notice& notice, const Document& body) {
  Strips strips{letterheadStrip(type, notice)};
  append(strips, titleStrips(type, notice));
  append(strips, addresseeStrips(type, notice.addressees));
  append(strips, legalBasisStrips(type, notice.legalBasis));
  const std::vector<Block> end = endOf(body);
  const std::size_t before = body.blocks.empty() ? 0 : body.blocks.size() - 1;
  append(strips, bodyStrips(type, std::span(body.blocks).first(before), end, strips.size()));
  // The signature never stands alone on a page.
  for (std::size_t i = strips.size() - 2; i < strips.size(); ++i) strips[i].keepWithNext = true;
  append(strips, signatureStrips(type, notice));
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
  Typesetter type{fonts};
  QrCodes codes;
  Writer writer{fonts};
};

Renderer::Renderer(Form form) : form_(form), engine_(std::make_unique<Engine>()) {}
Renderer::~Renderer() = default;

Rendered Renderer::render(const domain::Notice& notice, const document::Document& body) {
  Typesetter& type = engine_->type;
  type.begin();
  const std::string hash = domain::hashOf(notice);
  Strips strips = stripsOf(type, notice, body);
  Foot foot = footOf(type, engine_->codes, notice, hash);
  std::vector<Page> pages = paginate(std::move(strips), foot.height);
  addFoot(pages.front(), std::move(foot));
  numberPages(type, pages);
  if (notice.number == 0) markAsDraft(type, pages);

  const bool archival = form_ == Form::archival;
  FontNeeds needs;
  std::vector<PageContent> contents;
  contents.reserve(pages.size());
  for (const Page& page : pages)
    contents.push_back(pageContent(page, type.structure, archival, needs));
  Rendered rendered;
  rendered.bytes = engine_->writer.write(
      contents, needs, archival ? &type.structure : nullptr,
      {notice.title + " " + domain::numberAndSymbol(notice), notice.date, hash});
  rendered.pages = static_cast<int>(pages.size());
  rendered.replaced = type.replaced();
  return rendered;
}

}  // namespace thongbao::pdf
