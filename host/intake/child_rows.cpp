#include "intake/child_rows.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <utility>

#include "base/error.h"
#include "base/sanitizer.h"
#include "base/text.h"
#include "base/words.h"

namespace thongbao::intake {

namespace {

using base::Code;
using base::Error;
using base::tr;

constexpr rlim_t kMostMemory = 1ULL << 30U;
constexpr rlim_t kMostSeconds = 120;
constexpr std::uint64_t kLongestText = 1U << 16U;
constexpr std::uint64_t kMostTexts = 2'000;

enum Message : std::uint64_t { kInfo = 1, kRow, kEnd, kError };

using File = std::unique_ptr<std::FILE, int (*)(std::FILE*)>;

/// What the child says, number by number and text by text.
class Speech {
 public:
  explicit Speech(int pipe) : pipe_(::fdopen(pipe, "w"), std::fclose) {}
  Speech& say(std::uint64_t number) {
    std::fwrite(&number, sizeof number, 1, pipe_.get());
    return *this;
  }
  Speech& say(const std::string& text) {
    say(text.size());
    std::fwrite(text.data(), 1, text.size(), pipe_.get());
    return *this;
  }
  Speech& say(const std::vector<std::string>& texts) {
    say(texts.size());
    for (const std::string& text : texts) say(text);
    return *this;
  }

 private:
  File pipe_;
};

void limit(__rlimit_resource resource, rlim_t most) {
  const rlimit limits{most, most};
  ::setrlimit(resource, &limits);
}

void limitThisProcess() {
  limit(RLIMIT_CPU, kMostSeconds);
  limit(RLIMIT_CORE, 0);
  limit(RLIMIT_FSIZE, 0);
  if (!base::kIsSanitized) limit(RLIMIT_AS, kMostMemory);
  std::signal(SIGPIPE, SIG_DFL);
  std::signal(SIGALRM, SIG_DFL);
  ::alarm(5 * kMostSeconds);
}

void tellRows(int pipe, const OpenRows& open) {
  Speech speech(pipe);
  try {
    TableInfo info;
    const auto rows = open(info);
    speech.say(kInfo).say(info.sheet).say(info.sheets);
    for (Row row; rows->next(row);) speech.say(kRow).say(row.number).say(row.cells);
    speech.say(kEnd).say(rows->notes());
  } catch (const Error& error) {
    speech.say(kError).say(static_cast<std::uint64_t>(error.code())).say(error.sentence());
    speech.say(error.place().row).say(error.advice());
  } catch (const std::exception&) {
    // The silence tells enough: it says neither an end nor an error.
  }
}

/// A child that does not outlive this.
class Child {
 public:
  ~Child() {
    if (id_ <= 0) return;
    ::kill(id_, SIGKILL);
    while (::waitpid(id_, nullptr, 0) < 0 && errno == EINTR) {
    }
  }
  Child() = default;
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  pid_t fork() { return id_ = ::fork(); }

 private:
  pid_t id_ = -1;
};

class ChildRows : public RawRows {
 public:
  ChildRows(const std::filesystem::path& file, const TableOptions& options, const OpenRows& open,
            TableInfo& info)
      : file_(file), options_(options) {
    start(open);
    const auto message = number();
    if (message == kError) refuse();
    if (message != kInfo) die();
    info.sheet = text(kLongestText);
    info.sheets = texts(kMostTexts, kLongestText);
  }

  bool next(Row& row) override {
    if (isOver_) return false;
    const auto message = number();
    if (message == kError) refuse();
    if (message == kEnd) {
      notes_ = texts(kMostTexts, kLongestText);
      isOver_ = true;
      return false;
    }
    if (message != kRow) die();
    const auto last = std::exchange(row_, number());
    if (row_ <= last) die();
    row.number = row_;
    row.cells = texts(options_.mostColumns, options_.mostCellBytes);
    return true;
  }

  std::vector<std::string> notes() const override { return notes_; }

 private:
  void start(const OpenRows& open) {
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0) fail();
    const pid_t id = child_.fork();
    if (id == 0) {
      ::close(ends[0]);
      limitThisProcess();
      tellRows(ends[1], open);
      ::_exit(0);
    }
    const int reason = errno;
    ::close(ends[1]);
    pipe_.reset(::fdopen(ends[0], "r"));
    errno = reason;
    if (id < 0) fail();
  }

  [[noreturn]] void fail() const {
    throw Error(Code::unavailable,
                base::say("The list cannot be read now: {}.", std::strerror(errno)),
                {.file = file_.string()}, tr("Close other programs and try again."));
  }

  [[noreturn]] void die() const {
    throw Error(Code::badInput, tr("The workbook is so damaged that its reader broke off."),
                {.file = file_.string(), .row = row_},
                tr("Open it in the spreadsheet program and save it as .xlsx."));
  }

  [[noreturn]] void refuse() {
    const bool isNotFound = number() == static_cast<std::uint64_t>(Code::notFound);
    const std::string sentence = text(kLongestText);
    const std::uint64_t row = number();
    const std::string advice = text(kLongestText);
    throw Error(isNotFound ? Code::notFound : Code::badInput, sentence,
                {.file = file_.string(), .row = row}, advice);
  }

  std::uint64_t number() {
    std::uint64_t told = 0;
    if (std::fread(&told, sizeof told, 1, pipe_.get()) != 1) die();
    return told;
  }

  std::string text(std::uint64_t longest) {
    const std::uint64_t size = number();
    if (size > longest) die();
    std::string told(size, '\0');
    if (std::fread(told.data(), 1, size, pipe_.get()) != size) die();
    if (base::firstInvalidUtf8(told)) die();
    return told;
  }

  std::vector<std::string> texts(std::uint64_t most, std::uint64_t longest) {
    const std::uint64_t count = number();
    if (count > most) die();
    std::vector<std::string> told(count);
    for (std::string& one : told) one = text(longest);
    return told;
  }

  std::filesystem::path file_;
  TableOptions options_;
  Child child_;
  File pipe_{nullptr, [](std::FILE* pipe) { return pipe ? std::fclose(pipe) : 0; }};
  std::uint64_t row_ = 0;
  bool isOver_ = false;
  std::vector<std::string> notes_;
};

}  // namespace

std::unique_ptr<RawRows> readInChild(const std::filesystem::path& file, const TableOptions& options,
                                     const OpenRows& open, TableInfo& info) {
  return std::make_unique<ChildRows>(file, options, open, info);
}

}  // namespace thongbao::intake
