#include <Poco/Exception.h>
#include <Poco/SharedLibrary.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <new>
#include <optional>

#include "base/text.h"
#include "plugin/fields.h"
#include "plugin/frames.h"
#include "plugin/process.h"
#include "plugin/session.h"
#include "thongbao/plugin.h"

namespace thongbao::plugin {

namespace {

constexpr std::size_t kFlushBytes = 64U << 10U;
constexpr std::chrono::milliseconds kFlushTime{500};
constexpr std::size_t kMostLogBytes = 1024;

std::string_view view(thongbao_text text) {
  return text.size ? std::string_view(text.bytes, text.size) : std::string_view();
}
std::string copyOf(thongbao_text text) {
  return std::string(view(text));
}
thongbao_text borrowed(std::string_view text) {
  return {text.data(), text.size()};
}

/// What `given` has of a T; fields beyond its size are zero.
template <class T>
T known(const T* given) {
  T whole{};
  std::memcpy(&whole, given, std::min(given->size, sizeof(T)));
  return whole;
}

/// Without the host there is nobody left to serve, and no way back through the plugin's frames.
[[noreturn]] void leave() {
  _exit(kChildLostHost);
}

/// The socket to the host; what is said is gathered, and sent in time to be a sign of life.
class Line {
 public:
  template <class... Said>
  void say(const Said&... said) {
    append(waiting_, said...);
    if (waiting_.size() >= kFlushBytes || std::chrono::steady_clock::now() - sent_ >= kFlushTime)
      flush();
  }

  void flush() {
    for (std::string_view rest = waiting_; !rest.empty();) {
      const ssize_t size = ::send(kChildSocket, rest.data(), rest.size(), MSG_NOSIGNAL);
      if (size < 0 && errno == EINTR) continue;
      if (size < 0) leave();
      rest.remove_prefix(static_cast<std::size_t>(size));
    }
    waiting_.clear();
    sent_ = std::chrono::steady_clock::now();
  }

  /// The content of the next frame of that kind, valid until the next call; nullopt when the host
  /// has hung up. What waits to be said is sent before anything is waited for.
  std::optional<std::string_view> hear(Kind kind) {
    for (;;) {
      if (const auto frame = buffer_.next())
        return frame->kind == kind ? std::optional(frame->content) : std::nullopt;
      const auto room = buffer_.room(kReadBytes);
      ssize_t size = recv(kChildSocket, room.data(), room.size(), MSG_DONTWAIT);
      if (size < 0 && errno == EAGAIN) {
        flush();
        size = recv(kChildSocket, room.data(), room.size(), 0);
      }
      if (size < 0 && errno == EINTR) continue;
      if (size <= 0) return std::nullopt;
      buffer_.arrived(static_cast<std::size_t>(size));
    }
  }

 private:
  std::string waiting_;
  std::chrono::steady_clock::time_point sent_ = std::chrono::steady_clock::now();
  FrameBuffer buffer_;
};

/// Where the host finds the row that the plugin took last, however this process ends.
std::atomic<std::uint64_t>& rowNote() {
  using Note = std::atomic<std::uint64_t>;
  static_assert(Note::is_always_lock_free && sizeof(Note) == sizeof(std::uint64_t));
  void* note = mmap(nullptr, sizeof(Note), PROT_READ | PROT_WRITE, MAP_SHARED, kChildRowNote, 0);
  if (note == MAP_FAILED) _exit(kChildNotStarted);
  return *static_cast<Note*>(note);
}

/// A list of words, and where each was found the last time: one seller is like the other.
class Words {
 public:
  explicit Words(std::vector<std::string_view> all) : all_(std::move(all)) {}

  /// The index of the `place`th word of a seller; as many as there are words when it is none.
  std::size_t find(std::size_t place, std::string_view word) {
    if (place >= last_.size()) last_.resize(place + 1, all_.size());
    std::size_t& found = last_[place];
    if (found == all_.size() || all_[found] != word)
      found = static_cast<std::size_t>(std::find(all_.begin(), all_.end(), word) - all_.begin());
    return found;
  }

 private:
  std::vector<std::string_view> all_;
  std::vector<std::size_t> last_;
};

std::vector<std::string_view> fieldNames() {
  std::vector<std::string_view> names;
  for (const Field& field : fields()) names.emplace_back(field.name);
  return names;
}

/// The host as the plugin sees it. Every function of the ABI ends here.
class Guest {
 public:
  Guest(Line& line, Start start)
      : line_(line),
        start_(std::move(start)),
        headingWords_({start_.headings.begin(), start_.headings.end()}) {
    table_ = {sizeof table_, this, headingCount, heading, field, nextRow};
    host_ = {sizeof host_,
             THONGBAO_ABI_MAJOR,
             THONGBAO_ABI_MINOR,
             this,
             getService,
             setting,
             cursor,
             log,
             emitSeller,
             rejectRow,
             checkpoint,
             cancelled,
             explain};
  }
  Guest(const Guest&) = delete;
  Guest& operator=(const Guest&) = delete;

  const thongbao_host* host() const { return &host_; }
  const Done& explained() const { return explained_; }

 private:
  static Guest& of(void* context) { return *static_cast<Guest*>(context); }

  static const void* getService(void* context, thongbao_text name) noexcept {
    return view(name) == THONGBAO_TABLE_SERVICE ? &of(context).table_ : nullptr;
  }

  static int setting(void* context, thongbao_text key, thongbao_text* value) noexcept {
    const auto& settings = of(context).start_.settings;
    const auto found = settings.find(copyOf(key));
    if (found == settings.end()) return 0;
    *value = borrowed(found->second);
    return 1;
  }

  static thongbao_text cursor(void* context) noexcept {
    return borrowed(of(context).start_.cursor);
  }

  static void log(void* context, int level, thongbao_text text) noexcept {
    std::string_view shown = view(text).substr(0, kMostLogBytes);
    if (const auto wrong = base::firstInvalidUtf8(shown)) shown = shown.substr(0, *wrong);
    of(context).line_.say(LogLine{static_cast<std::uint32_t>(level), std::string(shown)});
  }

  static void emitSeller(void* context, const thongbao_seller* given) noexcept {
    Guest& guest = of(context);
    const thongbao_seller seller = known(given);
    ++guest.sellers_;
    SentSeller& sent = guest.sent_;
    sent.row = seller.row;
    sent.fields.clear();
    for (std::size_t i = 0; i < seller.field_count; ++i)
      sent.fields.emplace_back(guest.fieldWords_.find(i, view(seller.fields[i].name)),
                               view(seller.fields[i].text));
    sent.extra.clear();
    for (std::size_t i = 0; i < seller.extra_count; ++i) {
      const std::string_view heading = view(seller.extra[i].name);
      sent.extra.push_back(
          {guest.headingWords_.find(i, heading), heading, view(seller.extra[i].text)});
    }
    guest.line_.say(sent, guest.start_.headings.size());
  }

  static void rejectRow(void* context, const thongbao_rejection* given) noexcept {
    const thongbao_rejection rejection = known(given);
    of(context).line_.say(PulledReject{rejection.row, copyOf(rejection.column),
                                       copyOf(rejection.value), copyOf(rejection.reason),
                                       copyOf(rejection.advice)});
  }

  static void checkpoint(void* context, thongbao_text cursor) noexcept {
    Guest& guest = of(context);
    guest.line_.say(Checkpoint{guest.taken_, copyOf(cursor)});
    guest.line_.flush();
  }

  static int cancelled(void* context) noexcept {
    const Guest& guest = of(context);
    return guest.rows_.cancelled() || (guest.start_.limit && guest.sellers_ >= guest.start_.limit);
  }

  static void explain(void* context, const thongbao_failure* given) noexcept {
    const thongbao_failure failure = known(given);
    Done& done = of(context).explained_;
    done.message = copyOf(failure.message);
    done.advice = copyOf(failure.advice);
    done.retryAfterSeconds = failure.retry_after_seconds;
  }

  static std::size_t headingCount(void* context) noexcept {
    return of(context).start_.headings.size();
  }
  static thongbao_text heading(void* context, std::size_t column) noexcept {
    return at(of(context).start_.headings, column);
  }
  static thongbao_text field(void* context, std::size_t column) noexcept {
    return at(of(context).start_.fields, column);
  }
  static thongbao_text at(const std::vector<std::string>& texts, std::size_t index) {
    return index < texts.size() ? borrowed(texts[index]) : thongbao_text{};
  }

  static int nextRow(void* context, thongbao_row* row) noexcept {
    Guest& guest = of(context);
    if (cancelled(context) || !guest.fetch()) return 0;
    guest.rowNote_.store(guest.taken_, std::memory_order_relaxed);
    guest.cells_.clear();
    for (const std::string_view cell : guest.texts_) guest.cells_.push_back(borrowed(cell));
    const thongbao_row filled{row->size, guest.taken_, guest.cells_.data(), guest.cells_.size()};
    std::memcpy(row, &filled, std::min(row->size, sizeof filled));
    return 1;
  }

  /// Takes the next row into `taken_` and `texts_`; false when the table has ended.
  bool fetch() {
    while (!rows_.next(taken_, texts_)) {
      if (rows_.last() || rows_.cancelled()) return false;
      if (!hasAsked_) line_.say(WantRows{});
      const auto answer = line_.hear(Kind::rows);
      if (!answer) leave();
      rows_ = RowsReader(*answer);
      hasAsked_ = !rows_.last() && !rows_.cancelled();
      if (hasAsked_) line_.say(WantRows{});
      line_.flush();
    }
    return true;
  }

  Line& line_;
  Start start_;
  thongbao_host host_{};
  thongbao_table table_{};
  std::atomic<std::uint64_t>& rowNote_ = rowNote();
  RowsReader rows_;
  bool hasAsked_ = false;  ///< for the rows behind `rows_`
  std::uint64_t taken_ = 0;
  std::vector<std::string_view> texts_;
  std::vector<thongbao_text> cells_;
  std::uint64_t sellers_ = 0;
  SentSeller sent_;
  Words fieldWords_{fieldNames()};
  Words headingWords_;
  Done explained_;
};

/// The library's entry, or why it has none. The library stays loaded until the process ends.
const thongbao_plugin_entry* load(Poco::SharedLibrary& library, const std::string& path,
                                  Unusable& problem) {
  try {
    library.load(path, Poco::SharedLibrary::SHLIB_LOCAL);
  } catch (const Poco::Exception& failed) {
    problem = {Unusable::Why::notLoadable, failed.message()};
    return nullptr;
  }
  if (!library.hasSymbol(THONGBAO_ENTRY_SYMBOL)) {
    problem = {Unusable::Why::noEntry, ""};
    return nullptr;
  }
  const auto* entry =
      static_cast<const thongbao_plugin_entry*>(library.getSymbol(THONGBAO_ENTRY_SYMBOL));
  if (!THONGBAO_HAS(entry, thongbao_plugin_entry, abi_minor))
    problem = {Unusable::Why::entryTooSmall, ""};
  else if (entry->abi_major != THONGBAO_ABI_MAJOR)
    problem = {Unusable::Why::otherAbi, std::to_string(entry->abi_major)};
  else if (!THONGBAO_HAS(entry, thongbao_plugin_entry, create) || !entry->create)
    problem = {Unusable::Why::entryTooSmall, ""};
  else
    return entry;
  return nullptr;
}

thongbao_status serve(const thongbao_plugin_entry& entry, const Guest& guest) {
  thongbao_plugin plugin{};
  plugin.size = sizeof plugin;
  thongbao_status status = entry.create(guest.host(), &plugin);
  if (status == THONGBAO_OK) {
    status = plugin.pull(plugin.self);
    plugin.destroy(plugin.self);
  }
  return status;
}

Done run(const thongbao_plugin_entry& entry, const Guest& guest) {
  try {
    const thongbao_status status = serve(entry, guest);
    Done done = guest.explained();
    done.status = status;
    return done;
  } catch (...) {
    return {THONGBAO_INTERNAL, "It let an exception out.", "", 0};
  }
}

}  // namespace

int runChild(const std::string& path) {
  std::set_new_handler([] { _exit(kChildOutOfMemory); });
  Line line;
  Poco::SharedLibrary library;
  Unusable problem;
  const thongbao_plugin_entry* entry = load(library, path, problem);
  if (!entry) {
    line.say(problem);
    line.flush();
    return kChildServed;
  }
  line.say(Hello{entry->abi_major, entry->abi_minor, copyOf(entry->manifest)});
  const auto start = line.hear(Kind::start);
  if (!start) return kChildServed;  // the host only wanted to know whether it is a plugin
  Guest guest(line, decodeStart(*start));
  line.say(run(*entry, guest));
  line.flush();
  return kChildServed;
}

}  // namespace thongbao::plugin
