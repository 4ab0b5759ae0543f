#include <random>
#include <sstream>

#include "register/verify_support.h"

namespace thongbao::registry {

namespace {

using TextRows = std::vector<std::vector<std::string>>;

TextRows rowsOf(const std::filesystem::path& file, const std::string& query) {
  using namespace sqlite_api;
  sqlite3* database = nullptr;
  EXPECT_EQ(sqlite3_open(file.c_str(), &database), SQLITE_OK);
  TextRows rows;
  const auto take = [](void* into, int columns, char** values, char**) {
    auto& row = static_cast<TextRows*>(into)->emplace_back();
    for (int i = 0; i < columns; ++i) row.emplace_back(values[i] ? values[i] : "");
    return 0;
  };
  EXPECT_EQ(sqlite3_exec(database, query.c_str(), take, &rows, nullptr), SQLITE_OK) << query;
  sqlite3_close(database);
  return rows;
}

/// Does what SQLite lets one do.
void tryOn(const std::filesystem::path& file, const std::string& statement) {
  using namespace sqlite_api;
  sqlite3* database = nullptr;
  EXPECT_EQ(sqlite3_open(file.c_str(), &database), SQLITE_OK);
  sqlite3_exec(database, statement.c_str(), nullptr, nullptr, nullptr);
  sqlite3_close(database);
}

/// A statement that spoils a row of a table, whatever it is.
class Spoiler {
  template <class Values>
  const auto& pick(const Values& values) {
    return values[random_() % std::size(values)];
  }

 public:
  Spoiler(const std::filesystem::path& file, unsigned seed) : random_(seed) {
    const TextRows tables = rowsOf(file,
                                   "SELECT name FROM sqlite_master WHERE type = 'table' AND name "
                                   "NOT LIKE 'sqlite%' ORDER BY name");
    do {
      table_ = pick(tables)[0];
      count_ = std::stoul(rowsOf(file, "SELECT COUNT(*) FROM " + table_)[0][0]);
    } while (count_ == 0);
    for (const auto& column : rowsOf(file, "PRAGMA table_info(" + table_ + ")")) {
      columns_.push_back(column[1]);
      if (column[5] != "0") key_ += (key_.empty() ? "" : ", ") + column[1];
    }
    if (key_.empty()) key_ = "rowid";
  }

  std::string statement() {
    switch (random_() % 8) {
      case 0:
        return "DELETE FROM " + table_ + someRow();
      case 1:
        return doubled();
      case 2:
        return swapped();
      default:
        return changed();
    }
  }

 private:
  std::string someRow() {
    return fmt::format(" WHERE ({0}) = (SELECT {0} FROM {1} LIMIT 1 OFFSET {2})", key_, table_,
                       random_() % count_);
  }

  std::string changed() {
    constexpr const char* kChanges[] = {
        "{0} || ' '",
        "substr({0}, 2)",
        "''",
        "{0} + 1",
        "{0} - 1",
        "0",
        "{0} + 0.5",
        "CAST({0} AS BLOB)",
        "replace({0}, '1', '2')",
        "replace({0}, 'a', 'b')",
        "replace({0}, char(34), char(39))",
        "substr({0}, 1, 10) || '}}' || substr({0}, 11)",
        "'accepted'",
        "X'ff'",
    };
    const std::string& column = pick(columns_);
    return fmt::format("UPDATE OR IGNORE {} SET {} = {}{}", table_, column,
                       fmt::format(fmt::runtime(pick(kChanges)), column), someRow());
  }

  /// The row once more, under another key.
  std::string doubled() {
    std::string values;
    for (const std::string& column : columns_) {
      const bool isKey = (", " + key_ + ",").find(", " + column + ",") != std::string::npos;
      values += (values.empty() ? "" : ", ") + (isKey ? column + " + 1" : column);
    }
    return fmt::format("INSERT OR IGNORE INTO {0} SELECT {1} FROM {0}{2}", table_, values,
                       someRow());
  }

  /// One column of two rows.
  std::string swapped() {
    const std::string& column = pick(columns_);
    const std::string a = someRow(), b = someRow();
    return fmt::format(
        "CREATE TEMP TABLE kept AS SELECT (SELECT {0} FROM {1}{2}) AS a, (SELECT {0} FROM {1}{3}) "
        "AS b; UPDATE OR IGNORE {1} SET {0} = (SELECT b FROM kept){2}; UPDATE OR IGNORE {1} SET "
        "{0} = (SELECT a FROM kept){3}",
        column, table_, a, b);
  }

  std::mt19937 random_;
  std::string table_, key_;
  std::vector<std::string> columns_;
  std::size_t count_ = 0;
};

}  // namespace

class RandomDamageTest : public VerifyTest {
 protected:
  /// What the script says of each file.
  static std::vector<std::string> saidOf(const std::vector<std::filesystem::path>& files) {
    std::string names;
    for (const auto& file : files) names += " '" + file.string() + "'";
    const std::string said = test::run(fmt::format(
        "/usr/bin/python3 -B -c 'import sys; sys.path.insert(0, \"{}/samples\"); import "
        "verify_register; [verify_register.main([\"\", file]) for file in sys.argv[1:]]'{}",
        SOURCE_FOLDER, names));
    std::vector<std::string> lines;
    std::istringstream stream(said);
    for (std::string line; std::getline(stream, line);) lines.push_back(line);
    return lines;
  }

  /// How the script's words should begin.
  std::string expectedOf(const std::filesystem::path& file) {
    const Verdict verdict = Register(file, clock_, random_).verify();
    if (verdict.whole)
      return fmt::format("Sổ đăng ký nguyên vẹn: {} mục, mã băm cuối {}", verdict.entries,
                         verdict.head);
    return verdict.firstBroken
               ? fmt::format("SỔ ĐĂNG KÝ BỊ HỎNG (mục sai đầu tiên: {})", verdict.firstBroken)
               : "SỔ ĐĂNG KÝ BỊ HỎNG (không xác định mục)";
  }
};

TEST_F(RandomDamageTest, BothVerifiersNameTheSameEntryWhateverWasSpoiled) {
  constexpr unsigned kDamages = 250;
  damage("");
  close();
  std::vector<std::filesystem::path> files;
  std::vector<std::string> statements, expected;
  std::size_t broken = 0;
  for (unsigned seed = 1; seed <= kDamages; ++seed) {
    const std::filesystem::path file = folder_ / fmt::format("{}.db", seed);
    std::filesystem::copy_file(file_, file);
    const std::string statement = Spoiler(file, seed).statement();
    tryOn(file, statement);
    try {
      expected.push_back(expectedOf(file));
    } catch (const base::Error&) {
      continue;  // not even opened: its version is another one
    }
    files.push_back(file);
    statements.push_back(statement);
    broken += expected.back().starts_with("SỔ");
  }
  const std::vector<std::string> said = saidOf(files);
  ASSERT_EQ(said.size(), files.size());
  for (std::size_t i = 0; i < said.size(); ++i)
    EXPECT_TRUE(said[i].starts_with(expected[i])) << statements[i] << "\n"
                                                  << said[i] << "\n"
                                                  << expected[i];
  EXPECT_GT(broken, kDamages / 4);
  EXPECT_LT(broken, said.size());
}

}  // namespace thongbao::registry
