#pragma once

#include <array>
#include <cstdint>
#include <string_view>

/// The one-byte codes of the letter faces. They are the same in every face and every document, so
/// that a line, once set, can be shown with whatever part of a font the document embeds.
namespace thongbao::pdf {

/// The characters of a letter in layers, from those of every letter to those of few. A document
/// embeds the layers it needs: whole faces would be two thirds of its bytes. The first is what
/// `Nơi nhận:` needs, often all that is bold italic; `□` stands for a character that no font has.
constexpr std::array<std::u32string_view, 8> kLayers{{
    U" :Nhinơậ",
    U",-./;()0123456789abcdegklmopqrstuvxyđàáãạảâấầẫăắêếềểễệìíỉịóòọôốồổộờớởợùúụủưừứửựý",
    U"fjwzèéẻẽẹằẳẵặẩĩỏõỗỡũữỳỷỹỵ",
    U"@ABCDĐEFGHIKLMOPQRSTUVXY",
    U"ÁÀẢẠÂẤẦẬĂÊỆÌÍÒÓÔỐỒỘƠỚỜỞỢÚỤỦƯỨỪỰÝỊỈĨÃẨ",
    U"%&?=_+!#'\"JWZ“”",
    U"ẮẰẲẴẶẪÈÉẺẼẸỀẾỂỄỎÕỌỔỖỠÙŨỬỮỲỶỸỴ",
    U"$*<>[\\]^`{|}~§«°²³»×–—‘’•…₫□",
}};

/// Layers as bits: 1 is the first.
using Layers = std::uint8_t;

/// The character of a code, 0 where there is none.
char32_t characterOf(std::uint8_t code);

/// The bit of the layer a code belongs to.
Layers layerOf(std::uint8_t code);

}  // namespace thongbao::pdf
