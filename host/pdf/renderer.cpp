#include "pdf/renderer.h"

#include <iterator>
#include <span>
#include <utility>

#include "base/error.h"
#include "base/text.h"
#include "base/words.h"
#include "pdf/components.h"
#include "pdf/deflate.h"
#include "pdf/layout_blocks.h"
#include "pdf/layout_pages.h"
#include "pdf/plain_writer.h"
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

DocumentInfo infoOf(const domain::Notice& notice, std::string hash) {
  const std::string title = notice.title + " " + domain::numberAndSymbol(notice);
  return {base::cleanLine(title), notice.date, std::move(hash)};
}

[[noreturn]] void refuseUnknownLibrary() {
  throw base::Error(
      base::Code::unavailable,
      base::say("{} is not the version that sheaves and signatures need.", producer()), {},
      base::tr("Install libharu 2.3.0, or go without them."));
}

constexpr int kPageLevel = 1;  ///< of deflating; more costs time and gains next to nothing

}  // namespace

struct Renderer::Engine {
  explicit Engine(bool keepGlyphs) : type(fonts, keepGlyphs) {}

  Fonts fonts;
  Typesetter type;
  QrCodes codes;
  Deflate deflate{kPageLevel};
  Writer writer{fonts};
};

Renderer::Renderer(Form form, const Signing* signing)
    : form_(knowsLibrary() ? form : Form::publicCalls),
      signing_(signing),
      engine_(std::make_unique<Engine>(form_ == Form::publicCalls)) {}
Renderer::~Renderer() = default;

std::vector<Page> Renderer::pagesOf(const domain::Notice& notice, const document::Document& body,
                                    const std::string& hash) {
  Typesetter& type = engine_->type;
  type.begin();
  Strips strips = stripsOf(type, notice, body);
  Foot foot = footOf(type, engine_->codes, notice, hash);
  std::vector<Page> pages = paginate(std::move(strips), foot.height);
  addFoot(pages.front(), std::move(foot));
  numberPages(type, pages);
  if (notice.number == 0) markAsDraft(type, pages);
  return pages;
}

Laid Renderer::lay(const domain::Notice& notice, const document::Document& body) {
  if (form_ == Form::publicCalls) refuseUnknownLibrary();
  Laid laid;
  laid.info = infoOf(notice, domain::hashOf(notice));
  const std::vector<Page> pages = pagesOf(notice, body, laid.info.hash);
  Typesetter& type = engine_->type;
  for (const Page& page : pages) {
    PageContent content = pageContent(page, type.structure, form_ == Form::archival, laid.needs);
    laid.pages.push_back({engine_->deflate(content.operators), std::move(content.sequences)});
  }
  if (signing_) {
    laid.signedAt = signing_->now();
    laid.signature = lookOf(*signing_, notice, pages, type, laid.needs, laid.signedAt);
  }
  if (form_ == Form::archival) laid.structure = type.structure;
  laid.replaced = type.replaced();
  return laid;
}

Rendered Renderer::write(const Laid& laid) {
  Rendered rendered;
  rendered.bytes = engine_->writer.write(laid, form_ == Form::archival, signing_);
  if (signing_) rendered.bytes = withSignature(std::move(rendered.bytes), *signing_);
  rendered.pages = static_cast<int>(laid.pages.size());
  rendered.replaced = laid.replaced;
  return rendered;
}

Rendered Renderer::render(const domain::Notice& notice, const document::Document& body) {
  if (form_ != Form::publicCalls) return write(lay(notice, body));
  if (signing_) refuseUnknownLibrary();
  const DocumentInfo info = infoOf(notice, domain::hashOf(notice));
  const std::vector<Page> pages = pagesOf(notice, body, info.hash);
  return {writePlainly(engine_->fonts, pages, info), static_cast<int>(pages.size()),
          engine_->type.replaced()};
}

}  // namespace thongbao::pdf
