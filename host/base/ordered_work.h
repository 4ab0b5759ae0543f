#pragma once

#include <algorithm>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <exception>
#include <functional>
#include <mutex>
#include <optional>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

namespace thongbao::base {

/// Work on a stream of items by several threads, whose results come in the order of the items.
template <class Item, class Made>
struct OrderedWork {
  /// The next item, nullopt behind the last. Called by the calling thread.
  std::function<std::optional<Item>()> next;
  /// Called by each thread that works, once, before its first item; gives the function that makes
  /// of an item what `take` gets. What that function owns belongs to its thread.
  std::function<std::function<Made(Item)>()> worker;
  /// Called by the calling thread, in the order of the items.
  std::function<void(Made)> take;
};

/// Does the work with up to `workers` (at least one) threads and returns when the last result is
/// taken. Only a few items a worker are held at any time, however long the stream is.
///
/// An exception of any of the three functions ends the work: it is thrown here once no thread
/// works any more, and the results behind it are never taken. When several fail, it is the one
/// of the earliest item, whatever the number of workers.
template <class Item, class Made>
void workInOrder(std::size_t workers, const OrderedWork<Item, Made>& work);

namespace ordered {

/// Items that one thread works on in one go: enough of them that handing over costs little.
constexpr std::size_t kBatch = 8;
/// Batches a worker that may be waiting, worked on, or done and not taken yet.
constexpr std::size_t kBatchesAWorker = 2;

template <class Item, class Made>
class Run {
 public:
  Run(std::size_t workers, const OrderedWork<Item, Made>& work)
      : workers_(std::max<std::size_t>(1, workers)), work_(work) {}
  ~Run() {
    {
      const std::lock_guard lock(mutex_);
      stopped_ = true;
    }
    waiting_.notify_all();
    for (std::thread& thread : threads_) thread.join();
  }
  Run(const Run&) = delete;
  Run& operator=(const Run&) = delete;

  void run() {
    for (;;) {
      while (!ended_ && batches_.size() <= workers_ * kBatchesAWorker) handOut(read());
      if (batches_.empty()) return;
      take(firstDone());
      batches_.pop_front();
    }
  }

 private:
  struct Batch {
    std::vector<Item> items;
    std::vector<Made> made;
    std::exception_ptr failure;  ///< of what comes behind `made`
    bool done = false;
  };

  /// The failure of the source stands behind the items that it gave before.
  Batch read() {
    Batch batch;
    try {
      while (!ended_ && batch.items.size() < kBatch) {
        std::optional<Item> item = work_.next();
        ended_ = !item;
        if (item) batch.items.push_back(std::move(*item));
      }
    } catch (...) {
      ended_ = true;
      batch.failure = std::current_exception();
    }
    return batch;
  }

  void handOut(Batch batch) {
    if (batch.items.empty() && !batch.failure) return;
    {
      const std::lock_guard lock(mutex_);
      batches_.push_back(std::move(batch));
      queue_.push_back(&batches_.back());
    }
    waiting_.notify_one();
    if (threads_.size() < workers_) startThread();
  }

  void startThread() {
    try {
      threads_.emplace_back([this] { serve(); });
    } catch (const std::system_error&) {
      if (threads_.empty()) throw;
      workers_ = threads_.size();  // the system gives no more; fewer do the same work
    }
  }

  Batch& firstDone() {
    std::unique_lock lock(mutex_);
    Batch& first = batches_.front();
    finished_.wait(lock, [&first] { return first.done; });
    return first;
  }

  void take(Batch& batch) {
    for (Made& made : batch.made) work_.take(std::move(made));
    if (batch.failure) std::rethrow_exception(batch.failure);
  }

  /// What one thread does. A worker that cannot be made fails for its first item, so that the
  /// first item of all tells it, whoever has it.
  void serve() {
    std::function<Made(Item)> make;
    while (Batch* batch = nextWaiting()) {
      try {
        if (!make && !batch->items.empty()) make = work_.worker();
        for (Item& item : batch->items) {
          if (isStopped()) return;
          batch->made.push_back(make(std::move(item)));
        }
      } catch (...) {
        batch->failure = std::current_exception();
      }
      batch->items.clear();
      const std::lock_guard lock(mutex_);
      batch->done = true;
      finished_.notify_one();
    }
  }

  Batch* nextWaiting() {
    std::unique_lock lock(mutex_);
    waiting_.wait(lock, [this] { return stopped_ || !queue_.empty(); });
    if (stopped_) return nullptr;
    Batch* batch = queue_.front();
    queue_.pop_front();
    return batch;
  }

  bool isStopped() {
    const std::lock_guard lock(mutex_);
    return stopped_;
  }

  std::size_t workers_;
  const OrderedWork<Item, Made>& work_;
  bool ended_ = false;  ///< the source gave its last item, or failed

  std::mutex mutex_;  ///< of everything below but threads_; and of each batch's `done`
  std::condition_variable waiting_;
  std::condition_variable finished_;
  std::deque<Batch> batches_;  ///< in the order of their items
  std::deque<Batch*> queue_;   ///< those that no thread has begun
  bool stopped_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace ordered

template <class Item, class Made>
void workInOrder(std::size_t workers, const OrderedWork<Item, Made>& work) {
  ordered::Run<Item, Made>(workers, work).run();
}

}  // namespace thongbao::base
