#include "intake/headings.h"

#include <set>

#include "base/text.h"

namespace thongbao::intake {

std::vector<std::string> distinctHeadings(const std::vector<std::string>& headings) {
  std::vector<std::string> distinct;
  std::set<std::string> taken;
  for (std::size_t i = 0; i < headings.size(); ++i) {
    std::string name(base::trim(headings[i]));
    if (name.empty()) name = "cột " + std::to_string(i + 1);
    std::string unique = name;
    for (int again = 2; !taken.insert(unique).second; ++again)
      unique = name + " (" + std::to_string(again) + ")";
    distinct.push_back(std::move(unique));
  }
  return distinct;
}

}  // namespace thongbao::intake
