#include "plugin/frames.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace thongbao::plugin {
namespace {

using testing::ElementsAre;
using testing::Pair;

constexpr std::size_t kHead = 5;  // length and kind

std::string contentOf(const std::string& frame) {
  return frame.substr(kHead);
}

std::string badFrame(const std::function<void()>& act) {
  try {
    act();
    return "none";
  } catch (const BadFrame& bad) {
    return bad.what();
  }
}

const PulledSeller kSeller{7, {{"name", "Shop 🌸"}, {"phone", ""}}, {{"Ghi chú", "x"}}};

TEST(Frames, KeepASellerWhole) {
  const PulledSeller seller = decodeSeller(contentOf(encode(kSeller)));
  EXPECT_EQ(seller.row, 7u);
  EXPECT_THAT(seller.fields, ElementsAre(Pair("name", "Shop 🌸"), Pair("phone", "")));
  EXPECT_THAT(seller.extra, ElementsAre(Pair("Ghi chú", "x")));
}

TEST(Frames, KeepRowsWhole) {
  const Rows rows =
      decodeRows(contentOf(encode(Rows{false, true, {{~std::uint64_t{0}, {"a", ""}}, {2, {}}}})));
  EXPECT_FALSE(rows.cancelled);
  EXPECT_TRUE(rows.last);
  ASSERT_EQ(rows.rows.size(), 2u);
  EXPECT_EQ(rows.rows[0].number, ~std::uint64_t{0});
  EXPECT_THAT(rows.rows[0].cells, ElementsAre("a", ""));
}

TEST(Frames, KeepAStartAndAnEndWhole) {
  const Start start = decodeStart(
      contentOf(encode(Start{{{"key", "value"}}, "12", 5, {"Tên", "Lạ"}, {"name", ""}})));
  EXPECT_THAT(start.settings, ElementsAre(Pair("key", "value")));
  EXPECT_EQ(start.cursor, "12");
  EXPECT_EQ(start.limit, 5u);
  EXPECT_THAT(start.headings, ElementsAre("Tên", "Lạ"));
  EXPECT_THAT(start.fields, ElementsAre("name", ""));
  const Done done = decodeDone(contentOf(encode(Done{-3, "m", "a", 90})));
  EXPECT_EQ(done.status, -3);
  EXPECT_EQ(done.retryAfterSeconds, 90u);
}

TEST(Frames, CutAtAnyPlaceAreRefused) {
  const std::string whole = contentOf(encode(kSeller));
  for (std::size_t size = 0; size < whole.size(); ++size)
    EXPECT_EQ(badFrame([&] { decodeSeller(whole.substr(0, size)); }), "it ends too early") << size;
}

TEST(Frames, WithAnyByteChangedNeverDoMoreThanBeRefused) {
  const std::string whole = contentOf(encode(kSeller));
  for (std::size_t i = 0; i < whole.size(); ++i)
    for (const char c : {'\x00', '\x7F', '\xFF'}) {
      std::string changed = whole;
      changed[i] = c;
      try {
        const PulledSeller seller = decodeSeller(changed);
        EXPECT_LE(seller.fields.size(), 2u);
      } catch (const BadFrame&) {
        SUCCEED();
      }
    }
}

TEST(Frames, WithBytesLeftOverAreRefused) {
  EXPECT_EQ(badFrame([] { decodeSeller(contentOf(encode(kSeller)) + "x"); }),
            "it has bytes left over");
}

TEST(Frames, WithALyingCountAllocateNothing) {
  std::string content(8, '\0');                   // the row
  content += std::string("\x11\x00\x00\x00", 4);  // 17 fields, and nothing behind
  EXPECT_EQ(badFrame([&] { decodeSeller(content); }), "it ends too early");
}

TEST(Frames, RefuseTooManyExtraColumns) {
  PulledSeller seller = kSeller;
  seller.extra.assign(kMostExtraColumns + 1, {"a", "b"});
  EXPECT_EQ(badFrame([&] { decodeSeller(contentOf(encode(seller))); }),
            "a list of 1001 items is too long");
}

TEST(FrameBuffer, PutsFramesTogetherFromSingleBytes) {
  const std::string stream = encode(Checkpoint{3, "c"}) + encodeWantRows();
  FrameBuffer buffer;
  std::vector<Kind> kinds;
  for (const char c : stream) {
    buffer.append({&c, 1});
    if (const auto frame = buffer.next()) kinds.push_back(frame->kind);
  }
  EXPECT_THAT(kinds, ElementsAre(Kind::checkpoint, Kind::wantRows));
}

TEST(FrameBuffer, RefusesEmptyHugeAndUnknownFrames) {
  const auto first = [](std::string_view bytes) {
    return badFrame([&] {
      FrameBuffer buffer;
      buffer.append(bytes);
      buffer.next();
    });
  };
  EXPECT_EQ(first(std::string_view("\x00\x00\x00\x00", 4)), "a frame of 0 bytes");
  EXPECT_EQ(first(std::string_view("\x01\x00\x00\x04", 4)), "a frame of 67108865 bytes");
  EXPECT_EQ(first(std::string_view("\x01\x00\x00\x00\x0B", 5)), "a frame of the unknown kind 11");
}

}  // namespace
}  // namespace thongbao::plugin
