#include "domain/plain_words.h"

#include "base/search_form.h"
#include "base/text.h"

namespace thongbao::domain {

PlainWords::PlainWords(std::string_view text) {
  if (base::firstInvalidUtf8(text)) return;
  joined_ = base::searchForm(text);
  starts_.reserve(8);
  char* end = joined_.data();
  bool inWord = false;
  for (const char c : joined_) {
    const bool isPlain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (isPlain) {
      if (!inWord) starts_.push_back(static_cast<std::uint32_t>(end - joined_.data()));
      *end++ = c;
    }
    inWord = isPlain;
  }
  joined_.resize(static_cast<std::size_t>(end - joined_.data()));
}

}  // namespace thongbao::domain
