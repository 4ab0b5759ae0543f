#pragma once

#include <memory>

#include "register/database.h"
#include "register/dispatch_writer.h"
#include "register/keeping.h"
#include "register/register.h"

namespace thongbao::registry {

struct Register::Store {
  Database database;
  std::unique_ptr<SellerKeeper> keeper = {};  ///< of the pull under way
  std::unique_ptr<DispatchWriter> writer = {};

  DispatchWriter& dispatches() {
    if (!writer) writer = std::make_unique<DispatchWriter>(database);
    return *writer;
  }
};

}  // namespace thongbao::registry
