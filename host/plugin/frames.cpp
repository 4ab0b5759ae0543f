#include "plugin/frames.h"

#include <array>
#include <bit>
#include <bitset>
#include <cstring>
#include <utility>

#include "base/text.h"
#include "base/words.h"
#include "plugin/fields.h"

namespace thongbao::plugin {

namespace {

using base::say;
using base::tr;

static_assert(std::endian::native == std::endian::little, "numbers are copied as they are");

constexpr std::size_t kHeadBytes = 4;
constexpr std::size_t kFlagsAt = kHeadBytes + 1;  ///< of a frame of rows
constexpr std::size_t kMostFields = 64;

template <class Number>
void put(std::string& stream, Number value) {
  std::array<char, sizeof value> bytes;
  std::memcpy(bytes.data(), &value, sizeof value);
  stream.append(bytes.data(), bytes.size());
}
void put(std::string& stream, std::string_view text) {
  put(stream, static_cast<std::uint32_t>(text.size()));
  stream.append(text);
}

/// Writes the frame's length before its kind and content, which begin at `start`.
void close(std::string& stream, std::size_t start) {
  const auto length = static_cast<std::uint32_t>(stream.size() - start - kHeadBytes);
  std::memcpy(stream.data() + start, &length, sizeof length);
}

/// One frame at the end of a stream; whole when the writer is gone.
class Writer {
 public:
  Writer(std::string& stream, Kind kind) : stream_(stream), start_(stream.size()) {
    stream_.append(kHeadBytes, '\0');
    stream_ += static_cast<char>(kind);
  }
  ~Writer() { close(stream_, start_); }
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  Writer& u32(std::size_t value) {
    put(stream_, static_cast<std::uint32_t>(value));
    return *this;
  }
  Writer& u64(std::uint64_t value) {
    put(stream_, value);
    return *this;
  }
  Writer& text(std::string_view text) {
    put(stream_, text);
    return *this;
  }
  Writer& texts(const std::vector<std::string>& texts) {
    u32(texts.size());
    for (const std::string& one : texts) text(one);
    return *this;
  }

 private:
  std::string& stream_;
  std::size_t start_;
};

class Reader {
 public:
  explicit Reader(std::string_view content) : rest_(content) {}

  std::uint32_t u32() { return number<std::uint32_t>(); }
  std::uint64_t u64() { return number<std::uint64_t>(); }
  std::string_view bytes() { return take(u32()); }
  std::string_view view(std::size_t most = kMostTextBytes) {
    const std::uint32_t size = u32();
    if (size > most) throw BadFrame(say("a text of {} bytes is too long", size));
    const std::string_view bytes = take(size);
    if (base::firstInvalidUtf8(bytes)) throw BadFrame(tr("a text is not valid UTF-8"));
    return bytes;
  }
  std::string text(std::size_t most = kMostTextBytes) { return std::string(view(most)); }
  /// Every item takes at least 4 bytes, so a lying count cannot make the reader allocate.
  std::size_t count(std::size_t most) {
    const std::uint32_t value = u32();
    if (value > most) throw BadFrame(say("a list of {} items is too long", value));
    if (value > rest_.size() / 4) throw BadFrame(tr("it ends too early"));
    return value;
  }
  std::vector<std::string> texts(std::size_t most) {
    std::vector<std::string> all(count(most));
    for (std::string& one : all) one = text();
    return all;
  }
  std::size_t left() const { return rest_.size(); }
  void end() const {
    if (!rest_.empty()) throw BadFrame(tr("it has bytes left over"));
  }

 private:
  template <class Number>
  Number number() {
    Number value;
    std::memcpy(&value, take(sizeof value).data(), sizeof value);
    return value;
  }
  std::string_view take(std::size_t size) {
    if (size > rest_.size()) throw BadFrame(tr("it ends too early"));
    const std::string_view bytes = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return bytes;
  }

  std::string_view rest_;
};

/// Reads the whole content with `read(reader)`.
template <class Read>
auto whole(std::string_view content, Read&& read) {
  Reader reader(content);
  auto value = read(reader);
  reader.end();
  return value;
}

/// The fields of a seller, each at most once.
std::vector<std::pair<std::size_t, std::string_view>> readFields(Reader& reader) {
  std::vector<std::pair<std::size_t, std::string_view>> all(reader.count(fields().size()));
  std::bitset<kMostFields> seen;
  for (auto& [field, text] : all) {
    field = reader.u32();
    text = reader.view();
    if (field >= fields().size()) throw BadFrame(tr("a seller has an unknown field"));
    if (seen.test(field)) throw BadFrame(say("a seller has two “{}”", fields()[field].name));
    seen.set(field);
  }
  return all;
}

std::vector<std::pair<std::string_view, std::string_view>> readExtra(
    Reader& reader, const std::vector<std::string_view>& headings) {
  std::vector<std::pair<std::string_view, std::string_view>> all(reader.count(kMostExtraColumns));
  for (auto& [heading, text] : all) {
    const std::size_t column = reader.u32();
    heading = column < headings.size() ? headings[column] : reader.view();
    text = reader.view();
  }
  return all;
}

}  // namespace

void append(std::string& stream, const Hello& hello) {
  Writer(stream, Kind::hello).u32(hello.abiMajor).u32(hello.abiMinor).text(hello.manifest);
}
void append(std::string& stream, const Unusable& unusable) {
  Writer(stream, Kind::unusable)
      .u32(static_cast<std::uint32_t>(unusable.why))
      .text(unusable.detail);
}
void append(std::string& stream, const Start& start) {
  Writer writer(stream, Kind::start);
  writer.u32(start.settings.size());
  for (const auto& [key, value] : start.settings) writer.text(key).text(value);
  writer.text(start.cursor).u64(start.limit).texts(start.headings).texts(start.fields);
}
void append(std::string& stream, const WantRows&) {
  Writer(stream, Kind::wantRows);
}
void append(std::string& stream, const SentSeller& seller, std::size_t headings) {
  Writer writer(stream, Kind::seller);
  writer.u64(seller.row).u32(seller.fields.size());
  for (const auto& [field, text] : seller.fields) writer.u32(field).text(text);
  writer.u32(seller.extra.size());
  for (const auto& [column, heading, text] : seller.extra) {
    writer.u32(column);
    if (column >= headings) writer.text(heading);
    writer.text(text);
  }
}
void append(std::string& stream, const PulledReject& reject) {
  Writer(stream, Kind::reject)
      .u64(reject.row)
      .text(reject.column)
      .text(reject.value)
      .text(reject.reason)
      .text(reject.advice);
}
void append(std::string& stream, const Checkpoint& checkpoint) {
  Writer(stream, Kind::checkpoint).u64(checkpoint.taken).text(checkpoint.cursor);
}
void append(std::string& stream, const LogLine& line) {
  Writer(stream, Kind::log).u32(line.level).text(line.text);
}
void append(std::string& stream, const Done& done) {
  Writer(stream, Kind::done)
      .u32(static_cast<std::uint32_t>(done.status))
      .text(done.message)
      .text(done.advice)
      .u32(done.retryAfterSeconds);
}

void RowsWriter::clear() {
  bytes_.assign(kHeadBytes, '\0');
  bytes_ += static_cast<char>(Kind::rows);
  bytes_.append(2, '\0');
  rows_ = 0;
}

void RowsWriter::add(std::uint64_t number, const std::vector<std::string>& cells) {
  put(bytes_, number);
  put(bytes_, static_cast<std::uint32_t>(cells.size()));
  for (const std::string& cell : cells) put(bytes_, std::string_view(cell));
  ++rows_;
}

std::string_view RowsWriter::frame(bool cancelled, bool last) {
  bytes_[kFlagsAt] = static_cast<char>(cancelled);
  bytes_[kFlagsAt + 1] = static_cast<char>(last);
  close(bytes_, 0);
  return bytes_;
}

RowsReader::RowsReader(std::string_view content) : content_(content), at_(2) {
  if (content.size() < 2) throw BadFrame(tr("it ends too early"));
  cancelled_ = content[0] != 0;
  last_ = content[1] != 0;
}

bool RowsReader::next(std::uint64_t& number, std::vector<std::string_view>& cells) {
  if (at_ >= content_.size()) return false;
  Reader reader(std::string_view(content_).substr(at_));
  number = reader.u64();
  cells.resize(reader.count(kMostExtraColumns));
  for (std::string_view& cell : cells) cell = reader.bytes();
  at_ = content_.size() - reader.left();
  return true;
}

Hello decodeHello(std::string_view content) {
  return whole(content, [](Reader& reader) {
    Hello hello;
    hello.abiMajor = reader.u32();
    hello.abiMinor = reader.u32();
    hello.manifest = reader.text(1U << 20U);
    return hello;
  });
}
Unusable decodeUnusable(std::string_view content) {
  return whole(content, [](Reader& reader) {
    Unusable unusable;
    const std::uint32_t why = reader.u32();
    if (why < 1 || why > 4) throw BadFrame(tr("a reason is unknown"));
    unusable.why = static_cast<Unusable::Why>(why);
    unusable.detail = reader.text();
    return unusable;
  });
}
Start decodeStart(std::string_view content) {
  return whole(content, [](Reader& reader) {
    Start start;
    for (std::size_t left = reader.count(kMostExtraColumns); left > 0; --left) {
      const std::string key = reader.text();
      start.settings[key] = reader.text();
    }
    start.cursor = reader.text(kMostCursorBytes);
    start.limit = reader.u64();
    start.headings = reader.texts(kMostExtraColumns);
    start.fields = reader.texts(kMostExtraColumns);
    return start;
  });
}
PulledSeller decodeSeller(std::string_view content, const std::vector<std::string_view>& headings) {
  return whole(content, [&headings](Reader& reader) {
    PulledSeller seller;
    seller.row = reader.u64();
    seller.fields = readFields(reader);
    seller.extra = readExtra(reader, headings);
    return seller;
  });
}
PulledReject decodeReject(std::string_view content) {
  return whole(content, [](Reader& reader) {
    PulledReject reject;
    reject.row = reader.u64();
    reject.column = reader.text();
    reject.value = reader.text();
    reject.reason = reader.text();
    reject.advice = reader.text();
    return reject;
  });
}
Checkpoint decodeCheckpoint(std::string_view content) {
  return whole(content, [](Reader& reader) {
    Checkpoint checkpoint;
    checkpoint.taken = reader.u64();
    checkpoint.cursor = reader.text(kMostCursorBytes);
    return checkpoint;
  });
}
LogLine decodeLog(std::string_view content) {
  return whole(content, [](Reader& reader) {
    LogLine line;
    line.level = reader.u32();
    line.text = reader.text();
    return line;
  });
}
Done decodeDone(std::string_view content) {
  return whole(content, [](Reader& reader) {
    Done done;
    done.status = static_cast<std::int32_t>(reader.u32());
    done.message = reader.text();
    done.advice = reader.text();
    done.retryAfterSeconds = reader.u32();
    return done;
  });
}

std::span<char> FrameBuffer::room(std::size_t size) {
  if (start_ > 0) std::memmove(bytes_.data(), bytes_.data() + start_, end_ - start_);
  end_ -= start_;
  start_ = 0;
  if (bytes_.size() - end_ < size) bytes_.resize(end_ + size);
  return {bytes_.data() + end_, size};
}

std::optional<Frame> FrameBuffer::next() {
  const std::string_view waiting(bytes_.data() + start_, end_ - start_);
  if (waiting.size() < kHeadBytes) return std::nullopt;
  std::uint32_t length = 0;
  std::memcpy(&length, waiting.data(), sizeof length);
  if (length == 0 || length > kMostFrameBytes) throw BadFrame(say("a frame of {} bytes", length));
  if (waiting.size() < kHeadBytes + length) return std::nullopt;
  const auto kind = static_cast<unsigned char>(waiting[kHeadBytes]);
  if (kind < static_cast<unsigned char>(Kind::hello) ||
      kind > static_cast<unsigned char>(Kind::done))
    throw BadFrame(say("a frame of the unknown kind {}", kind));
  start_ += kHeadBytes + length;
  return Frame{static_cast<Kind>(kind), waiting.substr(kHeadBytes + 1, length - 1)};
}

}  // namespace thongbao::plugin
