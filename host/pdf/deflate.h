#pragma once

#include <memory>
#include <string>
#include <string_view>

struct libdeflate_compressor;

namespace thongbao::pdf {

/// Makes bytes in zlib format (RFC 1950), the same for the same input. Belongs to one thread.
class Deflate {
 public:
  /// `level` from 1 (fast) to 12 (small).
  explicit Deflate(int level);
  std::string operator()(std::string_view bytes) const;

 private:
  std::unique_ptr<libdeflate_compressor, void (*)(libdeflate_compressor*)> compressor_;
};

/// For what is made once and copied into many documents.
std::string deflatedSmall(std::string_view bytes);

}  // namespace thongbao::pdf
