#pragma once

#include <filesystem>
#include <fstream>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "intake/converter.h"
#include "intake/encoding.h"
#include "intake/legacy_font.h"

namespace thongbao::intake {

/// A text file as pieces of valid UTF-8 without zeros and byte order mark.
class TextFile {
 public:
  /// `head`: the file's first bytes. Throws like base::openForReading.
  TextFile(std::filesystem::path file, std::string_view head, Encoding encoding);

  const std::filesystem::path& file() const { return file_; }

  /// The first piece, before next() gave it: what there is before the first wrong byte.
  std::string_view start() const { return piece_; }

  /// The next piece, whole characters, valid until the next call. False at the end. Throws
  /// Error(badInput) with the line of bytes that are wrong in the encoding, once all text before
  /// them was given.
  bool next(std::string_view& piece);

 private:
  void read();
  std::string_view readBytes();
  std::string_view checked(std::string_view bytes);
  std::string_view converted(std::string_view bytes);
  std::string_view withoutZeros(std::string_view text);
  std::string_view shown(std::string_view text);
  void fail(std::string sentence, std::string advice);

  std::filesystem::path file_;
  std::ifstream stream_;
  Encoding encoding_;
  std::unique_ptr<Converter> converter_;  ///< none when the bytes are UTF-8
  std::optional<LegacyFont> font_;
  std::vector<char> bytes_;
  std::string kept_;       ///< bytes of a character that the last piece cut
  std::string converted_;  ///< by the converter
  std::string unshown_;    ///< what a legacy font waits to see the end of
  std::string shown_;      ///< as the legacy font shows it
  std::string_view piece_;
  bool isGiven_ = false;  ///< piece_ was given
  bool ended_ = false;    ///< all bytes are read
  std::uint64_t line_ = 1;
  struct Failure {
    std::string sentence, advice;
  };
  std::optional<Failure> failure_;  ///< behind piece_
};

}  // namespace thongbao::intake
