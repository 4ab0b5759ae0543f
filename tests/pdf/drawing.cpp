#include "pdf/drawing.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <optional>
#include <sstream>
#include <string_view>

#include "base/text.h"
#include "pdf/read_back.h"

namespace thongbao::pdf {

namespace {

constexpr double kWideHole = 0.6;  ///< of the size: what parts two lines on one baseline

struct Point {
  double x = 0;
  double y = 0;
};

/// `a b c d e f` of a PDF matrix; four numbers have no movement.
struct Matrix {
  std::array<double, 6> at{1, 0, 0, 1, 0, 0};

  Point operator()(double x, double y) const {
    return {at[0] * x + at[2] * y + at[4], at[1] * x + at[3] * y + at[5]};
  }
  double scale() const { return std::sqrt(std::abs(at[0] * at[3] - at[1] * at[2])); }
};

std::string attribute(std::string_view tag, const std::string& name) {
  const std::string head = " " + name + "=\"";
  const auto from = tag.find(head);
  if (from == std::string_view::npos) return {};
  const auto end = tag.find('"', from + head.size());
  return std::string(tag.substr(from + head.size(), end - from - head.size()));
}

double number(std::string_view tag, const std::string& name) {
  return std::strtod(attribute(tag, name).c_str(), nullptr);
}

Matrix matrix(std::string_view tag, const std::string& name) {
  Matrix read;
  std::istringstream numbers(attribute(tag, name));
  for (double& value : read.at)
    if (!(numbers >> value)) value = 0;
  return read;
}

std::string character(const std::string& written) {
  if (!written.starts_with("&")) return written;
  for (const auto& [name, sign] :
       {std::pair("&lt;", "<"), std::pair("&gt;", ">"), std::pair("&quot;", "\""),
        std::pair("&apos;", "'"), std::pair("&amp;", "&")})
    if (written == name) return sign;
  std::string text;
  if (written.starts_with("&#x"))
    base::appendUtf8(text, static_cast<char32_t>(std::stoul(written.substr(3), nullptr, 16)));
  return text.empty() ? written : text;
}

/// Reads the trace, which has one element a line.
class Reader {
 public:
  void read(std::string_view tag) {
    if (tag.starts_with("<page "))
      beginPage(tag);
    else if (tag.starts_with("<fill_text") || tag.starts_with("<stroke_text"))
      beginText(tag);
    else if (tag.starts_with("<span "))
      beginSpan(tag);
    else if (tag.starts_with("<g "))
      addLetter(tag);
    else if (tag.starts_with("<fill_path") || tag.starts_with("<stroke_path"))
      beginPath(tag);
    else if (tag.starts_with("<moveto") || tag.starts_with("<lineto") ||
             tag.starts_with("<curveto"))
      addPoint(tag);
    else if (tag.starts_with("</stroke_path") || tag.starts_with("</fill_path"))
      endPath(tag.starts_with("</stroke"));
    else if (tag.starts_with("<fill_image"))
      addPicture(tag);
  }

  Drawing take() {
    makeLines();
    return std::move(drawing_);
  }

 private:
  int page() const { return static_cast<int>(drawing_.sizes.size()); }

  void beginPage(std::string_view tag) {
    const Matrix box = matrix(tag, "mediabox");
    drawing_.sizes.emplace_back(box.at[2] - box.at[0], box.at[3] - box.at[1]);
    letters_.emplace_back();
  }

  void beginText(std::string_view tag) {
    toPage_ = matrix(tag, "transform");
    colour_ = attribute(tag, "color");
  }

  void beginSpan(std::string_view tag) {
    font_ = attribute(tag, "font");
    turn_ = matrix(tag, "trm");
  }

  void addLetter(std::string_view tag) {
    Letter letter{character(attribute(tag, "unicode")), font_, 0, 0, 0, 0, true, colour_};
    const double x = number(tag, "x");
    const double y = number(tag, "y");
    const double advance = number(tag, "adv");
    const Point begin = toPage_(x, y);
    const Point end = toPage_(x + advance * turn_.at[0], y + advance * turn_.at[1]);
    letter.size = turn_.scale() * toPage_.scale();
    letter.left = begin.x;
    letter.right = end.x;
    letter.baseline = begin.y;
    letter.upright = std::abs(begin.y - end.y) < 0.01;
    if (letter.upright)
      letters_.back().push_back(letter);
    else
      drawing_.turned.push_back(letter);
  }

  void beginPath(std::string_view tag) {
    toPage_ = matrix(tag, "transform");
    colour_ = attribute(tag, "color");
    thickness_ = number(tag, "linewidth") * toPage_.scale();
    pieces_.clear();
  }

  void addPoint(std::string_view tag) {
    const bool curve = tag.starts_with("<curveto");
    if (tag.starts_with("<moveto")) pieces_.emplace_back();
    if (!pieces_.empty())
      pieces_.back().push_back(
          toPage_(number(tag, curve ? "x3" : "x"), number(tag, curve ? "y3" : "y")));
  }

  void endPath(bool stroked) {
    for (const auto& piece : pieces_) {
      DrawnPicture box{page(), piece[0].x, piece[0].x, piece[0].y, piece[0].y};
      for (const Point& point : piece) {
        box.left = std::min(box.left, point.x);
        box.right = std::max(box.right, point.x);
        box.top = std::min(box.top, point.y);
        box.bottom = std::max(box.bottom, point.y);
      }
      addShape(box, stroked);
    }
  }

  void addShape(const DrawnPicture& box, bool stroked) {
    const double width = box.right - box.left;
    const double height = box.bottom - box.top;
    DrawnRule rule{page(), box.left, box.right, box.top, box.bottom, thickness_, colour_};
    if (stroked ? width > 0.01 && height > 0.01 : std::min(width, height) > 2) {
      drawing_.pictures.push_back(box);
      return;
    }
    if (!stroked) {
      rule.thickness = std::min(width, height);
      if (height < width)
        rule.top = rule.bottom = (box.top + box.bottom) / 2;
      else
        rule.left = rule.right = (box.left + box.right) / 2;
    }
    drawing_.rules.push_back(rule);
  }

  void addPicture(std::string_view tag) {
    const Matrix place = matrix(tag, "transform");
    const Point one = place(0, 0);
    const Point other = place(1, 1);
    drawing_.pictures.push_back({page(), std::min(one.x, other.x), std::max(one.x, other.x),
                                 std::min(one.y, other.y), std::max(one.y, other.y)});
  }

  void makeLines() {
    for (std::size_t i = 0; i < letters_.size(); ++i) {
      std::stable_sort(letters_[i].begin(), letters_[i].end(),
                       [](const Letter& a, const Letter& b) {
                         return std::pair(std::lround(a.baseline * 20), a.left) <
                                std::pair(std::lround(b.baseline * 20), b.left);
                       });
      std::optional<DrawnLine> line;
      for (const Letter& letter : letters_[i]) {
        if (line && (std::abs(letter.baseline - line->baseline) > 0.06 ||
                     letter.left - line->right > kWideHole * letter.size)) {
          drawing_.lines.push_back(*std::exchange(line, std::nullopt));
        }
        if (!line)
          line = DrawnLine{static_cast<int>(i) + 1,
                           letter.baseline,
                           letter.left,
                           letter.right,
                           letter.size,
                           "",
                           {}};
        line->right = std::max(line->right, letter.right);
        line->text += letter.blank() ? " " : letter.text;
        line->letters.push_back(letter);
      }
      if (line) drawing_.lines.push_back(*line);
    }
  }

  Drawing drawing_;
  std::vector<std::vector<Letter>> letters_;  ///< upright, by page
  std::vector<std::vector<Point>> pieces_;    ///< of the path
  Matrix toPage_;
  Matrix turn_;
  std::string font_;
  std::string colour_;
  double thickness_ = 0;
};

}  // namespace

bool DrawnLine::is(bool bold, bool italic) const {
  return std::all_of(letters.begin(), letters.end(), [&](const Letter& letter) {
    return letter.blank() || (letter.bold() == bold && letter.italic() == italic);
  });
}

const DrawnLine& Drawing::line(const std::string& part) const {
  for (const DrawnLine& candidate : lines)
    if (candidate.text.find(part) != std::string::npos) return candidate;
  ADD_FAILURE() << "no line has: " << part;
  static const DrawnLine none;
  return none;
}

std::vector<DrawnLine> Drawing::linesOf(int page) const {
  std::vector<DrawnLine> found;
  for (const DrawnLine& candidate : lines)
    if (candidate.page == page && candidate.baseline > kMarginTop) found.push_back(candidate);
  return found;
}

const DrawnRule& Drawing::ruleUnder(const DrawnLine& line) const {
  const DrawnRule* nearest = nullptr;
  for (const DrawnRule& rule : rules)
    if (rule.page == line.page && rule.horizontal() && rule.top > line.baseline &&
        rule.top < line.baseline + 12 && rule.left < line.middle() && rule.right > line.middle() &&
        (!nearest || rule.top < nearest->top))
      nearest = &rule;
  if (nearest) return *nearest;
  ADD_FAILURE() << "no rule under: " << line.text;
  static const DrawnRule none;
  return none;
}

Drawing drawingOf(const std::string& pdf) {
  std::istringstream trace(runOn(pdf, "mutool trace {}"));
  Reader reader;
  for (std::string tag; std::getline(trace, tag);) {
    tag.erase(0, tag.find_first_not_of(' '));
    reader.read(tag);
  }
  return reader.take();
}

}  // namespace thongbao::pdf
