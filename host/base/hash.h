#pragma once

#include <openssl/types.h>

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace thongbao::base {

/// SHA-256 (FIPS 180-4) of bytes that come in pieces, of one text after the other.
class Sha256 {
 public:
  /// Throws Error(defect) when OpenSSL has no SHA-256.
  Sha256();
  void add(std::string_view bytes);
  /// Of what was added since the last time, as 64 lower-case hex digits.
  std::string finish();

 private:
  std::unique_ptr<EVP_MD_CTX, void (*)(EVP_MD_CTX*)> context_;
};

/// SHA-256 of bytes at hand as 64 lower-case hex digits.
std::string sha256(std::string_view bytes);
/// The same of a file's content, read in pieces. Throws Error(notFound or badInput).
std::string sha256OfFile(const std::filesystem::path& file);
/// Lower-case hex, two digits a byte.
std::string toHex(std::string_view bytes);
/// RFC 4648, section 4, with padding, on one line.
std::string toBase64(std::string_view bytes);
/// The same in lines of 64 characters, each ended by CRLF (RFC 2045, section 6.8).
std::string toBase64Lines(std::string_view bytes);
/// The reverse of toBase64; nullopt for any other text.
std::optional<std::string> fromBase64(std::string_view text);

}  // namespace thongbao::base
