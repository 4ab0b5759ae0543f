#pragma once

#include <memory>
#include <string>

#include "pdf/renderer.h"
#include "register/begun_documents.h"
#include "workspace/profile.h"

namespace thongbao::campaign {

/// A document that was made again.
struct Remade {
  enum Outcome {
    same,    ///< the bytes that the register names
    other,   ///< others came out
    erased,  ///< the text that it was made of is gone from the register
  };
  Outcome outcome = other;
  std::string bytes;   ///< where they are the same
  std::string reason;  ///< in a sentence, where they are not
};

/// Makes documents of notices again out of what the register keeps: no key is needed, a signature
/// is set in as it was given. Belongs to one thread.
class Remaker {
 public:
  /// `settings` say how signatures show. Throws what pdf::readPng throws.
  explicit Remaker(const workspace::SignSettings& settings);
  ~Remaker();

  /// Throws Error(unavailable) when a font file is missing.
  Remade make(const registry::BegunDocument& document);

 private:
  std::string bytesOf(const registry::BegunDocument& document);
  pdf::Renderer& rendererFor(const registry::BegunDocument& document);

  pdf::Signing signing_;  ///< of the document at hand
  std::unique_ptr<pdf::Renderer> unsigned_, signed_;
};

}  // namespace thongbao::campaign
