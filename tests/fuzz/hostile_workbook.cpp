#include "fuzz/hostile_workbook.h"

#include <algorithm>
#include <map>
#include <vector>

#include "intake/workbook_of_test.h"

namespace thongbao::fuzz {

namespace {

constexpr char kBorder = 0x1E;
constexpr std::size_t kSector = 512;
constexpr std::size_t kSmallestStream = 4096;
constexpr std::uint32_t kFree = 0xFFFFFFFF, kEnd = 0xFFFFFFFE, kFat = 0xFFFFFFFD;

std::string textOf(std::span<const std::uint8_t> bytes) {
  return {bytes.begin(), bytes.end()};
}

template <class Number>
void put(std::string& bytes, std::size_t at, Number number) {
  for (std::size_t i = 0; i < sizeof number; ++i)
    bytes[at + i] = static_cast<char>(static_cast<std::uint64_t>(number) >> (8 * i));
}

/// An entry of an OLE directory.
std::string entry(const std::string& name, char type, std::uint32_t child, std::uint32_t start,
                  std::size_t size) {
  std::string bytes(128, '\0');
  for (std::size_t i = 0; i < name.size(); ++i) bytes[2 * i] = name[i];
  put(bytes, 64, static_cast<std::uint16_t>(name.empty() ? 0 : 2 * (name.size() + 1)));
  bytes[66] = type;
  bytes[67] = 1;
  put(bytes, 68, kFree);
  put(bytes, 72, kFree);
  put(bytes, 76, child);
  put(bytes, 116, start);
  put(bytes, 120, static_cast<std::uint32_t>(size));
  return bytes;
}

std::string oleHead() {
  std::string head(kSector, '\0');
  head.replace(0, 8, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");
  put<std::uint16_t>(head, 24, 0x3E);
  put<std::uint16_t>(head, 26, 3);
  put<std::uint16_t>(head, 28, 0xFFFE);
  put<std::uint16_t>(head, 30, 9);
  put<std::uint16_t>(head, 32, 6);
  put<std::uint32_t>(head, 44, 1);  // sectors of the table, which is sector 0
  put<std::uint32_t>(head, 48, 1);  // the directory
  put<std::uint32_t>(head, 56, kSmallestStream);
  put<std::uint32_t>(head, 60, kEnd);
  put<std::uint32_t>(head, 68, kEnd);
  for (std::size_t i = 76; i < kSector; i += 4) put(head, i, kFree);
  put<std::uint32_t>(head, 76, 0);
  return head;
}

/// An OLE file of one stream of at most 60 kB.
std::string inOle(std::string records) {
  constexpr std::size_t kMostSectors = kSector / 4 - 2;
  records.resize(std::min(std::max(records.size(), kSmallestStream), kMostSectors * kSector));
  const std::size_t size = records.size();
  records.resize((size + kSector - 1) / kSector * kSector);
  const auto sectors = static_cast<std::uint32_t>(records.size() / kSector);
  std::string table(kSector, '\xFF');
  put(table, 0, kFat);
  put(table, 4, kEnd);
  for (std::uint32_t i = 0; i < sectors; ++i)
    put(table, 8 + 4 * i, i + 1 == sectors ? kEnd : i + 3);
  return oleHead() + table + entry("Root Entry", 5, 1, kEnd, 0) +
         entry("Workbook", 2, kFree, 2, size) + entry("", 0, kFree, 0, 0) +
         entry("", 0, kFree, 0, 0) + records;
}

}  // namespace

std::string hostileXlsx(std::span<const std::uint8_t> bytes) {
  const std::string all = textOf(bytes);
  if (all.empty() || all.compare(1, 2, "PK") == 0) return all;
  static const char* const kParts[] = {"xl/worksheets/sheet1.xml", "xl/sharedStrings.xml",
                                       "xl/styles.xml", "xl/workbook.xml",
                                       "xl/_rels/workbook.xml.rels"};
  auto parts = intake::WorkbookOfTest{.rows = ""}.parts();
  std::size_t start = 1;
  for (const char* part : kParts) {
    if (start > all.size()) break;
    const std::size_t end = std::min(all.find(kBorder, start), all.size());
    parts[part] = all.substr(start, end - start);
    start = end + 1;
  }
  return all.substr(0, 1) + intake::WorkbookOfTest::zipped(parts);
}

std::string hostileXls(std::span<const std::uint8_t> bytes) {
  const std::string all = textOf(bytes);
  if (all.empty() || all.compare(1, 2, "\xD0\xCF") == 0) return all;
  return all.substr(0, 1) + inOle(all.substr(1));
}

}  // namespace thongbao::fuzz
