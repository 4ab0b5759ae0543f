#include "cli/paper.h"

#include <cstdio>

#include "base/files.h"
#include "base/words.h"
#include "document/html.h"
#include "document/markdown.h"
#include "document/text.h"

namespace thongbao::cli {

void writePaper(pdf::Renderer& renderer, const domain::Notice& notice,
                const std::filesystem::path& folder, const std::string& stem, bool alsoMail) {
  const document::Document body = document::readMarkdown(notice.body, notice.templateName);
  const pdf::Rendered rendered = renderer.render(notice, body);
  base::writeFile(folder / (stem + ".pdf"), rendered.bytes);
  if (alsoMail) {
    base::writeFile(folder / (stem + ".html"), document::writeHtml(notice, body));
    base::writeFile(folder / (stem + ".txt"), document::writeText(notice, body));
  }
  for (const std::string& character : rendered.replaced)
    std::fprintf(
        stderr, "%s\n",
        base::say("{}.pdf: no font has {}; a box stands for it.", stem, character).c_str());
}

}  // namespace thongbao::cli
