#include <cstdio>
#include <cstdlib>

#include "fuzz/render_hostile.h"

/// The door of libFuzzer.
extern "C" __attribute__((visibility("default"))) int LLVMFuzzerTestOneInput(
    const std::uint8_t* bytes, std::size_t size) {
  const auto outcome = thongbao::fuzz::renderHostile({bytes, size});
  if (outcome.fault.empty()) return 0;
  std::fprintf(stderr, "%s\n", outcome.fault.c_str());
  std::abort();
}
