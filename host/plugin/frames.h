#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "plugin/session.h"

/// What host and child say to each other over the socket pair. A frame is its length (4 bytes,
/// little endian, of what follows), its kind (1 byte) and its content; texts and lists carry
/// their length in the same form.
///
///   child: hello ─ or unusable                 parent: start
///   child: (wantRows → parent: rows | seller | reject | checkpoint | log)*  done
namespace thongbao::plugin {

/// Longest frame; a row of 500 cells of 64 KiB fits.
constexpr std::size_t kMostFrameBytes = 64U << 20U;
constexpr std::size_t kMostTextBytes = 64U << 10U;
constexpr std::size_t kMostExtraColumns = 1000;
constexpr std::size_t kMostCursorBytes = 4096;

enum class Kind : std::uint8_t {
  hello = 1,
  unusable,
  start,
  wantRows,
  rows,
  seller,
  reject,
  checkpoint,
  log,
  done
};

/// The other side sent what no frame can be; `what()` says which part.
class BadFrame : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// The library is loaded and its entry read; no code of the plugin has been called yet.
struct Hello {
  std::uint32_t abiMajor = 0, abiMinor = 0;
  std::string manifest;
};

/// Why the library is no plugin.
struct Unusable {
  enum class Why : std::uint32_t { notLoadable = 1, noEntry, entryTooSmall, otherAbi };
  Why why = Why::notLoadable;
  std::string detail;  ///< the loader's words, or the ABI's version
};

struct Start {
  std::map<std::string, std::string> settings;
  std::string cursor;
  std::uint64_t limit = 0;
  std::vector<std::string> headings;
  std::vector<std::string> fields;  ///< one per heading
};

struct TableRow {
  std::uint64_t number = 0;
  std::vector<std::string> cells;
};

struct Rows {
  bool cancelled = false;
  bool last = false;  ///< none comes after these
  std::vector<TableRow> rows;
};

struct Checkpoint {
  std::uint64_t taken = 0;  ///< the last row that the plugin took; all up to it are settled
  std::string cursor;
};

struct LogLine {
  std::uint32_t level = 0;
  std::string text;
};

struct Done {
  std::int32_t status = 0;  ///< thongbao_status
  std::string message, advice;
  std::uint32_t retryAfterSeconds = 0;
};

std::string encode(const Hello& hello);
std::string encode(const Unusable& unusable);
std::string encode(const Start& start);
std::string encodeWantRows();
std::string encode(const Rows& rows);
std::string encode(const PulledSeller& seller);
std::string encode(const PulledReject& reject);
std::string encode(const Checkpoint& checkpoint);
std::string encode(const LogLine& line);
std::string encode(const Done& done);

/// Each reads the content of one frame wholly. Throws BadFrame: a length beyond the frame or its
/// limit, a text that is not UTF-8, an unknown or doubled field, bytes left over.
Hello decodeHello(std::string_view content);
Unusable decodeUnusable(std::string_view content);
Start decodeStart(std::string_view content);
Rows decodeRows(std::string_view content);
PulledSeller decodeSeller(std::string_view content);
PulledReject decodeReject(std::string_view content);
Checkpoint decodeCheckpoint(std::string_view content);
LogLine decodeLog(std::string_view content);
Done decodeDone(std::string_view content);

struct Frame {
  Kind kind = Kind::hello;
  std::string content;
};

/// Cuts a stream of bytes into frames.
class FrameBuffer {
 public:
  void append(std::string_view bytes) { bytes_.append(bytes); }
  /// The next whole frame; nullopt when it has not arrived yet. Throws BadFrame when its length
  /// is 0 or over the limit, or its kind unknown.
  std::optional<Frame> next();

 private:
  std::string bytes_;
  std::size_t start_ = 0;
};

}  // namespace thongbao::plugin
