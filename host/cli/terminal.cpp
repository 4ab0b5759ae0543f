#include "cli/terminal.h"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include <utf8proc.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <utility>

#include "base/text.h"
#include "base/words.h"

namespace thongbao::cli {

namespace {

/// Before that, a rate says nothing.
constexpr std::chrono::milliseconds kShortest{500};
/// A plain line for fewer would only hide the others.
constexpr std::uint64_t kPlainStep = 5;

std::size_t widthOf(char32_t c) {
  return static_cast<std::size_t>(
      std::max(0, utf8proc_charwidth(static_cast<utf8proc_int32_t>(c))));
}

std::string cut(const std::string& text, std::size_t widest) {
  if (displayWidth(text) <= widest) return text;
  std::string part;
  std::size_t width = 0;
  for (std::size_t i = 0; i < text.size();) {
    const char32_t c = base::nextCodePoint(text, i);
    width += widthOf(c);
    if (width >= widest) break;
    base::appendUtf8(part, c);
  }
  return part + "…";
}

/// A name must not move the cursor or colour the screen.
std::string harmless(std::string_view text) {
  std::string clean;
  for (std::size_t i = 0; i < text.size();) {
    const char32_t c = base::nextCodePoint(text, i);
    const bool control = (c < 0x20 && c != '\n') || (c >= 0x7F && c < 0xA0);
    if (!control) base::appendUtf8(clean, c);
  }
  return clean;
}

/// A cell is one line.
std::string cellOf(std::string_view text) {
  std::string cell;
  for (const char c : harmless(text))
    if (c == '\n')
      cell += "↵";
    else
      cell += c;
  return cell;
}

std::string minutesAndSeconds(double seconds) {
  const auto whole = static_cast<std::uint64_t>(std::llround(seconds));
  return fmt::format("{:02}:{:02}", whole / 60, whole % 60);
}

}  // namespace

std::size_t displayWidth(std::string_view text) {
  std::size_t width = 0;
  for (std::size_t i = 0; i < text.size();) width += widthOf(base::nextCodePoint(text, i));
  return width;
}

std::size_t screenWidth() {
  constexpr std::size_t kUsual = 100;
  winsize size{};
  return ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : kUsual;
}

void line(const std::string& text) {
  const std::string clean = harmless(text) + "\n";
  std::fwrite(clean.data(), 1, clean.size(), stdout);
}

void warn(const std::string& text) {
  std::fprintf(stderr, "%s\n", harmless(text).c_str());
}

void andMore(std::uint64_t more) {
  if (more > 0) line(base::say("… and {} more.", more));
}

void table(const std::vector<std::string>& headings,
           const std::vector<std::vector<std::string>>& rows, std::size_t widest) {
  std::vector<std::vector<std::string>> all{headings};
  all.insert(all.end(), rows.begin(), rows.end());
  std::vector<std::size_t> widths(headings.size(), 0);
  for (auto& row : all)
    for (std::size_t i = 0; i < headings.size() && i < row.size(); ++i) {
      row[i] = cut(cellOf(row[i]), widest);
      widths[i] = std::max(widths[i], displayWidth(row[i]));
    }
  for (const auto& row : all) {
    std::string text;
    for (std::size_t i = 0; i < headings.size() && i < row.size(); ++i) {
      text += row[i];
      if (i + 1 < row.size()) text += std::string(widths[i] - displayWidth(row[i]) + 2, ' ');
    }
    line(text);
  }
}

Progress::Progress(std::string what, std::uint64_t all, bool silent)
    : what_(std::move(what)),
      all_(all),
      silent_(silent),
      terminal_(::isatty(STDERR_FILENO) == 1),
      begun_(std::chrono::steady_clock::now()) {}

std::string Progress::text(std::uint64_t done) const {
  const std::chrono::duration<double> passed = std::chrono::steady_clock::now() - begun_;
  const double rate = passed.count() > 0 ? static_cast<double>(done) / passed.count() : 0;
  if (passed < kShortest)
    return all_ ? base::say("{}: {} of {}", what_, done, all_) : base::say("{}: {}", what_, done);
  if (!all_) return base::say("{}: {} · {:.1f} a second", what_, done, rate);
  const double left = rate > 0 ? static_cast<double>(all_ - std::min(done, all_)) / rate : 0;
  return base::say("{}: {} of {} · {:.1f} a second · {} left", what_, done, all_, rate,
                   minutesAndSeconds(left));
}

void Progress::at(std::uint64_t done) {
  done_ = done;
  if (silent_) return;
  if (!terminal_) {
    if (done < nextPlain_) return;
    nextPlain_ =
        all_ ? std::min(all_, done + std::max<std::uint64_t>(kPlainStep, all_ / 10)) : done * 2;
    std::fprintf(stderr, "%s\n", text(done).c_str());
    return;
  }
  const auto now = std::chrono::steady_clock::now();
  if (done != all_ && now - drawn_ < std::chrono::milliseconds(100)) return;
  drawn_ = now;
  draw();
}

void Progress::draw() const {
  std::string bar;
  if (all_) {
    const std::uint64_t filled = std::min<std::uint64_t>(24, done_ * 24 / all_);
    for (std::uint64_t i = 0; i < 24; ++i) bar += i < filled ? "█" : "░";
    bar += " ";
  }
  std::fprintf(stderr, "\r\033[K%s%s", bar.c_str(), text(done_).c_str());
}

void Progress::finish() {
  if (std::exchange(finished_, true) || silent_ || !terminal_ || !done_) return;
  draw();
  std::fprintf(stderr, "\n");
}

}  // namespace thongbao::cli
