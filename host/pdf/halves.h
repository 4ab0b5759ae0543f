#pragma once

#include <string>

#include "base/clock.h"
#include "domain/agency.h"
#include "pdf/layout.h"
#include "pdf/typesetter.h"

namespace thongbao::pdf {

constexpr double kHalf = kTextWidth / 2;

/// Centred texts one below the other in one half of the page.
struct Half {
  double left = 0;
  double y = 0;

  void add(Typesetter& type, Strip& strip, const std::string& text, Style style);
};

/// The head of a page that is no notice: the agency on the left, place and date on the right.
/// Throws Error(badInput) when the agency's names are too long.
Strip headStrip(Typesetter& type, const domain::Agency& agency, base::Date date);

}  // namespace thongbao::pdf
