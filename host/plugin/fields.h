#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace thongbao::plugin {

/// One thing that may be known of a seller, by its name in the ABI.
struct Field {
  const char* name;
  const char* description;
  /// How lists usually head the column; a manifest adds its platform's own words.
  std::vector<const char*> usualHeadings;
};

const std::vector<Field>& fields();
/// nullptr when there is no field of that name.
const Field* findField(std::string_view name);

/// The form in which headings are compared: lower case, without diacritics, everything but
/// letters and digits as one blank: `Họ tên / Tên tổ chức (*)` → `ho ten ten to chuc`.
/// Throws Error(badInput) when it is not valid UTF-8.
std::string headingKey(std::string_view heading);

}  // namespace thongbao::plugin
