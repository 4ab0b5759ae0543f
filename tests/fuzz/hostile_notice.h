#pragma once

#include <cstdint>
#include <span>

#include "document/tree.h"
#include "domain/notice.h"

namespace thongbao::fuzz {

/// A notice and its body, as hostile as the bytes want them: any bytes give one, the same bytes
/// the same. Texts of the body may be no UTF-8, lists deep, tables ragged, dates impossible.
struct HostileNotice {
  domain::Notice notice;
  document::Document body;
};
HostileNotice hostileNotice(std::span<const std::uint8_t> bytes);

}  // namespace thongbao::fuzz
