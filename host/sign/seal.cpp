#include "sign/seal.h"

#include <openssl/cms.h>
#include <openssl/pem.h>

#include "base/error.h"
#include "base/files.h"
#include "base/hash.h"
#include "base/json.h"
#include "base/words.h"
#include "sign/certificate.h"
#include "sign/identity.h"
#include "sign/openssl.h"

namespace thongbao::sign {

namespace {

using base::Code;
using base::Error;
using base::Json;
using base::tr;

constexpr const char* kFormat = "thongbao-seal/1";
constexpr std::uint64_t kLargestSeal = 64U << 10U;
constexpr std::uint64_t kLargestCertificate = 1U << 20U;

using Cms = Handle<CMS_ContentInfo, &CMS_ContentInfo_free>;
using Memory = Handle<BIO, &BIO_free_all>;

struct ReleaseList {
  void operator()(STACK_OF(X509) * list) const { sk_X509_free(list); }
};

Json toJson(const SealedHead& head) {
  return {{"format", kFormat},
          {"agency", {{"name", head.agency}, {"symbol", head.symbol}}},
          {"entry", head.entry},
          {"hash", head.hash},
          {"time", head.time}};
}

SealedHead headFrom(const Json& json) {
  SealedHead head;
  json.at("agency").at("name").get_to(head.agency);
  json.at("agency").at("symbol").get_to(head.symbol);
  json.at("entry").get_to(head.entry);
  json.at("hash").get_to(head.hash);
  json.at("time").get_to(head.time);
  return head;
}

[[noreturn]] void refuseFile(const std::filesystem::path& file) {
  throw Error(Code::badInput, tr("This is no seal of a register."), {.file = file.string()},
              tr("Name a file that `thongbao register seal` made."));
}

Memory memoryOf(std::string_view bytes) {
  return Memory(BIO_new_mem_buf(bytes.data(), static_cast<int>(bytes.size())));
}

std::string fingerprintOf(const X509* certificate) {
  return base::sha256(derOf<X509>(certificate, &i2d_X509));
}

/// The one certificate whose key verified; nullptr for none or several.
X509* signerOf(CMS_ContentInfo* cms) {
  const std::unique_ptr<STACK_OF(X509), ReleaseList> signers(CMS_get0_signers(cms));
  return signers && sk_X509_num(signers.get()) == 1 ? sk_X509_value(signers.get(), 0) : nullptr;
}

}  // namespace

std::string sealText(const SealedHead& head) {
  return base::canonicalJson(toJson(head));
}

std::string toFile(const Seal& seal) {
  Json json = toJson(seal.head);
  json["signature"] = base::toBase64(seal.signature);
  return json.dump(2) + "\n";
}

Seal readSeal(const std::filesystem::path& file) {
  const Json json = base::parseJson(base::readFile(file, kLargestSeal), file.string());
  try {
    Seal seal{headFrom(json), {}};
    const auto signature = base::fromBase64(json.at("signature").get<std::string>());
    if (!signature) refuseFile(file);
    seal.signature = *signature;
    Json known = toJson(seal.head);
    known["signature"] = json.at("signature");
    // What is not signed must not stand there as if it were.
    if (known != json) refuseFile(file);
    return seal;
  } catch (const Json::exception&) {
    refuseFile(file);
  }
}

SealSigner requireSigned(const Seal& seal) {
  const auto* at = reinterpret_cast<const unsigned char*>(seal.signature.data());
  const Cms cms(d2i_CMS_ContentInfo(nullptr, &at, static_cast<long>(seal.signature.size())));
  const std::string text = sealText(seal.head);
  const Memory content = memoryOf(text);
  constexpr unsigned kAsItIs = CMS_BINARY | CMS_NO_SIGNER_CERT_VERIFY;
  const bool verifies =
      cms && content && CMS_is_detached(cms.get()) == 1 &&
      CMS_verify(cms.get(), nullptr, nullptr, content.get(), nullptr, kAsItIs) == 1;
  const X509* certificate = verifies ? signerOf(cms.get()) : nullptr;
  if (!certificate) {
    takeReason();
    throw Error(Code::integrity, tr("The signature of the seal is not that of its text."), {},
                tr("The seal was changed: take another copy of it, or an older one."));
  }
  return {subjectOf(certificate), fingerprintOf(certificate)};
}

std::string fingerprintOf(const std::filesystem::path& pemFile) {
  const std::string pem = base::readFile(pemFile, kLargestCertificate);
  const Memory memory = memoryOf(pem);
  const Certificate certificate(PEM_read_bio_X509(memory.get(), nullptr, nullptr, nullptr));
  if (!certificate) {
    takeReason();
    throw Error(Code::badInput, tr("There is no certificate in this file."),
                {.file = pemFile.string()},
                tr("It must hold one in PEM: `-----BEGIN CERTIFICATE-----`."));
  }
  return fingerprintOf(certificate.get());
}

std::string fingerprintOf(const workspace::SignSettings& settings,
                          const std::filesystem::path& workspaceFolder) {
  const Identity identity = settings.pkcs12File.empty() ? openToken(settings, workspaceFolder)
                                                        : openKeyFile(settings, workspaceFolder);
  return fingerprintOf(identity.certificate.get());
}

}  // namespace thongbao::sign
