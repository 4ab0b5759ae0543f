#pragma once

#include "register/database.h"
#include "register/register.h"

namespace thongbao::registry {

struct Register::Store {
  Database database;
};

}  // namespace thongbao::registry
