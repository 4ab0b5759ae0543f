#include <cstdio>
#include <cstring>
#include <exception>

#include "cli/app.h"
#include "plugin/session.h"

int main(int argc, char** argv) {
  // The child that runs a plugin is this program again; it must not set up anything else.
  if (argc == 3 && std::strcmp(argv[1], "plugin-child") == 0)
    return thongbao::plugin::runChild(argv[2]);
  try {
    return thongbao::cli::run(argc, argv);
  } catch (const std::exception& defect) {
    std::fprintf(stderr, "thongbao: %s\n", defect.what());
    return 70;
  }
}
