#pragma once

#include <string>
#include <vector>

#include "workspace/profile.h"

namespace thongbao::workspace {

/// A key of the profile that does not go with another one, and what to do.
struct Contradiction {
  std::string path;
  std::string sentence;
  std::string advice;
};

/// What in the section `sign` excludes or lacks each other; empty for a section that is empty.
std::vector<Contradiction> contradictions(const SignSettings& settings);

}  // namespace thongbao::workspace
