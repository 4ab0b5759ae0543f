#include "intake/table.h"

#include "base/files.h"
#include "intake/csv.h"
#include "intake/file_kind.h"
#include "intake/headed_table.h"
#include "intake/xls.h"
#include "intake/xlsx.h"

namespace thongbao::intake {

namespace {

std::string headOf(const std::filesystem::path& file) {
  std::string head(1U << 16U, '\0');
  std::ifstream stream = base::openForReading(file);
  stream.read(head.data(), static_cast<std::streamsize>(head.size()));
  head.resize(static_cast<std::size_t>(stream.gcount()));
  return head;
}

}  // namespace

std::unique_ptr<Table> openTable(const std::filesystem::path& file, const TableOptions& options) {
  const std::string head = headOf(file);
  TableInfo info;
  info.encoding = "UTF-8";
  std::unique_ptr<RawRows> rows;
  const FileKind kind = kindOf(head, file);
  if (kind == FileKind::ole) {
    info.format = "xls";
    rows = openXls(file, options, info);
  } else if (kind == FileKind::zip) {
    info.format = "xlsx";
    rows = openXlsx(file, options, info);
  } else {
    const CsvForm form = formOf(head);
    info.format = "csv";
    info.delimiter = form.delimiter;
    rows = openCsv(file, form, {options.mostColumns, options.mostCellBytes});
  }
  return std::make_unique<HeadedTable>(std::move(rows), std::move(info), file, options.mostRows);
}

}  // namespace thongbao::intake
