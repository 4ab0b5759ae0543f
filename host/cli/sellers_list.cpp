#include "cli/sellers_list.h"

#include <memory>

#include "base/error.h"
#include "base/first_of.h"
#include "base/words.h"
#include "cli/export.h"
#include "cli/filter.h"
#include "cli/json_list.h"
#include "cli/seller_columns.h"
#include "cli/terminal.h"
#include "intake/csv_cell.h"
#include "intake/written_sheet.h"

namespace thongbao::cli {

namespace {

using base::Code;
using base::Error;
using base::say;
using base::tr;

constexpr std::size_t kWidestCell = 28;

struct Arguments {
  FilterArguments filter;
  std::string format = "table";
  std::filesystem::path out;
};

std::uint64_t writeCsv(registry::Register& store, const registry::SellerFilter& filter,
                       const std::filesystem::path& out) {
  Export file(out);
  file.write("\xEF\xBB\xBF" + intake::csvLine(exportedSellerHeadings()));
  std::uint64_t count = 0;
  store.eachSeller(filter, [&](const registry::SellerView& view) {
    file.write(intake::csvLine(exportedSellerRow(view)));
    ++count;
  });
  file.finish();
  return count;
}

std::uint64_t writeJson(registry::Register& store, const registry::SellerFilter& filter,
                        const std::filesystem::path& out) {
  JsonList list(out);
  std::uint64_t count = 0;
  store.eachSeller(filter, [&](const registry::SellerView& view) {
    list.add(toJson(view));
    ++count;
  });
  list.finish();
  return count;
}

std::uint64_t writeXlsx(registry::Register& store, const registry::SellerFilter& filter,
                        const std::filesystem::path& out) {
  intake::WrittenSheet sheet(out, tr("Sellers"), exportedSellerHeadings());
  std::uint64_t count = 0;
  store.eachSeller(filter, [&](const registry::SellerView& view) {
    sheet.add(exportedSellerRow(view));
    ++count;
  });
  sheet.keep();
  return count;
}

void showTable(registry::Register& store, const registry::SellerFilter& filter) {
  std::vector<std::vector<std::string>> rows;
  std::uint64_t count = 0;
  store.eachSeller(filter, [&](const registry::SellerView& view) {
    if (count++ < base::kMostShown) rows.push_back(sellerRow(view, kColumnsOnScreen));
  });
  table(sellerHeadings(kColumnsOnScreen), rows, kWidestCell);
  if (count > base::kMostShown)
    line(say("… and {} more; `--format csv` or `--format xlsx` gives all.",
             count - base::kMostShown));
  line(say("{} accounts", count));
}

void refuseWrongPlace(const Arguments& arguments) {
  if (arguments.format == "xlsx" && arguments.out.empty())
    throw Error(Code::usage, tr("A workbook is not printed on the screen."), {},
                tr("Name its file, e.g. `--out nguoi-ban.xlsx`."));
  if (arguments.format == "table" && !arguments.out.empty())
    throw Error(Code::usage, tr("A table goes to the screen alone."), {},
                tr("Say what the file is to be: `--format csv`, xlsx or json."));
}

void list(Context& context, const Arguments& arguments) {
  refuseWrongPlace(arguments);
  const auto store = context.store();
  const registry::SellerFilter filter = filterOf(arguments.filter, *store);
  const bool isJson = arguments.format == "json" || (context.json && arguments.out.empty());
  if (arguments.format == "table" && !isJson) return showTable(*store, filter);
  const auto write = isJson ? writeJson : arguments.format == "csv" ? writeCsv : writeXlsx;
  const std::uint64_t count = write(*store, filter, arguments.out);
  if (!arguments.out.empty())
    context.print({{"accounts", count}, {"out", arguments.out.string()}},
                  [&] { line(say("{} accounts are in {}.", count, arguments.out.string())); });
}

}  // namespace

void addSellersList(CLI::App& sellersCommand, Context& context) {
  auto arguments = std::make_shared<Arguments>();
  auto* command = sellersCommand.add_subcommand("list", tr("List accounts"));
  addFilter(*command, arguments->filter);
  command->add_option("--format", arguments->format, tr("table (default), csv, xlsx or json"))
      ->check(CLI::IsMember({"table", "csv", "xlsx", "json"}));
  command->add_option("--out", arguments->out, tr("File for csv, xlsx or json"));
  command->callback([&context, arguments] { list(context, *arguments); });
}

}  // namespace thongbao::cli
