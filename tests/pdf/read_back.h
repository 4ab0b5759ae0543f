#pragma once

#include <string>
#include <vector>

namespace thongbao::pdf {

/// One word of a PDF as poppler reads it; points from the page's upper left corner.
struct ReadWord {
  int page = 0;  ///< from 1
  double left = 0;
  double top = 0;
  double right = 0;
  double bottom = 0;
  std::string text;

  double middle() const { return (left + right) / 2; }
};

/// What the command prints, warnings too; `{}` in it becomes the path of a file with these bytes.
/// Throws when the command fails.
std::string runOn(const std::string& pdf, std::string command);

/// The words in reading order.
std::vector<ReadWord> wordsOf(const std::string& pdf);

/// The text of one page, or of all (0), blanks and line breaks squeezed to one blank.
std::string textOf(const std::string& pdf, int page = 0);

/// What `pdffonts` says, one line a font without the heading.
std::vector<std::string> fontsOf(const std::string& pdf);

/// What `pdfinfo` says.
std::string infoOf(const std::string& pdf);

/// Whether qpdf finds the file sound.
bool isSound(const std::string& pdf);

/// The file with its streams unpacked.
std::string unpacked(const std::string& pdf);

/// The bounds of the words `phrase` where they first stand one behind the other on one line; the
/// test fails when they do not.
ReadWord find(const std::vector<ReadWord>& words, const std::string& phrase);

}  // namespace thongbao::pdf
