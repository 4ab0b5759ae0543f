#include "intake/package.h"

#include <Poco/Exception.h>
#include <Poco/XML/XMLStreamParser.h>
#include <Poco/Zip/ZipStream.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <istream>
#include <optional>
#include <streambuf>

#include "base/error.h"
#include "base/files.h"
#include "base/words.h"

namespace thongbao::intake {

namespace {

using base::Code;
using base::Error;
using base::say;
using base::tr;
using Parser = Poco::XML::XMLStreamParser;

constexpr std::size_t kMostEntries = 10'000;
constexpr std::uint64_t kMostRatio = 200;
constexpr std::uint64_t kSmallBytes = 16U << 20U;
constexpr std::size_t kMostDepth = 64;
/// Between two events: a longer tag or comment would be kept in memory whole.
constexpr std::size_t kMostBytesOfOneEvent = 1U << 20U;

/// Unpacked bytes on their way to the XML parser. Ends early when they may not go on, and keeps
/// the reason; the parser in between would lose an exception.
class GuardedBytes : public std::streambuf {
 public:
  GuardedBytes(std::streambuf& source, std::filesystem::path file,
               std::shared_ptr<std::uint64_t> bytesLeft)
      : source_(source), file_(std::move(file)), bytesLeft_(std::move(bytesLeft)) {}

  const std::optional<Error>& failure() const { return failure_; }
  void eventArrived() { sinceEvent_ = 0; }

 protected:
  int_type underflow() override {
    if (failure_) return traits_type::eof();
    const std::size_t got = read();
    if (got == 0 || !isAllowed({buffer_.data() + kKept, got})) return traits_type::eof();
    setg(buffer_.data() + kKept, buffer_.data() + kKept, buffer_.data() + kKept + got);
    return traits_type::to_int_type(*gptr());
  }

 private:
  static constexpr std::string_view kDoctype = "<!DOCTYPE";
  static constexpr std::size_t kKept = kDoctype.size();

  std::size_t read() {
    std::copy(egptr() - std::min<std::ptrdiff_t>(egptr() - eback(), kKept), egptr(),
              buffer_.data() + kKept - std::min<std::ptrdiff_t>(egptr() - eback(), kKept));
    try {
      const auto got = source_.sgetn(buffer_.data() + kKept,
                                     static_cast<std::streamsize>(buffer_.size() - kKept));
      return static_cast<std::size_t>(std::max<std::streamsize>(got, 0));
    } catch (const Poco::Exception& broken) {
      fail(say("The workbook is damaged: {}.", broken.displayText()),
           tr("Open it in the spreadsheet program and save it again."));
      return 0;
    }
  }

  bool isAllowed(std::string_view bytes) {
    sinceEvent_ += bytes.size();
    if (bytes.size() > *bytesLeft_)
      fail(tr("The workbook unpacks to more bytes than may be read."),
           tr("Save the list as CSV UTF-8, or cut it into several files."));
    else if (sinceEvent_ > kMostBytesOfOneEvent)
      fail(tr("The workbook has a tag or comment without an end."), {});
    else if (bytes.find('\0') != std::string_view::npos)
      fail(tr("The workbook's texts are not in UTF-8."), {});
    else if (std::string_view(buffer_.data(), kKept + bytes.size()).find(kDoctype) !=
             std::string_view::npos)
      fail(tr("The workbook has a DOCTYPE, which no spreadsheet program writes."), {});
    else
      *bytesLeft_ -= bytes.size();
    return !failure_;
  }

  void fail(const std::string& sentence, const std::string& advice) {
    failure_ = Error(Code::badInput, sentence, {.file = file_.string()}, advice);
  }

  std::streambuf& source_;
  std::filesystem::path file_;
  std::shared_ptr<std::uint64_t> bytesLeft_;
  std::optional<Error> failure_;
  std::size_t sinceEvent_ = 0;
  /// Starts with the last bytes of the piece before, so that a DOCTYPE across two is seen.
  std::array<char, (1U << 14U) + kKept> buffer_{};
};

class ZippedXml : public XmlPart {
 public:
  ZippedXml(const Poco::Zip::ZipLocalFileHeader& header, const std::filesystem::path& file,
            std::shared_ptr<std::uint64_t> bytesLeft)
      : file_(file),
        stream_(base::openForReading(file)),
        unzipped_(stream_, header, true),
        bytes_(*unzipped_.rdbuf(), file, std::move(bytesLeft)),
        guarded_(&bytes_),
        parser_(guarded_, header.getFileName()) {}

  Event next() override {
    try {
      const Event event = read();
      bytes_.eventArrived();
      return event;
    } catch (const Poco::Exception& broken) {
      if (bytes_.failure()) throw Error(*bytes_.failure());
      refuseDamaged(file_, broken.displayText());
    }
  }

  const std::string& name() const override { return parser_.localName(); }
  const std::string& text() const override { return parser_.value(); }
  std::string attribute(std::string_view localName) const override {
    for (const auto& [name, attribute] : parser_.attributeMap())
      if (name.localName() == localName) return attribute.value;
    return {};
  }

 private:
  Event read() {
    switch (parser_.next()) {
      case Parser::EV_START_ELEMENT:
        parser_.attributeMap();  // none of them must be asked for
        if (++depth_ > kMostDepth) refuseDamaged(file_, "elements within elements");
        return Event::start;
      case Parser::EV_END_ELEMENT:
        --depth_;
        return Event::end;
      case Parser::EV_CHARACTERS:
        return Event::text;
      default:
        break;
    }
    if (bytes_.failure()) throw Error(*bytes_.failure());
    return Event::eof;
  }

  std::filesystem::path file_;
  std::ifstream stream_;
  Poco::Zip::ZipInputStream unzipped_;
  GuardedBytes bytes_;
  std::istream guarded_;
  Parser parser_;
  std::size_t depth_ = 0;
};

bool leadsOutside(const std::string& name) {
  if (name.empty() || name.front() == '/' || name.find_first_of("\\:") != std::string::npos)
    return true;
  for (const auto& step : std::filesystem::path(name))
    if (step == "..") return true;
  return false;
}

}  // namespace

void refuseDamaged(const std::filesystem::path& file, const std::string& detail) {
  throw Error(Code::badInput, say("The workbook is damaged: {}.", detail), {.file = file.string()},
              tr("Open it in the spreadsheet program and save it again."));
}

Package::Package(const std::filesystem::path& file, std::uint64_t mostUnpackedBytes) : file_(file) {
  std::ifstream stream = base::openForReading(file);
  try {
    archive_ = std::make_unique<Poco::Zip::ZipArchive>(stream);
  } catch (const Poco::Exception& broken) {
    refuseDamaged(file, broken.displayText());
  }
  const auto entries = std::distance(archive_->headerBegin(), archive_->headerEnd());
  if (static_cast<std::size_t>(entries) > kMostEntries)
    throw Error(Code::badInput, say("The archive has more than {} entries.", kMostEntries),
                {.file = file.string()});
  for (auto entry = archive_->headerBegin(); entry != archive_->headerEnd(); ++entry)
    if (leadsOutside(entry->first))
      throw Error(Code::badInput,
                  say("The archive has an entry that leads outside: “{}”.", entry->first),
                  {.file = file.string()}, tr("Do not open it; ask who sent it."));
  bytesLeft_ = std::make_shared<std::uint64_t>(
      std::min(mostUnpackedBytes, kSmallBytes + kMostRatio * std::filesystem::file_size(file)));
}

bool Package::has(const std::string& part) const {
  return archive_->findHeader(part) != archive_->headerEnd();
}

std::unique_ptr<XmlPart> Package::open(const std::string& part) const {
  const auto header = archive_->findHeader(part);
  if (header == archive_->headerEnd()) refuseDamaged(file_, part);
  try {
    return std::make_unique<ZippedXml>(header->second, file_, bytesLeft_);
  } catch (const Poco::Exception& broken) {
    refuseDamaged(file_, broken.displayText());
  }
}

}  // namespace thongbao::intake
