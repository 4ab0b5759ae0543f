#include "base/places.h"

#include "base/error.h"

namespace thongbao::base {

Places findPlaces() {
  std::error_code failed;
  const auto program = std::filesystem::read_symlink("/proc/self/exe", failed);
  if (failed) throw Error(Code::defect, "The program cannot find itself in /proc/self/exe.");
  const auto prefix = program.parent_path().parent_path();
  const auto shared = prefix / "share" / "thongbao";
  return {program, prefix / "lib" / "thongbao" / "plugins", shared / "sdk", shared / "templates",
          prefix / "share" / "locale"};
}

}  // namespace thongbao::base
