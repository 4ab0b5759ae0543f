#include "intake/xml_part.h"

#include <expat.h>

#include <new>

#include "base/words.h"

namespace thongbao::intake {

namespace {

using base::Code;
using base::Error;
using base::say;
using base::tr;

constexpr std::size_t kBytesAtOnce = 1U << 15U;
constexpr std::size_t kMostDepth = 64;
/// Between two events: a longer tag or comment would be kept in memory whole.
constexpr std::size_t kMostBytesOfOneEvent = 1U << 20U;

/// Names are short: one walk is faster than asking for the length first.
std::string_view withoutPrefix(const char* name) {
  const char* end = name;
  for (; *end; ++end)
    if (*end == ':') name = end + 1;
  return {name, static_cast<std::size_t>(end - name)};
}

bool isUtf8(std::string_view encoding) {
  return encoding.size() == 5 && (encoding[0] | 0x20) == 'u' && (encoding[1] | 0x20) == 't' &&
         (encoding[2] | 0x20) == 'f' && encoding.substr(3) == "-8";
}

/// The next bytes of the part; nullopt at its end.
std::optional<std::string> readBytes(const PartBytes& bytes) {
  std::string piece(kBytesAtOnce, '\0');
  piece.resize(bytes(piece.data(), piece.size()));
  if (piece.empty()) return std::nullopt;
  return piece;
}

}  // namespace

Error damaged(const std::filesystem::path& file, const std::string& detail) {
  return {Code::badInput,
          say("The workbook is damaged: {}.", detail),
          {.file = file.string()},
          tr("Open it in the spreadsheet program and save it again.")};
}

void refuseDamaged(const std::filesystem::path& file, const std::string& detail) {
  throw damaged(file, detail);
}

XmlPart::XmlPart(PartBytes bytes, std::filesystem::path file)
    : file_(std::move(file)),
      parser_(XML_ParserCreate("UTF-8"), XML_ParserFree),
      bytes_([bytes = std::move(bytes)] { return readBytes(bytes); }),
      batches_([this] { return parseNext(); }) {}

XmlPart::~XmlPart() = default;

XmlPart::Event XmlPart::next() {
  while (taken_ == read_.happened.size()) {
    if (read_.failure) throw Error(*read_.failure);
    current_ = {};
    taken_ = 0;
    std::optional<Batch> batch = batches_.next();
    read_ = batch ? std::move(*batch) : Batch{};
    if (!batch) return Event::eof;
  }
  current_ = read_.happened[taken_++];
  return current_.event;
}

std::string_view XmlPart::attribute(std::string_view localName) const {
  for (std::uint32_t i = 0; i < current_.attributes; ++i) {
    const Attribute& attribute = read_.attributes[current_.firstAttribute + i];
    if (viewOf(attribute.name) == localName) return viewOf(attribute.value);
  }
  return {};
}

std::optional<XmlPart::Batch> XmlPart::parseNext() {
  if (isOver_) return std::nullopt;
  if (!parser_) throw std::bad_alloc();
  parsed_ = {};
  parsed_.happened.reserve(kBytesAtOnce / 16);
  parsed_.attributes.reserve(kBytesAtOnce / 32);
  parsed_.texts.reserve(kBytesAtOnce);
  const std::optional<std::string> bytes = bytes_.next();
  parse(bytes ? *bytes : std::string(), !bytes);
  sinceEvent_ = parsed_.happened.empty() ? sinceEvent_ + (bytes ? bytes->size() : 0) : 0;
  if (!parsed_.failure && sinceEvent_ > kMostBytesOfOneEvent)
    fail(tr("The workbook has a tag or comment without an end."));
  isOver_ = !bytes || parsed_.failure;
  return std::move(parsed_);
}

void XmlPart::parse(std::string_view bytes, bool isLast) {
  XML_SetUserData(parser_.get(), this);
  XML_SetElementHandler(parser_.get(), &XmlPart::started, &XmlPart::ended);
  XML_SetCharacterDataHandler(parser_.get(), &XmlPart::told);
  XML_SetXmlDeclHandler(parser_.get(), &XmlPart::declared);
  XML_SetStartDoctypeDeclHandler(parser_.get(), &XmlPart::doctypeStarted);
  if (bytes.find('\0') != std::string_view::npos)
    return fail(tr("The workbook's texts are not in UTF-8."));
  const auto status =
      XML_Parse(parser_.get(), bytes.data(), static_cast<int>(bytes.size()), isLast ? 1 : 0);
  if (status == XML_STATUS_ERROR && !parsed_.failure)
    parsed_.failure = damaged(file_, XML_ErrorString(XML_GetErrorCode(parser_.get())));
}

void XmlPart::fail(const std::string& sentence) {
  parsed_.failure = Error(Code::badInput, sentence, {.file = file_.string()});
  XML_StopParser(parser_.get(), XML_FALSE);
}

XmlPart::Piece XmlPart::keep(std::string_view text) {
  const Piece piece{static_cast<std::uint32_t>(parsed_.texts.size()),
                    static_cast<std::uint32_t>(text.size())};
  parsed_.texts += text;
  return piece;
}

void XmlPart::started(void* self, const char* element, const char** attributes) {
  auto& part = *static_cast<XmlPart*>(self);
  if (part.parsed_.failure) return;
  Happened start{Event::start, part.keep(withoutPrefix(element)),
                 static_cast<std::uint32_t>(part.parsed_.attributes.size()), 0};
  for (; *attributes; attributes += 2, ++start.attributes)
    part.parsed_.attributes.push_back(
        {part.keep(withoutPrefix(attributes[0])), part.keep(attributes[1])});
  part.parsed_.happened.push_back(start);
  if (++part.depth_ > kMostDepth)
    part.fail(damaged(part.file_, "elements within elements").sentence());
}

void XmlPart::ended(void* self, const char* element) {
  auto& part = *static_cast<XmlPart*>(self);
  if (part.parsed_.failure) return;
  --part.depth_;
  part.parsed_.happened.push_back({Event::end, part.keep(withoutPrefix(element)), 0, 0});
}

void XmlPart::told(void* self, const char* text, int size) {
  auto& part = *static_cast<XmlPart*>(self);
  if (part.parsed_.failure) return;
  const Piece piece = part.keep({text, static_cast<std::size_t>(size)});
  if (!part.parsed_.happened.empty() && part.parsed_.happened.back().event == Event::text)
    part.parsed_.happened.back().text.size += piece.size;
  else
    part.parsed_.happened.push_back({Event::text, piece, 0, 0});
}

void XmlPart::declared(void* self, const char*, const char* encoding, int) {
  if (encoding && !isUtf8(encoding))
    static_cast<XmlPart*>(self)->fail(tr("The workbook's texts are not in UTF-8."));
}

void XmlPart::doctypeStarted(void* self, const char*, const char*, const char*, int) {
  static_cast<XmlPart*>(self)->fail(
      tr("The workbook has a DOCTYPE, which no spreadsheet program writes."));
}

}  // namespace thongbao::intake
