#include "workspace/sign_settings.h"

#include "base/words.h"

namespace thongbao::workspace {

namespace {

using base::tr;

void checkKey(const SignSettings& settings, std::vector<Contradiction>& found) {
  const bool hasModule = !settings.pkcs11Module.empty();
  const bool hasToken = !settings.pkcs11Token.empty();
  const bool hasKey = !settings.pkcs11Key.empty();
  if (!settings.pkcs12File.empty() && (hasModule || hasToken || hasKey)) {
    found.push_back({hasModule  ? "sign.pkcs11_module"
                     : hasToken ? "sign.pkcs11_token"
                                : "sign.pkcs11_key",
                     tr("A key file and a token are named at once."),
                     tr("Empty “pkcs12_file”, or the three keys that begin with “pkcs11_”.")});
    return;
  }
  const std::string advice =
      tr("Fill in “pkcs11_module”, “pkcs11_token” and “pkcs11_key”, or empty all three.");
  if (hasModule && !hasToken)
    found.push_back({"sign.pkcs11_token", tr("The label of the token is missing."), advice});
  if (hasModule && !hasKey)
    found.push_back({"sign.pkcs11_key", tr("The label of the token's key is missing."), advice});
  if (!hasModule && (hasToken || hasKey))
    found.push_back({"sign.pkcs11_module", tr("The token's PKCS#11 library is missing."), advice});
}

void checkPassword(const SignSettings& settings, std::vector<Contradiction>& found) {
  if (settings.password.file.empty() || settings.password.variable.empty()) return;
  found.push_back({"sign.password_env", tr("Name the password's file or its variable, not both."),
                   tr("Empty “password_file” or “password_env”.")});
}

void checkMarks(const SignSettings& settings, std::vector<Contradiction>& found) {
  const bool hasSignature = !settings.signatureImage.empty();
  const bool hasImage = hasSignature || !settings.sealImage.empty();
  if (!settings.wanted() && (hasImage || settings.agencyText))
    found.push_back({hasSignature ? "sign.signature_image"
                     : hasImage   ? "sign.seal_image"
                                  : "sign.agency_text",
                     tr("The marks of a signature are wanted, but there is no key to sign with."),
                     tr("Name a key file or a token, or take the marks out.")});
  if (hasImage && settings.agencyText)
    found.push_back({"sign.agency_text",
                     tr("The agency signs with images or with a text, not with both."),
                     tr("Set “agency_text” to false, or empty both images.")});
}

}  // namespace

std::vector<Contradiction> contradictions(const SignSettings& settings) {
  std::vector<Contradiction> found;
  checkKey(settings, found);
  checkPassword(settings, found);
  checkMarks(settings, found);
  return found;
}

}  // namespace thongbao::workspace
