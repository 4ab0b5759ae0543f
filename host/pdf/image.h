#pragma once

#include <filesystem>
#include <string>

#include "pdf/objects.h"

namespace thongbao::pdf {

/// A picture as documents embed it: colours and opacity apart, each zlib format.
struct Image {
  int width = 0;  ///< pixels
  int height = 0;
  std::string colours;  ///< sRGB
  std::string opacity;
};

/// Reads a PNG file of at most 4,000 pixels a side. Throws Error(usage) naming the file when it is
/// not there, no PNG, or larger.
Image readPng(const std::filesystem::path& file);

/// Adds the image; it must live until the file is finished.
int addImage(Objects& objects, const Image& image);

}  // namespace thongbao::pdf
