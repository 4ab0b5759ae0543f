#pragma once

#include <filesystem>

namespace thongbao::base {

/// Where the program's own files are, found from where the program itself is:
/// `PREFIX/bin/thongbao`, `PREFIX/lib/thongbao/plugins`, `PREFIX/share/thongbao/sdk`,
/// `PREFIX/share/thongbao/templates`, `PREFIX/share/locale`.
struct Places {
  std::filesystem::path program;
  std::filesystem::path plugins;
  std::filesystem::path sdk;
  std::filesystem::path templates;
  std::filesystem::path locale;
};

/// Throws Error(defect) when the system does not tell (no /proc).
Places findPlaces();

}  // namespace thongbao::base
