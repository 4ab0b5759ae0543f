#include "workspace/lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/error.h"
#include "base/words.h"

namespace thongbao::workspace {

Lock::Lock(const std::filesystem::path& file)
    : descriptor_(::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)) {
  if (descriptor_ < 0)
    throw base::Error(base::Code::unavailable, base::tr("The workspace may not be written."),
                      {.file = file.string()});
  if (::flock(descriptor_, LOCK_EX | LOCK_NB) != 0) {
    ::close(descriptor_);
    throw base::Error(base::Code::unavailable,
                      base::tr("Another thongbao is sending from this workspace right now."),
                      {.file = file.string()}, base::tr("Wait until it has finished."));
  }
}

Lock::~Lock() {
  ::close(descriptor_);
}

}  // namespace thongbao::workspace
