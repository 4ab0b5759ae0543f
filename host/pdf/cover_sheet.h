#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "base/clock.h"
#include "domain/agency.h"
#include "pdf/layout.h"
#include "pdf/typesetter.h"

namespace thongbao::pdf {

/// What a sheaf for the printer says about itself.
struct Cover {
  domain::Agency agency;
  std::string campaign;
  std::string area;  ///< may be empty
  base::Date date{};
  int part = 1;  ///< of the area's sheaves
};

/// A letter in the list of a cover sheet.
struct CoverRow {
  std::string number;  ///< `05/TB-QLTT`
  std::string addressee;
  std::size_t pages = 0;  ///< of the document itself
};

/// The delivery note on top of a sheaf: what is in it, and where those sign who hand it over and
/// take it. `sheets` is the number of sheets of paper below it. Of several pages where the list is
/// long; they are numbered. Throws Error(badInput) when an agency's name is too long, and as
/// Typesetter::own.
std::vector<Page> coverPages(Typesetter& type, const Cover& cover,
                             const std::vector<CoverRow>& rows, std::size_t sheets);

}  // namespace thongbao::pdf
