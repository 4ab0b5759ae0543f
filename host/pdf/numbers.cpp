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

void appendHex(std::string& out, std::uint16_t value) {
  constexpr char kDigits[] = "0123456789ABCDEF";
  for (int shift = 12; shift >= 0; shift -= 4) out += kDigits[value >> shift & 0xF];
}

void appendUtf16(std::string& out, char32_t character) {
  if (character < 0x10000) return appendHex(out, static_cast<std::uint16_t>(character));
  const std::uint32_t rest = static_cast<std::uint32_t>(character) - 0x10000;
  appendHex(out, static_cast<std::uint16_t>(0xD800 + (rest >> 10U)));
  appendHex(out, static_cast<std::uint16_t>(0xDC00 + (rest & 0x3FFU)));
}

}  // namespace thongbao::pdf
