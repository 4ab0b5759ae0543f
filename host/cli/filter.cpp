#include "cli/filter.h"

#include "base/error.h"
#include "base/words.h"
#include "domain/area.h"

namespace thongbao::cli {

using base::say;
using base::tr;

void addFilter(CLI::App& command, FilterArguments& arguments) {
  command.add_option("--platform", arguments.platform, tr("Only accounts of this platform"));
  command.add_option("--area", arguments.area, tr("Only this province: code, new or former name"));
  command.add_option("--query", arguments.query,
                     tr("Only where name, address, phone or link contain this"));
}

registry::SellerFilter filterOf(const FilterArguments& arguments) {
  registry::SellerFilter filter{arguments.platform, "", arguments.query};
  if (arguments.area.empty()) return filter;
  const domain::Province* province = domain::findProvince(arguments.area);
  if (!province)
    throw base::Error(base::Code::usage, say("“{}” is no province.", arguments.area), {},
                      tr("Write its name or its two-digit code, e.g. `Hà Nội` or 01."));
  filter.province = province->code;
  return filter;
}

}  // namespace thongbao::cli
