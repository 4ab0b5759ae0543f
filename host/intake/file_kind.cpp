#include "intake/file_kind.h"

#include <algorithm>
#include <string>

#include "base/error.h"
#include "base/text.h"
#include "base/words.h"
#include "intake/encoding.h"

namespace thongbao::intake {

namespace {

using base::mark;
using base::tr;

struct Sign {
  std::string_view start;
  const char* sentence;
  const char* advice;
};

constexpr const char* kAskForWorkbook =
    mark("Ask for the list as an XLSX workbook or as CSV UTF-8.");

constexpr Sign kBinary[] = {
    {"%PDF-", mark("This is a PDF document, not a list."), kAskForWorkbook},
    {"\x89PNG", mark("This is a picture (PNG), not a list."), kAskForWorkbook},
    {"\xFF\xD8\xFF", mark("This is a picture (JPEG), not a list."), kAskForWorkbook},
    {"GIF8", mark("This is a picture (GIF), not a list."), kAskForWorkbook},
    {"Rar!", mark("This is an archive (RAR), not a list."),
     mark("Unpack it and give the list in it.")},
    {"7z\xBC\xAF\x27\x1C", mark("This is an archive (7z), not a list."),
     mark("Unpack it and give the list in it.")},
    {"\x1F\x8B", mark("This is an archive (gzip), not a list."),
     mark("Unpack it and give the list in it.")},
    {"{\\rtf", mark("This is a text document (RTF), not a list."), kAskForWorkbook},
};

/// Behind blanks, in lower case.
constexpr Sign kMarkup[] = {
    {"<!doctype html", mark("This is a web page (HTML), not a list."), kAskForWorkbook},
    {"<html", mark("This is a web page (HTML), not a list."), kAskForWorkbook},
    {"<head", mark("This is a web page (HTML), not a list."), kAskForWorkbook},
    {"<meta", mark("This is a web page (HTML), not a list."), kAskForWorkbook},
    {"<table", mark("This is a web page (HTML), not a list."), kAskForWorkbook},
    {"<?xml", mark("This is an XML document, not a list."), kAskForWorkbook},
};

[[noreturn]] void refuse(const std::filesystem::path& file, const char* sentence,
                         const char* advice) {
  throw base::Error(base::Code::badInput, tr(sentence), {.file = file.string()}, tr(advice));
}

template <std::size_t N>
void refuseSigned(const Sign (&signs)[N], std::string_view head,
                  const std::filesystem::path& file) {
  for (const Sign& sign : signs)
    if (head.starts_with(sign.start)) refuse(file, sign.sentence, sign.advice);
}

std::string markupStart(std::string_view head) {
  std::string start(base::trim(head).substr(0, 64));
  std::transform(start.begin(), start.end(), start.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return start;
}

}  // namespace

FileKind kindOf(std::string_view head, const std::filesystem::path& file) {
  if (head.starts_with("PK\x03\x04")) return FileKind::zip;
  if (head.starts_with("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")) return FileKind::ole;
  refuseSigned(kBinary, head, file);
  if (head.starts_with("\xEF\xBB\xBF")) head.remove_prefix(3);
  refuseSigned(kMarkup, markupStart(head), file);
  if (base::trim(head).empty())
    refuse(file, mark("The file is empty."), mark("Check that the list was saved."));

  const bool hasZero = head.find('\0') != std::string_view::npos;
  if (!hasZero || unicodeOf(head).value_or(Encoding::utf8) != Encoding::utf8) return FileKind::text;
  refuse(file, mark("This is neither a CSV text nor an XLSX workbook."), kAskForWorkbook);
}

}  // namespace thongbao::intake
