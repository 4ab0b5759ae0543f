#include "intake/workbook.h"

#include <fmt/ranges.h>

#include <charconv>

#include "base/error.h"
#include "base/text.h"
#include "base/words.h"
#include "intake/cell_text.h"

namespace thongbao::intake {

namespace {

using base::Code;
using base::Error;
using base::say;
using base::tr;
using Event = XmlPart::Event;

constexpr std::uint64_t kMostTextBytes = 2ULL << 30U;
constexpr std::size_t kMostStyles = 100'000;
constexpr std::size_t kMostSheets = 1'000;

struct Sheet {
  std::string name;
  std::string relation;
  bool isVisible = true;
};

struct Relations {
  std::map<std::string, std::string> partOfId;
  std::map<std::string, std::string> partOfType;  ///< by the type's last word: `styles`
};

int intOf(std::string_view text) {
  int number = -1;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

std::vector<Sheet> readSheets(const Package& package, const std::string& workbookPart,
                              bool& from1904) {
  std::vector<Sheet> sheets;
  const auto part = package.open(workbookPart);
  for (Event event; (event = part->next()) != Event::eof;) {
    if (part->starts(event, "workbookPr")) {
      const std::string_view flag = part->attribute("date1904");
      from1904 = flag == "1" || flag == "true";
    } else if (part->starts(event, "sheet")) {
      const std::string_view state = part->attribute("state");
      sheets.push_back({std::string(part->attribute("name")), std::string(part->attribute("id")),
                        state.empty() || state == "visible"});
      if (sheets.size() > kMostSheets)
        throw Error(Code::badInput, say("The workbook has more than {} sheets.", kMostSheets),
                    {.file = package.file().string()});
    }
  }
  return sheets;
}

/// Targets of the relations that stand beside `of`, as part names.
Relations readRelations(const Package& package, const std::filesystem::path& of) {
  Relations relations;
  const std::string name =
      (of.parent_path() / "_rels" / (of.filename().string() + ".rels")).generic_string();
  if (!package.has(name)) return relations;
  const auto part = package.open(name);
  for (Event event; (event = part->next()) != Event::eof;) {
    if (!part->starts(event, "Relationship") || part->attribute("TargetMode") == "External")
      continue;
    const std::string target(part->attribute("Target"));
    const std::string type(part->attribute("Type"));
    const std::string found = target.starts_with("/")
                                  ? std::filesystem::path(target.substr(1)).lexically_normal()
                                  : (of.parent_path() / target).lexically_normal();
    relations.partOfId.emplace(part->attribute("Id"), found);
    relations.partOfType.emplace(type.substr(type.rfind('/') + 1), found);
  }
  return relations;
}

/// Whether a cell of the sheet holds something.
bool hasRows(const Package& package, const std::string& sheetPart) {
  if (!package.has(sheetPart)) return false;
  const auto part = package.open(sheetPart);
  bool isInCell = false;
  for (Event event; (event = part->next()) != Event::eof;) {
    if (part->starts(event, "v") || part->starts(event, "t")) isInCell = true;
    if (part->ends(event, "v") || part->ends(event, "t")) isInCell = false;
    if (isInCell && event == Event::text) return true;
    if (part->ends(event, "sheetData")) return false;
  }
  return false;
}

void chooseNamed(const std::vector<Sheet>& sheets, const Relations& relations,
                 const std::string& wanted, const std::filesystem::path& file, Workbook& book) {
  std::vector<std::string> names;
  for (const Sheet& sheet : sheets) {
    if (base::fold(sheet.name) == base::fold(wanted)) {
      const auto found = relations.partOfId.find(sheet.relation);
      book.sheet = sheet.name;
      book.sheetPart = found == relations.partOfId.end() ? "" : found->second;
      return;
    }
    names.push_back("“" + sheet.name + "”");
  }
  throw Error(Code::notFound, say("The workbook has no sheet “{}”.", wanted),
              {.file = file.string()}, say("Its sheets are {}.", fmt::join(names, ", ")));
}

/// The first visible sheet with rows; the first visible one when none has any.
void chooseFirst(const std::vector<Sheet>& sheets, const Relations& relations,
                 const Package& package, Workbook& book) {
  bool isFound = false, isAnyVisible = false;
  for (const Sheet& sheet : sheets) {
    if (!sheet.isVisible) continue;
    const auto target = relations.partOfId.find(sheet.relation);
    const std::string part = target == relations.partOfId.end() ? "" : target->second;
    const bool isFilled = hasRows(package, part);
    if (isFound && isFilled) book.sheetsLeftOut.push_back(sheet.name);
    if (!isAnyVisible || (isFilled && !isFound)) {
      book.sheet = sheet.name;
      book.sheetPart = part;
    }
    isAnyVisible = true;
    isFound = isFound || isFilled;
  }
  if (!isAnyVisible) refuseDamaged(package.file(), "no visible sheet");
}

void readStyles(const Package& package, const std::string& stylesPart, Workbook& book) {
  if (!package.has(stylesPart)) return;
  std::map<int, std::string> codes;
  bool inCells = false;
  const auto part = package.open(stylesPart);
  for (Event event; (event = part->next()) != Event::eof;) {
    if (part->starts(event, "numFmt"))
      codes[intOf(part->attribute("numFmtId"))] = part->attribute("formatCode");
    if (part->starts(event, "cellXfs")) inCells = true;
    if (part->ends(event, "cellXfs")) inCells = false;
    if (codes.size() > kMostStyles || book.formatOfStyle.size() > kMostStyles)
      refuseDamaged(package.file(), stylesPart);
    if (!inCells || !part->starts(event, "xf")) continue;
    book.formatOfStyle.push_back(intOf(part->attribute("numFmtId")));
  }
  for (const int id : book.formatOfStyle)
    if (book.formats.find(id) == book.formats.end())
      book.formats[id] = numberFormatOf(id, codes[id]);
}

void readSharedTexts(const Package& package, const std::string& textsPart,
                     const TableOptions& options, SharedTexts& texts) {
  if (!package.has(textsPart)) return;
  const auto part = package.open(textsPart);
  std::string text;
  for (Event event; (event = part->next()) != Event::eof;) {
    if (!part->starts(event, "si")) continue;
    readRichText(*part, "si", options, package.file(), text);
    texts.add(text);
    if (texts.bytes() > kMostTextBytes)
      throw Error(Code::badInput,
                  say("The workbook has more than {} MB of texts.", kMostTextBytes >> 20U),
                  {.file = package.file().string()}, tr("Save the list as CSV UTF-8."));
  }
}

std::string partOf(const Relations& relations, const std::string& type, const char* usual) {
  const auto found = relations.partOfType.find(type);
  return found == relations.partOfType.end() ? usual : found->second;
}

}  // namespace

std::string workbookPartOf(const Package& package) {
  const std::string named = partOf(readRelations(package, ""), "officeDocument", "xl/workbook.xml");
  const bool isWorkbook = named.ends_with(".xml") && named.find("word/") == std::string::npos &&
                          named.find("ppt/") == std::string::npos;
  return isWorkbook && package.has(named) ? named
         : package.has("xl/workbook.xml") ? "xl/workbook.xml"
                                          : "";
}

const NumberFormat& Workbook::formatOf(std::size_t style) const {
  static const NumberFormat plain;
  if (style >= formatOfStyle.size()) return plain;
  return formats.at(formatOfStyle[style]);
}

Workbook readWorkbook(const Package& package, const TableOptions& options) {
  Workbook book;
  const std::string workbookPart = workbookPartOf(package);
  const std::vector<Sheet> sheets = readSheets(package, workbookPart, book.from1904);
  const Relations relations = readRelations(package, workbookPart);
  for (const Sheet& sheet : sheets) book.sheets.push_back(sheet.name);
  if (options.sheet.empty())
    chooseFirst(sheets, relations, package, book);
  else
    chooseNamed(sheets, relations, options.sheet, package.file(), book);
  if (!package.has(book.sheetPart)) refuseDamaged(package.file(), book.sheetPart);
  readStyles(package, partOf(relations, "styles", "xl/styles.xml"), book);
  readSharedTexts(package, partOf(relations, "sharedStrings", "xl/sharedStrings.xml"), options,
                  book.texts);
  return book;
}

}  // namespace thongbao::intake
