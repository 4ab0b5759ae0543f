#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/ahead.h"
#include "base/error.h"

struct XML_ParserStruct;

namespace thongbao::intake {

/// The unpacked bytes of one part of a package: fills at most `size` bytes and says how many, 0 at
/// the end. Throws Error(badInput).
using PartBytes = std::function<std::size_t(char* into, std::size_t size)>;

/// One XML part of a package, read event by event with bounded memory. Refused: a DOCTYPE, a
/// tag that does not end, deep nesting, an encoding other than UTF-8, broken XML. Unpacking and
/// parsing run ahead on threads of their own.
class XmlPart {
 public:
  enum class Event { start, end, text, eof };

  XmlPart(PartBytes bytes, std::filesystem::path file);
  ~XmlPart();
  XmlPart(const XmlPart&) = delete;
  XmlPart& operator=(const XmlPart&) = delete;

  /// Throws Error(badInput) with the file. The texts of the event before are gone.
  Event next();
  /// Local name of the element that starts or ends.
  std::string_view name() const { return viewOf(current_.text); }
  /// Of the element that starts, by local name; empty when it is not there.
  std::string_view attribute(std::string_view localName) const;
  std::string_view text() const { return viewOf(current_.text); }

  /// Whether the event is the start (or the end) of an element with this name.
  bool starts(Event event, std::string_view element) const {
    return event == Event::start && name() == element;
  }
  bool ends(Event event, std::string_view element) const {
    return event == Event::end && name() == element;
  }

 private:
  /// A piece of texts_.
  struct Piece {
    std::uint32_t start = 0;
    std::uint32_t size = 0;
  };
  struct Attribute {
    Piece name;
    Piece value;
  };
  struct Happened {
    Event event = Event::eof;
    Piece text;
    std::uint32_t firstAttribute = 0;
    std::uint32_t attributes = 0;
  };
  /// What happened in some bytes, its texts side by side, and what is wrong behind it.
  struct Batch {
    std::vector<Happened> happened;
    std::vector<Attribute> attributes;
    std::string texts;
    std::optional<base::Error> failure;
  };

  static void started(void* self, const char* element, const char** attributes);
  static void ended(void* self, const char* element);
  static void told(void* self, const char* text, int size);
  static void declared(void* self, const char* version, const char* encoding, int standalone);
  static void doctypeStarted(void* self, const char* name, const char* systemId,
                             const char* publicId, int hasInternal);
  std::optional<Batch> parseNext();
  void parse(std::string_view bytes, bool isLast);
  void fail(const std::string& sentence);
  Piece keep(std::string_view text);
  std::string_view viewOf(Piece piece) const {
    return std::string_view(read_.texts).substr(piece.start, piece.size);
  }

  std::filesystem::path file_;
  Batch read_;
  std::size_t taken_ = 0;
  Happened current_;

  // Of the thread that parses.
  std::unique_ptr<XML_ParserStruct, void (*)(XML_ParserStruct*)> parser_;
  Batch parsed_;
  std::size_t sinceEvent_ = 0;
  std::size_t depth_ = 0;
  bool isOver_ = false;

  base::Ahead<std::string> bytes_;
  base::Ahead<Batch> batches_;
};

/// Error(badInput): the workbook is damaged, with what is wrong in it in the library's words.
[[noreturn]] void refuseDamaged(const std::filesystem::path& file, const std::string& detail);
base::Error damaged(const std::filesystem::path& file, const std::string& detail);

}  // namespace thongbao::intake
