#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>
#include <utility>

namespace thongbao::base {

/// Hands items to one thread of its own, which takes them in order while the caller makes the next.
template <class Item>
class Relay {
 public:
  /// `take` runs on the relay's thread. What it throws ends the relay.
  explicit Relay(std::function<void(Item)> take)
      : take_(std::move(take)), thread_([this] { run(); }) {}
  /// An item that still waits is dropped; call `finish` first.
  ~Relay() {
    {
      const std::lock_guard lock(mutex_);
      stopped_ = true;
    }
    changed_.notify_all();
    thread_.join();
  }
  Relay(const Relay&) = delete;
  Relay& operator=(const Relay&) = delete;

  /// Waits while another one waits. Throws what `take` threw.
  void give(Item item) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return waiting_.size() < kMostWaiting || failure_; });
    if (failure_) std::rethrow_exception(failure_);
    waiting_.push_back(std::move(item));
    changed_.notify_all();
  }

  /// Waits until all is taken. Throws what `take` threw.
  void finish() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return (waiting_.empty() && !busy_) || failure_; });
    if (failure_) std::rethrow_exception(failure_);
  }

 private:
  static constexpr std::size_t kMostWaiting = 1;

  void run() {
    std::unique_lock lock(mutex_);
    for (;;) {
      changed_.wait(lock, [this] { return !waiting_.empty() || stopped_; });
      if (stopped_) return;
      Item item = std::move(waiting_.front());
      waiting_.pop_front();
      busy_ = true;
      changed_.notify_all();
      lock.unlock();
      std::exception_ptr failed;
      try {
        take_(std::move(item));
      } catch (...) {
        failed = std::current_exception();
      }
      lock.lock();
      busy_ = false;
      failure_ = failed;
      changed_.notify_all();
      if (failed) return;
    }
  }

  std::function<void(Item)> take_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Item> waiting_;
  std::exception_ptr failure_;
  bool busy_ = false;
  bool stopped_ = false;
  std::thread thread_;
};

}  // namespace thongbao::base
