#include <cstdio>
#include <cstdlib>

#include "fuzz/read_hostile.h"

/// The door of libFuzzer for every format of lists; the inputs that it begins with tell which.
extern "C" __attribute__((visibility("default"))) int LLVMFuzzerTestOneInput(
    const std::uint8_t* bytes, std::size_t size) {
  const std::string fault = thongbao::fuzz::readHostile({bytes, size});
  if (fault.empty()) return 0;
  std::fprintf(stderr, "%s\n", fault.c_str());
  std::abort();
}
