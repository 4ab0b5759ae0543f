#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "base/random.h"
#include "campaign/letter_maker.h"
#include "campaign/send.h"
#include "delivery/outbox.h"
#include "delivery/smtp.h"
#include "register/register.h"

namespace thongbao::campaign {

/// The word of the profile: `starttls`, `tls`, `plain-without-encryption`.
delivery::Security securityOf(const std::string& word);

/// The mail server of the profile. Throws what reading the password throws.
delivery::MailServer serverOf(const Sender& sender);

/// The mails of one campaign: its queue in the register, and the mail server of the profile.
class MailOutbox : public delivery::Outbox {
 public:
  /// All of them must live as long. Throws what opening the key and reading the password throw.
  MailOutbox(registry::Register& store, const std::string& campaign, const Sender& sender,
             const SendOptions& options, SendReport& report);

  /// Throws what Smtp::checkServer throws.
  void checkServer() { servers_.front()->checkServer(); }
  std::size_t preparers() const { return makers_.size(); }

  std::vector<Job> next(std::size_t most) override;
  std::vector<domain::Grant> exchange(const std::vector<delivery::Handed>& handed,
                                      const std::vector<const delivery::Letter*>& letters) override;
  delivery::Outcome carry(std::size_t connection, const delivery::Letter& letter) override;
  std::optional<base::Instant> nextChance() override;
  bool waitsUntil(base::Instant until) override;

 private:
  std::vector<registry::Waiting> fetch(std::size_t most);
  std::vector<registry::Settlement> settlementsOf(const std::vector<delivery::Handed>& handed);
  std::vector<domain::Grant> commit(const std::vector<registry::Settlement>& outcomes,
                                    const std::vector<domain::Intent>& intents);
  void follow(const std::vector<domain::Grant>& grants, const std::vector<domain::Intent>& intents);
  bool isWaiting(bool leaveOutFull);
  void watch(const std::vector<registry::Settlement>& outcomes);
  void hearReturned(const std::vector<delivery::Handed>& handed);

  registry::Register& store_;
  std::string campaign_;
  const Sender& sender_;
  const SendOptions& options_;
  SendReport& report_;
  registry::MailLimits limits_;
  registry::Troubles troubles_;
  std::vector<std::unique_ptr<delivery::Smtp>> servers_;  ///< one a connection
  std::vector<std::unique_ptr<LetterMaker>> makers_;      ///< one a preparer
  std::map<std::int64_t, std::int64_t> domains_;  ///< of dispatches on their way: dispatch → domain
  std::map<std::int64_t, base::Instant> full_;    ///< domain → when its limit ends
  bool deferredNow_ = false;                      ///< the queue is empty: those put off are read
  std::int64_t after_ = 0;
  std::mutex returning_;
  std::map<std::int64_t, std::string> returned_;  ///< what simulated recipients let come back
};

}  // namespace thongbao::campaign
