#include "sign/kept_signature.h"

#include <openssl/pkcs7.h>

#include <utility>

#include "base/error.h"
#include "base/words.h"
#include "sign/certificate.h"
#include "sign/cms.h"
#include "sign/openssl.h"

namespace thongbao::sign {

namespace {

[[noreturn]] void refuse() {
  takeReason();
  throw base::Error(base::Code::integrity,
                    base::tr("What is kept as the signature of a document is none."));
}

struct Parts {
  PKCS7_SIGNER_INFO* signer = nullptr;
  X509* certificate = nullptr;
};

Parts partsOf(PKCS7* data) {
  STACK_OF(PKCS7_SIGNER_INFO)* signers = PKCS7_get_signer_info(data);
  if (!signers || sk_PKCS7_SIGNER_INFO_num(signers) != 1) return {};
  PKCS7_SIGNER_INFO* signer = sk_PKCS7_SIGNER_INFO_value(signers, 0);
  return {signer, PKCS7_cert_from_signer_info(data, signer)};
}

}  // namespace

KeptSignature readSignature(const std::string& der) {
  const auto* at = reinterpret_cast<const unsigned char*>(der.data());
  const Handle<PKCS7, &PKCS7_free> data(d2i_PKCS7(nullptr, &at, static_cast<long>(der.size())));
  if (!data || !PKCS7_type_is_signed(data.get())) refuse();
  const auto [signer, certificate] = partsOf(data.get());
  if (!certificate || !fillWithLongest(signer, certificate)) refuse();
  const std::string longest = derOf<PKCS7>(data.get(), &i2d_PKCS7);
  if (longest.empty()) refuse();
  return {der, subjectOf(certificate), longest.size()};
}

}  // namespace thongbao::sign
