#pragma once

namespace thongbao::cli {

/// The whole command line. Returns the exit code of the contract: 0 done; 1 done, but some rows
/// or recipients were refused; 2 usage or configuration; 3 not found; 4 bad input, nothing
/// changed; 5 outside world unavailable; 6 integrity broken; 70 a defect of ours.
int run(int argc, char** argv);

}  // namespace thongbao::cli
