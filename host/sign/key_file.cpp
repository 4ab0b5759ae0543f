#include <openssl/err.h>
#include <openssl/pkcs12.h>
#include <openssl/provider.h>

#include "base/files.h"
#include "base/words.h"
#include "sign/certificate.h"
#include "sign/identity.h"
#include "sign/secret.h"

namespace thongbao::sign {

namespace {

using base::Code;
using base::Error;
using base::tr;

constexpr std::uint64_t kLargestFile = 1U << 20U;

void freeStack(STACK_OF(X509) * certificates) {
  sk_X509_pop_free(certificates, &X509_free);
}

/// Today's algorithms and the outdated ones with which older programs lock a PKCS#12 file. Apart
/// from the rest of the process, so that nothing else gets to use those.
class FileAlgorithms {
 public:
  FileAlgorithms()
      : context_(OSSL_LIB_CTX_new()),
        today_(OSSL_PROVIDER_load(context_.get(), "default")),
        outdated_(OSSL_PROVIDER_load(context_.get(), "legacy")) {}
  OSSL_LIB_CTX* context() const { return context_.get(); }

 private:
  Handle<OSSL_LIB_CTX, &OSSL_LIB_CTX_free> context_;
  Handle<OSSL_PROVIDER, &OSSL_PROVIDER_unload> today_;
  Handle<OSSL_PROVIDER, &OSSL_PROVIDER_unload> outdated_;
};

/// What a file holds, bound to the algorithms with which it was read.
struct Content {
  Key key;
  Certificate certificate;
  Handle<STACK_OF(X509), &freeStack> others;
};

std::string readKeyFile(const base::Place& place) {
  try {
    return base::readFile(place.file, kLargestFile);
  } catch (const Error& error) {
    throw Error(Code::usage, error.sentence(), place, error.advice());
  }
}

[[noreturn]] void refuse(const base::Place& place, bool hasSecret) {
  const unsigned long error = ERR_peek_last_error();
  const std::string reason = takeReason();
  const bool isWrong =
      ERR_GET_LIB(error) == ERR_LIB_PKCS12 && ERR_GET_REASON(error) == PKCS12_R_MAC_VERIFY_FAILURE;
  if (isWrong && !hasSecret)
    throw Error(Code::usage, tr("The key file needs its pass phrase."), place,
                tr("Name the pass phrase's file in “sign.password_file”, or its variable in "
                   "“sign.password_env”."));
  if (isWrong)
    throw Error(Code::usage, tr("The pass phrase of the key file is wrong."), place,
                tr("Check the file in “sign.password_file” or the variable in "
                   "“sign.password_env”."));
  throw Error(Code::usage, base::say("The key file cannot be opened: {}.", reason), place,
              tr("Ask who issued the key for a PKCS#12 file (.p12, .pfx)."));
}

Content unlock(const std::string& bytes, const Secret& secret, OSSL_LIB_CTX* context,
               const base::Place& place) {
  PKCS12* read = PKCS12_init_ex(NID_pkcs7_data, context, nullptr);
  const auto* at = reinterpret_cast<const unsigned char*>(bytes.data());
  const bool isRead = d2i_PKCS12(&read, &at, static_cast<long>(bytes.size()));
  const Handle<PKCS12, &PKCS12_free> file(read);
  if (!isRead) {
    takeReason();
    throw Error(Code::usage, tr("This is no PKCS#12 file."), place,
                tr("Ask who issued the key for a PKCS#12 file (.p12, .pfx)."));
  }
  EVP_PKEY* key = nullptr;
  X509* certificate = nullptr;
  STACK_OF(X509)* others = nullptr;
  if (PKCS12_parse(file.get(), secret.text(), &key, &certificate, &others) != 1)
    refuse(place, !secret.empty());
  return {Key(key), Certificate(certificate), Handle<STACK_OF(X509), &freeStack>(others)};
}

/// The same key with the algorithms of the process.
Key rebound(const Key& key) {
  const Handle<PKCS8_PRIV_KEY_INFO, &PKCS8_PRIV_KEY_INFO_free> plain(EVP_PKEY2PKCS8(key.get()));
  return Key(plain ? EVP_PKCS82PKEY(plain.get()) : nullptr);
}

Certificate rebound(const X509* certificate) {
  const std::string bytes = derOf(certificate, &i2d_X509);
  const auto* at = reinterpret_cast<const unsigned char*>(bytes.data());
  return Certificate(d2i_X509(nullptr, &at, static_cast<long>(bytes.size())));
}

}  // namespace

Identity openKeyFile(const workspace::SignSettings& settings,
                     const std::filesystem::path& workspaceFolder) {
  Identity identity{.place = {.file = (workspaceFolder / settings.pkcs12File).string(),
                              .field = "sign.pkcs12_file"}};
  const std::string bytes = readKeyFile(identity.place);
  const Secret secret(settings.password, workspaceFolder);
  const FileAlgorithms algorithms;
  const Content content = unlock(bytes, secret, algorithms.context(), identity.place);
  if (!content.key)
    throw Error(Code::usage, tr("The file holds no private key."), identity.place,
                tr("Export the certificate together with its private key."));
  if (!content.certificate) refuseStrangeCertificate(identity.place);
  identity.key = rebound(content.key);
  identity.certificate = rebound(content.certificate.get());
  for (int i = 0; i < sk_X509_num(content.others.get()); ++i)
    identity.others.push_back(rebound(sk_X509_value(content.others.get(), i)));
  if (!identity.key || !identity.certificate) refuse(identity.place, !secret.empty());
  return identity;
}

}  // namespace thongbao::sign
