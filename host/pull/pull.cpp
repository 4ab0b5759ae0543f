#include "pull/pull.h"

#include <fmt/format.h>

#include <map>
#include <set>
#include <utility>

#include "base/hash.h"
#include "base/json.h"
#include "base/log.h"
#include "base/words.h"
#include "intake/rejects.h"
#include "plugin/fields.h"
#include "pull/fields.h"

namespace thongbao::pull {

namespace {

using base::Code;
using base::Error;
using base::say;
using base::tr;

/// More rows than any plugin needs to look at before it says what became of the first.
constexpr std::size_t kMostOpenRows = 50'000;

std::filesystem::path rejectedFileOf(const std::filesystem::path& list) {
  std::filesystem::path file = list;
  file += ".rejected.csv";
  return file;
}

/// One running pull: between the table, the plugin and the register.
class Run {
 public:
  Run(registry::Register& store, const Request& request, intake::Table& table)
      : store_(store),
        request_(request),
        table_(table),
        rejects_(rejectedFileOf(request.file), table.info().headings) {
    report_.table = table.info();
    for (std::size_t i = 0; i < table.info().headings.size(); ++i)
      if (!intake::isRejectsColumn(table.info().headings[i])) columns_.push_back(i);
    fields_ = columnFields(request.plugin, headings(), request.file);
  }

  std::vector<std::string> headings() const { return picked(table_.info().headings); }

  /// Serves the next row to the plugin and keeps it open until the plugin says what became of it.
  bool nextRow(std::uint64_t& number, std::vector<std::string>& cells) {
    if (request_.mostRows && report_.counts.read >= request_.mostRows) return false;
    intake::Row row;
    if (!table_.next(row)) return false;
    if (open_.size() >= kMostOpenRows)
      throw Error(Code::unavailable, say("The plugin “{}” takes rows and says nothing about them.",
                                         request_.plugin.id));
    number = row.number;
    cells = picked(row.cells);
    if (row.number > report_.skippedTo) {
      ++report_.counts.read;
      open_.emplace(row.number, std::move(row));
    }
    return true;
  }

  void keep(std::int64_t pullId, const plugin::Batch& batch) {
    std::vector<registry::SellerRecord> records;
    for (const plugin::PulledSeller& pulled : batch.sellers)
      if (auto record = recordOf(pulled)) records.push_back(std::move(*record));
    for (const plugin::PulledReject& reject : batch.rejects)
      refuse(reject.row, {{reject.column, reject.value, reject.reason, reject.advice}});
    if (request_.dryRun)
      report_.counts.unchanged += records.size();
    else
      count(store_.keepSellers(pullId, records, batch.cursor));
    forgetAnswered();
  }

  /// Rows that the plugin took and never spoke about are refused, so that none is lost. After a
  /// failure they are simply not reached yet.
  void closeForgottenRows() {
    while (!open_.empty()) {
      refuse(open_.begin()->first,
             {{"", "", tr("The plugin said nothing about this row."),
               tr("Tell the plugin's author; enter the row by hand meanwhile.")}});
      forgetAnswered();
    }
  }

  Report finish() {
    if (!request_.dryRun) report_.rejectedFile = rejects_.finish();
    return std::move(report_);
  }

  Report& report() { return report_; }

 private:
  std::vector<std::string> picked(const std::vector<std::string>& all) const {
    std::vector<std::string> some;
    for (const std::size_t i : columns_) some.push_back(i < all.size() ? all[i] : std::string());
    return some;
  }

  std::optional<registry::SellerRecord> recordOf(const plugin::PulledSeller& pulled) {
    const auto open = open_.find(pulled.row);
    if (open == open_.end()) return std::nullopt;
    intake::Draft draft;
    for (const auto& [field, text] : pulled.fields)
      setField(draft, plugin::fields()[field].name, text);
    draft.extra.assign(pulled.extra.begin(), pulled.extra.end());
    intake::Refined refined = intake::refine(request_.plugin.id, draft);
    if (!refined.problems.empty()) {
      nameColumns(refined.problems, fields_, headings());
      refuse(pulled.row, refined.problems);
      return std::nullopt;
    }
    if (!refined.seller.warnings.empty())
      report_.mended.push_back({pulled.row, refined.seller.warnings});
    answered_.insert(pulled.row);
    return registry::SellerRecord{std::move(refined.seller), pulled.row};
  }

  void refuse(std::uint64_t number, std::vector<intake::RowProblem> problems) {
    const auto open = open_.find(number);
    if (open == open_.end()) return;
    rejects_.add(open->second, problems);
    report_.refused.push_back({number, std::move(problems)});
    ++report_.counts.rejected;
    answered_.insert(number);
  }

  /// One row may give several sellers, so that it stays open until its batch is over.
  void forgetAnswered() {
    for (const std::uint64_t number : answered_) open_.erase(number);
    answered_.clear();
  }

  void count(const std::vector<registry::Change>& changes) {
    for (const registry::Change change : changes) {
      report_.counts.added += change == registry::Change::added;
      report_.counts.changed += change == registry::Change::changed;
      report_.counts.unchanged += change == registry::Change::unchanged;
    }
  }

  registry::Register& store_;
  const Request& request_;
  intake::Table& table_;
  intake::Rejects rejects_;
  std::vector<std::size_t> columns_;           ///< those that the plugin is shown
  std::vector<std::string> fields_;            ///< what each of them holds
  std::map<std::uint64_t, intake::Row> open_;  ///< served, not yet answered for
  std::set<std::uint64_t> answered_;           ///< in the batch at hand
  Report report_;
};

std::uint64_t rowOf(const std::string& cursor) {
  std::uint64_t row = 0;
  for (const char c : cursor) {
    if (c < '0' || c > '9' || row > 1'000'000'000'000) return 0;
    row = row * 10 + static_cast<std::uint64_t>(c - '0');
  }
  return row;
}

}  // namespace

Report pull(registry::Register& store, const Request& request,
            const std::function<void(const registry::PullEnd&)>& told) {
  const std::string sha256 = base::sha256OfFile(request.file);
  const auto table = intake::openTable(request.file, request.table);
  Run run(store, request, *table);
  const std::string cursor = request.dryRun ? "" : store.cursorOf(request.plugin.id, sha256);
  run.report().skippedTo = rowOf(cursor);
  const std::int64_t id = request.dryRun
                              ? 0
                              : store.beginPull({request.plugin.id, request.plugin.version,
                                                 request.file.filename().string(), sha256});
  plugin::HostServices services{
      run.headings(), [&run](auto& number, auto& cells) { return run.nextRow(number, cells); }};
  try {
    plugin::pull(request.program, request.plugin, {request.settings, cursor, request.mostRows},
                 services, request.limits, [&](const plugin::Batch& batch) {
                   run.keep(id, batch);
                   told(run.report().counts);
                 });
    run.closeForgottenRows();
  } catch (const Error& failure) {
    run.report().failure = failure;
    run.report().counts.failure = failure.sentence();
    base::log("pull").warning(fmt::format("pull {} failed: {}", id, failure.sentence()));
  }
  if (!request.dryRun) {
    store.endPull(id, run.report().counts);
    store.linkAccounts();
  }
  return run.finish();
}

}  // namespace thongbao::pull
