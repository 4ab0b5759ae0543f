#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace thongbao::cli {

/// Columns that `text` takes on a terminal (wide East Asian letters and emoji take two).
std::size_t displayWidth(std::string_view text);

/// Columns of the terminal on standard output; 100 where there is none.
std::size_t screenWidth();

/// A line on standard output. Control characters of hostile names are dropped.
void line(const std::string& text);

/// The same on standard error: what happens meanwhile.
void warn(const std::string& text);

/// Headings and rows in aligned columns; cells longer than `widest` are cut with `…`, and a line
/// break in a cell is shown as `↵`.
void table(const std::vector<std::string>& headings,
           const std::vector<std::vector<std::string>>& rows, std::size_t widest = 40);

/// A line that there are so many more; none when there are not.
void andMore(std::uint64_t more);

/// Progress on standard error: a bar with rate and time left on a terminal, else a plain line at
/// every tenth of the way. `all` may be 0 when the end is not known; plain lines then come at
/// twice as many each time.
class Progress {
 public:
  Progress(std::string what, std::uint64_t all, bool silent);
  ~Progress() { finish(); }
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void at(std::uint64_t done);
  /// Ends the bar's line; what comes behind it is no longer part of it.
  void finish();

 private:
  std::string text(std::uint64_t done) const;
  void draw() const;

  std::string what_;
  std::uint64_t all_;
  bool silent_;
  bool terminal_;
  std::uint64_t done_ = 0;
  std::uint64_t nextPlain_ = 1;
  bool finished_ = false;
  std::chrono::steady_clock::time_point begun_;
  std::chrono::steady_clock::time_point drawn_;
};

}  // namespace thongbao::cli
