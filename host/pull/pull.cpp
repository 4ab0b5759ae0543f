#include "pull/pull.h"

#include <fmt/format.h>

#include <memory>
#include <utility>

#include "base/json.h"
#include "base/log.h"
#include "base/words.h"
#include "intake/rejects.h"
#include "plugin/fields.h"
#include "pull/fields.h"
#include "pull/keeper.h"
#include "pull/kept_list.h"
#include "pull/open_rows.h"
#include "pull/row_hash.h"
#include "register/salts.h"

namespace thongbao::pull {

namespace {

using base::Code;
using base::Error;
using base::say;
using base::tr;

/// More rows than any plugin needs to look at before it says what became of the first.
constexpr std::size_t kMostOpenRows = 50'000;
/// Rows that are kept in one transaction, each of which waits for the disk.
constexpr std::size_t kRowsATransaction = 1280;
constexpr std::size_t kShownRows = 5;

std::filesystem::path rejectedFileOf(const std::filesystem::path& list) {
  std::filesystem::path file = list;
  file += ".rejected.csv";
  return file;
}

/// One running pull: between the table, the plugin and the register.
class Run {
 public:
  Run(const Request& request, intake::Table& table, base::Random& random)
      : request_(request),
        salts_(random),
        table_(table),
        rejects_(rejectedFileOf(request.file), table.info().headings) {
    for (std::size_t i = 0; i < table.info().headings.size(); ++i)
      if (!intake::isRejectsColumn(table.info().headings[i])) columns_.push_back(i);
    headings_ = picked(table_.info().headings);
    fields_ = columnFields(request.plugin, headings_, request.file);
  }

  const std::vector<std::string>& headings() const { return headings_; }
  Report& report() { return report_; }

  /// From now on rows are kept by `keeper`, and those that stand in `before` are not read again.
  void begin(Keeper& keeper, registry::RowsBefore& before) {
    keeper_ = &keeper;
    before_ = &before;
    hash_.emplace(request_.plugin, request_.settings, headings_);
  }

  /// Serves the next row to the plugin and keeps it open until the plugin says what became of it.
  bool nextRow(std::uint64_t& number, std::vector<std::string>& cells) {
    for (;;) {
      if (request_.mostRows && report_.counts.read >= request_.mostRows) return false;
      if (!table_.next(row_)) return false;
      pick(row_.cells, cells);
      number = row_.number;
      if (number <= report_.skippedTo) return true;
      ++report_.counts.read;
      if (before_ && stoodBefore(cells)) continue;
      open();
      return true;
    }
  }

  void keep(const plugin::Batch& batch) {
    for (const plugin::PulledSeller& pulled : batch.sellers) take(pulled);
    for (const plugin::PulledReject& reject : batch.rejects)
      if (const intake::Row* row = open_.find(reject.row))
        refuse(*row, {{reject.column, reject.value, reject.reason, reject.advice}});
    open_.settle(batch.taken, [this](const intake::Row& row) { refuseForgotten(row); });
    group_.cursor = batch.cursor;
    if (group_.size() >= kRowsATransaction) handOver();
  }

  /// Behind the last row.
  void finish() {
    constexpr std::uint64_t kAll = ~std::uint64_t{0};
    open_.settle(kAll, [this](const intake::Row& row) { refuseForgotten(row); });
    keepRest();
  }

  /// Waits until everything up to the last checkpoint is kept.
  void keepRest() {
    handOver();
    if (keeper_) keeper_->finish();
  }

  Report take() {
    report_.table = table_.info();
    report_.fields.resize(report_.table.headings.size());
    for (std::size_t i = 0; i < columns_.size(); ++i) report_.fields[columns_[i]] = fields_[i];
    if (!request_.dryRun) report_.rejectedFile = rejects_.finish();
    return std::move(report_);
  }

 private:
  void pick(const std::vector<std::string>& all, std::vector<std::string>& some) const {
    some.resize(columns_.size());
    for (std::size_t i = 0; i < columns_.size(); ++i)
      if (columns_[i] < all.size())
        some[i] = all[columns_[i]];
      else
        some[i].clear();
  }
  std::vector<std::string> picked(const std::vector<std::string>& all) const {
    std::vector<std::string> some;
    pick(all, some);
    return some;
  }

  /// Notes the row as seen when the list before had it.
  bool stoodBefore(const std::vector<std::string>& cells) {
    rowHash_ = hash_->of(cells);
    const auto sellers = before_->sellersOf(rowHash_);
    for (const std::int64_t seller : sellers)
      group_.seen.push_back({seller, row_.number, rowHash_});
    if (group_.seen.size() >= kRowsATransaction) handOver();
    return !sellers.empty();
  }

  void open() {
    if (open_.size() >= kMostOpenRows)
      throw Error(Code::unavailable, say("The plugin “{}” takes rows and says nothing about them.",
                                         request_.plugin.id));
    if (request_.dryRun && report_.firstRows.size() < kShownRows)
      report_.firstRows.push_back(row_.cells);
    open_.add(row_, rowHash_);
  }

  void take(const plugin::PulledSeller& pulled) {
    const intake::Row* const row = open_.find(pulled.row);
    if (!row) return;
    draft_ = {};
    for (const auto& [field, text] : pulled.fields)
      setField(draft_, plugin::fields()[field].name, text);
    draft_.extra.assign(pulled.extra.begin(), pulled.extra.end());
    intake::Refined refined = intake::refine(request_.plugin.id, draft_);
    if (!refined.problems.empty()) {
      nameColumns(refined.problems, fields_, headings_);
      return refuse(*row, std::move(refined.problems));
    }
    if (!refined.seller.warnings.empty()) {
      ++report_.warned;
      if (report_.mended.size() < kMostToldRows)
        report_.mended.push_back({pulled.row, refined.seller.warnings});
    }
    open_.answer(pulled.row);
    if (!keeper_) {
      ++report_.counts.unchanged;
      return;
    }
    group_.sellers.emplace_back(std::move(refined.seller), pulled.row, open_.hashOf(pulled.row),
                                salts_.next());
  }

  void refuse(const intake::Row& row, std::vector<intake::RowProblem> problems) {
    if (!request_.dryRun) rejects_.add(row, problems);
    ++report_.counts.rejected;
    open_.answer(row.number);
    if (report_.refused.size() < kMostToldRows)
      report_.refused.push_back({row.number, std::move(problems)});
  }

  /// Rows that the plugin took and never spoke about are refused, so that none is lost.
  void refuseForgotten(const intake::Row& row) {
    refuse(row, {{"", "", tr("The plugin said nothing about this row."),
                  tr("Tell the plugin's author; enter the row by hand meanwhile.")}});
  }

  void handOver() {
    group_.read = report_.counts.read;
    if (keeper_) keeper_->give(std::exchange(group_, Group{{}, {}, group_.cursor, 0}));
    group_.sellers.reserve(kRowsATransaction);
  }

  const Request& request_;
  registry::Salts salts_;
  intake::Table& table_;
  intake::Rejects rejects_;
  std::vector<std::size_t> columns_;   ///< those that the plugin is shown
  std::vector<std::string> headings_;  ///< of these
  std::vector<std::string> fields_;    ///< what each of them holds
  Keeper* keeper_ = nullptr;
  registry::RowsBefore* before_ = nullptr;
  std::optional<RowHash> hash_;
  intake::Row row_;
  std::int64_t rowHash_ = 0;
  intake::Draft draft_;
  OpenRows open_;
  Group group_;
  Report report_;
};

std::uint64_t rowOfCursor(const std::string& cursor) {
  std::uint64_t row = 0;
  for (const char c : cursor) {
    if (c < '0' || c > '9' || row > 1'000'000'000'000) return 0;
    row = row * 10 + static_cast<std::uint64_t>(c - '0');
  }
  return row;
}

/// Runs the plugin over the whole list. What goes wrong is in the report.
void runPlugin(Run& run, const Request& request, const std::string& cursor) {
  plugin::HostServices services{
      run.headings(), [&run](auto& number, auto& cells) { return run.nextRow(number, cells); }};
  try {
    plugin::pull(request.program, request.plugin, {request.settings, cursor, request.mostRows},
                 services, request.limits, [&](plugin::Batch&& batch) { run.keep(batch); });
    run.finish();
  } catch (const Error& failure) {
    run.report().failure = failure;
    base::log("pull").warning(fmt::format("a pull failed: {}", failure.sentence()));
    try {
      run.keepRest();
    } catch (const Error&) {
      // Keeping itself is what failed.
    }
  }
}

void keepAll(registry::Register& store, const Request& request, const KeptList& list,
             intake::Table& table, Run& run,
             const std::function<void(const registry::PullEnd&)>& told) {
  const std::string cursor = store.cursorOf(request.plugin.id, list.sha256);
  run.report().skippedTo = rowOfCursor(cursor);
  const auto before = store.rowsBefore(request.plugin.id, request.plugin.version);
  const std::int64_t id =
      store.beginPull({request.plugin.id, request.plugin.version, request.file.filename().string(),
                       list.sha256, request.officer, readingOf(table.info(), request.table)});
  registry::PullEnd& counts = run.report().counts;
  {
    Keeper keeper(store, id, told);
    run.begin(keeper, *before);
    runPlugin(run, request, cursor);
    if (run.report().failure) {
      counts.read = keeper.counts().read;
      counts.failure = run.report().failure->sentence();
    }
    counts.added = keeper.counts().added;
    counts.changed = keeper.counts().changed;
    counts.unchanged = keeper.counts().unchanged;
  }
  store.endPull(id, counts);
  run.report().sharedKeys = store.linkAccounts();
  run.report().keptFile = list.file;
}

}  // namespace

Report pull(registry::Register& store, const Request& request, base::Random& random,
            const std::function<void(const registry::PullEnd&)>& told) {
  if (request.dryRun) {
    const auto table = openList(request.file, request.table, request.plugin);
    Run run(request, *table, random);
    runPlugin(run, request, {});
    return run.take();
  }
  const KeptList list = keepList(request.file, request.documents);
  std::unique_ptr<intake::Table> table;
  std::unique_ptr<Run> run;
  readKept(list, request.file, [&] {
    table = openList(list.file, request.table, request.plugin);
    run = std::make_unique<Run>(request, *table, random);
  });
  keepAll(store, request, list, *table, *run, told);
  Report report = run->take();
  if (report.failure) report.failure = toldOf(*report.failure, list, request.file);
  return report;
}

}  // namespace thongbao::pull
