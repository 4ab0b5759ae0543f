#include "plugin/process.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <vector>

#include "base/error.h"
#include "base/sanitizer.h"
#include "base/words.h"

namespace thongbao::plugin {

namespace {

using std::chrono::duration_cast;
using std::chrono::milliseconds;
using std::chrono::seconds;
using std::chrono::steady_clock;

/// What the dynamic loader, sanitizers and coverage need; nothing else reaches a plugin.
constexpr std::array kKeptVariables{"LD_LIBRARY_PATH",  "ASAN_OPTIONS", "UBSAN_OPTIONS",
                                    "LSAN_OPTIONS",     "TSAN_OPTIONS", "GCOV_PREFIX",
                                    "GCOV_PREFIX_STRIP"};

/// Of what one side has said and the other has not heard yet.
constexpr int kSocketBytes = 1 << 20;

std::vector<std::string> keptEnvironment() {
  std::vector<std::string> kept;
  for (const char* name : kKeptVariables)
    if (const char* value = std::getenv(name)) kept.push_back(std::string(name) + "=" + value);
  return kept;
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> all;
  for (std::string& text : texts) all.push_back(text.data());
  all.push_back(nullptr);
  return all;
}

[[noreturn]] void refuse(int error) {
  throw base::Error(base::Code::unavailable,
                    base::say("The system gives no process for the plugin: {}.", strerror(error)));
}

/// All that the child does between fork and exec: made before the fork, because only
/// async-signal-safe functions may be called there (signal-safety(7)).
struct Launch {
  const char* program;
  char* const* arguments;
  char* const* environment;
  int socket, rowNote, nothing;
  pid_t parent;
  rlim_t memoryBytes, cpuSeconds;
};

void limit(__rlimit_resource what, rlim_t soft, rlim_t hard) {
  const rlimit both{soft, hard};
  if (setrlimit(what, &both) != 0) _exit(kChildNotStarted);
}

/// Puts the descriptors at 0 to 4 and closes all others. They are first moved out of the way.
void arrangeDescriptors(const Launch& launch) {
  constexpr int kAside = 16;
  const int nothing = fcntl(launch.nothing, F_DUPFD, kAside);
  const int socket = fcntl(launch.socket, F_DUPFD, kAside);
  const int rowNote = fcntl(launch.rowNote, F_DUPFD, kAside);
  const bool arranged =
      dup2(nothing, 0) == 0 && dup2(nothing, 1) == 1 &&
      (base::kIsSanitized || dup2(nothing, 2) == 2) && dup2(socket, kChildSocket) == kChildSocket &&
      dup2(rowNote, kChildRowNote) == kChildRowNote && close_range(kChildRowNote + 1, ~0U, 0) == 0;
  if (!arranged) _exit(kChildNotStarted);
}

[[noreturn]] void becomePlugin(const Launch& launch) {
  for (int number = 1; number < NSIG; ++number) std::signal(number, SIG_DFL);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, nullptr);
  setsid();
  if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 || getppid() != launch.parent ||
      prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
    _exit(kChildNotStarted);
  arrangeDescriptors(launch);
  limit(RLIMIT_CORE, 0, 0);
  limit(RLIMIT_CPU, launch.cpuSeconds, launch.cpuSeconds + 1);
  if (!base::kIsSanitized && launch.memoryBytes)
    limit(RLIMIT_AS, launch.memoryBytes, launch.memoryBytes);
  execve(launch.program, launch.arguments, launch.environment);
  _exit(kChildNotStarted);
}

}  // namespace

Descriptor::~Descriptor() {
  if (number_ >= 0) close(number_);
}

Child::Child(const std::filesystem::path& program, const std::filesystem::path& library,
             const Limits& limits)
    : limits_(limits), deadline_(steady_clock::now() + limits.total) {
  std::array<int, 2> ends{};
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) refuse(errno);
  socket_ = Descriptor(ends[0]);
  const Descriptor theirs(ends[1]);
  for (const int end : ends)  // more is better, and the system's most is good enough
    setsockopt(end, SOL_SOCKET, SO_SNDBUF, &kSocketBytes, sizeof kSocketBytes);
  rowNote_ = Descriptor(memfd_create("row", MFD_CLOEXEC));
  const Descriptor nothing(open("/dev/null", O_RDWR | O_CLOEXEC));
  if (rowNote_.number() < 0 || nothing.number() < 0 ||
      ftruncate(rowNote_.number(), sizeof(std::uint64_t)) != 0)
    refuse(errno);

  std::vector<std::string> words{program.string(), "plugin-child",
                                 std::filesystem::absolute(library).string()};
  std::vector<std::string> variables = keptEnvironment();
  const auto arguments = pointers(words);
  const auto environment = pointers(variables);
  const auto cpu = static_cast<rlim_t>(duration_cast<seconds>(limits.total).count() + 1);
  const Launch launch{words[0].c_str(), arguments.data(),   environment.data(),
                      theirs.number(),  rowNote_.number(),  nothing.number(),
                      getpid(),         limits.memoryBytes, cpu};
  id_ = fork();
  if (id_ < 0) refuse(errno);
  if (id_ == 0) becomePlugin(launch);
}

Child::~Child() {
  end(milliseconds(0));
}

void Child::await(short events, steady_clock::time_point silenceEnds) const {
  const auto now = steady_clock::now();
  const auto until = std::min(silenceEnds, deadline_);
  if (now >= until) throw TimedOut(silenceEnds <= deadline_);
  pollfd waiting{socket_.number(), events, 0};
  const auto left = duration_cast<milliseconds>(until - now).count() + 1;
  poll(&waiting, 1, static_cast<int>(std::min<std::int64_t>(left, 60'000)));
}

void Child::send(std::string_view& bytes) {
  while (!bytes.empty()) {
    const ssize_t size =
        ::send(socket_.number(), bytes.data(), bytes.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
    if (size < 0 && errno == EINTR) continue;
    if (size < 0 && errno == EAGAIN) return;
    bytes.remove_prefix(size < 0 ? bytes.size() : static_cast<std::size_t>(size));
  }
}

std::size_t Child::receive(std::span<char> room, std::string_view& unsent) {
  const auto begun = steady_clock::now();
  if (begun >= deadline_) throw TimedOut(false);  // however much the child talks
  auto silenceEnds = begun + limits_.silence;
  for (;;) {
    const std::size_t before = unsent.size();
    send(unsent);
    if (unsent.size() < before) silenceEnds = steady_clock::now() + limits_.silence;
    const ssize_t size = recv(socket_.number(), room.data(), room.size(), MSG_DONTWAIT);
    if (size >= 0) return static_cast<std::size_t>(size);
    if (errno != EAGAIN && errno != EINTR) return 0;
    await(unsent.empty() ? POLLIN : POLLIN | POLLOUT, silenceEnds);
  }
}

std::uint64_t Child::lastRow() const {
  std::uint64_t row = 0;
  return pread(rowNote_.number(), &row, sizeof row, 0) == sizeof row ? row : 0;
}

Ending Child::end(milliseconds patience) {
  if (reaped_) return ending_;
  socket_ = Descriptor();
  const Descriptor process(static_cast<int>(syscall(SYS_pidfd_open, id_, 0)));
  pollfd ended{process.number(), POLLIN, 0};
  while (poll(&ended, 1, static_cast<int>(patience.count())) < 0 && errno == EINTR) continue;
  // The whole group, with what the plugin may have started; it cannot be another's group, because
  // the child is not reaped yet. An ended child keeps its ending.
  kill(-id_, SIGKILL);
  kill(id_, SIGKILL);
  int status = 0;
  while (waitpid(id_, &status, 0) < 0 && errno == EINTR) continue;
  reaped_ = true;
  if (WIFSIGNALED(status)) ending_.signal = WTERMSIG(status);
  if (WIFEXITED(status)) ending_.exitCode = WEXITSTATUS(status);
  return ending_;
}

}  // namespace thongbao::plugin
