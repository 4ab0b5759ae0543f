#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <memory_resource>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "plugin/manifest.h"

namespace thongbao::plugin {

/// What a plugin made of one row. Texts are valid UTF-8, at most 64 KiB each; nothing else is
/// promised, because the plugin is not trusted. They live as long as the batch.
struct PulledSeller {
  std::uint64_t row = 0;  ///< a row that the table served in this batch
  std::vector<std::pair<std::size_t, std::string_view>> fields;      ///< index in fields(), text
  std::vector<std::pair<std::string_view, std::string_view>> extra;  ///< heading, text
};

/// A row that the plugin could not use.
struct PulledReject {
  std::uint64_t row = 0;
  std::string column, value, reason, advice;
};

/// Everything up to one checkpoint: kept together or not at all. It may be moved, also to another
/// thread, and takes the texts of its sellers along.
struct Batch {
  std::vector<PulledSeller> sellers;
  std::vector<PulledReject> rejects;
  std::string cursor;       ///< where to go on; opaque to the host
  std::uint64_t taken = 0;  ///< the last row that the plugin took; all up to it are settled
  /// What the sellers' texts point into.
  std::unique_ptr<std::pmr::monotonic_buffer_resource> texts;
};

/// What the host offers for one pull. Called on the caller's thread.
struct HostServices {
  std::vector<std::string> headings;  ///< of the table
  /// The next row: its number and cells, one per heading, valid UTF-8; `cells` is the same vector
  /// each time. False at the end. Up to two frames of rows are taken ahead of the plugin.
  std::function<bool(std::uint64_t& number, std::vector<std::string>& cells)> nextRow;
  /// True when the pull shall end at the next rows; may be left out.
  std::function<bool()> cancelled = {};
};

struct Limits {
  std::chrono::milliseconds silence{30'000};  ///< longest time without a sign of life
  std::chrono::milliseconds total{3'600'000};
  /// Address space of the child, 0 for no limit; without effect in a sanitizer's build.
  std::uint64_t memoryBytes = 512U << 20U;
  std::uint64_t mostBatchRows = 10'000;       ///< sellers and refused rows between two checkpoints
  std::uint64_t mostBatchBytes = 64U << 20U;  ///< their texts
};

struct Request {
  std::map<std::string, std::string> settings;
  std::string cursor;       ///< of an earlier, interrupted pull, or empty
  std::uint64_t limit = 0;  ///< most sellers, 0 for all
};

/// Runs one pull in a child process of `program` (this host itself, re-executed as
/// `program plugin-child LIBRARY`). `keep` is given every batch; it commits it.
/// Throws Error: unavailable when the plugin crashed (with the signal's name), hung, broke the
/// protocol, used too much memory, or said that the outside world is unavailable, and when the
/// pull was cancelled; usage when it asks for other settings; badInput when the library is no
/// plugin or the table misses a required column (nothing was run then). Batches kept before stay.
/// What `services` and `keep` throw ends the pull and passes through.
void pull(const std::filesystem::path& program, const Manifest& manifest, const Request& request,
          HostServices& services, const Limits& limits, const std::function<void(Batch&&)>& keep);

/// The child's side: loads the library, serves the socket given as descriptor 3, and returns
/// the exit code. Called by main before anything else is set up.
int runChild(const std::string& library);

/// Loads the library in a child and reports what is wrong with it, one sentence each: no entry
/// symbol, wrong ABI, manifest of another plugin. Empty when it is sound.
std::vector<std::string> check(const std::filesystem::path& program,
                               const std::filesystem::path& library);

}  // namespace thongbao::plugin
