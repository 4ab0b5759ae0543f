#include "pdf/numbers.h"

#include <charconv>
#include <cmath>

namespace thongbao::pdf {

void appendInteger(std::string& out, long value) {
  char digits[24];
  out.append(digits, std::to_chars(digits, digits + sizeof digits, value).ptr);
}

void appendHundredths(std::string& out, long hundredths) {
  if (hundredths < 0) {
    out += '-';
    hundredths = -hundredths;
  }
  const long whole = hundredths / 100;
  const long rest = hundredths % 100;
  if (whole != 0 || rest == 0) appendInteger(out, whole);
  if (rest == 0) return;
  out += '.';
  out += static_cast<char>('0' + rest / 10);
  if (rest % 10 != 0) out += static_cast<char>('0' + rest % 10);
}

void appendNumber(std::string& out, double value) {
  appendHundredths(out, std::lround(value * 100));
}

void appendReference(std::string& out, int object) {
  appendInteger(out, object);
  out += " 0 R";
}

}  // namespace thongbao::pdf
