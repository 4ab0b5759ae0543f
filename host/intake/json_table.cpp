#include "intake/json_table.h"

#include <algorithm>
#include <deque>
#include <unordered_map>

#include "base/words.h"
#include "intake/headings.h"
#include "intake/json_row.h"
#include "intake/raw_rows.h"

namespace thongbao::intake {

namespace {

using base::Code;
using base::Error;
using base::say;
using base::tr;

constexpr std::size_t kRowsAhead = 1000;
constexpr std::size_t kBytesAhead = 4U << 20U;

class JsonTable : public Table {
 public:
  JsonTable(std::unique_ptr<TextFile> text, JsonForm form, TableInfo info,
            const TableOptions& options)
      : elements_(std::move(text), form),
        info_(std::move(info)),
        mostRows_(options.mostRows),
        mostColumns_(options.mostColumns),
        mostCellBytes_(options.mostCellBytes) {
    lookAhead();
  }

  const TableInfo& info() const override { return info_; }

  bool next(Row& row) override {
    if (ahead_.empty()) return read(row);
    row = std::move(ahead_.front());
    ahead_.pop_front();
    row.cells.resize(columns_.size());
    return true;
  }

 private:
  void lookAhead() {
    std::size_t bytes = 0;
    Row row;
    while (ahead_.size() < kRowsAhead && bytes < kBytesAhead && read(row)) {
      bytes += element_.size();
      ahead_.push_back(std::move(row));
    }
    std::vector<std::string> keys(columns_.size());
    for (const auto& [key, column] : columns_) keys[column.index] = key;
    info_.headings = distinctHeadings(keys);
    if (keys.empty())
      throw Error(Code::badInput, tr("The JSON holds no seller."),
                  {.file = elements_.file().string()}, tr("Check that the list was saved."));
    isWhole_ = true;
  }

  /// The next object that has a value.
  bool read(Row& row) {
    do {
      if (!cut()) return false;
      row.number = ++number_;
      row.cells.assign(columns_.size(), {});
      understand(row);
    } while (isEmpty(row));
    return true;
  }

  bool cut() try { return elements_.next(element_); } catch (const Error& error) {
    throw placed(error, number_ + 1, 0);
  }

  void understand(Row& row) try {
    if (row.number > mostRows_)
      throw Error(Code::badInput, say("The list has more than {} rows.", mostRows_), {},
                  tr("Cut the list into several files."));
    readJsonRow(element_, [this, &row](const std::string& key, std::string& value) {
      if (value.size() > mostCellBytes_)
        throw Error(Code::badInput, say("A text has more than {} bytes.", mostCellBytes_),
                    {.field = key}, tr("Shorten it."));
      const std::size_t index = columnOf(key);
      if (index == row.cells.size()) row.cells.emplace_back();
      row.cells[index] = std::move(value);
    });
  } catch (const Error& error) {
    throw placed(error, row.number, elements_.line() - 1);
  }

  std::size_t columnOf(const std::string& key) {
    auto found = columns_.find(key);
    if (found == columns_.end()) {
      refuseNew(key);
      found = columns_.emplace(key, Column{columns_.size(), 0}).first;
    }
    if (std::exchange(found->second.lastRow, number_) == number_)
      throw Error(Code::badInput, say("The key “{}” stands twice in one object.", key), {},
                  tr("Keep one of them."));
    return found->second.index;
  }

  void refuseNew(const std::string& key) const {
    if (isWhole_)
      throw Error(
          Code::badInput,
          say("The key “{}” is new here: none of the first {} objects has it.", key, kRowsAhead),
          {}, tr("Give the first object all keys, with null where it has no value."));
    if (columns_.size() == mostColumns_)
      throw Error(Code::badInput, say("The row has more than {} columns.", mostColumns_), {},
                  tr("Give a list with only the columns that are needed."));
  }

  /// `linesBefore`: those of the text around what the failure counts from.
  Error placed(const Error& failure, std::uint64_t row, std::uint64_t linesBefore) const {
    base::Place place = failure.place();
    place.file = elements_.file().string();
    place.row = row;
    place.line = std::max<std::uint64_t>(place.line, 1) + linesBefore;
    return failure.at(std::move(place));
  }

  struct Column {
    std::size_t index;
    std::uint64_t lastRow;  ///< that has it
  };

  JsonElements elements_;
  TableInfo info_;
  std::uint64_t mostRows_, mostColumns_, mostCellBytes_;
  std::unordered_map<std::string, Column> columns_;
  bool isWhole_ = false;  ///< no column comes any more
  std::deque<Row> ahead_;
  std::string element_;
  std::uint64_t number_ = 0;  ///< of the last object
};

}  // namespace

std::unique_ptr<Table> openJson(std::unique_ptr<TextFile> text, JsonForm form, TableInfo info,
                                const TableOptions& options) {
  if (options.headingRow || !options.columns.empty())
    throw Error(Code::usage, tr("A JSON list names its columns itself."),
                {.file = text->file().string()}, tr("Leave out the heading row and the columns."));
  info.format = form == JsonForm::lines ? "ndjson" : "json";
  info.headingRow = 0;
  return std::make_unique<JsonTable>(std::move(text), form, std::move(info), options);
}

}  // namespace thongbao::intake
