#include "intake/table.h"

#include "base/files.h"
#include "intake/file_kind.h"
#include "intake/headed_table.h"
#include "intake/text_table.h"
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
  const FileKind kind = kindOf(head, file);
  if (kind == FileKind::text) return openTextTable(file, head, options);
  TableInfo info;
  info.format = kind == FileKind::ole ? "xls" : "xlsx";
  info.encoding = "UTF-8";
  auto rows = kind == FileKind::ole ? openXls(file, options, info) : openXlsx(file, options, info);
  return std::make_unique<HeadedTable>(std::move(rows), std::move(info), file, options);
}

}  // namespace thongbao::intake
