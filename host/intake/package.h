#pragma once

#include <Poco/Zip/ZipArchive.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

namespace thongbao::intake {

/// One XML part of a package, read event by event with bounded memory. Refused: a DOCTYPE, a
/// tag that does not end, deep nesting, an encoding other than UTF-8, broken XML, and more
/// unpacked bytes than the package may have.
class XmlPart {
 public:
  enum class Event { start, end, text, eof };

  virtual ~XmlPart() = default;
  /// Throws Error(badInput) with the file.
  virtual Event next() = 0;
  /// Local name of the element that starts or ends.
  virtual const std::string& name() const = 0;
  /// Of the element that starts, by local name; empty when it is not there.
  virtual std::string attribute(std::string_view localName) const = 0;
  virtual const std::string& text() const = 0;

  /// Whether the event is the start (or the end) of an element with this name.
  bool starts(Event event, std::string_view element) const {
    return event == Event::start && name() == element;
  }
  bool ends(Event event, std::string_view element) const {
    return event == Event::end && name() == element;
  }
};

/// A ZIP file with XML parts (Open Packaging Conventions).
class Package {
 public:
  /// Throws Error(badInput): damaged, too many entries, names that lead outside.
  /// `mostUnpackedBytes` is the limit for all parts that are read together; a file of few bytes
  /// may unpack to less (200 times its own size and 16 MB).
  Package(const std::filesystem::path& file, std::uint64_t mostUnpackedBytes);

  const std::filesystem::path& file() const { return file_; }
  bool has(const std::string& part) const;
  /// Throws Error(badInput) when there is no such part.
  std::unique_ptr<XmlPart> open(const std::string& part) const;

 private:
  std::filesystem::path file_;
  std::unique_ptr<Poco::Zip::ZipArchive> archive_;
  std::shared_ptr<std::uint64_t> bytesLeft_;
};

/// Error(badInput): the workbook is damaged, with what is wrong in it in the library's words.
[[noreturn]] void refuseDamaged(const std::filesystem::path& file, const std::string& detail);

}  // namespace thongbao::intake
