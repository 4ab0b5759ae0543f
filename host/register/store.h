#pragma once

#include <memory>

#include "register/database.h"
#include "register/keeping.h"
#include "register/register.h"

namespace thongbao::registry {

struct Register::Store {
  Database database;
  std::unique_ptr<SellerKeeper> keeper = {};  ///< of the pull under way
};

}  // namespace thongbao::registry
