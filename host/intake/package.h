#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <string>

#include "intake/xml_part.h"

struct zip;

namespace thongbao::intake {

/// A ZIP file with XML parts (Open Packaging Conventions).
class Package {
 public:
  /// Throws Error(badInput): damaged, too many entries, two of one name, names that lead outside.
  /// `mostUnpackedBytes` is the limit for all parts that are read together; a file of few bytes
  /// may unpack to less (200 times its own size and 16 MB).
  Package(const std::filesystem::path& file, std::uint64_t mostUnpackedBytes);

  const std::filesystem::path& file() const { return file_; }
  /// Names of parts are compared without regard to case, as the conventions say.
  bool has(const std::string& part) const;
  /// Throws Error(badInput) when there is no such part, or it is locked with a password.
  std::unique_ptr<XmlPart> open(const std::string& part) const;
  /// For a look before a part is read: its bytes again, with a limit of their own. Throws like
  /// open.
  PartBytes look(const std::string& part) const;

 private:
  PartBytes bytesOf(const std::string& part, std::shared_ptr<std::uint64_t> bytesLeft) const;

  std::filesystem::path file_;
  std::shared_ptr<zip> archive_;
  std::map<std::string, std::uint64_t> entries_;  ///< by name in lower case
  std::shared_ptr<std::uint64_t> bytesLeft_;
};

}  // namespace thongbao::intake
