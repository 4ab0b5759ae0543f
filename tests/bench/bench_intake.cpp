// The whole `pull` of a large list by the program itself: plugin in its child, normal forms,
// linking, chain, commits. Beside it in the same run: sqlite3's .import of the same CSV, which only
// puts its texts into a table, and xlsx2csv on the same workbook, which only reads it. Each is
// timed several times in turn; the medians are held against each other. A list that comes again
// unchanged is pulled twice more: the same file, and the same rows with other numbers in front
// (`STT`).
//
//   bench_intake [CSV_ROWS [XLSX_ROWS [RUNS]]]
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <string>
#include <vector>

#include "bench/child.h"
#include "intake/table.h"
#include "intake/written_sheet.h"
#include "support/temporary_folder.h"

namespace {

using namespace thongbao;
namespace fs = std::filesystem;

/// The columns of a platform's answer to an official request (facts: Nghị định 248/2026 Điều 18).
const std::vector<std::string> kHeadings{"STT",
                                         "Nền tảng",
                                         "Mã gian hàng",
                                         "Tên gian hàng",
                                         "Đường dẫn",
                                         "Loại hình",
                                         "Họ tên",
                                         "Ngày sinh",
                                         "Số định danh cá nhân",
                                         "Mã số thuế",
                                         "Người đại diện",
                                         "Địa chỉ",
                                         "Tỉnh/Thành phố",
                                         "Điện thoại",
                                         "Email",
                                         "Ngày mở gian hàng",
                                         "Trạng thái"};

/// Row `number` of a list whose numbers begin behind `offset`. Every twentieth shop is the second
/// one of its owner: the same person and phone.
std::vector<std::string> rowOf(std::uint64_t number, std::uint64_t offset) {
  static const char* const kProvinces[] = {"Hà Nội",  "TP. Hồ Chí Minh", "Đà Nẵng",
                                           "Cần Thơ", "Nghệ An",         "Thanh Hóa"};
  const std::uint64_t owner = number % 20 == 1 ? number / 2 : number;
  const std::string account = std::to_string(number * 2'654'435'761 % 10'000'000'000);
  const char* const province = kProvinces[number % 6];
  return {std::to_string(offset + number + 1),
          "Shopee",
          account,
          fmt::format("Cửa hàng Hoa Mai {}", number),
          "https://shopee.vn/shop/" + account,
          "Cá nhân",
          fmt::format("Nguyễn Văn {}", owner),
          fmt::format("{:02}/{:02}/1990", owner % 28 + 1, owner % 12 + 1),
          fmt::format("{:012}", 1'190'000'000 + owner * 3),
          "",
          "",
          fmt::format("Số {} đường Thử, phường Mẫu, {}", number % 300 + 1, province),
          province,
          fmt::format("09{:08}", owner * 7919 % 100'000'000),
          fmt::format("chu{}@example.com", number),
          fmt::format("{:02}/{:02}/2025", number % 28 + 1, number % 12 + 1),
          "Đang hoạt động"};
}

void writeCsv(const fs::path& file, std::uint64_t rows, std::uint64_t offset) {
  std::ofstream out(file, std::ios::binary);
  const auto line = [&out](const std::vector<std::string>& cells) {
    std::string text;
    for (const std::string& cell : cells) {
      if (!text.empty()) text += ',';
      text += cell.find(',') == std::string::npos ? cell : '"' + cell + '"';
    }
    out << text << "\r\n";
  };
  line(kHeadings);
  for (std::uint64_t i = 0; i < rows; ++i) line(rowOf(i, offset));
}

void writeXlsx(const fs::path& file, std::uint64_t rows) {
  intake::WrittenSheet sheet(file, "Danh sách", kHeadings);
  for (std::uint64_t i = 0; i < rows; ++i) sheet.add(rowOf(i, 0));
  sheet.keep();
}

/// In memory, so that the mood of the disk is not measured with it.
test::TemporaryFolder& folder() {
  static test::TemporaryFolder made{fs::is_directory("/dev/shm") ? fs::path("/dev/shm")
                                                                 : fs::temp_directory_path()};
  return made;
}

fs::path workspace() {
  static int count = 0;
  const fs::path made = folder().path() / fmt::format("team-{}", ++count);
  bench::run({BUILD_FOLDER "/bin/thongbao", "init", made.string(), "--profile",
              SOURCE_FOLDER "/samples/agency.json"});
  return made;
}

bench::Used pull(const fs::path& team, const fs::path& list) {
  return bench::run({BUILD_FOLDER "/bin/thongbao", "--json", "--workspace", team.string(), "pull",
                     "shopee", "--file", list.string()});
}

/// The median of what the runs took, each figure by itself.
bench::Used median(std::vector<bench::Used> runs) {
  bench::Used middle;
  for (double bench::Used::*figure :
       {&bench::Used::seconds, &bench::Used::processorSeconds, &bench::Used::peakKiB}) {
    std::vector<double> all;
    for (const bench::Used& run : runs) all.push_back(run.*figure);
    std::nth_element(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(all.size() / 2),
                     all.end());
    middle.*figure = all[all.size() / 2];
  }
  return middle;
}

void tell(const char* what, std::uint64_t rows, const bench::Used& used) {
  std::printf("%-52s %8.2f s %8.0f rows/s %7.2f CPU s %6.1f MiB\n", what, used.seconds,
              static_cast<double>(rows) / used.seconds, used.processorSeconds, used.peakKiB / 1024);
}

void measureCsv(std::uint64_t rows, int runs) {
  const fs::path list = folder().path() / "list.csv", renumbered = folder().path() / "again.csv";
  writeCsv(list, rows, 0);
  writeCsv(renumbered, rows, rows);
  std::vector<bench::Used> first, same, again, import;
  for (int i = 0; i < runs; ++i) {
    const fs::path team = workspace(), database = folder().path() / "import.db";
    first.push_back(pull(team, list));
    import.push_back(bench::run(
        {"sqlite3", database.string(), ".mode csv", ".import '" + list.string() + "' sellers"}));
    fs::remove(database);
    same.push_back(pull(team, list));
    again.push_back(pull(team, renumbered));
    fs::remove_all(team);
  }
  std::printf("\nCSV, %llu rows of %zu columns, %.0f MB\n", static_cast<unsigned long long>(rows),
              kHeadings.size(), static_cast<double>(fs::file_size(list)) / 1e6);
  tell("pull into an empty register", rows, median(first));
  tell("sqlite3 .import", rows, median(import));
  tell("pull of the same file again", rows, median(same));
  tell("pull of the same rows under new numbers", rows, median(again));
  const double whole = median(first).seconds;
  std::printf("pull : .import                    %5.2f times its time (reach: at most 4)\n",
              whole / median(import).seconds);
  std::printf("first pull : same file again      %5.2f times as long (reach: at least 2)\n",
              whole / median(same).seconds);
  std::printf("first pull : same rows again      %5.2f times as long (reach: at least 2)\n",
              whole / median(again).seconds);
}

/// What xlsx2csv does: all texts of the sheet, here without writing them.
int readTable(const char* file) {
  const auto table = intake::openTable(file, {});
  intake::Row row;
  std::size_t bytes = 0;
  while (table->next(row))
    for (const std::string& cell : row.cells) bytes += cell.size();
  return bytes == 0;
}

void measureXlsx(const char* self, std::uint64_t rows, int runs) {
  const fs::path list = folder().path() / "list.xlsx";
  writeXlsx(list, rows);
  std::vector<bench::Used> whole, read, yardstick;
  for (int i = 0; i < runs; ++i) {
    const fs::path team = workspace();
    whole.push_back(pull(team, list));
    fs::remove_all(team);
    read.push_back(bench::run({self, "--read", list.string()}));
    yardstick.push_back(bench::run({"xlsx2csv", list.string()}));
  }
  std::printf("\nXLSX, %llu rows of %zu columns, %.1f MB\n", static_cast<unsigned long long>(rows),
              kHeadings.size(), static_cast<double>(fs::file_size(list)) / 1e6);
  tell("pull into an empty register", rows, median(whole));
  tell("reading it", rows, median(read));
  tell("xlsx2csv", rows, median(yardstick));
  std::printf("xlsx2csv : reading                %5.2f times as long (reach: at least 5)\n",
              median(yardstick).seconds / median(read).seconds);
  std::printf("xlsx2csv : pull                   %5.2f times as long\n",
              median(yardstick).seconds / median(whole).seconds);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc == 3 && std::string(argv[1]) == "--read") return readTable(argv[2]);
  const auto number = [&](int index, std::uint64_t otherwise) {
    return argc > index ? std::strtoull(argv[index], nullptr, 10) : otherwise;
  };
  const int runs = static_cast<int>(number(3, 3));
  measureCsv(number(1, 1'000'000), runs);
  measureXlsx(argv[0], number(2, 100'000), runs);
}
