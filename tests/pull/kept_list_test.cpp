#include "pull/kept_list.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.h"
#include "base/files.h"
#include "base/hash.h"
#include "support/temporary_folder.h"

namespace thongbao::pull {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

const char* const kList =
    "SỞ CÔNG THƯƠNG MẪU\n"
    "Tên gian hàng;Điện thoại;Ghi chú\n"
    "Một;0912000001;\n"
    "Hai;0912000002;\"có, dấu phẩy\"\n";

class KeptListTest : public testing::Test {
 protected:
  KeptListTest() { std::filesystem::create_directory(documents_); }

  KeptList keep(const std::string& name, const std::string& bytes) {
    return keepList(folder_.write(name, bytes), documents_);
  }
  std::vector<std::string> documents() const {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(documents_))
      names.push_back(entry.path().filename().string());
    return names;
  }
  registry::Evidence evidence(const KeptList& kept, std::uint64_t row) const {
    registry::Evidence evidence;
    evidence.sourceName = "danh sách.csv";
    evidence.sourceSha256 = kept.sha256;
    evidence.reading = {{"encoding", ""},
                        {"delimiter", ""},
                        {"sheet", ""},
                        {"heading_row", 2},
                        {"columns", base::Json::array()}};
    evidence.row = row;
    return evidence;
  }
  base::Error refusal(const registry::Evidence& of) const {
    try {
      rowOf(of, documents_);
    } catch (const base::Error& error) {
      return error;
    }
    ADD_FAILURE() << "nothing was refused";
    return {base::Code::defect, ""};
  }

  test::TemporaryFolder folder_;
  std::filesystem::path documents_ = folder_.path() / "documents";
};

TEST_F(KeptListTest, IsACopyThatIsNamedByItsHash) {
  const KeptList kept = keep("danh sách.csv", kList);
  EXPECT_EQ(kept.sha256, base::sha256(kList));
  EXPECT_EQ(kept.file, documents_ / (kept.sha256 + ".csv"));
  EXPECT_EQ(base::readFile(kept.file), kList);
  EXPECT_THAT(documents(), ElementsAre(kept.sha256 + ".csv")) << "and nothing else is left";
}

TEST_F(KeptListTest, IsOneFileWhenTheSameListComesTwice) {
  const KeptList first = keep("a.csv", kList);
  const auto time = std::filesystem::last_write_time(first.file);
  EXPECT_EQ(keep("b.csv", kList).file, first.file);
  EXPECT_EQ(std::filesystem::last_write_time(first.file), time);
  keep("a.csv", "another");
  EXPECT_THAT(documents(), testing::SizeIs(2));
}

TEST_F(KeptListTest, HasAHarmlessNameWhateverTheListIsCalled) {
  for (const char* name : {"no extension", "a.", ".csv", "a.c s v", "a.csv;rm", "a.“x”",
                           "a.waytoolongforanextension"}) {
    const KeptList kept = keep(name, name);
    EXPECT_EQ(kept.file, documents_ / kept.sha256) << name;
  }
  EXPECT_EQ(keep("a.XLSX", "x").file.extension(), ".XLSX");
}

TEST_F(KeptListTest, IsNotMadeOfAListThatIsNotThere) {
  EXPECT_THROW(keepList(folder_.path() / "none.csv", documents_), base::Error);
  EXPECT_THROW(keepList(folder_.path(), documents_), base::Error);
  EXPECT_THAT(documents(), IsEmpty());
}

TEST_F(KeptListTest, ShowsTheHeadingsAndTextsOfTheRowThatEvidenceNames) {
  const KeptList kept = keep("danh sách.csv", kList);
  EXPECT_THAT(rowOf(evidence(kept, 4), documents_),
              ElementsAre(Pair("Tên gian hàng", "Hai"), Pair("Điện thoại", "0912000002"),
                          Pair("Ghi chú", "có, dấu phẩy")));
  EXPECT_THAT(rowOf(evidence(kept, 3), documents_),
              ElementsAre(Pair("Tên gian hàng", "Một"), Pair("Điện thoại", "0912000001")))
      << "without empty cells";
}

TEST_F(KeptListTest, IsReadAgainAsItWasReadWhenItWasPulled) {
  const KeptList kept = keep("a.csv", "Một|0912000001\nHai|0912000002\n");
  intake::TableOptions options;
  options.columns = {"Tên gian hàng", "Điện thoại"};
  options.delimiter = '|';
  options.encoding = "UTF-8";
  registry::Evidence one = evidence(kept, 2);
  one.reading = readingOf(intake::openTable(kept.file, options)->info(), options);
  EXPECT_THAT(rowOf(one, documents_),
              ElementsAre(Pair("Tên gian hàng", "Hai"), Pair("Điện thoại", "0912000002")));
  const intake::TableOptions again = optionsOf(one.reading);
  EXPECT_EQ(again.columns, options.columns);
  EXPECT_EQ(again.delimiter, options.delimiter);
  EXPECT_EQ(again.encoding, options.encoding);
}

TEST_F(KeptListTest, ThatWasChangedIsNoEvidence) {
  const KeptList kept = keep("danh sách.csv", kList);
  folder_.write("documents/" + kept.sha256 + ".csv", std::string(kList) + "Ba;0912000003;\n");
  const base::Error error = refusal(evidence(kept, 3));
  EXPECT_EQ(error.code(), base::Code::integrity);
  EXPECT_THAT(error.sentence(), testing::HasSubstr("danh sách.csv"));
  EXPECT_EQ(error.place().file, kept.file.string());
}

TEST_F(KeptListTest, ThatWasTakenAwayIsTold) {
  const KeptList kept = keep("danh sách.csv", kList);
  std::filesystem::remove(kept.file);
  EXPECT_EQ(refusal(evidence(kept, 3)).code(), base::Code::notFound);
}

TEST_F(KeptListTest, DoesNotHaveEveryRow) {
  const KeptList kept = keep("danh sách.csv", kList);
  for (const std::uint64_t row : {0, 2, 5})
    EXPECT_EQ(refusal(evidence(kept, row)).code(), base::Code::integrity) << row;
}

}  // namespace
}  // namespace thongbao::pull
