#include "pdf/image.h"

#include <fmt/format.h>
#include <png.h>

#include <vector>

#include "base/error.h"
#include "base/files.h"
#include "base/words.h"
#include "pdf/deflate.h"

namespace thongbao::pdf {

namespace {

constexpr png_uint_32 kMostPixels = 4'000;  ///< a side
constexpr std::uint64_t kMostBytes = 16U << 20U;

[[noreturn]] void refuse(const std::filesystem::path& file, const std::string& sentence) {
  throw base::Error(base::Code::usage, sentence, {.file = file.string()},
                    base::tr("Name a PNG file with a transparent background."));
}

}  // namespace

Image readPng(const std::filesystem::path& file) {
  std::string bytes;
  try {
    bytes = base::readFile(file, kMostBytes);
  } catch (const base::Error& error) {
    refuse(file, error.sentence());
  }
  png_image reader{};
  reader.version = PNG_IMAGE_VERSION;
  if (!png_image_begin_read_from_memory(&reader, bytes.data(), bytes.size()))
    refuse(file, base::tr("This is not a PNG image."));
  const png_uint_32 width = reader.width;
  const png_uint_32 height = reader.height;
  reader.format = PNG_FORMAT_RGBA;
  const bool fits = width <= kMostPixels && height <= kMostPixels;
  std::vector<png_byte> pixels(fits ? PNG_IMAGE_SIZE(reader) : 0);
  if (!fits || !png_image_finish_read(&reader, nullptr, pixels.data(), 0, nullptr)) {
    png_image_free(&reader);
    refuse(file, fits ? base::tr("The PNG image is damaged.")
                      : base::say("The image has {}×{} pixels; at most {} a side are used.", width,
                                  height, kMostPixels));
  }
  std::string colours;
  std::string opacity;
  for (std::size_t i = 0; i < pixels.size(); i += 4) {
    for (std::size_t k = 0; k < 3; ++k) colours += static_cast<char>(pixels[i + k]);
    opacity += static_cast<char>(pixels[i + 3]);
  }
  return {static_cast<int>(width), static_cast<int>(height), deflatedSmall(colours),
          deflatedSmall(opacity)};
}

int addImage(Objects& objects, const Image& image) {
  const std::string entries =
      fmt::format("/Type/XObject/Subtype/Image/Width {}/Height {}/BitsPerComponent 8", image.width,
                  image.height) +
      "/Filter/FlateDecode/ColorSpace/";
  const int opacity = objects.stream(entries + "DeviceGray", image.opacity);
  return objects.stream(fmt::format("{}DeviceRGB/SMask {} 0 R", entries, opacity), image.colours);
}

}  // namespace thongbao::pdf
