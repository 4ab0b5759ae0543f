#include "intake/table.h"

#include "base/files.h"
#include "intake/file_kind.h"
#include "intake/headed_table.h"
#include "intake/text_table.h"
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
  if (kindOf(head, file) == FileKind::text) return openTextTable(file, head, options);
  TableInfo info;
  info.format = "xlsx";
  info.encoding = "UTF-8";
  auto rows = openXlsx(file, options, info);
  return std::make_unique<HeadedTable>(std::move(rows), std::move(info), file, options);
}

}  // namespace thongbao::intake
