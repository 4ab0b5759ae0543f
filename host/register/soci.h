#pragma once

// Debian's libsoci-dev says in soci-config.h that SOCI was built with Boost, and then its headers
// ask for Boost's, on which the package does not depend. Only optional templates (Boost.Fusion
// rows, Boost dates) hang on that; the library's binary form does not. So its configuration is
// given here, without Boost, and soci-config.h is told that it was read already.
#define SOCICONFIG_H_INCLUDED
#define SOCI_HAVE_CXX11
#define SOCI_HAVE_SQLITE3

#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>
