#include "cli/filter.h"

#include "base/error.h"
#include "base/words.h"
#include "domain/area.h"

namespace thongbao::cli {

using base::Code;
using base::Error;
using base::say;
using base::tr;

namespace {

using Communes = std::vector<const domain::Commune*>;

[[noreturn]] void refuseUnknown(const std::string& text, bool hasTable) {
  if (hasTable)
    throw Error(Code::usage, say("“{}” is no province and no commune.", text), {},
                tr("`thongbao area list` shows the provinces, `thongbao area list --area PROVINCE` "
                   "the communes of one."));
  throw Error(Code::usage, say("“{}” is no province.", text), {},
              tr("Write its name or its two-digit code, e.g. `Hà Nội` or 01. For a commune first "
                 "import the official table with `thongbao area import FILE`."));
}

[[noreturn]] void refuseSeveral(const std::string& text, const Communes& communes) {
  constexpr std::size_t kMostShown = 20;
  std::string names;
  for (std::size_t i = 0; i < communes.size() && i < kMostShown; ++i) {
    const domain::Commune& commune = *communes[i];
    const domain::Province* province = domain::findProvince(commune.provinceCode);
    names += (i == 0 ? "“" : "; “") + commune.name + ", " +
             (province ? province->name : commune.provinceCode) + "”";
  }
  if (communes.size() > kMostShown) names += "; …";
  throw Error(Code::usage, say("“{}” may be several communes: {}.", text, names), {},
              tr("Write the name with its province, or the code."));
}

}  // namespace

void addFilter(CLI::App& command, FilterArguments& arguments) {
  command.add_option("--platform", arguments.platform, tr("Only accounts of this platform"));
  command.add_option("--area", arguments.area, areaHelp());
  command.add_option("--query", arguments.query,
                     tr("Only where name, address, phone or link contain this"));
}

std::string areaHelp() {
  return tr("Only this province (code, new or former name) or commune (code or name)");
}

registry::SellerFilter filterOf(const FilterArguments& arguments, registry::Register& store) {
  registry::SellerFilter filter{arguments.platform, "", arguments.query};
  if (arguments.area.empty()) return filter;
  const Area area = areaOf(arguments.area, store.communes());
  filter.province = area.province;
  filter.commune = area.commune;
  return filter;
}

Area areaOf(const std::string& text, const domain::CommuneTable& communes) {
  if (const domain::Province* province = domain::findProvince(text)) return {province->code, {}};
  const Communes named = communes.named(text);
  if (named.empty()) refuseUnknown(text, !communes.all().empty());
  if (named.size() > 1) refuseSeveral(text, named);
  return {named.front()->provinceCode, named.front()->code};
}

}  // namespace thongbao::cli
