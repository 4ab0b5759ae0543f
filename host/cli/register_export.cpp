#include <CLI/App.hpp>
#include <algorithm>
#include <memory>
#include <set>

#include "base/error.h"
#include "base/words.h"
#include "cli/commands.h"
#include "cli/register_tables.h"
#include "cli/table_file.h"
#include "cli/terminal.h"
#include "cli/whole_folder.h"

namespace thongbao::cli {

namespace {

using base::Code;
using base::Error;
using base::Json;
using base::say;
using base::tr;

struct Arguments {
  std::string table;
  std::filesystem::path out;
};

const RegisterTable& find(const std::string& name) {
  for (const RegisterTable& table : registerTables())
    if (name == table.name) return table;
  throw Error(Code::usage, say("The register has no table “{}”.", name));
}

intake::SheetForm formOf(const RegisterTable& table) {
  intake::SheetForm form;
  form.name = table.name;
  form.headings = headingsOf(table);
  return form;
}

/// Writes tables and counts their rows.
class Exporting {
 public:
  Exporting(registry::Register& store, bool silent) : store_(store), all_(silent) {}

  void book(const std::filesystem::path& file, const std::vector<const RegisterTable*>& tables) {
    intake::WrittenBook book(file);
    for (const RegisterTable* table : tables) {
      book.begin(formOf(*table));
      write(*table, book);
    }
    book.keep();
  }
  void csv(const std::filesystem::path& path, const RegisterTable& table) {
    TableFile file(path, formOf(table));
    write(table, file);
    file.keep();
  }
  /// How many rows each table has.
  const Json& finish() {
    all_.finish();
    return rows_;
  }

 private:
  template <class File>
  void write(const RegisterTable& table, File& file) {
    const std::uint64_t before = all_.rows();
    table.rows(store_, [&](const std::vector<std::string>& cells) {
      file.add(cells);
      all_.add();
    });
    rows_[table.name] = all_.rows() - before;
  }

  registry::Register& store_;
  RowCount all_;
  Json rows_ = Json::object();
};

/// One workbook, one CSV file of one table, or a folder with a CSV file a table.
void exportTo(Context& context, const Arguments& arguments) {
  const auto store = context.store();
  std::vector<const RegisterTable*> tables;
  for (const RegisterTable& table : registerTables())
    if (arguments.table.empty() || arguments.table == table.name) tables.push_back(&table);
  Exporting exporting(*store, context.json);
  const std::filesystem::path& out = arguments.out;
  if (hasEnding(out, ".xlsx")) {
    exporting.book(out, tables);
  } else if (hasEnding(out, ".csv")) {
    exporting.csv(out, arguments.table.empty() ? find("entries") : *tables.front());
  } else {
    WholeFolder folder(out);
    for (const RegisterTable* table : tables)
      exporting.csv(folder.path() / (std::string(table->name) + ".csv"), *table);
    folder.keep();
  }
  const Json& rows = exporting.finish();
  context.print({{"out", out.string()}, {"rows", rows}}, [&] {
    for (const auto& [name, count] : rows.items())
      line(say("  {}: {} rows", name, count.get<std::uint64_t>()));
    line(say("The register was written to {}.", out.string()));
  });
}

}  // namespace

void addRegisterExport(CLI::App& registerCommand, Context& context) {
  auto arguments = std::make_shared<Arguments>();
  auto* command = registerCommand.add_subcommand(
      "export", tr("Write the register as tables, for whoever asks for it"));
  command
      ->add_option("--out", arguments->out,
                   tr("A workbook (.xlsx), a table as .csv, or a new folder for all as .csv"))
      ->required();
  std::set<std::string> names;
  for (const RegisterTable& table : registerTables()) names.insert(table.name);
  command
      ->add_option("--table", arguments->table,
                   tr("Only this table (for a .csv file: entries if none is named)"))
      ->check(CLI::IsMember(names));
  command->callback([&context, arguments] { exportTo(context, *arguments); });
}

}  // namespace thongbao::cli
