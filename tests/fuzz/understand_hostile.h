#pragma once

#include <cstdint>
#include <span>
#include <string>

namespace thongbao::fuzz {

/// Understands the bytes as one mail. Returns the promise that delivery::understand broke, or
/// nothing: it does not throw; keys are 32 hex digits, each once; what an officer reads is one
/// clean line of at most 500 bytes; a mail without a key of ours is no answer.
std::string understandHostile(std::span<const std::uint8_t> bytes);

}  // namespace thongbao::fuzz
