#pragma once

#include <cstddef>
#include <string>

namespace thongbao::sign {

/// A signature that Signer::sign once gave, with what the document around it must know.
struct KeptSignature {
  std::string der;
  std::string subject;        ///< as Signer::subject was
  std::size_t mostBytes = 0;  ///< as Signer::mostBytes was
};

/// From its DER alone; neither key nor document are needed. Throws Error(integrity) when it is no
/// signature with its certificate.
KeptSignature readSignature(const std::string& der);

}  // namespace thongbao::sign
