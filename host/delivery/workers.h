#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <exception>
#include <functional>
#include <mutex>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

namespace thongbao::delivery {

/// Threads that turn what they are given into what is taken from them, in any order.
template <class Given, class Made>
class Workers {
 public:
  /// `make` runs on the thread of the worker whose number it gets. `changed` is called, from any
  /// thread, when something was made. Where the system gives fewer threads than `count`, there are
  /// fewer workers. Throws std::system_error when it gives none.
  Workers(std::size_t count, std::function<Made(std::size_t worker, Given)> make,
          std::function<void()> changed)
      : make_(std::move(make)), changed_(std::move(changed)) {
    threads_.reserve(count);
    try {
      for (std::size_t i = 0; i < count; ++i) threads_.emplace_back([this, i] { run(i); });
    } catch (const std::system_error&) {
      if (threads_.empty()) throw;
    }
  }
  /// Waits for what is being made; what was not begun is dropped.
  ~Workers() {
    {
      const std::lock_guard lock(mutex_);
      stopped_ = true;
    }
    waiting_.notify_all();
    for (std::thread& thread : threads_) thread.join();
  }
  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;

  std::size_t count() const { return threads_.size(); }

  void give(Given item) {
    {
      const std::lock_guard lock(mutex_);
      given_.push_back(std::move(item));
      ++busy_;
    }
    waiting_.notify_one();
  }

  /// What was made since the last time. Throws what `make` threw.
  std::vector<Made> take() {
    const std::lock_guard lock(mutex_);
    if (failure_) std::rethrow_exception(failure_);
    return std::exchange(made_, {});
  }

  /// Given, and not made yet.
  std::size_t busy() const {
    const std::lock_guard lock(mutex_);
    return busy_;
  }
  bool hasMade() const {
    const std::lock_guard lock(mutex_);
    return !made_.empty() || failure_;
  }

 private:
  void run(std::size_t worker) {
    std::unique_lock lock(mutex_);
    for (;;) {
      waiting_.wait(lock, [this] { return stopped_ || !given_.empty(); });
      if (stopped_) return;
      Given item = std::move(given_.front());
      given_.pop_front();
      lock.unlock();
      try {
        Made made = make_(worker, std::move(item));
        lock.lock();
        made_.push_back(std::move(made));
      } catch (...) {
        lock.lock();
        failure_ = std::current_exception();
      }
      --busy_;
      lock.unlock();
      changed_();
      lock.lock();
    }
  }

  std::function<Made(std::size_t, Given)> make_;
  std::function<void()> changed_;
  mutable std::mutex mutex_;
  std::condition_variable waiting_;
  std::deque<Given> given_;
  std::vector<Made> made_;
  std::exception_ptr failure_;
  std::size_t busy_ = 0;
  bool stopped_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace thongbao::delivery
