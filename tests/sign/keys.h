#pragma once

#include <gmock/gmock.h>
#include <sys/stat.h>

#include <filesystem>
#include <string>

#include "base/error.h"
#include "base/files.h"
#include "sign/signer.h"
#include "support/run.h"
#include "support/temporary_folder.h"

namespace thongbao::sign {

inline constexpr const char* kRsa = "rsa:2048";
inline constexpr const char* kEc = "ec -pkeyopt ec_paramgen_curve:P-256";
inline constexpr const char* kSigning = "keyUsage=critical,digitalSignature,nonRepudiation";
inline constexpr const char* kPassPhrase = "mật khẩu 8305";

/// A workspace with keys: a root authority, one below it, and who got a certificate from that.
class Keys {
 public:
  Keys() {
    const std::string authority = "basicConstraints=critical,CA:true";
    issue("root", kEc, authority, "");
    issue("middle", kEc, authority, "root");
    writeSecret("pass", kPassPhrase);
  }

  const std::filesystem::path& folder() const { return folder_.path(); }
  std::filesystem::path file(const std::string& name) const { return folder() / name; }

  /// Makes NAME.key and NAME.pem.
  void issue(const std::string& name, const std::string& kind,
             const std::string& extensions = kSigning, const std::string& issuer = "middle") {
    folder_.write("extensions", extensions);
    shell("openssl req -new -utf8 -nodes -newkey " + kind + " -keyout " + name +
          ".key -subj '/CN=" + name + "' -out request");
    shell("openssl x509 -req -days 30 -extfile extensions -in request -out " + name + ".pem " +
          (issuer.empty() ? "-signkey " + name + ".key"
                          : "-CAcreateserial -CAkey " + issuer + ".key -CA " + issuer + ".pem"));
  }

  /// Makes NAME.p12 of NAME.key and NAME.pem, with the authorities' certificates, and the settings
  /// with which it is opened.
  workspace::SignSettings keyFile(const std::string& name, const std::string& options = "") {
    shell("cat middle.pem root.pem > chain.pem; openssl pkcs12 -export -inkey " + name +
          ".key -in " + name + ".pem -certfile chain.pem -passout file:pass -out " + name +
          ".p12 " + options);
    workspace::SignSettings settings;
    settings.pkcs12File = name + ".p12";
    settings.password.file = "pass";
    return settings;
  }

  void writeSecret(const std::string& name, const std::string& secret) {
    folder_.write(name, secret + "\n");
    ::chmod(file(name).c_str(), 0600);
  }

  /// What another program says: the chain up to the root, the ESS attribute, the document's bytes.
  bool verifies(const std::string& signature, const std::string& document) const {
    folder_.write("signature", signature);
    folder_.write("document", document);
    try {
      shell(
          "openssl cms -verify -cades -binary -inform DER -in signature -content document "
          "-CAfile root.pem -purpose any -out out");
      return base::readFile(file("out")) == document;
    } catch (const std::runtime_error&) {
      return false;
    }
  }
  /// The signature's structure, a line a value.
  std::string parsed(const std::string& signature) const {
    folder_.write("signature", signature);
    return shell("openssl asn1parse -inform DER -in signature");
  }
  std::string derOf(const std::string& certificate) const {
    return shell("openssl x509 -outform DER -in " + certificate + ".pem");
  }

  std::string shell(const std::string& command) const {
    return test::run("cd '" + folder().string() + "' && (" + command + ") 2>> log");
  }

 private:
  test::TemporaryFolder folder_;
};

/// The moment at which the tests run, or a little later than the certificates that they make.
inline base::Instant today() {
  return base::SystemClock().now() + std::chrono::minutes(1);
}

/// The failure of opening, which names no secret.
inline base::Error failureOf(const workspace::SignSettings& settings, const Keys& keys,
                             base::Instant now = today()) {
  try {
    openSigner(settings, keys.folder(), now);
  } catch (const base::Error& error) {
    EXPECT_THAT(base::describe(error), testing::Not(testing::HasSubstr(kPassPhrase)));
    return error;
  }
  ADD_FAILURE() << "the key was opened";
  return {base::Code::defect, ""};
}

}  // namespace thongbao::sign
