#pragma once

#include <gmock/gmock.h>

#include <string>

#include "pdf/drawing.h"
#include "pdf/renderer.h"
#include "pdf/samples.h"

/// Nghị định 30/2020/NĐ-CP, Phụ lục I, measured on the finished pages: each test names the place
/// in the decree (phần I to III, ô số of the scheme in phần IV). Distances are right within half a
/// millimetre, sizes within a tenth of a point.
namespace thongbao::pdf::decree {

inline constexpr double kHalfMillimetre = 0.5 * kMillimetre;
inline constexpr double kTenth = 0.1;

/// Of the face, in parts of the size.
inline constexpr double kSingle = 1.149;  ///< distance of baselines at single spacing
inline constexpr double kAscent = 0.891;
inline constexpr double kDescent = 0.216;

inline auto between(double least, double most, double slack) {
  return ::testing::AllOf(::testing::Ge(least - slack), ::testing::Le(most + slack));
}
inline auto millimetres(double least, double most) {
  return between(least, most, 0.5);
}
inline auto points(double least, double most) {
  return between(least, most, kTenth);
}

inline Drawing drawn(const domain::Notice& notice, const document::Document& body) {
  return drawingOf(Renderer().render(notice, body).bytes);
}

/// The notice of samples.h, two pages with every component.
inline const Drawing& page() {
  static const Drawing made = drawn(samples::notice(), samples::body());
  return made;
}

inline std::string sentence(int count) {
  std::string text;
  for (int i = 0; i < count; ++i)
    text += "Đội Quản lý thị trường đề nghị quý cơ sở rà soát toàn bộ hàng hóa đang đăng bán. ";
  return text;
}

/// Paragraphs of some lines each, three pages or more.
inline const Drawing& longPages() {
  static const Drawing made = [] {
    document::Document body;
    for (int i = 1; i <= 30; ++i)
      body.blocks.push_back(
          samples::paragraph("Đoạn thứ " + std::to_string(i) + " bắt đầu. " + sentence(4)));
    return drawn(samples::notice(), body);
  }();
  return made;
}

inline double top(const DrawnLine& line) {
  return line.baseline - kAscent * line.size;
}
inline double bottom(const DrawnLine& line) {
  return line.baseline + kDescent * line.size;
}

}  // namespace thongbao::pdf::decree
