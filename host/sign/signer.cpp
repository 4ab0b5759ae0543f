#include "sign/signer.h"

#include <mutex>
#include <utility>

#include "base/words.h"
#include "sign/certificate.h"
#include "sign/cms.h"
#include "sign/identity.h"

namespace thongbao::sign {

namespace {

class CmsSigner : public Signer {
 public:
  explicit CmsSigner(Identity identity)
      : identity_(std::move(identity)),
        subject_(subjectOf(identity_.certificate.get())),
        mostBytes_(longest(identity_)) {}

  using Signer::sign;
  std::string sign(std::span<const std::string_view> pieces) const override {
    SignedData data(identity_, digestOf(pieces));
    if (identity_.token)
      signInTurn(data);
    else
      data.sign();
    return data.der();
  }
  std::size_t mostBytes() const override { return mostBytes_; }
  const std::string& subject() const override { return subject_; }
  base::Instant notAfter() const override { return notAfterOf(identity_.certificate.get()); }

 private:
  /// A token signs one thing at a time. After a failure it is left alone: one more try for each of
  /// the documents that wait could be one more wrong PIN.
  void signInTurn(SignedData& data) const {
    const std::lock_guard turn(turn_);
    if (hasFailed_)
      throw base::Error(base::Code::unavailable,
                        base::tr("The token failed at an earlier document and is left alone."),
                        identity_.place, base::tr("Check the token, and start again."));
    hasFailed_ = true;
    data.sign();
    hasFailed_ = false;
  }

  static std::size_t longest(const Identity& identity) {
    SignedData data(identity, digestOf({}));
    data.fill();
    return data.der().size();
  }

  Identity identity_;
  std::string subject_;
  std::size_t mostBytes_;
  mutable std::mutex turn_;
  mutable bool hasFailed_ = false;  ///< guarded by turn_
};

}  // namespace

std::unique_ptr<Signer> openSigner(const workspace::SignSettings& settings,
                                   const std::filesystem::path& workspaceFolder,
                                   base::Instant now) {
  Identity identity = settings.pkcs12File.empty() ? openToken(settings, workspaceFolder)
                                                  : openKeyFile(settings, workspaceFolder);
  const base::Place place = identity.place;
  requireUsable(identity.certificate.get(), now, place);
  if (X509_check_private_key(identity.certificate.get(), identity.key.get()) != 1) {
    takeReason();
    refuseStrangeCertificate(place);
  }
  identity.others = chainOf(identity.certificate.get(), std::move(identity.others));
  auto signer = std::make_unique<CmsSigner>(std::move(identity));
  if (!verifiesOverNothing(signer->sign({}))) refuseStrangeCertificate(place);
  return signer;
}

}  // namespace thongbao::sign
