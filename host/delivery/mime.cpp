#include "delivery/mime.h"

#include <fmt/chrono.h>

#include <algorithm>
#include <chrono>

#include "base/error.h"
#include "base/hash.h"

namespace thongbao::delivery {

namespace {

struct FreeFormat {
  void operator()(GMimeFormatOptions* format) const { g_mime_format_options_free(format); }
};
using Format = std::unique_ptr<GMimeFormatOptions, FreeFormat>;

Format makeFormat(GMimeNewLineFormat lineEnds) {
  Format format(g_mime_format_options_new());
  g_mime_format_options_set_newline_format(format.get(), lineEnds);
  g_mime_format_options_set_param_encoding_method(format.get(),
                                                  GMIME_PARAM_ENCODING_METHOD_RFC2231);
  return format;
}

}  // namespace

void startGmime() {
  static const bool kReady = (g_mime_init(), true);
  static_cast<void>(kReady);
}

Owned<GMimePart> makePart(const char* type, const char* subtype, std::string_view bytes,
                          GMimeContentEncoding encoding) {
  Owned<GMimePart> part(g_mime_part_new_with_type(type, subtype));
  const Owned<GMimeStream> stream(g_mime_stream_mem_new_with_buffer(bytes.data(), bytes.size()));
  const Owned<GMimeDataWrapper> content(
      g_mime_data_wrapper_new_with_stream(stream.get(), GMIME_CONTENT_ENCODING_DEFAULT));
  g_mime_part_set_content(part.get(), content.get());
  g_mime_part_set_content_encoding(part.get(), encoding);
  return part;
}

Owned<GMimeMultipart> makeMultipart(const char* subtype, const std::string& seed) {
  Owned<GMimeMultipart> multipart(g_mime_multipart_new_with_subtype(subtype));
  const std::string boundary = "=_" + base::sha256(seed + " " + subtype).substr(0, 32);
  g_mime_multipart_set_boundary(multipart.get(), boundary.c_str());
  return multipart;
}

void addHeader(GMimeMessage* message, const char* name, const std::string& value) {
  GMimeHeaderList* headers = g_mime_object_get_header_list(GMIME_OBJECT(message));
  g_mime_header_list_append(headers, name, value.c_str(), "utf-8");
  GMimeHeader* header =
      g_mime_header_list_get_header_at(headers, g_mime_header_list_get_count(headers) - 1);
  g_mime_header_set_raw_value(header, (" " + value + "\n").c_str());
}

std::string headerDate(base::Instant date) {
  const auto local = std::chrono::floor<std::chrono::seconds>(date + std::chrono::hours(7));
  return fmt::format("{:%a, %d %b %Y %H:%M:%S} +0700",
                     fmt::gmtime(local.time_since_epoch().count()));
}

std::string withCrlf(std::string_view text) {
  std::string lines;
  lines.reserve(text.size() + text.size() / 16);
  for (std::size_t start = 0; start < text.size();) {
    const std::size_t end = std::min(text.find('\n', start), text.size());
    lines += text.substr(start, end - start);
    if (end < text.size()) lines += "\r\n";
    start = end + 1;
  }
  return lines;
}

std::string headersOf(GMimeObject* object) {
  const Format format = makeFormat(GMIME_NEWLINE_FORMAT_UNIX);
  const std::unique_ptr<char, decltype(&g_free)> headers(
      g_mime_object_get_headers(object, format.get()), &g_free);
  return withCrlf(headers.get());
}

std::string bytesOf(GMimeMessage* message) {
  const Format format = makeFormat(GMIME_NEWLINE_FORMAT_DOS);
  const Owned<GMimeStream> stream(g_mime_stream_mem_new());
  if (g_mime_object_write_to_stream(GMIME_OBJECT(message), format.get(), stream.get()) < 0)
    throw base::Error(base::Code::defect, "The mail could not be put together.");
  const GByteArray* bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(stream.get()));
  return {reinterpret_cast<const char*>(bytes->data), bytes->len};
}

}  // namespace thongbao::delivery
