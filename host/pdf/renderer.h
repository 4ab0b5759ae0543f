#pragma once

#include <memory>
#include <string>
#include <vector>

#include "document/tree.h"
#include "domain/notice.h"
#include "pdf/laid.h"
#include "pdf/signature.h"

namespace thongbao::pdf {

/// One finished document.
struct Rendered {
  std::string bytes;
  int pages = 0;
  std::vector<std::string> replaced;  ///< characters no font has, shown as a visible box
};

enum class Form {
  archival,     ///< PDF/A-2b with tags for screen readers
  plain,        ///< without both; smaller
  publicCalls,  ///< as plain_writer.h says; taken by itself where libharu is another version
};

/// Makes PDFs of notices as Nghị định 30/2020/NĐ-CP, Phụ lục I lays them out. What the notices of
/// a batch have in common is made once per renderer. Deterministic: the same notice gives the same
/// bytes, signed ones where the signature is deterministic and the clock stands still. One renderer
/// belongs to one thread.
class Renderer {
 public:
  /// Loads the fonts. `signing`, where given, signs every document; it must live as long. Throws
  /// Error(unavailable) naming the missing font file and the Debian package that has it.
  explicit Renderer(Form form = Form::archival, const Signing* signing = nullptr);
  ~Renderer();

  /// `body` is the tree of `notice.body`. Throws Error(badInput) when the notice cannot be laid
  /// out, naming what is too large, and what `signing` throws.
  Rendered render(const domain::Notice& notice, const document::Document& body);

  /// The two halves of `render`: a notice laid out can be written as a file of its own, and bound
  /// into a sheaf. Throws Error(unavailable) in the form publicCalls.
  Laid lay(const domain::Notice& notice, const document::Document& body);
  Rendered write(const Laid& laid);

 private:
  struct Engine;
  std::vector<Page> pagesOf(const domain::Notice& notice, const document::Document& body,
                            const std::string& hash);

  Form form_;
  const Signing* signing_;
  std::unique_ptr<Engine> engine_;
};

}  // namespace thongbao::pdf
