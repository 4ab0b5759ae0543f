#include "pdf/deflate.h"

#include <libdeflate.h>

#include <new>

namespace thongbao::pdf {

Deflate::Deflate(int level)
    : compressor_(libdeflate_alloc_compressor(level), &libdeflate_free_compressor) {
  if (!compressor_) throw std::bad_alloc();
}

std::string Deflate::operator()(std::string_view bytes) const {
  std::string packed(libdeflate_zlib_compress_bound(compressor_.get(), bytes.size()), '\0');
  packed.resize(libdeflate_zlib_compress(compressor_.get(), bytes.data(), bytes.size(),
                                         packed.data(), packed.size()));
  return packed;
}

std::string deflatedSmall(std::string_view bytes) {
  constexpr int kSmallest = 12;
  return Deflate(kSmallest)(bytes);
}

}  // namespace thongbao::pdf
