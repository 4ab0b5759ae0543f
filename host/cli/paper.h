#pragma once

#include <filesystem>
#include <string>

#include "domain/notice.h"
#include "pdf/renderer.h"

namespace thongbao::cli {

/// Writes `stem`.pdf, .html and .txt of a notice into `folder`; characters that no font has are
/// told on standard output. Throws as pdf::Renderer::render.
void writePaper(pdf::Renderer& renderer, const domain::Notice& notice,
                const std::filesystem::path& folder, const std::string& stem, bool alsoMail);

}  // namespace thongbao::cli
