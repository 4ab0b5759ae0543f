#include <gmock/gmock.h>

#include "base/text.h"
#include "intake/draft.h"
#include "intake/table_of_test.h"

namespace thongbao::intake {
namespace {

using testing::ElementsAre;
using testing::SizeIs;

/// Quirks of real lists that no other test has as its subject; QUIRKS.md lists all of them.
class Quirks : public TableOfTest {
 protected:
  static domain::Seller sellerOf(const std::string& name, const std::string& url) {
    Draft draft;
    draft.name = name;
    draft.url = url;
    const Refined refined = refine("website", draft);
    EXPECT_THAT(refined.problems, SizeIs(0)) << url;
    return refined.seller;
  }
};

TEST_F(Quirks, CountsAndPricesStayAsTheyAreWritten) {
  const auto rows = rowsOf(*open("Tên;Theo dõi;Giá;Đánh giá\nMột;43,7k;₫409.050;4,9/5 (1.2k)\n"));
  EXPECT_THAT(rows[0].cells, ElementsAre("Một", "43,7k", "₫409.050", "4,9/5 (1.2k)"));
}

TEST_F(Quirks, UnicodeTextOfExcelIsReadAsItIs) {
  std::string bytes = "\xFF\xFE";
  for (const char16_t c : std::u16string(u"Tên\tĐịa chỉ\r\nMẫu\t\"12 Lê Lợi,\nHuế\"\r\n")) {
    bytes += static_cast<char>(c & 0xFF);
    bytes += static_cast<char>(c >> 8);
  }
  const auto table = open(bytes);
  EXPECT_EQ(table->info().encoding, "UTF-16LE");
  EXPECT_EQ(table->info().delimiter, "\t");
  EXPECT_THAT(table->info().headings, ElementsAre("Tên", "Địa chỉ"));
  EXPECT_THAT(rowsOf(*table)[0].cells, ElementsAre("Mẫu", "12 Lê Lợi,\nHuế"));
}

TEST_F(Quirks, DecomposedTextOfMacOsStaysInTheCellAndIsComposedInTheSeller) {
  const auto rows = rowsOf(*open("Tên,Email\nGo\u0302\u0301m Ma\u0302\u0303u,a@thu.example\n"));
  EXPECT_EQ(rows[0].cells[0], "Go\u0302\u0301m Ma\u0302\u0303u");
  const domain::Seller seller = sellerOf(rows[0].cells[0], "https://mau.example/Go\u0302\u0301m");
  EXPECT_EQ(seller.name, "Gốm Mẫu");
  EXPECT_EQ(seller.url, "https://mau.example/Gốm");
}

TEST_F(Quirks, CapitalsQuotesEmojiAndOtherScriptsOfANameStay) {
  for (const char* name :
       {"CỬA HÀNG MẪU", "Mẫu’s “Shop”", "🌸 Mẫu ✨", "𝐒𝐡𝐨𝐩 𝓢𝓱𝓸𝓹 Mẫu", "Yến Mẫu 燕窝"})
    EXPECT_EQ(sellerOf(name, "https://mau.example").name, name);
}

TEST_F(Quirks, DoubledBlanksAndInvisibleCharactersOfANameGo) {
  EXPECT_EQ(sellerOf(" Cửa\u200b  hàng\u00a0\u2009Mẫu\ufeff ", "https://mau.example").name,
            "Cửa hàng Mẫu");
}

}  // namespace
}  // namespace thongbao::intake
