#pragma once

#include <string>
#include <vector>

#include "register/books.h"

/// The official books of outgoing documents (Nghị định 30/2020/NĐ-CP, Phụ lục IV) are Vietnamese in
/// every language of the program, as notices are.
namespace thongbao::cli {

/// Headings of the sổ đăng ký văn bản đi, and a notice's cells.
const std::vector<std::string>& outgoingHeadings();
std::vector<std::string> outgoingRow(const registry::Outgoing& outgoing);

/// Headings of the sổ gửi văn bản đi bưu điện, and a letter's cells.
const std::vector<std::string>& postedHeadings();
std::vector<std::string> postedRow(const registry::Posted& posted);

/// `(1)`, `(2)` … under so many headings.
std::vector<std::string> columnNumbers(std::size_t columns);

}  // namespace thongbao::cli
