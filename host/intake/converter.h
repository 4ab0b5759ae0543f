#pragma once

#include <iconv.h>

#include <string>
#include <string_view>

namespace thongbao::intake {

/// Makes UTF-8 of a character set that the C library knows, in pieces that may cut a character.
class Converter {
 public:
  /// Throws Error(defect) when the system has no such set.
  explicit Converter(const char* characterSet);
  ~Converter();
  Converter(const Converter&) = delete;
  Converter& operator=(const Converter&) = delete;

  /// Appends what the bytes say, up to the first wrong ones: then false.
  bool convert(std::string_view bytes, std::string& text);
  /// Appends what was held back, behind the last piece. False when it ends within a character.
  bool finish(std::string& text);

 private:
  void flush(std::string& text);

  iconv_t handle_;
  std::string rest_;  ///< of a character that the last piece cut
};

}  // namespace thongbao::intake
