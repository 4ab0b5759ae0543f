#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace thongbao::pdf {

/// `label` is bold italic with no more letters than `Nơi nhận:` has: most notices need no other
/// bold italic, and a whole face would be a fifth of their bytes.
enum class Face : std::uint8_t { regular, bold, italic, boldItalic, label, fallback };
constexpr std::size_t kFaces = 6;

/// One glyph of a text in one face and size.
struct Glyph {
  char32_t character = 0;
  float size = 0;             ///< points
  std::uint16_t advance = 0;  ///< thousandths of the size
  std::uint16_t id = 0;       ///< in the whole font
  Face face = Face::regular;

  double width() const { return advance * static_cast<double>(size) / 1000; }
};

/// Glyphs of a font by their id, with the character that each stands for.
using GlyphSet = std::map<std::uint16_t, char32_t>;

/// A face as it is embedded in a document: everything but the PDF objects around it.
struct FontFile {
  std::string name;                  ///< `ABCDEF+LiberationSerif-Bold`
  std::string file;                  ///< the subset TrueType font, zlib format
  std::size_t fileLength = 0;        ///< before deflating
  std::string toUnicode;             ///< the CMap, zlib format
  std::string widths;                ///< /DW and /W, thousandths of the size
  std::vector<std::uint16_t> codes;  ///< glyph id in the subset by the id in the whole font
  int ascent = 0;                    ///< this and the following: thousandths of the size
  int descent = 0;
  int capHeight = 0;
  std::array<int, 4> box{};
  int italicAngle = 0;  ///< degrees
  bool serif = true;
};

/// Bytes in zlib format (RFC 1950), the same for the same input. `level` from 1 (fast) to 12.
std::string deflated(std::string_view bytes, int level);

/// The faces of a notice, loaded once: Liberation Serif (Times New Roman's metric twin) and
/// DejaVu Sans for what it lacks. Belongs to one thread.
class Fonts {
 public:
  /// Loads the files from `folder` (`liberation2/` and `dejavu/` below it). Throws
  /// Error(unavailable) naming the missing file and the Debian package that has it.
  explicit Fonts(const std::filesystem::path& folder = "/usr/share/fonts/truetype");
  ~Fonts();
  Fonts(Fonts&&) noexcept;

  /// Whether `face` or the fallback has a glyph for the character.
  bool has(Face face, char32_t character) const;

  /// The glyph of `character` in `face`, else in the fallback, else a visible box (U+25A1).
  Glyph glyph(Face face, float size, char32_t character) const;

  /// Appends the glyphs of a right-to-left word in logical order, joined as its script asks.
  void appendShaped(std::vector<Glyph>& glyphs, Face face, float size,
                    const std::u32string& word) const;

  /// Whether every document that uses the face embeds the glyph.
  bool inBaseSet(Face face, std::uint16_t glyph) const;

  /// The face with its base set (Vietnamese, ASCII, punctuation; none in the fallback) and `extra`.
  /// Made once for each set and kept; valid until the next call for the same face.
  const FontFile& file(Face face, const GlyphSet& extra);

 private:
  struct Loaded;
  std::array<std::unique_ptr<Loaded>, kFaces> faces_;
};

}  // namespace thongbao::pdf
