#include "intake/workbook.h"

#include <fmt/ranges.h>

#include <charconv>
#include <map>

#include "base/error.h"
#include "base/text.h"
#include "base/words.h"
#include "intake/number_format.h"

namespace thongbao::intake {

namespace {

using base::Code;
using base::Error;
using base::say;
using base::tr;
using Event = XmlPart::Event;

constexpr const char* kWorkbookPart = "xl/workbook.xml";
constexpr std::size_t kMostTextBytes = 512U << 20U;
constexpr std::size_t kMostStyles = 100'000;

struct Sheet {
  std::string name;
  std::string relation;
  bool isVisible = true;
};

int intOf(const std::string& text) {
  int number = -1;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

std::vector<Sheet> readSheets(const Package& package, bool& from1904) {
  std::vector<Sheet> sheets;
  const auto part = package.open(kWorkbookPart);
  for (Event event; (event = part->next()) != Event::eof;) {
    if (part->starts(event, "workbookPr")) {
      const std::string flag = part->attribute("date1904");
      from1904 = flag == "1" || flag == "true";
    } else if (part->starts(event, "sheet")) {
      const std::string state = part->attribute("state");
      sheets.push_back(
          {part->attribute("name"), part->attribute("id"), state.empty() || state == "visible"});
    }
  }
  return sheets;
}

/// Targets of the workbook's relations by id, as part names.
std::map<std::string, std::string> readRelations(const Package& package) {
  std::map<std::string, std::string> targets;
  const auto part = package.open("xl/_rels/workbook.xml.rels");
  for (Event event; (event = part->next()) != Event::eof;) {
    if (!part->starts(event, "Relationship") || part->attribute("TargetMode") == "External")
      continue;
    const std::string target = part->attribute("Target");
    targets[part->attribute("Id")] =
        target.starts_with("/")
            ? target.substr(1)
            : (std::filesystem::path("xl") / target).lexically_normal().string();
  }
  return targets;
}

const Sheet& chosen(const std::vector<Sheet>& sheets, const std::string& wanted,
                    const std::filesystem::path& file) {
  std::vector<std::string> names;
  for (const Sheet& sheet : sheets) {
    if (wanted.empty() ? sheet.isVisible : base::fold(sheet.name) == base::fold(wanted))
      return sheet;
    names.push_back("“" + sheet.name + "”");
  }
  if (wanted.empty()) refuseDamaged(file, "no visible sheet");
  throw Error(Code::notFound, say("The workbook has no sheet “{}”.", wanted),
              {.file = file.string()}, say("Its sheets are {}.", fmt::join(names, ", ")));
}

std::vector<bool> readStyles(const Package& package) {
  std::vector<bool> isDate;
  if (!package.has("xl/styles.xml")) return isDate;
  std::map<int, std::string> codes;
  bool inCells = false;
  const auto part = package.open("xl/styles.xml");
  for (Event event; (event = part->next()) != Event::eof;) {
    if (part->starts(event, "numFmt"))
      codes[intOf(part->attribute("numFmtId"))] = part->attribute("formatCode");
    if (part->starts(event, "cellXfs")) inCells = true;
    if (part->ends(event, "cellXfs")) inCells = false;
    if (!inCells || !part->starts(event, "xf")) continue;
    const int id = intOf(part->attribute("numFmtId"));
    const auto code = codes.find(id);
    isDate.push_back(isDateFormat(id, code == codes.end() ? "" : code->second));
    if (isDate.size() > kMostStyles) refuseDamaged(package.file(), "xl/styles.xml");
  }
  return isDate;
}

SharedTexts readSharedTexts(const Package& package, const TableOptions& options) {
  SharedTexts texts;
  if (!package.has("xl/sharedStrings.xml")) return texts;
  const auto part = package.open("xl/sharedStrings.xml");
  for (Event event; (event = part->next()) != Event::eof;) {
    if (!part->starts(event, "si")) continue;
    texts.add(readRichText(*part, "si", options, package.file()));
    if (texts.bytes() + texts.size() * sizeof(std::size_t) > kMostTextBytes)
      throw Error(Code::badInput, tr("The workbook has more texts than may be kept in memory."),
                  {.file = package.file().string()}, tr("Save the list as CSV UTF-8."));
  }
  return texts;
}

/// `_x000D_` → the character it stands for (ECMA-376-1, 22.9.2.19).
std::string unescaped(std::string_view text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    unsigned code = 0;
    const std::string_view escape = text.substr(i, 7);
    const bool isEscape =
        escape.size() == 7 && escape.starts_with("_x") && escape.back() == '_' &&
        std::from_chars(escape.data() + 2, escape.data() + 6, code, 16).ptr == escape.data() + 6;
    if (!isEscape || code == 0 || (code >= 0xD800 && code <= 0xDFFF)) {
      plain += text[i];
      continue;
    }
    base::appendUtf8(plain, code);
    i += 6;
  }
  return plain;
}

void append(std::string& text, const std::string& piece, const TableOptions& options,
            const std::filesystem::path& file) {
  text += piece;
  if (text.size() > options.mostCellBytes)
    throw Error(Code::badInput, say("A text has more than {} bytes.", options.mostCellBytes),
                {.file = file.string()}, tr("Shorten it."));
}

}  // namespace

void SharedTexts::add(std::string_view text) {
  all_ += text;
  ends_.push_back(all_.size());
}

std::string_view SharedTexts::at(std::size_t index) const {
  const std::size_t start = index == 0 ? 0 : ends_[index - 1];
  return std::string_view(all_).substr(start, ends_[index] - start);
}

std::string readText(XmlPart& part, std::string_view element, const TableOptions& options,
                     const std::filesystem::path& file) {
  std::string text;
  for (Event event; (event = part.next()) != Event::eof && !part.ends(event, element);)
    if (event == Event::text) append(text, part.text(), options, file);
  return text;
}

std::string readRichText(XmlPart& part, std::string_view element, const TableOptions& options,
                         const std::filesystem::path& file) {
  std::string text;
  bool isGuide = false;
  for (Event event; (event = part.next()) != Event::eof && !part.ends(event, element);) {
    if (part.starts(event, "rPh")) isGuide = true;
    if (part.ends(event, "rPh")) isGuide = false;
    if (part.starts(event, "t") && !isGuide)
      append(text, readText(part, "t", options, file), options, file);
  }
  return unescaped(text);
}

Workbook readWorkbook(const Package& package, const TableOptions& options) {
  Workbook book;
  const std::vector<Sheet> sheets = readSheets(package, book.from1904);
  const Sheet& sheet = chosen(sheets, options.sheet, package.file());
  book.sheet = sheet.name;
  book.sheetPart = readRelations(package)[sheet.relation];
  if (!package.has(book.sheetPart)) refuseDamaged(package.file(), book.sheetPart);
  book.isDateStyle = readStyles(package);
  book.texts = readSharedTexts(package, options);
  return book;
}

}  // namespace thongbao::intake
