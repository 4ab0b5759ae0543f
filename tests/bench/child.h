#pragma once

#include <fcntl.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace thongbao::bench {

/// What a whole process took.
struct Used {
  double seconds = 0;           ///< from its start to its end
  double processorSeconds = 0;  ///< of all its threads, in the program and in the system
  double peakKiB = 0;
};

/// In the program and in the system.
inline double processorSecondsOf(const rusage& used) {
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  return seconds(used.ru_utime) + seconds(used.ru_stime);
}

/// The most memory a running process has held since it began; 0 when it is gone. What wait4 tells
/// would count the memory of the one that started it.
inline double peakKiBOf(pid_t process) {
  std::ifstream status("/proc/" + std::to_string(process) + "/status");
  for (std::string line; std::getline(status, line);)
    if (line.starts_with("VmHWM:")) return std::stod(line.substr(6));
  return 0;
}

/// Runs the program, its standard output thrown away. Throws when it fails.
inline Used run(std::vector<std::string> words) {
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  pid_t child = 0;
  const auto begin = std::chrono::steady_clock::now();
  const int failed =
      ::posix_spawnp(&child, words[0].c_str(), &actions, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  int status = 0;
  rusage used{};
  double peak = 0;
  pid_t ended = failed ? -1 : 0;
  while (ended == 0) {
    peak = std::max(peak, peakKiBOf(child));
    ended = ::wait4(child, &status, WNOHANG, &used);
    if (ended == 0) std::this_thread::sleep_for(std::chrono::microseconds(500));
  }
  if (ended != child || status != 0) throw std::runtime_error("the program failed: " + words[0]);
  const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - begin;
  return {wall.count(), processorSecondsOf(used), peak};
}

}  // namespace thongbao::bench
