#include "sign/certificate.h"

#include <openssl/x509v3.h>
#include <time.h>

#include <algorithm>

#include "base/text.h"
#include "base/words.h"

namespace thongbao::sign {

namespace {

using base::Code;
using base::Error;
using base::say;
using base::tr;

base::Instant instantOf(const ASN1_TIME* time) {
  std::tm parts{};
  ASN1_TIME_to_tm(time, &parts);
  return std::chrono::time_point_cast<std::chrono::milliseconds>(
      std::chrono::system_clock::from_time_t(::timegm(&parts)));
}

std::string cleanOf(const std::string& text) {
  return base::firstInvalidUtf8(text) ? std::string() : base::cleanLine(text);
}

std::string commonNameOf(const X509_NAME* name) {
  const int at = X509_NAME_get_index_by_NID(name, NID_commonName, -1);
  if (at < 0) return {};
  unsigned char* utf8 = nullptr;
  const int size =
      ASN1_STRING_to_UTF8(&utf8, X509_NAME_ENTRY_get_data(X509_NAME_get_entry(name, at)));
  if (size < 0) return {};
  std::string text(reinterpret_cast<const char*>(utf8), static_cast<std::size_t>(size));
  OPENSSL_free(utf8);
  return cleanOf(text);
}

std::string wholeName(const X509_NAME* name) {
  const Handle<BIO, &BIO_free_all> memory(BIO_new(BIO_s_mem()));
  X509_NAME_print_ex(memory.get(), name, 0, XN_FLAG_ONELINE & ~ASN1_STRFLGS_ESC_MSB);
  char* text = nullptr;
  const long size = BIO_get_mem_data(memory.get(), &text);
  return cleanOf(std::string(text, size > 0 ? static_cast<std::size_t>(size) : 0));
}

bool isIssuer(X509* issuer, X509* certificate) {
  return X509_check_issued(issuer, certificate) == X509_V_OK &&
         X509_verify(certificate, X509_get0_pubkey(issuer)) == 1;
}

}  // namespace

std::string subjectOf(const X509* certificate) {
  const X509_NAME* name = X509_get_subject_name(certificate);
  const std::string common = commonNameOf(name);
  return common.empty() ? wholeName(name) : common;
}

base::Instant notAfterOf(const X509* certificate) {
  return instantOf(X509_get0_notAfter(certificate));
}

void requireUsable(X509* certificate, base::Instant now, const base::Place& place) {
  const std::string subject = subjectOf(certificate);
  const EVP_PKEY* key = X509_get0_pubkey(certificate);
  if (!key || (!EVP_PKEY_is_a(key, "RSA") && !EVP_PKEY_is_a(key, "EC")))
    throw Error(Code::usage, say("The key of “{}” is neither RSA nor ECDSA.", subject), place,
                tr("Ask the certification authority for a key of one of these kinds."));
  const base::Instant first = instantOf(X509_get0_notBefore(certificate));
  const base::Instant last = notAfterOf(certificate);
  if (now > last)
    throw Error(Code::usage,
                say("The certificate of “{}” expired at {}.", subject, base::toVietnamese(last)),
                place,
                tr("Ask the certification authority for a new one; check this computer's clock."));
  if (now < first)
    throw Error(
        Code::usage,
        say("The certificate of “{}” is not valid before {}.", subject, base::toVietnamese(first)),
        place, tr("Wait until then, or check this computer's clock."));
  // All bits are set when the certificate says nothing about its use.
  if (!(X509_get_key_usage(certificate) & (KU_DIGITAL_SIGNATURE | KU_NON_REPUDIATION)))
    throw Error(Code::usage, say("The certificate of “{}” is not for signatures.", subject), place,
                tr("Name the key whose certificate is for digital signatures."));
}

void refuseStrangeCertificate(const base::Place& place) {
  throw Error(Code::usage, tr("There is no certificate that belongs to the private key."), place,
              tr("Put the certificate that was issued for this key beside it."));
}

std::vector<Certificate> chainOf(X509* certificate, std::vector<Certificate> others) {
  std::vector<Certificate> chain;
  X509* last = certificate;
  while (X509_self_signed(last, 0) != 1) {
    const auto issuer =
        std::find_if(others.begin(), others.end(), [last](const Certificate& candidate) {
          return candidate && isIssuer(candidate.get(), last);
        });
    if (issuer == others.end()) break;
    chain.push_back(std::move(*issuer));
    last = chain.back().get();
  }
  return chain;
}

}  // namespace thongbao::sign
