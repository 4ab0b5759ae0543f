#include "pdf/layout.h"

#include <iterator>
#include <utility>

namespace thongbao::pdf {

void shift(std::vector<PlacedLine>& lines, double dx, double dy) {
  for (PlacedLine& line : lines) {
    line.x += dx;
    line.y += dy;
  }
}

void shift(std::vector<Rule>& rules, double dx, double dy) {
  for (Rule& rule : rules) rule = {rule.x1 + dx, rule.y1 + dy, rule.x2 + dx, rule.y2 + dy};
}

void append(Strips& strips, Strips more) {
  std::move(more.begin(), more.end(), std::back_inserter(strips));
}

}  // namespace thongbao::pdf
