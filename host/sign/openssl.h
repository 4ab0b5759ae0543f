#pragma once

#include <openssl/evp.h>
#include <openssl/x509.h>

#include <memory>
#include <string>

namespace thongbao::sign {

template <auto Release>
struct Releaser {
  template <class Object>
  void operator()(Object* object) const {
    Release(object);
  }
};

/// Owns an object of OpenSSL or libp11.
template <class Object, auto Release>
using Handle = std::unique_ptr<Object, Releaser<Release>>;

using Key = Handle<EVP_PKEY, &EVP_PKEY_free>;
using Certificate = Handle<X509, &X509_free>;

/// The DER of an object: `derOf(x509, &i2d_X509)`.
template <class Object>
std::string derOf(const Object* object, int (*encode)(const Object*, unsigned char**)) {
  const int size = encode(object, nullptr);
  std::string bytes(size > 0 ? static_cast<std::size_t>(size) : 0, '\0');
  auto* at = reinterpret_cast<unsigned char*>(bytes.data());
  if (size > 0) encode(object, &at);
  return bytes;
}

/// What the last failed call of OpenSSL or libp11 had to say, as one clean line; its queue is empty
/// then.
std::string takeReason();

}  // namespace thongbao::sign
