#pragma once

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "intake/raw_rows.h"
#include "intake/text_file.h"

namespace thongbao::intake {

/// How a CSV text is cut: found from its first rows.
struct CsvForm {
  char delimiter = ',';
  char lineEnd = '\n';           ///< `\r` for texts that have no `\n`
  std::size_t markedLength = 0;  ///< of Excel's `sep=;` and its line end, before the first row
};

struct CsvLimits {
  std::uint64_t mostColumns;
  std::uint64_t mostCellBytes;
};

/// Cuts text into rows by RFC 4180 with any delimiter; strict about quotes, blanks around a cell
/// dropped. Fed in pieces of any size, whose borders do not matter.
class CsvCutter {
 public:
  CsvCutter(CsvForm form, CsvLimits limits);

  /// The next piece of the text, when take() gave all rows of the last one; it must live as long.
  void feed(std::string_view piece) { piece_ = piece; }
  /// No more pieces come.
  void end() { ended_ = true; }

  /// Takes the next whole row that is not empty. The strings that `row` has are used again.
  bool take(Row& row);
  /// What is wrong behind the rows taken; its place has no file.
  const std::optional<base::Error>& failure() const { return failure_; }
  /// The row that is being cut.
  std::uint64_t row() const { return row_; }

 private:
  enum class State { start, plain, quoted, atQuote, behindQuote };

  bool cutRow();
  void cutStart();
  bool cutPlain();
  void cutQuoted();
  bool cutBehindQuote();
  bool endCell();
  bool finish();
  void append(std::size_t size);
  void giveRow(Row& row);
  void fail(const std::string& sentence, const std::string& advice);
  void failAtQuote();

  CsvForm form_;
  CsvLimits limits_;
  std::array<bool, 256> isBlank_{};
  std::array<bool, 256> endsPlain_{};  ///< what ends a cell without quotes, or must not be in it
  std::string_view piece_;             ///< what is left of it
  bool ended_ = false;
  State state_ = State::start;
  std::vector<std::string> cells_;  ///< more than there are, kept for their memory
  std::size_t count_ = 0;           ///< whole cells of the row being cut
  std::uint64_t row_ = 1;
  std::uint64_t line_ = 1;         ///< where the cell begins
  std::uint64_t linesInCell_ = 0;  ///< line ends between its quotes
  std::optional<base::Error> failure_;
};

/// The delimiter of Excel's `sep=` line, or that (`,` `;` tab `|`) by which the first rows agree
/// best.
CsvForm formOf(std::string_view head);

/// The same with that delimiter. Throws Error(usage) when it cannot be one.
CsvForm formOf(std::string_view head, char delimiter);

/// Throws Error(badInput) with row and line: a quote out of place, wrong bytes, a limit passed.
std::unique_ptr<RawRows> openCsv(std::unique_ptr<TextFile> text, CsvForm form, CsvLimits limits);

}  // namespace thongbao::intake
