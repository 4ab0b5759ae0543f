#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
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
///
/// The child asks for the next rows as soon as it has some, so that neither side waits for the
/// other; it never asks twice before it is answered.
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

struct WantRows {};

/// Gathers rows into a frame, and the frame after it into the same memory.
class RowsWriter {
 public:
  RowsWriter() { clear(); }
  void clear();
  void add(std::uint64_t number, const std::vector<std::string>& cells);
  std::size_t rows() const { return rows_; }
  std::size_t bytes() const { return bytes_.size(); }
  /// The whole frame, valid until the next call. `last`: no rows come after these.
  std::string_view frame(bool cancelled, bool last);

 private:
  std::string bytes_;
  std::size_t rows_ = 0;
};

/// Hands out the rows of a frame one by one. The child trusts the host's texts: they are not
/// looked at.
class RowsReader {
 public:
  /// No rows, and more to come.
  RowsReader() = default;
  /// Throws BadFrame, as `next` does, when the content ends too early.
  explicit RowsReader(std::string_view content);
  /// False behind the last row. The cells are valid as long as the reader.
  bool next(std::uint64_t& number, std::vector<std::string_view>& cells);
  bool cancelled() const { return cancelled_; }
  bool last() const { return last_; }

 private:
  std::string content_;
  std::size_t at_ = 0;
  bool cancelled_ = false, last_ = false;
};

/// A seller as the child sends it: known words by their index.
struct SentSeller {
  struct Extra {
    std::size_t column = 0;    ///< in the table's headings
    std::string_view heading;  ///< sent only when it is none of the table's
    std::string_view text;
  };
  std::uint64_t row = 0;
  std::vector<std::pair<std::size_t, std::string_view>> fields;  ///< index in fields(), text
  std::vector<Extra> extra;
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

/// Each appends one frame to the stream.
void append(std::string& stream, const Hello& hello);
void append(std::string& stream, const Unusable& unusable);
void append(std::string& stream, const Start& start);
void append(std::string& stream, const WantRows& wish);
/// `headings` is the number of the table's headings.
void append(std::string& stream, const SentSeller& seller, std::size_t headings);
void append(std::string& stream, const PulledReject& reject);
void append(std::string& stream, const Checkpoint& checkpoint);
void append(std::string& stream, const LogLine& line);
void append(std::string& stream, const Done& done);

/// The frame alone.
template <class... Said>
std::string encode(const Said&... said) {
  std::string stream;
  append(stream, said...);
  return stream;
}

/// Each reads the content of one frame wholly. Throws BadFrame: a length beyond the frame or its
/// limit, a text that is not UTF-8, an unknown or doubled field, bytes left over.
Hello decodeHello(std::string_view content);
Unusable decodeUnusable(std::string_view content);
Start decodeStart(std::string_view content);
/// The seller's texts point into the content and the headings.
PulledSeller decodeSeller(std::string_view content, const std::vector<std::string_view>& headings);
PulledReject decodeReject(std::string_view content);
Checkpoint decodeCheckpoint(std::string_view content);
LogLine decodeLog(std::string_view content);
Done decodeDone(std::string_view content);

struct Frame {
  Kind kind = Kind::hello;
  std::string_view content;
};

/// Cuts a stream of bytes into frames.
class FrameBuffer {
 public:
  /// Room for `size` more bytes of the stream. Frames that were cut before are gone.
  std::span<char> room(std::size_t size);
  /// So many bytes were put at the beginning of the room.
  void arrived(std::size_t size) { end_ += size; }
  /// The next whole frame; nullopt when it has not arrived yet. Throws BadFrame when its length
  /// is 0 or over the limit, or its kind unknown.
  std::optional<Frame> next();

 private:
  std::vector<char> bytes_;
  std::size_t start_ = 0, end_ = 0;  ///< what has arrived and is not cut yet
};

}  // namespace thongbao::plugin
