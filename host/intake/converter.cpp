#include "intake/converter.h"

#include <array>
#include <cerrno>

#include "base/error.h"

namespace thongbao::intake {

Converter::Converter(const char* characterSet) : handle_(::iconv_open("UTF-8", characterSet)) {
  // The value that iconv.h names for a failure.
  if (reinterpret_cast<std::intptr_t>(handle_) == -1)
    throw base::Error(base::Code::defect,
                      std::string("The C library has no character set ") + characterSet + ".");
}

Converter::~Converter() {
  ::iconv_close(handle_);
}

bool Converter::convert(std::string_view bytes, std::string& text) {
  rest_ += bytes;
  char* in = rest_.data();
  std::size_t left = rest_.size();
  std::array<char, 1U << 14U> made;
  while (left > 0) {
    char* out = made.data();
    std::size_t room = made.size();
    const bool failed = ::iconv(handle_, &in, &left, &out, &room) == static_cast<std::size_t>(-1);
    const int why = errno;
    text.append(made.data(), made.size() - room);
    if (!failed || why == E2BIG) continue;
    if (why == EINVAL) break;
    flush(text);
    return false;
  }
  rest_.erase(0, rest_.size() - left);
  return true;
}

bool Converter::finish(std::string& text) {
  flush(text);
  return rest_.empty();
}

void Converter::flush(std::string& text) {
  std::array<char, 16> made;
  char* out = made.data();
  std::size_t room = made.size();
  ::iconv(handle_, nullptr, nullptr, &out, &room);
  text.append(made.data(), made.size() - room);
}

}  // namespace thongbao::intake
