#include "intake/text_file.h"

#include <algorithm>
#include <cstring>

#include "base/files.h"
#include "base/text.h"
#include "base/words.h"

namespace thongbao::intake {

namespace {

using base::Code;
using base::Error;
using base::say;
using base::tr;

constexpr std::size_t kPiece = 1U << 16U;
constexpr std::size_t kMostKept = 3;  ///< bytes of a cut character

std::optional<LegacyFont> fontOf(Encoding encoding) {
  if (encoding == Encoding::tcvn3) return LegacyFont::tcvn3;
  if (encoding == Encoding::vni) return LegacyFont::vni;
  return std::nullopt;
}

/// How the characters themselves are written: what a legacy font shows as Vietnamese is Western
/// text, which a program may have saved as Unicode. nullopt for a Windows code page.
std::optional<Encoding> unicodeIn(std::string_view head, Encoding encoding) {
  if (encoding == Encoding::windows1258) return std::nullopt;
  return fontOf(encoding) ? unicodeOf(head) : encoding;
}

const char* characterSetOf(std::optional<Encoding> unicode, Encoding encoding) {
  if (unicode == Encoding::utf16le) return "UTF-16LE";
  if (unicode == Encoding::utf16be) return "UTF-16BE";
  return encoding == Encoding::windows1258 ? "WINDOWS-1258" : "WINDOWS-1252";
}

}  // namespace

TextFile::TextFile(std::filesystem::path file, std::string_view head, Encoding encoding)
    : file_(std::move(file)),
      stream_(base::openForReading(file_)),
      encoding_(encoding),
      font_(fontOf(encoding)),
      bytes_(kMostKept + kPiece) {
  // A file that is ASCII in its head is read as the code page, in which ASCII is the same.
  const bool isAscii = std::none_of(head.begin(), head.end(), [](char c) { return c < 0; });
  auto unicode = unicodeIn(head, encoding);
  if (font_ && isAscii && unicode == Encoding::utf8) unicode = std::nullopt;
  if (unicode) stream_.seekg(static_cast<std::streamoff>(markLength(head, *unicode)));
  if (unicode != Encoding::utf8)
    converter_ = std::make_unique<Converter>(characterSetOf(unicode, encoding));
  read();
}

bool TextFile::next(std::string_view& piece) {
  while (isGiven_ || piece_.empty()) {
    if (failure_)
      throw Error(Code::badInput, failure_->sentence, {.file = file_.string(), .line = line_},
                  failure_->advice);
    if (ended_) return false;
    read();
  }
  isGiven_ = true;
  piece = piece_;
  return true;
}

void TextFile::read() {
  const std::string_view bytes = readBytes();
  const std::string_view text = withoutZeros(converter_ ? converted(bytes) : checked(bytes));
  line_ += static_cast<std::uint64_t>(std::count(text.begin(), text.end(), '\n'));
  piece_ = font_ ? shown(text) : text;
  isGiven_ = false;
}

std::string_view TextFile::readBytes() {
  std::copy(kept_.begin(), kept_.end(), bytes_.begin());
  const std::size_t before = kept_.size();
  kept_.clear();
  stream_.read(bytes_.data() + before, kPiece);
  if (stream_.bad())
    throw Error(Code::badInput, tr("The file cannot be read to its end."),
                {.file = file_.string()});
  ended_ = !stream_;
  return {bytes_.data(), before + static_cast<std::size_t>(stream_.gcount())};
}

std::string_view TextFile::checked(std::string_view bytes) {
  const std::size_t cut = ended_ ? 0 : incompleteEnd(bytes);
  const std::string_view whole = bytes.substr(0, bytes.size() - cut);
  const auto wrong = base::firstInvalidUtf8(whole);
  kept_ = bytes.substr(whole.size());
  if (!wrong) return whole;
  fail(say("The text is not valid {}.", nameOf(encoding_)), adviceOnEncoding());
  return whole.substr(0, *wrong);
}

std::string_view TextFile::converted(std::string_view bytes) {
  converted_.clear();
  if (!converter_->convert(bytes, converted_) || (ended_ && !converter_->finish(converted_)))
    fail(say("The text is not valid {}.", nameOf(encoding_)), adviceOnEncoding());
  return converted_;
}

std::string_view TextFile::withoutZeros(std::string_view text) {
  const std::size_t zero = text.find('\0');
  if (zero == std::string_view::npos) return text;
  fail(tr("There is a zero byte in the text, which no list has."), adviceOnEncoding());
  return text.substr(0, zero);
}

std::string_view TextFile::shown(std::string_view text) {
  unshown_ += text;
  const std::size_t known =
      ended_ || failure_ ? unshown_.size() : convertibleStart(unshown_, *font_);
  shown_ = fromLegacyFont(std::string_view(unshown_).substr(0, known), *font_);
  unshown_.erase(0, known);
  return shown_;
}

void TextFile::fail(std::string sentence, std::string advice) {
  failure_ = Failure{std::move(sentence), std::move(advice)};
}

}  // namespace thongbao::intake
