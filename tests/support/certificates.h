#pragma once

#include <string>
#include <vector>

#include "support/run.h"
#include "support/temporary_folder.h"

namespace thongbao::test {

/// A certificate authority `ca`, a certificate of it for `127.0.0.1` (`right`), one for another
/// host (`wrong`), and an authority that nobody knows (`stranger`).
class Certificates {
 public:
  Certificates() {
    const std::string make =
        "cd " + folder_.path().string() +
        " && newca() { openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2"
        " -subj /CN=$1 -keyout $1.key -out $1.pem; }"
        " && leaf() { openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes"
        " -subj /CN=$1 -keyout $1.key -out $1.csr"
        " && echo subjectAltName=$2 > $1.ext && openssl x509 -req -in $1.csr -CA ca.pem"
        " -CAkey ca.key -CAcreateserial -days 2 -extfile $1.ext -out $1.pem; }"
        " && (newca ca && newca stranger && leaf right IP:127.0.0.1 && leaf wrong "
        "DNS:other.example)"
        " 2>&1";
    run("bash -c '" + make + "'");
  }

  std::string file(const std::string& name) const { return (folder_.path() / name).string(); }
  std::vector<std::string> withCertificate(const char* option, const std::string& name) const {
    return {option, file(name + ".pem"), file(name + ".key")};
  }

 private:
  TemporaryFolder folder_;
};

}  // namespace thongbao::test
