#include "base/hash.h"

#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <memory>

#include "base/error.h"
#include "base/files.h"
#include "base/words.h"

namespace thongbao::base {

namespace {

[[noreturn]] void failToHash() {
  throw Error(Code::defect, tr("SHA-256 is not available in this system's OpenSSL."));
}

/// Looked up once: finding it among OpenSSL's providers costs as much as hashing a short text.
const EVP_MD* method() {
  static const std::unique_ptr<EVP_MD, decltype(&EVP_MD_free)> found(
      EVP_MD_fetch(nullptr, "SHA256", nullptr), &EVP_MD_free);
  if (!found) failToHash();
  return found.get();
}

}  // namespace

Sha256::Sha256() : context_(EVP_MD_CTX_new(), &EVP_MD_CTX_free) {
  if (!context_ || EVP_DigestInit_ex2(context_.get(), method(), nullptr) != 1) failToHash();
}

void Sha256::add(std::string_view bytes) {
  EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size());
}

std::string Sha256::finish() {
  std::string raw(32, '\0');
  EVP_DigestFinal_ex(context_.get(), reinterpret_cast<unsigned char*>(raw.data()), nullptr);
  EVP_DigestInit_ex2(context_.get(), method(), nullptr);
  return toHex(raw);
}

std::string toHex(std::string_view bytes) {
  constexpr char kDigits[] = "0123456789abcdef";
  std::string hex;
  hex.reserve(bytes.size() * 2);
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    hex += kDigits[byte >> 4];
    hex += kDigits[byte & 15];
  }
  return hex;
}

std::string sha256(std::string_view bytes) {
  Sha256 hash;
  hash.add(bytes);
  return hash.finish();
}

std::string sha256OfFile(const std::filesystem::path& file) {
  std::ifstream stream = openForReading(file);
  Sha256 hash;
  std::array<char, 1 << 16> buffer;
  while (stream.read(buffer.data(), buffer.size()) || stream.gcount() > 0)
    hash.add({buffer.data(), static_cast<std::size_t>(stream.gcount())});
  if (stream.bad())
    throw Error(Code::badInput, tr("The file cannot be read to its end."), {.file = file.string()});
  return hash.finish();
}

std::string toBase64(std::string_view bytes) {
  std::string text((bytes.size() + 2) / 3 * 4 + 1, '\0');  // the library writes a zero behind it
  const int length = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()),
                                     reinterpret_cast<const unsigned char*>(bytes.data()),
                                     static_cast<int>(bytes.size()));
  text.resize(static_cast<std::size_t>(length));
  return text;
}

std::string toBase64Lines(std::string_view bytes) {
  constexpr std::size_t kBytesALine = 48, kCharactersALine = 66;
  const std::size_t lines = (bytes.size() + kBytesALine - 1) / kBytesALine;
  std::string text(lines * kCharactersALine + 1, '\0');  // the library writes a zero behind it
  std::size_t length = 0;
  for (; !bytes.empty(); bytes.remove_prefix(std::min(kBytesALine, bytes.size()))) {
    length += static_cast<std::size_t>(
        EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data() + length),
                        reinterpret_cast<const unsigned char*>(bytes.data()),
                        static_cast<int>(std::min(kBytesALine, bytes.size()))));
    text[length++] = '\r';
    text[length++] = '\n';
  }
  text.resize(length);
  return text;
}

std::optional<std::string> fromBase64(std::string_view text) {
  std::string bytes(text.size() / 4 * 3, '\0');
  const int length = EVP_DecodeBlock(reinterpret_cast<unsigned char*>(bytes.data()),
                                     reinterpret_cast<const unsigned char*>(text.data()),
                                     static_cast<int>(text.size()));
  if (text.size() % 4 != 0 || length < 0) return std::nullopt;
  bytes.resize(static_cast<std::size_t>(length));
  // The library takes padding for zero bits.
  for (std::size_t pad = 0; pad < 2 && text.ends_with(pad == 0 ? "=" : "=="); ++pad)
    bytes.pop_back();
  if (toBase64(bytes) != text) return std::nullopt;
  return bytes;
}

}  // namespace thongbao::base
