#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "document/tree.h"
#include "domain/notice.h"

namespace thongbao::pdf {

/// One finished document.
struct Rendered {
  std::string bytes;
  int pages = 0;
  std::vector<std::string> replaced;  ///< characters no font has, shown as a visible box
};

/// `archival` is PDF/A-2b with tags for screen readers; `plain` does without both and is smaller.
enum class Form { archival, plain };

/// Makes PDFs of notices as Nghị định 30/2020/NĐ-CP, Phụ lục I lays them out. Fonts are loaded
/// once per renderer. Deterministic: the same notice gives the same bytes. One renderer belongs
/// to one thread.
class Renderer {
 public:
  /// Loads Liberation Serif and, for what it lacks, DejaVu Sans from /usr/share/fonts/truetype.
  /// Throws Error(unavailable) naming the missing file and the Debian package that has it.
  explicit Renderer(Form form = Form::archival);
  ~Renderer();

  /// `body` is the tree of `notice.body`. Throws Error(badInput) when the notice cannot be laid
  /// out, naming what is too large.
  Rendered render(const domain::Notice& notice, const document::Document& body);

 private:
  struct Engine;  ///< the loaded fonts, and what was set before
  Form form_;
  std::unique_ptr<Engine> engine_;
};

}  // namespace thongbao::pdf
