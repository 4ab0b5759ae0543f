#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <exception>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

namespace thongbao::base {

/// Has items made by a thread of its own, a few before they are asked for.
template <class Item>
class Ahead {
 public:
  /// `make` runs on the other thread until it gives nullopt, throws, or this object goes.
  explicit Ahead(std::function<std::optional<Item>()> make)
      : make_(std::move(make)), thread_([this] { run(); }) {}
  ~Ahead() {
    {
      const std::lock_guard lock(mutex_);
      stopped_ = true;
    }
    changed_.notify_all();
    thread_.join();
  }
  Ahead(const Ahead&) = delete;
  Ahead& operator=(const Ahead&) = delete;

  /// The next item; nullopt behind the last. Throws what `make` threw, behind the items before it.
  std::optional<Item> next() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return !made_.empty() || ended_; });
    if (made_.empty()) {
      if (failure_) std::rethrow_exception(failure_);
      return std::nullopt;
    }
    std::optional<Item> item(std::move(made_.front()));
    made_.pop_front();
    lock.unlock();
    changed_.notify_all();
    return item;
  }

 private:
  static constexpr std::size_t kMostAhead = 4;

  void run() {
    try {
      while (std::optional<Item> item = make_()) {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [this] { return made_.size() < kMostAhead || stopped_; });
        if (stopped_) break;
        made_.push_back(std::move(*item));
        lock.unlock();
        changed_.notify_all();
      }
    } catch (...) {
      const std::lock_guard lock(mutex_);
      failure_ = std::current_exception();
    }
    {
      const std::lock_guard lock(mutex_);
      ended_ = true;
    }
    changed_.notify_all();
  }

  std::function<std::optional<Item>()> make_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Item> made_;
  std::exception_ptr failure_;
  bool ended_ = false;
  bool stopped_ = false;
  std::thread thread_;
};

}  // namespace thongbao::base
