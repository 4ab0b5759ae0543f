#pragma once

#include <string>

/// Numbers as PDF writes them (ISO 32000-1, 7.3.3), never through the locale.
namespace thongbao::pdf {

void appendInteger(std::string& out, long value);
/// With at most two decimals.
void appendHundredths(std::string& out, long hundredths);
void appendNumber(std::string& out, double value);
/// `7 0 R`
void appendReference(std::string& out, int object);

}  // namespace thongbao::pdf
