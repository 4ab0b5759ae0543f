#include "delivery/mail.h"

#include <algorithm>
#include <cstring>
#include <memory>
#include <string_view>

#include "base/error.h"
#include "base/hash.h"
#include "base/json.h"
#include "base/text.h"
#include "base/words.h"
#include "delivery/mime.h"
#include "delivery/print.h"
#include "domain/identifiers.h"

namespace thongbao::delivery {

namespace {

using base::tr;

constexpr std::size_t kLongestHeaderText = 2000;
constexpr std::size_t kPlainHeaderText = 60;
constexpr std::size_t kKeyDigits = 32;
/// As base64 with its frame, 64 characters: fits a line of 76 behind the longest header's name.
constexpr std::size_t kBytesOfAWord = 39;

[[noreturn]] void refuse(const std::string& sentence, const char* field) {
  throw base::Error(base::Code::badInput, sentence, {.field = field});
}

/// Control characters, line separators, and marks that reverse the direction of reading.
bool isControl(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029 ||
         (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

void checkUtf8(std::string_view text, const char* field) {
  if (base::firstInvalidUtf8(text)) refuse(tr("The text is not valid UTF-8."), field);
}

void checkLine(std::string_view text, const char* field) {
  checkUtf8(text, field);
  if (text.size() > kLongestHeaderText)
    refuse(tr("The text is too long for a mail's head."), field);
  for (std::size_t i = 0; i < text.size();)
    if (isControl(base::nextCodePoint(text, i)))
      refuse(tr("The text has a line break or a control character."), field);
}

void checkAddress(const std::string& address, const char* field) {
  const auto normal = domain::normalEmail(address);
  if (!normal || normal->value != address) refuse(tr("This is no e-mail address."), field);
}

/// RFC 5322, 3.6.4, and RFC 2045, 5.1: what may stand unquoted in an id or a media type.
void checkPlain(const std::string& text, char between, const char* field) {
  const auto isAllowed = [](unsigned char c) {
    return c > 0x20 && c < 0x7F && !std::strchr("<>()[]\\,;:\"", c);
  };
  const auto at = text.find(between);
  if (at == 0 || at == std::string::npos || at + 1 == text.size() ||
      text.size() > kLongestHeaderText || !std::all_of(text.begin(), text.end(), isAllowed))
    refuse(tr("The text has characters that are not allowed here."), field);
}

void check(const Mail& mail) {
  checkAddress(mail.from.address, "From");
  checkAddress(mail.to.address, "To");
  if (!mail.replyTo.empty()) checkAddress(mail.replyTo, "Reply-To");
  checkLine(mail.from.name, "From");
  checkLine(mail.to.name, "To");
  checkLine(mail.subject, "Subject");
  checkPlain(mail.messageId, '@', "Message-ID");
  checkUtf8(mail.text, "text");
  checkUtf8(mail.html, "html");
  if (mail.attachment.bytes.empty()) return;
  checkPlain(mail.attachment.mediaType, '/', "Content-Type");
  checkLine(mail.attachment.fileName, "filename");
  if (mail.attachment.fileName.find_first_of("/\\") != std::string::npos)
    refuse(tr("The file's name is a path."), "filename");
}

/// With `\n` for every kind of line break, and one at its end.
std::string linesOf(std::string text) {
  for (std::size_t at = 0; (at = text.find('\r', at)) != std::string::npos;)
    text.replace(at, text.compare(at, 2, "\r\n") == 0 ? 2 : 1, "\n");
  if (!text.ends_with('\n')) text += '\n';
  return text;
}

/// The line breaks of an encoded text are CRLF (RFC 2045, 6.8).
Part makeText(const std::string& subtype, const std::string& text) {
  return encoded("Content-Type: text/" + subtype + "; charset=utf-8\r\n", withCrlf(linesOf(text)));
}

struct FreeFormat {
  void operator()(GMimeFormatOptions* format) const { g_mime_format_options_free(format); }
};

std::string headersOf(GMimeObject* part) {
  const std::unique_ptr<GMimeFormatOptions, FreeFormat> format(g_mime_format_options_new());
  g_mime_format_options_set_param_encoding_method(format.get(),
                                                  GMIME_PARAM_ENCODING_METHOD_RFC2231);
  const std::unique_ptr<char, decltype(&g_free)> headers(
      g_mime_object_get_headers(part, format.get()), &g_free);
  return withCrlf(headers.get());
}

/// The plain name in Content-Type is for readers that do not know RFC 2231.
Part makeAttachment(const Attachment& attachment) {
  const auto slash = attachment.mediaType.find('/');
  const Owned<GMimePart> part(
      g_mime_part_new_with_type(attachment.mediaType.substr(0, slash).c_str(),
                                attachment.mediaType.substr(slash + 1).c_str()));
  GMimeObject* object = GMIME_OBJECT(part.get());
  g_mime_object_set_content_type_parameter(object, "name",
                                           plainFileName(attachment.fileName).c_str());
  g_mime_object_set_disposition(object, GMIME_DISPOSITION_ATTACHMENT);
  GMimeParamList* parameters =
      g_mime_content_disposition_get_parameters(g_mime_object_get_content_disposition(object));
  g_mime_param_list_set_parameter(parameters, "filename", attachment.fileName.c_str());
  g_mime_param_set_charset(g_mime_param_list_get_parameter(parameters, "filename"), "utf-8");
  return encoded(headersOf(object), attachment.bytes);
}

Part makeBody(const Mail& mail) {
  Part body = makeText("plain", mail.text);
  if (!mail.html.empty())
    body = multipart("alternative", mail.messageId, {body, makeText("html", mail.html)});
  if (!mail.attachment.bytes.empty())
    body = multipart("mixed", mail.messageId, {body, makeAttachment(mail.attachment)});
  return body;
}

/// Needs neither quotes nor encoding in any header, nor folding.
bool isPlain(const std::string& text) {
  return text.size() <= kPlainHeaderText && std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                  c == ' ' || c == '-' || c == '/';
         });
}

/// Text for a subject or a mailbox's name as encoded words of whole characters, one a line
/// (RFC 2047, 2 and 5). GMime's own encoder leaves a long text without blanks in one word of any
/// length, against the limit of 75.
std::string headerText(const std::string& text) {
  if (isPlain(text)) return text;
  std::string words;
  std::string piece;
  const auto finishWord = [&words, &piece] {
    words += (words.empty() ? "" : "\n ") + ("=?UTF-8?B?" + base::toBase64(piece) + "?=");
    piece.clear();
  };
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t start = i;
    base::nextCodePoint(text, i);
    if (piece.size() + i - start > kBytesOfAWord) finishWord();
    piece += text.substr(start, i - start);
  }
  finishWord();
  return words;
}

std::string headerMailbox(const NamedAddress& mailbox) {
  const std::string address = "<" + mailbox.address + ">";
  return mailbox.name.empty() ? address : headerText(mailbox.name) + "\n " + address;
}

/// Folded lines as `headerText` leaves them.
std::string headersFor(const Mail& mail) {
  std::string headers = "Date: " + headerDate(mail.date) + "\n";
  headers += "From: " + headerMailbox(mail.from) + "\n";
  headers += "To: " + headerMailbox(mail.to) + "\n";
  if (!mail.replyTo.empty()) headers += "Reply-To: <" + mail.replyTo + ">\n";
  headers += "Message-ID: <" + mail.messageId + ">\n";
  headers += "Subject: " + headerText(mail.subject) + "\n";
  headers += "Auto-Submitted: auto-generated\n";
  headers += "X-Auto-Response-Suppress: OOF, AutoReply\n";
  headers += "MIME-Version: 1.0\n";
  return withCrlf(headers);
}

}  // namespace

std::string compose(const Mail& mail) {
  startGmime();
  check(mail);
  const Part body = makeBody(mail);
  return headersFor(mail) + body.headers + "\r\n" + body.content;
}

std::string messageIdFor(const std::string& campaign, int step, std::int64_t partyId,
                         const std::string& noticeHash, const std::string& senderAddress) {
  const base::Json key = {campaign, step, partyId, noticeHash};
  const std::string domain = senderAddress.substr(senderAddress.rfind('@') + 1);
  return base::sha256(base::canonicalJson(key)).substr(0, kKeyDigits) + "@" + domain;
}

std::string messageKey(const std::string& messageId) {
  const bool isOurs =
      messageId.find_first_not_of("0123456789abcdef") == kKeyDigits && messageId[kKeyDigits] == '@';
  return isOurs ? messageId.substr(0, kKeyDigits) : std::string();
}

std::string verpAddress(const std::string& bounceAddress, const std::string& key) {
  const auto at = bounceAddress.rfind('@');
  if (at == std::string::npos || key.empty()) return bounceAddress;
  return bounceAddress.substr(0, at) + "+" + key + bounceAddress.substr(at);
}

}  // namespace thongbao::delivery
