#include "document/parts.h"

#include <array>
#include <utility>

namespace thongbao::document {

namespace {

/// Each line with `start` before it and `;` behind it, the last one with `.`.
std::vector<std::string> enumerated(const std::string& start, std::vector<std::string> lines) {
  for (std::string& line : lines) line = start + line + (&line == &lines.back() ? "." : ";");
  return lines;
}

}  // namespace

std::vector<std::string> legalBasisLines(const domain::Notice& notice) {
  return enumerated("Căn cứ ", notice.legalBasis);
}

std::vector<std::string> addresseeLines(const domain::Notice& notice) {
  return notice.addressees.size() < 2 ? notice.addressees : enumerated("- ", notice.addressees);
}

std::vector<std::string> recipientLines(const domain::Notice& notice) {
  std::vector<std::string> lines = notice.recipients;
  const std::string& archive = notice.agency.archive;
  lines.push_back(archive.empty() ? "Lưu: VT" : "Lưu: VT, " + archive);
  return enumerated("- ", std::move(lines));
}

std::string contactLine(const domain::Agency& agency) {
  const std::array<std::pair<const char*, const std::string&>, 4> parts{{
      {"Địa chỉ: ", agency.address},
      {"Điện thoại: ", agency.phone},
      {"Thư điện tử: ", agency.email},
      {"Trang thông tin điện tử: ", agency.website},
  }};
  std::string line;
  for (const auto& [label, value] : parts) {
    if (value.empty()) continue;
    if (!line.empty()) line += "; ";
    line += label + value;
  }
  return line;
}

std::string checkLine(const domain::Notice& notice) {
  if (notice.number == 0) return kDraft;
  return "Mã kiểm tra: " + domain::checkCode(domain::hashOf(notice));
}

}  // namespace thongbao::document
