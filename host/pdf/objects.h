#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/clock.h"

namespace thongbao::pdf {

/// Whether libharu is the version whose objects this program knows from the inside. Another one is
/// used through its public calls alone (plain_writer.h).
bool knowsLibrary();

/// The library's name and version, as it writes them into each document.
std::string producer();

/// What a document says about itself.
struct DocumentInfo {
  std::string title;  ///< UTF-8
  base::Date date{};  ///< its creation date; no clock is read
  std::string hash;   ///< hex digits, at least 32; the first 32 become /ID
};

/// The objects of one PDF 1.7 file after the other, held by libharu: it numbers them, and writes
/// them with their cross-references. Their text is ours, so that what is equal in all documents is
/// made once. Entries are the inside of a dictionary (`/Type/Font/…`); numbers are those of
/// references (`7 0 R`). Every call throws Error(defect) when the library fails. Belongs to one
/// thread.
class Objects {
 public:
  Objects();
  ~Objects();
  Objects(const Objects&) = delete;
  Objects& operator=(const Objects&) = delete;

  /// Begins a file; the objects of the last one are gone.
  void begin();

  /// The number of the object that will be added next.
  int next() const;
  int dictionary(std::string_view entries);
  /// `bytes` must live until the file is finished; entries are copied.
  int stream(std::string_view entries, std::string_view bytes);
  /// An A4 page behind the pages before it. `content` is its operators in zlib format and must
  /// live as `bytes`; `resources` the number of their dictionary; `more` further entries.
  int page(std::string_view content, int resources, std::string_view more = {});
  /// More entries of the catalogue.
  void catalogue(std::string_view entries);

  /// The whole file.
  std::string finished(const DocumentInfo& info);

 private:
  struct Library;
  std::unique_ptr<Library> library_;
};

/// `text` (UTF-8) as a PDF text string in hex (UTF-16BE, ISO 32000-1, 7.9.2.2), cut after 1,000
/// characters.
std::string textString(std::string_view text);

}  // namespace thongbao::pdf
