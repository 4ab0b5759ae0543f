#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/clock.h"

namespace thongbao::delivery {

/// Header fields in their order: name in small letters, value unfolded, its bytes as they came.
using Fields = std::vector<std::pair<std::string, std::string>>;

/// The first field of this name (small letters), or empty.
std::string valueOf(const Fields& fields, std::string_view name);
bool has(const Fields& fields, std::string_view name);

/// Fields that blank lines part into groups, as in a delivery status (RFC 3464, 2.1). Lines that
/// are no field are left out.
std::vector<Fields> fieldGroups(std::string_view text);

/// One mail taken apart, with what this room asks of it. Attached mails are not looked into.
struct OpenedMail {
  Fields headers;
  std::string subject;  ///< decoded, UTF-8
  std::string from;     ///< address as written, perhaps without `@`
  std::optional<base::Instant> date;
  std::string reportType;        ///< of multipart/report, in small letters
  std::string deliveryStatus;    ///< message/delivery-status (RFC 3464)
  std::string disposition;       ///< message/disposition-notification (RFC 8098)
  std::vector<Fields> returned;  ///< headers of mails inside
  std::string text;              ///< UTF-8 without `\r`; of the HTML where there is no plain one
};

/// Of a mail's first 2 MiB and 40,000 lines; never throws for what stands in it.
OpenedMail openMail(std::string_view bytes);

}  // namespace thongbao::delivery
