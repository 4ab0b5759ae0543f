#include "plugin/session.h"

#include <algorithm>
#include <cstring>
#include <optional>
#include <set>

#include "base/error.h"
#include "base/log.h"
#include "base/words.h"
#include "plugin/columns.h"
#include "plugin/failures.h"
#include "plugin/frames.h"
#include "plugin/process.h"
#include "thongbao/plugin.h"

namespace thongbao::plugin {

namespace {

using base::Code;
using base::Error;
using base::say;
using base::tr;

constexpr std::size_t kRowsAFrame = 256;
constexpr std::size_t kBytesAFrame = 1U << 20U;
constexpr std::size_t kTextsABlock = 64U << 10U;
constexpr int kMostLogLines = 1000;
constexpr std::chrono::milliseconds kTimeToLeave{2'000};

/// A child and what it says, frame by frame. Whatever goes wrong with it becomes an Error.
class Conversation {
 public:
  Conversation(const std::filesystem::path& program, const std::filesystem::path& library,
               std::string id, const Limits& limits)
      : limits_(limits), id_(std::move(id)), child_(program, library, limits) {}

  /// Valid until the next one.
  Frame next() {
    try {
      for (;;) {
        if (const auto frame = buffer_.next()) return *frame;
        const std::size_t size = child_.receive(buffer_.room(kReadBytes), unsent_);
        if (size == 0) throw endedEarly(culprit(), child_.end(kTimeToLeave), limits_);
        buffer_.arrived(size);
      }
    } catch (const BadFrame& bad) {
      throw brokeProtocol(culprit(), bad.what());
    } catch (const TimedOut& timeOut) {
      throw tookTooLong(culprit(), timeOut, limits_);
    }
  }

  /// The frame must live until `hasSent`: what the socket does not take now is sent by `next`.
  void send(std::string_view frame) {
    unsent_ = frame;
    child_.send(unsent_);
  }
  bool hasSent() const { return unsent_.empty(); }

  /// The first frame. Throws Error(badInput) when the library is no plugin.
  Hello hello(const std::filesystem::path& library) {
    const Frame frame = next();
    try {
      if (frame.kind == Kind::unusable)
        throw unusable(library.string(), decodeUnusable(frame.content));
      if (frame.kind != Kind::hello) throw BadFrame(tr("it did not introduce itself"));
      return decodeHello(frame.content);
    } catch (const BadFrame& bad) {
      throw brokeProtocol(culprit(), bad.what());
    }
  }

  void end() { child_.end(kTimeToLeave); }
  Culprit culprit() const { return {id_, child_.lastRow()}; }

 private:
  const Limits& limits_;
  std::string id_;
  Child child_;
  FrameBuffer buffer_;
  std::string_view unsent_;
};

/// Throws Error(badInput) when the library's own manifest is not the one beside it.
void requireSameManifest(const Hello& hello, const Manifest& sidecar) {
  Manifest own = parseManifest(hello.manifest, sidecar.library.string());
  own.library = sidecar.library;
  if (own != sidecar)
    throw Error(Code::badInput,
                say("The library carries the manifest of “{}” {}, not of “{}” {} as in the file "
                    "beside it.",
                    own.id, own.version, sidecar.id, sidecar.version),
                {.file = sidecar.library.string()},
                tr("Install the library and its .json file together."));
}

/// One pull: answers the child until it is done.
class Session {
 public:
  Session(Conversation& conversation, const Request& request, HostServices& services,
          const Limits& limits, const std::function<void(Batch&&)>& keep)
      : conversation_(conversation),
        request_(request),
        services_(services),
        limits_(limits),
        keep_(keep) {
    for (const std::string& heading : services.headings)
      if (countsRows(heading)) rowCounts_.insert(heading);
  }

  void run(const std::vector<std::string>& fields) {
    const std::string start = encode(
        Start{request_.settings, request_.cursor, request_.limit, services_.headings, fields});
    conversation_.send(start);
    std::optional<Done> done;
    while (!done) {
      const Frame frame = conversation_.next();
      try {
        done = answer(frame);
      } catch (const BadFrame& bad) {
        throw brokeProtocol(conversation_.culprit(), bad.what());
      }
    }
    conversation_.end();
    finish(*done);
  }

 private:
  std::optional<Done> answer(const Frame& frame) {
    switch (frame.kind) {
      case Kind::wantRows:
        serveRows();
        break;
      case Kind::seller:
        takeSeller(frame.content);
        break;
      case Kind::reject:
        take(decodeReject(frame.content));
        break;
      case Kind::checkpoint:
        settle(decodeCheckpoint(frame.content));
        break;
      case Kind::log:
        write(decodeLog(frame.content));
        break;
      case Kind::done:
        return decodeDone(frame.content);
      default:
        throw BadFrame(tr("a frame came out of order"));
    }
    return std::nullopt;
  }

  void serveRows() {
    if (!conversation_.hasSent()) throw BadFrame(tr("a frame came out of order"));
    const bool cancelled = services_.cancelled && services_.cancelled();
    cancelled_ = cancelled_ || cancelled;
    rows_.clear();
    while (!cancelled && !tableEnded_ && rows_.rows() < kRowsAFrame &&
           rows_.bytes() < kBytesAFrame) {
      std::uint64_t number = 0;
      tableEnded_ = !services_.nextRow(number, cells_);
      if (tableEnded_) break;
      served_.push_back(number);
      rows_.add(number, cells_);
    }
    conversation_.send(rows_.frame(cancelled, tableEnded_));
  }

  void takeSeller(std::string_view content) {
    grow(content.size());
    if (!batch_.texts) beginTexts();
    PulledSeller& seller = batch_.sellers.emplace_back(decodeSeller(kept(content), batchHeadings_));
    requireServed(seller.row);
    if (request_.limit && ++sellers_ > request_.limit)
      throw BadFrame(say("it gave more than the {} sellers asked for", request_.limit));
    if (!rowCounts_.empty())
      std::erase_if(seller.extra,
                    [this](const auto& pair) { return rowCounts_.contains(pair.first); });
  }

  void beginTexts() {
    batch_.texts = std::make_unique<std::pmr::monotonic_buffer_resource>(kTextsABlock);
    batchHeadings_.clear();
    for (const std::string& heading : services_.headings) batchHeadings_.push_back(kept(heading));
  }

  /// The text in the batch's own memory.
  std::string_view kept(std::string_view text) {
    if (text.empty()) return {};
    auto* copy = static_cast<char*>(batch_.texts->allocate(text.size(), 1));
    std::memcpy(copy, text.data(), text.size());
    return {copy, text.size()};
  }

  void take(PulledReject reject) {
    requireServed(reject.row);
    reject.column = oneLine(reject.column);
    reject.value = oneLine(reject.value);
    reject.reason = shownText(reject.reason);
    reject.advice = shownText(reject.advice);
    grow(reject.value.size() + reject.reason.size());
    batch_.rejects.push_back(std::move(reject));
  }

  void requireServed(std::uint64_t row) const {
    if (!std::binary_search(served_.begin(), served_.end(), row))
      throw BadFrame(say("it spoke of row {}, which it does not have", row));
  }

  void grow(std::size_t bytes) {
    batchBytes_ += bytes;
    if (batch_.sellers.size() + batch_.rejects.size() >= limits_.mostBatchRows)
      throw BadFrame(say("more than {} rows without a checkpoint", limits_.mostBatchRows));
    if (batchBytes_ > limits_.mostBatchBytes)
      throw BadFrame(say("more than {} bytes without a checkpoint", limits_.mostBatchBytes));
  }

  void settle(Checkpoint checkpoint) {
    served_.erase(served_.begin(),
                  std::upper_bound(served_.begin(), served_.end(), checkpoint.taken));
    batch_.cursor = std::move(checkpoint.cursor);
    batch_.taken = checkpoint.taken;
    keep_(std::move(batch_));
    batch_ = {};
    batchBytes_ = 0;
  }

  void write(const LogLine& line) {
    if (++logLines_ > kMostLogLines) return;
    const std::string text = conversation_.culprit().id + ": " + oneLine(line.text);
    Poco::Logger& log = base::log("plugin");
    if (line.level == 0)
      log.error(text);
    else if (line.level == 1)
      log.warning(text);
    else
      log.information(text);
  }

  void finish(const Done& done) {
    if (done.status < THONGBAO_OK || done.status > THONGBAO_INTERNAL)
      throw brokeProtocol(conversation_.culprit(), say("its status {} is unknown", done.status));
    if (done.status != THONGBAO_OK) throw gaveUp(conversation_.culprit(), done);
    if (cancelled_)
      throw Error(Code::unavailable,
                  tr("The pull was cancelled; everything up to its last checkpoint is kept."),
                  {.row = conversation_.culprit().row},
                  tr("Pull again: it goes on where it stopped."));
  }

  Conversation& conversation_;
  const Request& request_;
  HostServices& services_;
  const Limits& limits_;
  const std::function<void(Batch&&)>& keep_;
  std::vector<std::uint64_t> served_;  ///< rows that the plugin has and did not settle, growing
  std::set<std::string, std::less<>> rowCounts_;  ///< headings of columns that only count the rows
  RowsWriter rows_;
  std::vector<std::string> cells_;
  Batch batch_;
  std::vector<std::string_view> batchHeadings_;  ///< the table's, in the batch's memory
  std::size_t batchBytes_ = 0;
  std::uint64_t sellers_ = 0;
  int logLines_ = 0;
  bool tableEnded_ = false;
  bool cancelled_ = false;
};

}  // namespace

void pull(const std::filesystem::path& program, const Manifest& manifest, const Request& request,
          HostServices& services, const Limits& limits, const std::function<void(Batch&&)>& keep) {
  if (const std::string problem = incompatibility(manifest); !problem.empty())
    throw Error(Code::badInput, problem, {.file = manifest.library.string()});
  for (const auto& [key, value] : request.settings)
    if (std::find(manifest.settings.begin(), manifest.settings.end(), key) ==
        manifest.settings.end())
      throw Error(Code::usage, say("The plugin “{}” has no setting “{}”.", manifest.id, key),
                  {.field = "plugins." + manifest.id + "." + key});
  const std::vector<std::string> fields = fieldsOfHeadings(manifest, services.headings);
  Conversation conversation(program, manifest.library, manifest.id, limits);
  requireSameManifest(conversation.hello(manifest.library), manifest);
  Session(conversation, request, services, limits, keep).run(fields);
}

std::vector<std::string> check(const std::filesystem::path& program,
                               const std::filesystem::path& library) {
  std::vector<std::string> problems;
  const auto attempt = [&problems](const auto& act) {
    try {
      act();
    } catch (const Error& wrong) {
      problems.push_back(describe(wrong));
    }
  };
  std::optional<Manifest> sidecar;
  attempt([&] {
    std::filesystem::path file = library;
    sidecar = readManifest(file.replace_extension(".json"));
    if (const std::string problem = incompatibility(*sidecar); !problem.empty())
      problems.push_back(problem);
  });
  attempt([&] {
    const Limits limits;
    Conversation conversation(program, library, library.stem().string(), limits);
    const Hello hello = conversation.hello(library);
    if (sidecar)
      requireSameManifest(hello, *sidecar);
    else
      parseManifest(hello.manifest, library.string());
  });
  return problems;
}

}  // namespace thongbao::plugin
