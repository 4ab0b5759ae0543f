#include "pdf/writer.h"

#include <hpdf.h>
#include <hpdf_catalog.h>
#include <hpdf_doc.h>
#include <hpdf_objects.h>
#include <hpdf_pages.h>

#include <algorithm>
#include <deque>
#include <memory>
#include <type_traits>

#include "base/error.h"
#include "base/text.h"
#include "base/words.h"

namespace thongbao::pdf {

namespace {

constexpr int kPageLevel = 3;
constexpr std::size_t kUsualBytes = 65'536;  ///< of a document
/// The version, and four bytes that tell a transfer that this is not text (ISO 32000-1, 7.5.2).
constexpr const char* kHeader = "%PDF-1.7\n%\xB7\xBE\xAD\xAA\n";
constexpr std::size_t kMostTitle = 1'000;  ///< characters; the library's strings are limited

/// The status of the last failure, set by the library. Nothing is thrown through its C frames.
void noteFailure(HPDF_STATUS status, HPDF_STATUS, void* place) {
  *static_cast<HPDF_STATUS*>(place) = status;
}

[[noreturn]] void fail(HPDF_STATUS status) {
  throw base::Error(base::Code::defect,
                    base::say("The PDF could not be written (libharu status 0x{:04X}).",
                              static_cast<unsigned>(status)));
}

void check(HPDF_STATUS status) {
  if (status != HPDF_OK) fail(status);
}

std::string utf16(std::string_view text) {
  std::string bytes = "\xFE\xFF";
  const auto unit = [&](std::uint32_t value) {
    bytes += static_cast<char>(value >> 8U & 0xFFU);
    bytes += static_cast<char>(value & 0xFFU);
  };
  std::size_t characters = 0;
  for (std::size_t i = 0; i < text.size() && characters < kMostTitle; ++characters) {
    const char32_t c = base::nextCodePoint(text, i);
    if (c < 0x10000)
      unit(c);
    else {
      unit(0xD800 + ((c - 0x10000) >> 10U));
      unit(0xDC00 + ((c - 0x10000) & 0x3FFU));
    }
  }
  return bytes;
}

/// The raw bytes that `hex` names, for /ID.
std::string bytesOf(std::string_view hex) {
  std::string bytes;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2)
    bytes += static_cast<char>(std::stoi(std::string(hex.substr(i, 2)), nullptr, 16));
  return bytes;
}

/// Adds the text kept at `attr` to the dictionary as it is written. The library would deflate a
/// stream whose /Filter it knows, and would take apart a large array number by number.
HPDF_STATUS writeReady(HPDF_Dict dictionary, HPDF_Stream stream) {
  const auto* text = static_cast<const std::string*>(dictionary->attr);
  return HPDF_Stream_Write(stream, reinterpret_cast<const HPDF_BYTE*>(text->data()),
                           static_cast<HPDF_UINT>(text->size()));
}

/// Bytes that a stream object hands out as they are; the library copies its own streams twice,
/// byte by byte.
struct Ready {
  std::string_view bytes;
  std::size_t given = 0;
};

HPDF_STATUS readReady(HPDF_Stream stream, HPDF_BYTE* buffer, HPDF_UINT* size) {
  auto& ready = *static_cast<Ready*>(stream->attr);
  const std::string_view piece = ready.bytes.substr(ready.given, *size);
  std::copy(piece.begin(), piece.end(), buffer);
  ready.given += piece.size();
  *size = static_cast<HPDF_UINT>(piece.size());
  return ready.given == ready.bytes.size() ? HPDF_STREAM_EOF : HPDF_OK;
}

HPDF_STATUS seekReady(HPDF_Stream stream, HPDF_INT position, HPDF_WhenceMode) {
  static_cast<Ready*>(stream->attr)->given = static_cast<std::size_t>(position);
  return HPDF_OK;
}

HPDF_UINT32 sizeOfReady(HPDF_Stream stream) {
  return static_cast<HPDF_UINT32>(static_cast<Ready*>(stream->attr)->bytes.size());
}

HPDF_STATUS appendToFile(HPDF_Stream stream, const HPDF_BYTE* bytes, HPDF_UINT size) {
  static_cast<std::string*>(stream->attr)->append(reinterpret_cast<const char*>(bytes), size);
  return HPDF_OK;
}

/// One document in the library's hands.
struct Objects {
  HPDF_STATUS failure = HPDF_OK;
  /// Without the library's memory pool: it hands out addresses that are not aligned.
  HPDF_Doc doc = HPDF_NewEx(&noteFailure, nullptr, nullptr, 0, &failure);
  std::string flate = "/Filter /FlateDecode\n";
  std::deque<std::string> kept;  ///< texts of the dictionaries until the document is saved
  std::deque<Ready> streams;

  Objects() {
    if (!doc) fail(failure);
  }
  Objects(const Objects&) = delete;
  Objects& operator=(const Objects&) = delete;
  ~Objects() { HPDF_Free(doc); }

  template <class T>
  T made(T object) const {
    if (!object) fail(failure != HPDF_OK ? failure : HPDF_GetError(doc));
    return object;
  }

  HPDF_Dict newDictionary() {
    const HPDF_Dict dictionary = made(HPDF_Dict_New(doc->mmgr));
    check(HPDF_Xref_Add(doc->xref, dictionary));
    return dictionary;
  }
  void addBytes(HPDF_Dict to, const char* key, const std::string& bytes) {
    check(HPDF_Dict_Add(to, key, binary(bytes)));
  }
  HPDF_Binary binary(std::string bytes) {
    return made(HPDF_Binary_New(doc->mmgr, reinterpret_cast<HPDF_BYTE*>(bytes.data()),
                                static_cast<HPDF_UINT>(bytes.size())));
  }
  /// `zlibBytes` must live until the document is saved.
  void fill(HPDF_Dict dictionary, std::string_view zlibBytes) {
    dictionary->write_fn = &writeReady;
    dictionary->attr = &flate;
    HPDF_Stream_Free(dictionary->stream);
    dictionary->stream =
        made(HPDF_CallbackReader_New(doc->mmgr, &readReady, &seekReady, nullptr, &sizeOfReady,
                                     &streams.emplace_back(Ready{zlibBytes})));
  }
  HPDF_Dict newStream(std::string_view zlibBytes) {
    const HPDF_Dict stream = made(HPDF_DictStream_New(doc->mmgr, doc->xref));
    fill(stream, zlibBytes);
    return stream;
  }

  HPDF_Dict addDescriptor(const FontFile& file);
  HPDF_Dict addFont(const FontFile& file);
  HPDF_Dict addFonts(const FontFiles& files);
  void addPage(const std::string& content, HPDF_Dict fonts);
  void addInfo(const DocumentInfo& info);
  std::string saved();
};

HPDF_Dict Objects::addDescriptor(const FontFile& file) {
  constexpr int kSerif = 1 << 1;
  constexpr int kSymbolic = 1 << 2;
  constexpr int kItalic = 1 << 6;
  const HPDF_Dict program = newStream(file.file);
  check(HPDF_Dict_AddNumber(program, "Length1", static_cast<HPDF_INT32>(file.fileLength)));
  const HPDF_Dict descriptor = newDictionary();
  check(HPDF_Dict_AddName(descriptor, "Type", "FontDescriptor"));
  check(HPDF_Dict_AddName(descriptor, "FontName", file.name.c_str()));
  check(HPDF_Dict_AddNumber(
      descriptor, "Flags",
      kSymbolic + (file.serif ? kSerif : 0) + (file.italicAngle != 0 ? kItalic : 0)));
  const HPDF_Array box = made(HPDF_Array_New(doc->mmgr));
  check(HPDF_Dict_Add(descriptor, "FontBBox", box));
  for (const int side : file.box) check(HPDF_Array_AddNumber(box, side));
  check(HPDF_Dict_AddNumber(descriptor, "ItalicAngle", file.italicAngle));
  check(HPDF_Dict_AddNumber(descriptor, "Ascent", file.ascent));
  check(HPDF_Dict_AddNumber(descriptor, "Descent", file.descent));
  check(HPDF_Dict_AddNumber(descriptor, "CapHeight", file.capHeight));
  check(HPDF_Dict_AddNumber(descriptor, "StemV", 80));
  check(HPDF_Dict_Add(descriptor, "FontFile2", program));
  return descriptor;
}

/// A composite font with two-byte codes that are the subset's glyph ids (ISO 32000-1, 9.7).
HPDF_Dict Objects::addFont(const FontFile& file) {
  const HPDF_Dict descendant = newDictionary();
  check(HPDF_Dict_AddName(descendant, "Type", "Font"));
  check(HPDF_Dict_AddName(descendant, "Subtype", "CIDFontType2"));
  check(HPDF_Dict_AddName(descendant, "BaseFont", file.name.c_str()));
  const HPDF_Dict system = made(HPDF_Dict_New(doc->mmgr));
  check(HPDF_Dict_Add(descendant, "CIDSystemInfo", system));
  addBytes(system, "Registry", "Adobe");
  addBytes(system, "Ordering", "Identity");
  check(HPDF_Dict_AddNumber(system, "Supplement", 0));
  check(HPDF_Dict_Add(descendant, "FontDescriptor", addDescriptor(file)));
  check(HPDF_Dict_AddName(descendant, "CIDToGIDMap", "Identity"));
  descendant->write_fn = &writeReady;
  descendant->attr = &kept.emplace_back(file.widths + "\n");

  const HPDF_Dict font = newDictionary();
  check(HPDF_Dict_AddName(font, "Type", "Font"));
  check(HPDF_Dict_AddName(font, "Subtype", "Type0"));
  check(HPDF_Dict_AddName(font, "BaseFont", file.name.c_str()));
  check(HPDF_Dict_AddName(font, "Encoding", "Identity-H"));
  const HPDF_Array descendants = made(HPDF_Array_New(doc->mmgr));
  check(HPDF_Dict_Add(font, "DescendantFonts", descendants));
  check(HPDF_Array_Add(descendants, descendant));
  check(HPDF_Dict_Add(font, "ToUnicode", newStream(file.toUnicode)));
  return font;
}

HPDF_Dict Objects::addFonts(const FontFiles& files) {
  const HPDF_Dict fonts = newDictionary();
  for (std::size_t face = 0; face < files.size(); ++face)
    if (files[face]) {
      const char name[] = {'F', static_cast<char>('0' + face), '\0'};
      check(HPDF_Dict_Add(fonts, name, addFont(*files[face])));
    }
  return fonts;
}

void Objects::addPage(const std::string& content, HPDF_Dict fonts) {
  const HPDF_Page page = made(HPDF_AddPage(doc));
  check(HPDF_Page_SetWidth(page, static_cast<HPDF_REAL>(kPageWidth)));
  check(HPDF_Page_SetHeight(page, static_cast<HPDF_REAL>(kPageHeight)));
  const auto resources =
      static_cast<HPDF_Dict>(made(HPDF_Dict_GetItem(page, "Resources", HPDF_OCLASS_DICT)));
  check(HPDF_Dict_Add(resources, "Font", fonts));
  fill(static_cast<HPDF_PageAttr>(page->attr)->contents,
       kept.emplace_back(deflated(content, kPageLevel)));
}

void Objects::addInfo(const DocumentInfo& info) {
  const HPDF_Date date{static_cast<HPDF_INT>(static_cast<int>(info.date.year())),
                       static_cast<HPDF_INT>(static_cast<unsigned>(info.date.month())),
                       static_cast<HPDF_INT>(static_cast<unsigned>(info.date.day())),
                       0,
                       0,
                       0,
                       '+',
                       7,
                       0};
  check(HPDF_SetInfoDateAttr(doc, HPDF_INFO_CREATION_DATE, date));
  addBytes(doc->info, "Title", utf16(info.title));
  addBytes(doc->catalog, "Lang", "vi");
  const HPDF_Array id = made(HPDF_Array_New(doc->mmgr));
  check(HPDF_Dict_Add(doc->trailer, "ID", id));
  for (int i = 0; i < 2; ++i) check(HPDF_Array_Add(id, binary(bytesOf(info.hash.substr(0, 32)))));
}

/// What HPDF_SaveToStream does, into our own bytes.
std::string Objects::saved() {
  check(HPDF_Dict_Add(doc->trailer, "Root", doc->catalog));
  check(HPDF_Dict_Add(doc->trailer, "Info", doc->info));
  std::string bytes;
  bytes.reserve(kUsualBytes);
  const std::unique_ptr<std::remove_pointer_t<HPDF_Stream>, decltype(&HPDF_Stream_Free)> file(
      made(HPDF_CallbackWriter_New(doc->mmgr, &appendToFile, &bytes)), &HPDF_Stream_Free);
  check(HPDF_Stream_WriteStr(file.get(), kHeader));
  check(HPDF_Xref_WriteToStream(doc->xref, file.get(), nullptr));
  return bytes;
}

}  // namespace

std::string writeDocument(const std::vector<std::string>& contents, const FontFiles& files,
                          const DocumentInfo& info) {
  Objects objects;
  const HPDF_Dict fonts = objects.addFonts(files);
  for (const std::string& content : contents) objects.addPage(content, fonts);
  objects.addInfo(info);
  return objects.saved();
}

}  // namespace thongbao::pdf
