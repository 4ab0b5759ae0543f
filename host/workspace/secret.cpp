#include <cstdlib>
#include <fstream>

#include "base/error.h"
#include "base/words.h"
#include "workspace/profile.h"

namespace thongbao::workspace {

namespace {

using base::tr;

constexpr std::uint64_t kLongestSecret = 4096;

[[noreturn]] void refuse(const std::string& sentence, const std::string& where,
                         const std::string& advice = {}) {
  throw base::Error(base::Code::usage, sentence, {.file = where}, advice);
}

std::string readSecretFile(const std::filesystem::path& file) {
  using std::filesystem::perms;
  std::error_code missing;
  const auto status = std::filesystem::status(file, missing);
  if (!std::filesystem::is_regular_file(status))
    refuse(tr("There is no such file with a password."), file.string());
  if ((status.permissions() & (perms::group_all | perms::others_all)) != perms::none)
    refuse(tr("Others may read the file with the password."), file.string(),
           base::say("Run: chmod 600 {}", file.string()));
  // Without a buffer of the stream, in which a copy of the secret would stay behind.
  std::ifstream stream;
  stream.rdbuf()->pubsetbuf(nullptr, 0);
  stream.open(file, std::ios::binary);
  if (!stream) refuse(tr("The file may not be read."), file.string());
  std::string secret(kLongestSecret + 1, '\0');
  stream.read(secret.data(), static_cast<std::streamsize>(secret.size()));
  secret.resize(static_cast<std::size_t>(stream.gcount()));
  if (secret.size() > kLongestSecret)
    refuse(base::say("The text is longer than {} characters.", kLongestSecret), file.string());
  return secret;
}

std::string readVariable(const std::string& name) {
  const char* value = std::getenv(name.c_str());
  if (!value) refuse(tr("The environment variable with the password is not set."), name);
  return value;
}

}  // namespace

std::string readSecret(const SecretSource& source, const std::filesystem::path& workspace) {
  if (source.file.empty() && source.variable.empty()) return {};
  const bool inFile = !source.file.empty();
  const std::string where = inFile ? (workspace / source.file).string() : source.variable;
  std::string secret = inFile ? readSecretFile(where) : readVariable(where);
  if (secret.ends_with('\n')) secret.pop_back();
  if (secret.ends_with('\r')) secret.pop_back();
  if (secret.empty()) refuse(tr("The password is empty."), where);
  for (const char c : secret)
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F)
      refuse(tr("The password has a line break or a control character."), where);
  return secret;
}

}  // namespace thongbao::workspace
