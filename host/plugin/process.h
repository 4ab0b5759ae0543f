#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

#include "plugin/session.h"

namespace thongbao::plugin {

/// Descriptors of the child: the socket to the host, and the memory file in which it notes the
/// number of the row that the plugin took last (8 bytes of this machine, mapped by the child), so
/// that the host knows it however the child ends.
constexpr int kChildSocket = 3;
constexpr int kChildRowNote = 4;

/// What is read from the socket at once.
constexpr std::size_t kReadBytes = 256U << 10U;

/// Exit codes of the child.
constexpr int kChildServed = 0;
constexpr int kChildLostHost = 64;
constexpr int kChildOutOfMemory = 65;
constexpr int kChildNotStarted = 127;  ///< as a shell says it

/// An owned file descriptor.
class Descriptor {
 public:
  explicit Descriptor(int number = -1) : number_(number) {}
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  ~Descriptor();
  int number() const { return number_; }

 private:
  int number_;
};

/// The other side was not ready in time.
class TimedOut : public std::runtime_error {
 public:
  TimedOut(bool silent) : std::runtime_error("timed out"), silent_(silent) {}
  /// No sign of life for too long; else the whole time is over.
  bool silent() const { return silent_; }

 private:
  bool silent_;
};

/// How a child ended.
struct Ending {
  int signal = 0;  ///< or 0
  int exitCode = 0;
};

/// A child process `program plugin-child LIBRARY` behind a socket: own session, empty environment,
/// no terminal, no other descriptors, no new privileges, limits on memory and CPU time, no core
/// file; dies with the thread that made it. Killed and reaped by the destructor at the latest.
class Child {
 public:
  /// Throws Error(unavailable) when the system gives no process.
  Child(const std::filesystem::path& program, const std::filesystem::path& library,
        const Limits& limits);
  ~Child();
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  /// Sends what the socket takes now and removes it from `bytes`. All of it when the child closed
  /// its side: what it said before is still to be received.
  void send(std::string_view& bytes);
  /// Waits until something arrives, and meanwhile goes on to send `unsent`. How many bytes were
  /// put into `room`; 0 when the child closed its side. Throws TimedOut.
  std::size_t receive(std::span<char> room, std::string_view& unsent);
  /// The row that the plugin took last, by its own word; 0 before the first.
  std::uint64_t lastRow() const;
  /// Closes the socket, waits so long for the child to end by itself, then kills it and whatever
  /// it started. The second call gives the same.
  Ending end(std::chrono::milliseconds patience);

 private:
  void await(short events, std::chrono::steady_clock::time_point silenceEnds) const;

  Limits limits_;
  std::chrono::steady_clock::time_point deadline_;
  Descriptor socket_, rowNote_;
  pid_t id_ = -1;
  bool reaped_ = false;
  Ending ending_;
};

}  // namespace thongbao::plugin
