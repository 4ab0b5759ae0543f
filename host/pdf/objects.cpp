#include "pdf/objects.h"

#include <fmt/format.h>
#include <hpdf.h>
#include <hpdf_doc.h>
#include <hpdf_objects.h>
#include <hpdf_pages.h>

#include <algorithm>
#include <cstring>
#include <memory_resource>
#include <new>

#include "base/text.h"
#include "pdf/failure.h"
#include "pdf/numbers.h"

namespace thongbao::pdf {

namespace {

constexpr std::size_t kUsualBytes = 49'152;      ///< of a document
constexpr std::size_t kUsualMemory = 256 << 10;  ///< that the library takes for a document
/// The version, and four bytes that tell a transfer that this is not text (ISO 32000-1, 7.5.2).
constexpr const char* kHeader = "%PDF-1.7\n%\xB7\xBE\xAD\xAA\n";

/// Where the library's memory comes from in this thread; its allocator takes no argument that
/// could tell. Set for the length of each call of Objects.
thread_local std::pmr::memory_resource* memoryInUse = nullptr;

void* allocate(HPDF_UINT size) noexcept {
  try {
    return memoryInUse->allocate(size, alignof(std::max_align_t));
  } catch (const std::bad_alloc&) {
    return nullptr;
  }
}

/// A document's memory is given back as a whole.
void keepUntilTheEnd(void*) noexcept {}

class MemoryInUse {
 public:
  explicit MemoryInUse(std::pmr::memory_resource& memory) : before_(memoryInUse) {
    memoryInUse = &memory;
  }
  ~MemoryInUse() { memoryInUse = before_; }
  MemoryInUse(const MemoryInUse&) = delete;
  MemoryInUse& operator=(const MemoryInUse&) = delete;

 private:
  std::pmr::memory_resource* before_;
};

/// Text in the document's memory.
struct Entries {
  const char* text;
  std::size_t size;
};

/// Adds the text kept at `attr` to the dictionary as it is written.
HPDF_STATUS writeEntries(HPDF_Dict dictionary, HPDF_Stream stream) {
  const auto* entries = static_cast<const Entries*>(dictionary->attr);
  return HPDF_Stream_Write(stream, reinterpret_cast<const HPDF_BYTE*>(entries->text),
                           static_cast<HPDF_UINT>(entries->size));
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

int numberOf(HPDF_Dict object) {
  return static_cast<int>(object->header.obj_id & 0x00FF'FFFF);
}

}  // namespace

struct Objects::Library {
  std::pmr::monotonic_buffer_resource own;  ///< what the library keeps from document to document
  std::unique_ptr<std::byte[]> first = std::make_unique<std::byte[]>(kUsualMemory);
  std::pmr::monotonic_buffer_resource document{first.get(), kUsualMemory};
  HPDF_STATUS failure = HPDF_OK;
  HPDF_Doc doc = nullptr;

  template <class T>
  T made(T object) const {
    if (!object) fail(failure != HPDF_OK ? failure : HPDF_GetError(doc));
    return object;
  }
  HPDF_Dict fill(HPDF_Dict dictionary, std::string_view text) {
    auto* copy = static_cast<char*>(document.allocate(text.size(), 1));
    std::copy(text.begin(), text.end(), copy);
    dictionary->attr = new (document.allocate(sizeof(Entries))) Entries{copy, text.size()};
    dictionary->write_fn = &writeEntries;
    return dictionary;
  }
  HPDF_Dict newDictionary(std::string_view text) {
    const HPDF_Dict dictionary = made(HPDF_Dict_New(doc->mmgr));
    check(HPDF_Xref_Add(doc->xref, dictionary));
    return fill(dictionary, text);
  }
};

bool knowsLibrary() {
  return std::strcmp(HPDF_GetVersion(), "2.3.0") == 0 &&
         std::strcmp(HPDF_VERSION_TEXT, "2.3.0") == 0;
}

std::string producer() {
  return std::string("Haru Free PDF Library ") + HPDF_GetVersion();
}

Objects::Objects() : library_(std::make_unique<Library>()) {
  Library& library = *library_;
  const MemoryInUse use(library.own);
  library.doc = HPDF_NewEx(&noteFailure, &allocate, &keepUntilTheEnd, 0, &library.failure);
  if (!library.doc) fail(library.failure);
}

Objects::~Objects() {
  const MemoryInUse use(library_->own);
  HPDF_Free(library_->doc);
}

void Objects::begin() {
  Library& library = *library_;
  const MemoryInUse use(library.document);
  HPDF_FreeDoc(library.doc);
  HPDF_ResetError(library.doc);
  library.document.release();
  check(HPDF_NewDoc(library.doc));
}

int Objects::next() const {
  return static_cast<int>(library_->doc->xref->entries->count);
}

int Objects::dictionary(std::string_view entries) {
  const MemoryInUse use(library_->document);
  return numberOf(library_->newDictionary(entries));
}

int Objects::stream(std::string_view entries, std::string_view bytes) {
  Library& library = *library_;
  const MemoryInUse use(library.document);
  const HPDF_Doc doc = library.doc;
  const HPDF_Dict stream = library.fill(library.made(HPDF_Dict_New(doc->mmgr)), entries);
  check(HPDF_Xref_Add(doc->xref, stream));
  const HPDF_Number length = library.made(HPDF_Number_New(doc->mmgr, 0));
  check(HPDF_Xref_Add(doc->xref, length));
  check(HPDF_Dict_Add(stream, "Length", length));
  stream->stream = library.made(
      HPDF_CallbackReader_New(doc->mmgr, &readReady, &seekReady, nullptr, &sizeOfReady,
                              new (library.document.allocate(sizeof(Ready))) Ready{bytes}));
  return numberOf(stream);
}

int Objects::page(std::string_view content, int resources, std::string_view more) {
  std::string entries = "/Type/Page/MediaBox[0 0 595.276 841.89]/Contents ";
  appendReference(entries, stream("/Filter/FlateDecode", content));
  entries += "/Resources ";
  appendReference(entries, resources);
  entries += more;
  const MemoryInUse use(library_->document);
  const HPDF_Dict page = library_->newDictionary(entries);
  check(HPDF_Pages_AddKids(library_->doc->root_pages, page));
  page->header.obj_class |= HPDF_OSUBCLASS_PAGE;  // the library counts these
  return numberOf(page);
}

void Objects::catalogue(std::string_view entries) {
  library_->fill(library_->doc->catalog, entries);
}

/// What HPDF_SaveToStream does, into our own bytes.
std::string Objects::finished(const DocumentInfo& info) {
  Library& library = *library_;
  const MemoryInUse use(library.document);
  const HPDF_Doc doc = library.doc;
  library.fill(doc->info, fmt::format("/Title {}/CreationDate(D:{:04}{:02}{:02}000000+07'00')",
                                      textString(info.title), static_cast<int>(info.date.year()),
                                      static_cast<unsigned>(info.date.month()),
                                      static_cast<unsigned>(info.date.day())));
  const std::string id = info.hash.substr(0, 32);
  library.fill(doc->trailer, fmt::format("/Root {} 0 R/Info {} 0 R/ID[<{}><{}>]",
                                         numberOf(doc->catalog), numberOf(doc->info), id, id));
  std::string bytes;
  bytes.reserve(kUsualBytes);
  const HPDF_Stream file = library.made(HPDF_CallbackWriter_New(doc->mmgr, &appendToFile, &bytes));
  check(HPDF_Stream_WriteStr(file, kHeader));
  check(HPDF_Xref_WriteToStream(doc->xref, file, nullptr));
  return bytes;
}

std::string textString(std::string_view text) {
  constexpr std::size_t kMost = 1'000;
  std::string hex = "<FEFF";
  std::size_t characters = 0;
  for (std::size_t i = 0; i < text.size() && characters < kMost; ++characters)
    appendUtf16(hex, base::nextCodePoint(text, i));
  return hex + ">";
}

}  // namespace thongbao::pdf
