#pragma once

#include <string>

#include "pdf/renderer.h"

namespace thongbao::cli {

/// Tells on standard error which characters of `stem`.pdf no font has.
void tellBoxes(const std::string& stem, const pdf::Rendered& rendered);

}  // namespace thongbao::cli
