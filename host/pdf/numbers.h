#pragma once

#include <cstdint>
#include <string>

/// Numbers as PDF writes them (ISO 32000-1, 7.3.3), never through the locale.
namespace thongbao::pdf {

void appendInteger(std::string& out, long value);
/// With at most two decimals.
void appendHundredths(std::string& out, long hundredths);
void appendNumber(std::string& out, double value);
/// `7 0 R`
void appendReference(std::string& out, int object);
/// Four hex digits.
void appendHex(std::string& out, std::uint16_t value);
/// A character in UTF-16BE, as hex.
void appendUtf16(std::string& out, char32_t character);

}  // namespace thongbao::pdf
