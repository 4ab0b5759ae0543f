#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "domain/agency.h"

namespace thongbao::workspace {

/// Where a secret is: in a file or in an environment variable, never in the profile itself.
struct SecretSource {
  std::filesystem::path file;
  std::string variable;
};

struct MailSettings {
  std::string host;
  std::uint16_t port = 587;
  std::string security = "starttls";  ///< `starttls`, `tls`, `plain-without-encryption`
  std::string user;
  SecretSource password;
  std::filesystem::path caFile;
  std::string fromName;
  std::string fromAddress;
  std::string replyTo;
  std::string bounceAddress;  ///< where bounces come to, each under its own key; or empty
};

/// Where bounces and answers lie: a mailbox on a server, or a folder.
struct MailboxSettings {
  std::string kind;  ///< empty: none is read; `imap`, `pop3`, `maildir`
  std::string host;
  std::uint16_t port = 993;
  std::string security = "tls";  ///< as MailSettings::security
  std::string user;
  SecretSource password;
  std::filesystem::path caFile;
  std::string folder;  ///< of IMAP, empty for INBOX; of a maildir the path, absolute

  bool wanted() const { return !kind.empty(); }
};

struct LimitSettings {
  std::uint64_t connections = 4;
  std::uint64_t mailsPerMinute = 60;  ///< 0: any number, like the two that follow
  std::uint64_t mailsPerHour = 0;
  std::uint64_t mailsPerHourAndDomain = 0;  ///< to the recipients of one domain
  std::string sendingHours;                 ///< `07:30-17:30`, Vietnamese time; empty: always
  std::uint64_t warnPercent = 5;            ///< refused or returned mails that are told
  std::uint64_t stopPercent = 10;           ///< and those at which a campaign pauses; 0: never
  std::uint64_t pluginSilenceSeconds = 30;
  std::uint64_t pluginMemoryMegabytes = 512;
};

/// After how many days personal data are no longer needed (Luật 91/2025/QH15). 0: they are kept.
struct RetentionSettings {
  std::uint64_t unwrittenDays = 0;  ///< parties never written to, since a list last showed them
  std::uint64_t listsDays = 0;      ///< kept lists, since they were last pulled
};

/// The key that signs PDFs electronically: in a PKCS#12 file, or on a PKCS#11 token; and the marks
/// that show the signature on the page (Nghị định 30/2020/NĐ-CP). No two kinds of key and no two
/// kinds of marks are named at once, and no marks without a key.
struct SignSettings {
  std::filesystem::path pkcs12File;
  std::filesystem::path pkcs11Module;  ///< the library of the token's maker
  std::string pkcs11Token;             ///< label
  std::string pkcs11Key;               ///< label
  SecretSource password;               ///< the file's pass phrase or the token's PIN
  std::filesystem::path signatureImage;
  std::filesystem::path sealImage;
  bool agencyText = false;  ///< at the top right of the first page, instead of images

  /// Otherwise PDFs stay unsigned.
  bool wanted() const { return !pkcs12File.empty() || !pkcs11Module.empty(); }
};

/// `thongbao.json`, checked. Texts are NFC and one line; paths are absolute or empty.
struct Profile {
  domain::Agency agency;
  MailSettings mail;
  MailboxSettings mailbox;
  SignSettings sign;
  LimitSettings limits;
  RetentionSettings retention;
  std::map<std::string, std::map<std::string, std::string>> plugins;  ///< id → setting → value
  std::vector<std::filesystem::path> pluginFolders;                   ///< beside the program's own
  std::filesystem::path templates;                                    ///< agency's own, or empty
};

/// Strict: throws Error(usage) that tells every wrong, missing or unknown key with its path and
/// line, for an unknown key the nearest known one; its place is the first of them. Relative paths
/// count from the file's folder. Values that are needed only for issuing or for mail may be empty.
Profile readProfile(const std::filesystem::path& file);

/// Paths of the keys that must be filled in before a notice is approved, or a mail is sent.
std::vector<std::string> missingForIssuing(const Profile& profile);
std::vector<std::string> missingForMail(const Profile& profile);
/// The same for reading the mailbox; `mailbox.kind` alone when there is none.
std::vector<std::string> missingForMailbox(const Profile& profile);

/// The profile that `init` writes, with every key, and the JSON Schema (2020-12) beside it.
std::string newProfileText();
std::string profileSchemaText();

/// Reads the secret; trailing line break dropped. A relative file counts from `workspace`. Throws
/// Error(usage) naming where it should be, never what was read: no such file or variable, empty,
/// several lines, or a file that others may read. Empty when neither file nor variable is named.
std::string readSecret(const SecretSource& source, const std::filesystem::path& workspace);

}  // namespace thongbao::workspace
