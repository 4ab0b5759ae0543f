#include "sign/cms.h"

#include <openssl/ess.h>

#include <algorithm>

#include "base/words.h"

namespace thongbao::sign {

namespace {

using base::Code;
using base::Error;

/// Of a call that fails only without memory or by a mistake of ours.
void require(bool done) {
  if (!done)
    throw Error(Code::defect, base::say("The signature cannot be built: {}.", takeReason()));
}

/// RFC 5035; the issuer's name and serial number are left out, as ETSI EN 319 122-1 advises: they
/// stand in the SignerInfo.
std::string signingCertificate(const X509* certificate) {
  const Handle<ESS_SIGNING_CERT_V2, &ESS_SIGNING_CERT_V2_free> attribute(
      OSSL_ESS_signing_cert_v2_new_init(EVP_sha256(), certificate, nullptr, 0));
  require(attribute != nullptr);
  return derOf<ESS_SIGNING_CERT_V2>(attribute.get(), &i2d_ESS_SIGNING_CERT_V2);
}

void addSigningCertificate(PKCS7_SIGNER_INFO* signer, const X509* certificate) {
  const std::string der = signingCertificate(certificate);
  Handle<ASN1_STRING, &ASN1_STRING_free> sequence(ASN1_STRING_type_new(V_ASN1_SEQUENCE));
  require(sequence &&
          ASN1_STRING_set(sequence.get(), der.data(), static_cast<int>(der.size())) == 1);
  require(PKCS7_add_signed_attribute(signer, NID_id_smime_aa_signingCertificateV2, V_ASN1_SEQUENCE,
                                     sequence.get()) == 1);
  static_cast<void>(sequence.release());  // the attribute's now
}

/// All certificates in the order of their bytes: DER wants a set sorted (X.690, 11.6), and OpenSSL
/// writes this one as it was filled.
void addCertificates(PKCS7* data, const Identity& identity) {
  std::vector<std::pair<std::string, X509*>> sorted;
  sorted.emplace_back(derOf(identity.certificate.get(), &i2d_X509), identity.certificate.get());
  for (const Certificate& other : identity.others)
    sorted.emplace_back(derOf(other.get(), &i2d_X509), other.get());
  std::sort(sorted.begin(), sorted.end());
  for (const auto& [bytes, certificate] : sorted)
    require(PKCS7_add_certificate(data, certificate) == 1);
}

}  // namespace

std::string digestOf(std::span<const std::string_view> pieces) {
  const Handle<EVP_MD_CTX, &EVP_MD_CTX_free> hash(EVP_MD_CTX_new());
  require(hash && EVP_DigestInit_ex(hash.get(), EVP_sha256(), nullptr) == 1);
  for (const std::string_view piece : pieces)
    require(EVP_DigestUpdate(hash.get(), piece.data(), piece.size()) == 1);
  std::string digest(static_cast<std::size_t>(EVP_MD_get_size(EVP_sha256())), '\0');
  require(EVP_DigestFinal_ex(hash.get(), reinterpret_cast<unsigned char*>(digest.data()),
                             nullptr) == 1);
  return digest;
}

bool fillWithLongest(PKCS7_SIGNER_INFO* signer, const X509* certificate) {
  const EVP_PKEY* key = X509_get0_pubkey(certificate);
  const int most = key ? EVP_PKEY_get_size(key) : 0;
  const std::string zeros(most > 0 ? static_cast<std::size_t>(most) : 0, '\0');
  return most > 0 && ASN1_STRING_set(signer->enc_digest, zeros.data(), most) == 1;
}

SignedData::SignedData(const Identity& identity, const std::string& digest)
    : identity_(identity), data_(PKCS7_new()) {
  require(data_ && PKCS7_set_type(data_.get(), NID_pkcs7_signed) == 1 &&
          PKCS7_content_new(data_.get(), NID_pkcs7_data) == 1);
  PKCS7_set_detached(data_.get(), 1);
  signer_ = PKCS7_add_signature(data_.get(), identity.certificate.get(), identity.key.get(),
                                EVP_sha256());
  require(signer_ != nullptr);
  addCertificates(data_.get(), identity);
  require(PKCS7_add_attrib_content_type(signer_, nullptr) == 1 &&
          PKCS7_add1_attrib_digest(signer_, reinterpret_cast<const unsigned char*>(digest.data()),
                                   static_cast<int>(digest.size())) == 1);
  addSigningCertificate(signer_, identity.certificate.get());
}

void SignedData::sign() {
  if (PKCS7_SIGNER_INFO_sign(signer_) == 1) return;
  const std::string reason = takeReason();
  throw Error(
      Code::unavailable, base::say("The key does not sign: {}.", reason), identity_.place,
      identity_.token ? base::tr("Plug the token in again, and try once more.") : std::string());
}

void SignedData::fill() {
  require(fillWithLongest(signer_, identity_.certificate.get()));
}

std::string SignedData::der() const {
  std::string bytes = derOf<PKCS7>(data_.get(), &i2d_PKCS7);
  require(!bytes.empty());
  return bytes;
}

bool verifiesOverNothing(const std::string& signature) {
  const auto* at = reinterpret_cast<const unsigned char*>(signature.data());
  const Handle<PKCS7, &PKCS7_free> data(
      d2i_PKCS7(nullptr, &at, static_cast<long>(signature.size())));
  const Handle<BIO, &BIO_free_all> nothing(BIO_new_mem_buf("", 0));
  const bool verifies = data && nothing &&
                        PKCS7_verify(data.get(), nullptr, nullptr, nothing.get(), nullptr,
                                     PKCS7_NOVERIFY | PKCS7_BINARY) == 1;
  takeReason();
  return verifies;
}

}  // namespace thongbao::sign
