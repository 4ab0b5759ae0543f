#include "plugin/frames.h"

#include <set>
#include <utility>

#include "base/text.h"
#include "base/words.h"
#include "plugin/fields.h"

namespace thongbao::plugin {

namespace {

using base::say;
using base::tr;

constexpr std::size_t kHeadBytes = 4;
using Pairs = std::vector<std::pair<std::string, std::string>>;

class Writer {
 public:
  explicit Writer(Kind kind) : bytes_(kHeadBytes, '\0') { bytes_ += static_cast<char>(kind); }

  Writer& u32(std::uint32_t value) { return number(value, 4); }
  Writer& u64(std::uint64_t value) { return number(value, 8); }
  Writer& text(std::string_view text) {
    u32(static_cast<std::uint32_t>(text.size()));
    bytes_ += text;
    return *this;
  }
  Writer& texts(const std::vector<std::string>& texts) {
    u32(static_cast<std::uint32_t>(texts.size()));
    for (const std::string& one : texts) text(one);
    return *this;
  }
  template <class PairsLike>
  Writer& pairs(const PairsLike& pairs) {
    u32(static_cast<std::uint32_t>(pairs.size()));
    for (const auto& [name, value] : pairs) text(name).text(value);
    return *this;
  }

  /// The finished frame, with its length in front.
  std::string frame() {
    const std::size_t length = bytes_.size() - kHeadBytes;
    for (std::size_t i = 0; i < kHeadBytes; ++i)
      bytes_[i] = static_cast<char>(length >> (8 * i) & 0xFFU);
    return std::move(bytes_);
  }

 private:
  Writer& number(std::uint64_t value, std::size_t size) {
    for (std::size_t i = 0; i < size; ++i) bytes_ += static_cast<char>(value >> (8 * i) & 0xFFU);
    return *this;
  }

  std::string bytes_;
};

std::uint64_t littleEndian(std::string_view bytes) {
  std::uint64_t value = 0;
  for (std::size_t i = bytes.size(); i-- > 0;)
    value = value << 8U | static_cast<unsigned char>(bytes[i]);
  return value;
}

class Reader {
 public:
  explicit Reader(std::string_view content) : rest_(content) {}

  std::uint32_t u32() { return static_cast<std::uint32_t>(littleEndian(take(4))); }
  std::uint64_t u64() { return littleEndian(take(8)); }
  bool flag() {
    const std::uint32_t value = u32();
    if (value > 1) throw BadFrame(tr("a flag is neither 0 nor 1"));
    return value == 1;
  }
  std::string text(std::size_t most = kMostTextBytes) {
    const std::uint32_t size = u32();
    if (size > most) throw BadFrame(say("a text of {} bytes is too long", size));
    const std::string_view bytes = take(size);
    if (base::firstInvalidUtf8(bytes)) throw BadFrame(tr("a text is not valid UTF-8"));
    return std::string(bytes);
  }
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
  Pairs pairs(std::size_t most) {
    Pairs all(count(most));
    for (auto& [name, value] : all) {
      name = text();
      value = text();
    }
    return all;
  }
  void end() const {
    if (!rest_.empty()) throw BadFrame(tr("it has bytes left over"));
  }

 private:
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

void refuseOddFields(const Pairs& pairs) {
  std::set<std::string_view> seen;
  for (const auto& [name, text] : pairs) {
    if (!findField(name)) throw BadFrame(tr("a seller has an unknown field"));
    if (!seen.insert(name).second) throw BadFrame(say("a seller has two “{}”", name));
  }
}

}  // namespace

std::string encode(const Hello& hello) {
  return Writer(Kind::hello).u32(hello.abiMajor).u32(hello.abiMinor).text(hello.manifest).frame();
}
std::string encode(const Unusable& unusable) {
  return Writer(Kind::unusable)
      .u32(static_cast<std::uint32_t>(unusable.why))
      .text(unusable.detail)
      .frame();
}
std::string encode(const Start& start) {
  return Writer(Kind::start)
      .pairs(start.settings)
      .text(start.cursor)
      .u64(start.limit)
      .texts(start.headings)
      .texts(start.fields)
      .frame();
}
std::string encodeWantRows() {
  return Writer(Kind::wantRows).frame();
}
std::string encode(const Rows& rows) {
  Writer writer(Kind::rows);
  writer.u32(rows.cancelled).u32(rows.last).u32(static_cast<std::uint32_t>(rows.rows.size()));
  for (const TableRow& row : rows.rows) writer.u64(row.number).texts(row.cells);
  return writer.frame();
}
std::string encode(const PulledSeller& seller) {
  return Writer(Kind::seller).u64(seller.row).pairs(seller.fields).pairs(seller.extra).frame();
}
std::string encode(const PulledReject& reject) {
  return Writer(Kind::reject)
      .u64(reject.row)
      .text(reject.column)
      .text(reject.value)
      .text(reject.reason)
      .text(reject.advice)
      .frame();
}
std::string encode(const Checkpoint& checkpoint) {
  return Writer(Kind::checkpoint).u64(checkpoint.taken).text(checkpoint.cursor).frame();
}
std::string encode(const LogLine& line) {
  return Writer(Kind::log).u32(line.level).text(line.text).frame();
}
std::string encode(const Done& done) {
  return Writer(Kind::done)
      .u32(static_cast<std::uint32_t>(done.status))
      .text(done.message)
      .text(done.advice)
      .u32(done.retryAfterSeconds)
      .frame();
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
    for (auto& [key, value] : reader.pairs(kMostExtraColumns)) start.settings[key] = value;
    start.cursor = reader.text(kMostCursorBytes);
    start.limit = reader.u64();
    start.headings = reader.texts(kMostExtraColumns);
    start.fields = reader.texts(kMostExtraColumns);
    return start;
  });
}
Rows decodeRows(std::string_view content) {
  return whole(content, [](Reader& reader) {
    Rows rows;
    rows.cancelled = reader.flag();
    rows.last = reader.flag();
    rows.rows.resize(reader.count(kMostFrameBytes));
    for (TableRow& row : rows.rows) {
      row.number = reader.u64();
      row.cells = reader.texts(kMostExtraColumns);
    }
    return rows;
  });
}
PulledSeller decodeSeller(std::string_view content) {
  return whole(content, [](Reader& reader) {
    PulledSeller seller;
    seller.row = reader.u64();
    seller.fields = reader.pairs(fields().size());
    seller.extra = reader.pairs(kMostExtraColumns);
    refuseOddFields(seller.fields);
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

std::optional<Frame> FrameBuffer::next() {
  const std::string_view waiting = std::string_view(bytes_).substr(start_);
  if (waiting.size() < kHeadBytes) return std::nullopt;
  const std::uint64_t length = littleEndian(waiting.substr(0, kHeadBytes));
  if (length == 0 || length > kMostFrameBytes) throw BadFrame(say("a frame of {} bytes", length));
  if (waiting.size() < kHeadBytes + length) return std::nullopt;
  const auto kind = static_cast<unsigned char>(waiting[kHeadBytes]);
  if (kind < static_cast<unsigned char>(Kind::hello) ||
      kind > static_cast<unsigned char>(Kind::done))
    throw BadFrame(say("a frame of the unknown kind {}", kind));
  Frame frame{static_cast<Kind>(kind), std::string(waiting.substr(kHeadBytes + 1, length - 1))};
  start_ += kHeadBytes + length;
  if (start_ > bytes_.size() / 2) {
    bytes_.erase(0, start_);
    start_ = 0;
  }
  return frame;
}

}  // namespace thongbao::plugin
