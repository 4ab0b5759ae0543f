#include <cstdio>
#include <cstdlib>

#include "fuzz/hostile_workbook.h"
#include "fuzz/read_hostile.h"

/// The door of libFuzzer for .xlsx workbooks.
extern "C" __attribute__((visibility("default"))) int LLVMFuzzerTestOneInput(
    const std::uint8_t* bytes, std::size_t size) {
  const std::string file = thongbao::fuzz::hostileXlsx({bytes, size});
  const std::string fault = thongbao::fuzz::readHostile(
      {reinterpret_cast<const std::uint8_t*>(file.data()), file.size()});
  if (fault.empty()) return 0;
  std::fprintf(stderr, "%s\n", fault.c_str());
  std::abort();
}
