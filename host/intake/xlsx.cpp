#include "intake/xlsx.h"

#include <utility>

#include "base/error.h"
#include "base/words.h"
#include "intake/package.h"
#include "intake/sheet_rows.h"
#include "intake/workbook.h"

namespace thongbao::intake {

namespace {

using base::Code;
using base::Error;
using base::mark;
using base::tr;

/// ZIP files that are no XLSX workbook, by a part that only they have.
constexpr std::pair<const char*, const char*> kOtherArchives[] = {
    {"xl/workbook.bin", mark("This is a binary workbook (.xlsb), not an XLSX workbook.")},
    {"word/document.xml", mark("This is a text document (.docx), not a list.")},
    {"ppt/presentation.xml", mark("These are slides (.pptx), not a list.")},
    {"content.xml", mark("This is an OpenDocument file (.ods, .odt), not an XLSX workbook.")},
};

void refuseOtherArchives(const Package& package) {
  if (!workbookPartOf(package).empty()) return;
  const char* sentence = mark("This is a ZIP archive, not an XLSX workbook.");
  for (const auto& [part, other] : kOtherArchives)
    if (package.has(part)) sentence = other;
  throw Error(Code::badInput, tr(sentence), {.file = package.file().string()},
              tr("Open it in the spreadsheet program and save it as .xlsx."));
}

}  // namespace

std::unique_ptr<RawRows> openXlsx(const std::filesystem::path& file, const TableOptions& options,
                                  TableInfo& info) {
  Package package(file, options.mostUnpackedBytes);
  refuseOtherArchives(package);
  Workbook book = readWorkbook(package, options);
  info.sheet = book.sheet;
  info.sheets = book.sheets;
  return std::make_unique<SheetRows>(std::move(package), std::move(book), options);
}

}  // namespace thongbao::intake
