#pragma once

#include <string>
#include <vector>

#include "domain/notice.h"

namespace thongbao::document {

/// Fixed words of an administrative document (Nghị định 30/2020/NĐ-CP, Phụ lục I).
inline constexpr const char* kCountry = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM";
inline constexpr const char* kMotto = "Độc lập - Tự do - Hạnh phúc";
inline constexpr const char* kAddressed = "Kính gửi:";
inline constexpr const char* kRecipients = "Nơi nhận:";
inline constexpr const char* kDraft = "BẢN NHÁP";

/// One line a căn cứ: `Căn cứ …;`, the last one ends with `.`.
std::vector<std::string> legalBasisLines(const domain::Notice& notice);

/// Ô 9a below `Kính gửi:`, when there is more than one addressee: `- …;`, the last one `- ….`.
/// A single addressee stands as he is, behind `Kính gửi:`.
std::vector<std::string> addresseeLines(const domain::Notice& notice);

/// Ô 9b below `Nơi nhận:`: `- …;`, the last one `- Lưu: VT, <unit>.`.
std::vector<std::string> recipientLines(const domain::Notice& notice);

/// The agency's address, phone, e-mail and website as far as they are known, in one line.
std::string contactLine(const domain::Agency& agency);

/// `Mã kiểm tra: 3F9A-01C2-77DE`; for a notice without a number `BẢN NHÁP`.
std::string checkLine(const domain::Notice& notice);

}  // namespace thongbao::document
