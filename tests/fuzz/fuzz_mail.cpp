#include <cstdio>
#include <cstdlib>

#include "fuzz/understand_hostile.h"

/// The door of libFuzzer for mails that come in.
extern "C" __attribute__((visibility("default"))) int LLVMFuzzerTestOneInput(
    const std::uint8_t* bytes, std::size_t size) {
  const std::string fault = thongbao::fuzz::understandHostile({bytes, size});
  if (fault.empty()) return 0;
  std::fprintf(stderr, "%s\n", fault.c_str());
  std::abort();
}
