#include <cstdio>
#include <cstdlib>

#include "fuzz/hostile_workbook.h"
#include "fuzz/read_hostile.h"
#include "intake/ole_stream.h"
#include "intake/xls_facts.h"

/// The door of libFuzzer for .xls workbooks.
extern "C" __attribute__((visibility("default"))) int LLVMFuzzerTestOneInput(
    const std::uint8_t* bytes, std::size_t size) {
  using namespace thongbao;
  const std::string file = thongbao::fuzz::hostileXls({bytes, size});
  // In this process, where a fault is seen; the whole is read in a child.
  if (!file.empty()) {
    const intake::XlsRecords records(intake::oleStream(file.substr(1), "Workbook", "Book"));
    for (std::size_t sheet = 0; sheet < 3; ++sheet) (void)records.factsOf(sheet);
  }
  const std::string fault = thongbao::fuzz::readHostile(
      {reinterpret_cast<const std::uint8_t*>(file.data()), file.size()});
  if (fault.empty()) return 0;
  std::fprintf(stderr, "%s\n", fault.c_str());
  std::abort();
}
