#pragma once

namespace thongbao::base {

/// Sanitizers map terabytes of shadow memory, so that a limit on addresses would stop every
/// program.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kIsSanitized = true;
#elif defined(__has_feature)
constexpr bool kIsSanitized = __has_feature(address_sanitizer);
#else
constexpr bool kIsSanitized = false;
#endif

}  // namespace thongbao::base
