#include "fuzz/read_hostile.h"

#include <sys/mman.h>
#include <unistd.h>

#include <stdexcept>

#include "base/error.h"
#include "base/text.h"
#include "intake/encoding.h"
#include "intake/table.h"

namespace thongbao::fuzz {

namespace {

/// A file that no disk sees.
class MemoryFile {
 public:
  explicit MemoryFile(std::span<const std::uint8_t> bytes) : handle_(::memfd_create("list", 0)) {
    if (handle_ < 0 ||
        ::write(handle_, bytes.data(), bytes.size()) != static_cast<ssize_t>(bytes.size()))
      throw std::runtime_error("no file in memory");
  }
  ~MemoryFile() { ::close(handle_); }
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;
  std::string path() const { return "/proc/self/fd/" + std::to_string(handle_); }

 private:
  int handle_;
};

intake::TableOptions optionsOf(std::uint8_t choice) {
  intake::TableOptions options;
  const auto& encodings = intake::encodings();
  if (const std::size_t encoding = choice % 8; encoding > 0 && encoding <= encodings.size())
    options.encoding = encodings[encoding - 1];
  if (choice & 0x08) options.delimiter = ';';
  if (choice & 0x10) options.headingRow = 2;
  if (choice & 0x20) options.columns = {"một", "hai"};
  if (choice & 0x40) options.isKnownHeading = [](const std::string& text) { return text == "a"; };
  if (choice & 0x80) {
    options.mostRows = 20;
    options.mostColumns = 5;
    options.mostCellBytes = 10;
  }
  return options;
}

bool areTexts(const std::vector<std::string>& texts) {
  for (const std::string& text : texts)
    if (base::firstInvalidUtf8(text)) return false;
  return true;
}

std::string faultOf(const base::Error& error) {
  if (error.code() != base::Code::badInput && error.code() != base::Code::usage &&
      error.code() != base::Code::notFound)
    return "an error of another kind: " + error.sentence();
  if (base::firstInvalidUtf8(base::describe(error))) return "an error that is no text";
  return {};
}

}  // namespace

std::string readHostile(std::span<const std::uint8_t> bytes) {
  if (bytes.empty()) return {};
  const MemoryFile file(bytes.subspan(1));
  try {
    const auto table = intake::openTable(file.path(), optionsOf(bytes[0]));
    const std::size_t width = table->info().headings.size();
    if (!areTexts(table->info().headings)) return "a heading is no text";
    std::uint64_t last = 0;
    for (intake::Row row; table->next(row); last = row.number) {
      if (row.cells.size() != width) return "a row is not as wide as the headings";
      if (row.number <= last) return "the rows' numbers do not grow";
      if (!areTexts(row.cells)) return "a cell is no text";
    }
    if (!areTexts(table->info().notes)) return "a note is no text";
  } catch (const base::Error& error) {
    return faultOf(error);
  }
  return {};
}

}  // namespace thongbao::fuzz
