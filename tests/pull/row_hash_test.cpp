#include "pull/row_hash.h"

#include <gtest/gtest.h>

#include <set>

namespace thongbao::pull {
namespace {

using Texts = std::vector<std::string>;

const Texts kHeadings{"STT", "Tên gian hàng", "Điện thoại"};

plugin::Manifest plugin(const std::string& version = "1.0.0", const std::string& id = "zalo") {
  plugin::Manifest manifest;
  manifest.id = id;
  manifest.version = version;
  return manifest;
}

std::int64_t hashOf(const Texts& cells, const Texts& headings = kHeadings) {
  return RowHash(plugin(), {}, headings).of(cells);
}

TEST(RowHash, IsTheSameForTheSameTexts) {
  EXPECT_EQ(hashOf({"1", "Sen", "0912"}), hashOf({"1", "Sen", "0912"}));
  RowHash hash(plugin(), {}, kHeadings);
  const std::int64_t first = hash.of({"1", "Sen", "0912"});
  hash.of({"2", "Mai", ""});
  EXPECT_EQ(hash.of({"1", "Sen", "0912"}), first) << "whatever stood before";
}

TEST(RowHash, DoesNotMindTheColumnThatCountsTheRows) {
  EXPECT_EQ(hashOf({"1", "Sen", "0912"}), hashOf({"77", "Sen", "0912"}));
  EXPECT_NE(hashOf({"1", "Sen", ""}, {"Mã", "Tên gian hàng", "Điện thoại"}),
            hashOf({"77", "Sen", ""}, {"Mã", "Tên gian hàng", "Điện thoại"}));
}

TEST(RowHash, DiffersWhenATextMovesIntoAnotherCell) {
  const std::set<std::int64_t> hashes{hashOf({"1", "Sen", "0912"}), hashOf({"1", "Sen0912", ""}),
                                      hashOf({"1", "", "Sen0912"}), hashOf({"1", "Se", "n0912"}),
                                      hashOf({"1", "0912", "Sen"}), hashOf({"1", "Sen", "0913"})};
  EXPECT_EQ(hashes.size(), 6U);
}

TEST(RowHash, DiffersWhenTheRowIsReadInAnotherWay) {
  const Texts cells{"1", "Sen", "0912"};
  const std::set<std::int64_t> hashes{
      RowHash(plugin(), {}, kHeadings).of(cells),
      RowHash(plugin("1.0.1"), {}, kHeadings).of(cells),
      RowHash(plugin("1.0.0", "tiki"), {}, kHeadings).of(cells),
      RowHash(plugin(), {{"market", "vn"}}, kHeadings).of(cells),
      RowHash(plugin(), {{"market", "th"}}, kHeadings).of(cells),
      RowHash(plugin(), {}, {"STT", "Tên gian hàng", "Số máy"}).of(cells),
      RowHash(plugin(), {}, {"STT", "Điện thoại", "Tên gian hàng"}).of(cells)};
  EXPECT_EQ(hashes.size(), 7U);
}

TEST(RowHash, IsNeverZeroEvenOfNothing) {
  EXPECT_NE(hashOf({}), 0);
  EXPECT_NE(hashOf({"", "", ""}), 0);
}

}  // namespace
}  // namespace thongbao::pull
