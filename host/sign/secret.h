#pragma once

#include <openssl/crypto.h>

#include <filesystem>
#include <string>

#include "workspace/profile.h"

namespace thongbao::sign {

/// A pass phrase or PIN, wiped from memory when it goes out of scope.
class Secret {
 public:
  /// Empty when `source` names no place. Throws like workspace::readSecret.
  Secret(const workspace::SecretSource& source, const std::filesystem::path& workspaceFolder)
      : text_(workspace::readSecret(source, workspaceFolder)) {}
  ~Secret() { OPENSSL_cleanse(text_.data(), text_.size()); }
  Secret(const Secret&) = delete;
  Secret& operator=(const Secret&) = delete;

  bool empty() const { return text_.empty(); }
  const char* text() const { return text_.c_str(); }

 private:
  std::string text_;
};

}  // namespace thongbao::sign
