#include "intake/text_table.h"

#include "base/error.h"
#include "base/text.h"
#include "base/words.h"
#include "intake/csv.h"
#include "intake/headed_table.h"
#include "intake/json_table.h"

namespace thongbao::intake {

std::unique_ptr<Table> openTextTable(const std::filesystem::path& file, std::string_view head,
                                     const TableOptions& options) {
  const Encoding encoding =
      options.encoding.empty() ? encodingOf(head, file) : encodingNamed(options.encoding);
  auto text = std::make_unique<TextFile>(file, head, encoding);
  TableInfo info;
  info.encoding = nameOf(encoding);
  if (const auto form = jsonFormOf(text->start()))
    return openJson(std::move(text), *form, std::move(info), options);

  const CsvForm form =
      options.delimiter ? formOf(text->start(), *options.delimiter) : formOf(text->start());
  info.format = "csv";
  info.delimiter = form.delimiter;
  auto rows = openCsv(std::move(text), form, {options.mostColumns, options.mostCellBytes});
  return std::make_unique<HeadedTable>(std::move(rows), std::move(info), file, options);
}

}  // namespace thongbao::intake
