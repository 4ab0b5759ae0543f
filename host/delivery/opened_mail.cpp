#include "delivery/opened_mail.h"

#include <algorithm>
#include <limits>

#include "base/text.h"
#include "delivery/html_text.h"
#include "delivery/mime.h"
#include "delivery/shown.h"

namespace thongbao::delivery {

namespace {

/// What is behind them says nothing new, and costs: GMime keeps up to a kilobyte a line.
constexpr std::size_t kMostBytes = 2U << 20U;
constexpr std::size_t kMostLines = 40'000;
constexpr std::size_t kMostBoundaries = 1000;
constexpr std::size_t kMostText = 256U << 10U;
constexpr int kDeepest = 16;

std::string lowered(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
  return lower;
}

std::string_view beginningOf(std::string_view mail) {
  mail = mail.substr(0, kMostBytes);
  std::size_t lines = 0;
  std::size_t boundaries = 0;
  for (std::size_t start = 0; start < mail.size();) {
    boundaries += mail.substr(start, 2) == "--" ? 1 : 0;
    if (++lines > kMostLines || boundaries > kMostBoundaries) return mail.substr(0, start);
    const auto end = mail.find('\n', start);
    start = end == std::string_view::npos ? mail.size() : end + 1;
  }
  return mail;
}

std::string unfolded(std::string_view value) {
  std::string line;
  for (const char c : value)
    if (c != '\r' && c != '\n') line += c == '\t' ? ' ' : c;
  return std::string(base::trim(line));
}

std::string decodedContent(GMimePart* part) {
  GMimeDataWrapper* content = g_mime_part_get_content(part);
  if (!content) return {};
  const Owned<GMimeStream> stream(g_mime_stream_mem_new());
  g_mime_data_wrapper_write_to_stream(content, stream.get());
  const GByteArray* bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(stream.get()));
  return {reinterpret_cast<const char*>(bytes->data), bytes->len};
}

std::string taken(gchar* text) {
  const std::unique_ptr<gchar, decltype(&g_free)> owner(text, &g_free);
  return text ? std::string(text) : std::string();
}

bool isAscii(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return static_cast<signed char>(c) >= 0; });
}

/// Text that is valid UTF-8 beyond ASCII is UTF-8, whatever its charset is said to be.
std::string decodedText(GMimeTextPart* part) {
  std::string text = decodedContent(GMIME_PART(part));
  if (isAscii(text) || base::firstInvalidUtf8(text)) {
    const std::string converted = taken(g_mime_text_part_get_text(part));
    if (!converted.empty()) text = converted;
  }
  std::erase(text, '\r');
  return validUtf8(std::string_view(text).substr(0, kMostText));
}

Fields fieldsOf(GMimeObject* object) {
  Fields fields;
  GMimeHeaderList* headers = g_mime_object_get_header_list(object);
  for (int i = 0; i < g_mime_header_list_get_count(headers); ++i) {
    GMimeHeader* header = g_mime_header_list_get_header_at(headers, i);
    const char* value = g_mime_header_get_raw_value(header);
    fields.emplace_back(lowered(g_mime_header_get_name(header)), unfolded(value ? value : ""));
  }
  return fields;
}

bool isAttached(GMimeObject* object) {
  const char* disposition = g_mime_object_get_disposition(object);
  return disposition && lowered(disposition) == GMIME_DISPOSITION_ATTACHMENT;
}

/// Sorts the parts of one mail by what they are for.
class Sorter {
 public:
  explicit Sorter(OpenedMail& mail) : mail_(mail) {}

  void add(GMimeObject* object, int depth = 0) {
    if (!object || depth > kDeepest) return;
    if (GMIME_IS_MULTIPART(object))
      addMultipart(GMIME_MULTIPART(object), depth);
    else if (GMIME_IS_MESSAGE_PART(object))
      addReturned(g_mime_message_part_get_message(GMIME_MESSAGE_PART(object)));
    else if (GMIME_IS_PART(object))
      addPart(GMIME_PART(object), typeOf(object));
  }

  void finish() {
    if (mail_.text.find_first_not_of(" \n\t") == std::string::npos) mail_.text = textOfHtml(html_);
  }

 private:
  static std::string typeOf(GMimeObject* object) {
    return lowered(
        taken(g_mime_content_type_get_mime_type(g_mime_object_get_content_type(object))));
  }

  void addMultipart(GMimeMultipart* multipart, int depth) {
    const char* report =
        g_mime_object_get_content_type_parameter(GMIME_OBJECT(multipart), "report-type");
    if (depth == 0 && typeOf(GMIME_OBJECT(multipart)) == "multipart/report")
      mail_.reportType = report ? lowered(report) : "delivery-status";
    for (int i = 0; i < g_mime_multipart_get_count(multipart); ++i)
      add(g_mime_multipart_get_part(multipart, i), depth + 1);
  }

  void addReturned(GMimeMessage* message) {
    if (message) mail_.returned.push_back(fieldsOf(GMIME_OBJECT(message)));
  }

  void addPart(GMimePart* part, const std::string& type) {
    if (type == "message/delivery-status" || type == "message/global-delivery-status")
      mail_.deliveryStatus += decodedContent(part) + "\n\n";
    else if (type == "message/disposition-notification" ||
             type == "message/global-disposition-notification")
      mail_.disposition += decodedContent(part) + "\n\n";
    else if (type == "text/rfc822-headers" || type == "message/rfc822" ||
             type == "message/global" || type == "message/global-headers")
      addReturnedText(decodedContent(part));
    else if (GMIME_IS_TEXT_PART(part) && !isAttached(GMIME_OBJECT(part)))
      addText(GMIME_TEXT_PART(part), type);
  }

  void addReturnedText(const std::string& text) {
    const std::vector<Fields> groups = fieldGroups(text);
    if (!groups.empty()) mail_.returned.push_back(groups.front());
  }

  void addText(GMimeTextPart* part, const std::string& type) {
    std::string& whole = type == "text/html" ? html_ : mail_.text;
    if (whole.size() < kMostText) whole += decodedText(part) + "\n";
  }

  OpenedMail& mail_;
  std::string html_;
};

std::string senderOf(GMimeMessage* message) {
  InternetAddressList* list = g_mime_message_get_from(message);
  for (int i = 0; list && i < internet_address_list_length(list); ++i) {
    InternetAddress* address = internet_address_list_get_address(list, i);
    if (!INTERNET_ADDRESS_IS_MAILBOX(address)) continue;
    const char* found = internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(address));
    if (found) return found;
  }
  return {};
}

std::optional<base::Instant> dateOf(GMimeMessage* message) {
  GDateTime* date = g_mime_message_get_date(message);
  if (!date) return std::nullopt;
  return base::Instant(std::chrono::seconds(g_date_time_to_unix(date)));
}

}  // namespace

std::string valueOf(const Fields& fields, std::string_view name) {
  for (const auto& [known, value] : fields)
    if (known == name) return value;
  return {};
}

bool has(const Fields& fields, std::string_view name) {
  return std::any_of(fields.begin(), fields.end(),
                     [name](const auto& field) { return field.first == name; });
}

std::vector<Fields> fieldGroups(std::string_view text) {
  std::vector<Fields> groups;
  bool isNew = true;
  while (!text.empty()) {
    const auto end = text.find('\n');
    std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    const bool continues = line.starts_with(' ') || line.starts_with('\t');
    const auto colon = line.find(':');
    if (base::trim(line).empty()) {
      isNew = true;
    } else if (continues) {
      if (!isNew) groups.back().back().second += " " + std::string(base::trim(line));
    } else if (colon != std::string_view::npos) {
      if (isNew) groups.emplace_back();
      isNew = false;
      groups.back().emplace_back(lowered(base::trim(line.substr(0, colon))),
                                 std::string(base::trim(line.substr(colon + 1))));
    }
  }
  return groups;
}

OpenedMail openMail(std::string_view bytes) {
  startGmime();
  OpenedMail mail;
  const std::string_view start = beginningOf(bytes);
  const Owned<GMimeStream> stream(g_mime_stream_mem_new_with_buffer(start.data(), start.size()));
  const Owned<GMimeParser> parser(g_mime_parser_new_with_stream(stream.get()));
  const Owned<GMimeMessage> message(g_mime_parser_construct_message(parser.get(), nullptr));
  if (!message) return mail;
  mail.headers = fieldsOf(GMIME_OBJECT(message.get()));
  mail.subject = validUtf8(
      taken(g_mime_utils_header_decode_text(nullptr, valueOf(mail.headers, "subject").c_str())));
  mail.from = senderOf(message.get());
  mail.date = dateOf(message.get());
  Sorter sorter(mail);
  sorter.add(g_mime_message_get_mime_part(message.get()));
  sorter.finish();
  return mail;
}

}  // namespace thongbao::delivery
