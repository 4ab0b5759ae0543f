#include <dlfcn.h>
#include <libp11.h>
#include <openssl/err.h>
#include <openssl/ui.h>

#include <algorithm>
#include <span>

#include "base/words.h"
#include "sign/certificate.h"
#include "sign/identity.h"
#include "sign/secret.h"

namespace thongbao::sign {

namespace {

using base::Code;
using base::Error;
using base::say;
using base::tr;

/// Of PKCS#11, section 11.1; libp11 passes them on as reasons in OpenSSL's queue of errors.
constexpr int kPinIncorrect = 0xA0;
constexpr int kPinInvalid = 0xA1;
constexpr int kPinLengthRange = 0xA2;
constexpr int kPinLocked = 0xA4;

/// Gives the PIN again where a key wants it for each signature, instead of asking for it at the
/// terminal as libp11 would.
UI_METHOD* dialogue() {
  UI_METHOD* method = UI_create_method("thongbao");
  UI_method_set_reader(method, [](UI* ui, UI_STRING* question) {
    const auto* pin = static_cast<const Secret*>(UI_get0_user_data(ui));
    return pin && UI_set_result(ui, question, pin->text()) == 0 ? 1 : 0;
  });
  return method;
}

/// A PKCS#11 module, and in it one token.
class Token {
 public:
  explicit Token(std::string module) : module_(std::move(module)) {}
  ~Token() {
    if (slots_) PKCS11_release_all_slots(context_.get(), slots_, count_);
    if (isLoaded_) PKCS11_CTX_unload(context_.get());
  }
  Token(const Token&) = delete;
  Token& operator=(const Token&) = delete;

  void load();
  void choose(const std::string& label);
  void logIn(std::unique_ptr<Secret> pin);
  PKCS11_KEY* key(const std::string& label) const;
  std::vector<Certificate> certificates() const;

  base::Place at(const char* field) const { return {.file = module_, .field = field}; }

 private:
  void refuseRiskyLogin(const Secret& pin) const;
  [[noreturn]] void refuseModule() const;
  [[noreturn]] void refusePin() const;

  std::string module_;
  std::unique_ptr<Secret> pin_;  ///< once the token took it
  Handle<UI_METHOD, &UI_destroy_method> dialogue_{dialogue()};
  Handle<PKCS11_CTX, &PKCS11_CTX_free> context_{PKCS11_CTX_new()};
  bool isLoaded_ = false;
  PKCS11_SLOT* slots_ = nullptr;
  unsigned count_ = 0;
  PKCS11_TOKEN* token_ = nullptr;  ///< in one of slots_
};

void Token::load() {
  std::error_code failed;
  if (!std::filesystem::is_regular_file(module_, failed))
    throw Error(Code::usage, tr("There is no such PKCS#11 library."), at("sign.pkcs11_module"),
                tr("Install the program of the token's maker, and name its library (.so)."));
  // Looked at before libp11, which complains of another file on the standard error.
  const Handle<void, &::dlclose> library(::dlopen(module_.c_str(), RTLD_NOW | RTLD_LOCAL));
  if (!library || !::dlsym(library.get(), "C_GetFunctionList"))
    throw Error(Code::usage, tr("This file is no PKCS#11 library."), at("sign.pkcs11_module"),
                tr("Name the library (.so) of the token's maker for this kind of computer."));
  PKCS11_set_ui_method(context_.get(), dialogue_.get(), nullptr);
  if (PKCS11_CTX_load(context_.get(), module_.c_str()) != 0) refuseModule();
  isLoaded_ = true;
  if (PKCS11_enumerate_slots(context_.get(), &slots_, &count_) != 0) refuseModule();
}

void Token::refuseModule() const {
  throw Error(Code::unavailable, say("The PKCS#11 library does not start: {}.", takeReason()),
              at("sign.pkcs11_module"),
              tr("Check that the program of the token's maker works on this computer."));
}

void Token::choose(const std::string& label) {
  for (PKCS11_SLOT& slot : std::span(slots_, count_)) {
    if (!slot.token || !slot.token->initialized || !slot.token->label) continue;
    if (slot.token->label != label) continue;
    if (token_)
      throw Error(Code::usage, say("Several tokens have the label “{}”.", label),
                  at("sign.pkcs11_token"), tr("Unplug the other one, or give it another label."));
    token_ = slot.token;
  }
  if (!token_)
    throw Error(Code::unavailable, say("There is no token with the label “{}”.", label),
                at("sign.pkcs11_token"),
                tr("Plug the token in; if it is, check its label with the program of its maker."));
}

/// A wrong PIN brings a token nearer to locking itself.
void Token::refuseRiskyLogin(const Secret& pin) const {
  if (token_->userPinLocked)
    throw Error(Code::unavailable, tr("The token is locked: too many wrong PINs were given."),
                at("sign.pkcs11_token"), tr("Ask who issued the token to unlock it."));
  if (token_->userPinFinalTry)
    throw Error(
        Code::unavailable,
        tr("One more wrong PIN would lock the token; the PIN of the profile was not tried."),
        at("sign.pkcs11_token"),
        tr("Log in once with the program of the token's maker; then try again here."));
  if (pin.empty())
    throw Error(Code::usage, tr("The token needs its PIN."), at("sign.password_file"),
                tr("Name the PIN's file in “sign.password_file”, or its variable in "
                   "“sign.password_env”."));
}

void Token::logIn(std::unique_ptr<Secret> pin) {
  if (!token_->loginRequired) return;
  refuseRiskyLogin(*pin);
  if (PKCS11_login(token_->slot, 0, pin->text()) != 0) refusePin();
  pin_ = std::move(pin);
  PKCS11_set_ui_method(context_.get(), dialogue_.get(), pin_.get());
}

void Token::refusePin() const {
  const int code = ERR_GET_REASON(ERR_peek_last_error());
  const std::string reason = takeReason();
  if (code == kPinIncorrect || code == kPinInvalid || code == kPinLengthRange)
    throw Error(Code::usage, tr("The PIN of the token is wrong."), at("sign.pkcs11_token"),
                tr("Check the file in “sign.password_file” or the variable in "
                   "“sign.password_env” before the next try: a few wrong PINs lock the token."));
  if (code == kPinLocked)
    throw Error(Code::unavailable, tr("The token is locked: too many wrong PINs were given."),
                at("sign.pkcs11_token"), tr("Ask who issued the token to unlock it."));
  throw Error(Code::unavailable, say("The token does not let in: {}.", reason),
              at("sign.pkcs11_token"),
              tr("Check that the program of the token's maker works on this computer."));
}

PKCS11_KEY* Token::key(const std::string& label) const {
  PKCS11_KEY* keys = nullptr;
  unsigned count = 0;
  if (PKCS11_enumerate_keys(token_, &keys, &count) != 0) takeReason();
  PKCS11_KEY* found = nullptr;
  for (PKCS11_KEY& key : std::span(keys, count)) {
    if (!key.label || key.label != label) continue;
    if (found)
      throw Error(Code::usage, say("The token has several keys with the label “{}”.", label),
                  at("sign.pkcs11_key"),
                  tr("Give the signing key a label of its own with the program of the maker."));
    found = &key;
  }
  if (!found)
    throw Error(Code::usage, say("The token has no private key with the label “{}”.", label),
                at("sign.pkcs11_key"),
                tr("Check the key's label with the program of the token's maker."));
  return found;
}

std::vector<Certificate> Token::certificates() const {
  PKCS11_CERT* certificates = nullptr;
  unsigned count = 0;
  if (PKCS11_enumerate_certs(token_, &certificates, &count) != 0) takeReason();
  std::vector<Certificate> all;
  for (const PKCS11_CERT& certificate : std::span(certificates, count))
    if (certificate.x509 && X509_up_ref(certificate.x509)) all.emplace_back(certificate.x509);
  return all;
}

}  // namespace

Identity openToken(const workspace::SignSettings& settings,
                   const std::filesystem::path& workspaceFolder) {
  const auto token = std::make_shared<Token>((workspaceFolder / settings.pkcs11Module).string());
  token->load();
  token->choose(settings.pkcs11Token);
  token->logIn(std::make_unique<Secret>(settings.password, workspaceFolder));
  PKCS11_KEY* key = token->key(settings.pkcs11Key);
  Identity identity{.token = token, .place = token->at("sign.pkcs11_key")};
  identity.key.reset(PKCS11_get_private_key(key));
  if (!identity.key)
    throw Error(Code::unavailable, say("The key does not sign: {}.", takeReason()), identity.place,
                tr("Name a key of the kind RSA or ECDSA."));
  const PKCS11_CERT* certificate = PKCS11_find_certificate(key);
  if (!certificate || !X509_up_ref(certificate->x509)) refuseStrangeCertificate(identity.place);
  identity.certificate.reset(certificate->x509);
  identity.others = token->certificates();
  return identity;
}

}  // namespace thongbao::sign
