#include "fuzz/understand_hostile.h"

#include <exception>
#include <set>

#include "base/text.h"
#include "delivery/incoming.h"

namespace thongbao::fuzz {

namespace {

const delivery::OurMarks kOurs{"thu-hoi@qltt-phutho.example", "qltt-phutho.example"};

bool isKey(const std::string& key) {
  return key.size() == 32 && key.find_first_not_of("0123456789abcdef") == std::string::npos;
}

}  // namespace

std::string understandHostile(std::span<const std::uint8_t> bytes) {
  try {
    const auto incoming =
        delivery::understand({reinterpret_cast<const char*>(bytes.data()), bytes.size()}, kOurs);
    for (const std::string& key : incoming.keys)
      if (!isKey(key)) return "a key is none";
    if (std::set(incoming.keys.begin(), incoming.keys.end()).size() != incoming.keys.size())
      return "a key stands twice";
    if (incoming.diagnostic.size() > 500) return "the line for an officer is too long";
    if (base::firstInvalidUtf8(incoming.diagnostic)) return "the line for an officer is no text";
    if (base::cleanLine(incoming.diagnostic) != incoming.diagnostic)
      return "the line for an officer is not clean";
    if (incoming.sort == delivery::Sort::answer && incoming.keys.empty())
      return "an answer to no mail of ours";
  } catch (const std::exception& error) {
    return std::string("it throws: ") + error.what();
  }
  return {};
}

}  // namespace thongbao::fuzz
