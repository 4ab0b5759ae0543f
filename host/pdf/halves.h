#pragma once

#include <string>

#include "pdf/layout.h"
#include "pdf/typesetter.h"

namespace thongbao::pdf {

constexpr double kHalf = kTextWidth / 2;

/// Centred texts one below the other on one side of a page that is no notice.
struct Half {
  double left = 0;
  double width = kHalf - kIndent / 2;
  double y = 0;

  void add(Typesetter& type, Strip& strip, const std::string& text, Style style);
};

}  // namespace thongbao::pdf
