#include "plugin/frames.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "plugin/fields.h"

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

const std::vector<std::string_view> kHeadings{"Tên", "Ghi chú"};

std::size_t fieldOf(std::string_view name) {
  return static_cast<std::size_t>(findField(name) - fields().data());
}

/// Two fields, a column of the table and one that the plugin made up.
const SentSeller kSeller{7,
                         {{fieldOf("name"), "Shop 🌸"}, {fieldOf("phone"), ""}},
                         {{1, "", "x"}, {2, "Của plugin", "y"}}};

std::string contentOf(const SentSeller& seller) {
  return contentOf(encode(seller, kHeadings.size()));
}

TEST(Frames, KeepASellerWhole) {
  const std::string content = contentOf(kSeller);
  const PulledSeller seller = decodeSeller(content, kHeadings);
  EXPECT_EQ(seller.row, 7u);
  EXPECT_THAT(seller.fields,
              ElementsAre(Pair(fieldOf("name"), "Shop 🌸"), Pair(fieldOf("phone"), "")));
  EXPECT_THAT(seller.extra, ElementsAre(Pair("Ghi chú", "x"), Pair("Của plugin", "y")));
}

TEST(Frames, KeepRowsWhole) {
  RowsWriter writer;
  writer.add(~std::uint64_t{0}, {"a", ""});
  writer.add(2, {});
  EXPECT_EQ(writer.rows(), 2u);
  RowsReader reader(contentOf(std::string(writer.frame(false, true))));
  EXPECT_FALSE(reader.cancelled());
  EXPECT_TRUE(reader.last());
  std::uint64_t number = 0;
  std::vector<std::string_view> cells;
  ASSERT_TRUE(reader.next(number, cells));
  EXPECT_EQ(number, ~std::uint64_t{0});
  EXPECT_THAT(cells, ElementsAre("a", ""));
  ASSERT_TRUE(reader.next(number, cells));
  EXPECT_EQ(number, 2u);
  EXPECT_THAT(cells, ElementsAre());
  EXPECT_FALSE(reader.next(number, cells));
}

TEST(Frames, OfRowsAreGatheredOneAfterTheOther) {
  RowsWriter writer;
  writer.add(1, {"first"});
  writer.frame(false, false);
  writer.clear();
  writer.add(2, {"second"});
  RowsReader reader(contentOf(std::string(writer.frame(true, false))));
  EXPECT_TRUE(reader.cancelled());
  std::uint64_t number = 0;
  std::vector<std::string_view> cells;
  ASSERT_TRUE(reader.next(number, cells));
  EXPECT_THAT(cells, ElementsAre("second"));
  EXPECT_FALSE(reader.next(number, cells));
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
  const std::string whole = contentOf(kSeller);
  for (std::size_t size = 0; size < whole.size(); ++size)
    EXPECT_EQ(badFrame([&] { decodeSeller(whole.substr(0, size), kHeadings); }),
              "it ends too early")
        << size;
}

TEST(Frames, WithAnyByteChangedNeverDoMoreThanBeRefused) {
  const std::string whole = contentOf(kSeller);
  for (std::size_t i = 0; i < whole.size(); ++i)
    for (const char c : {'\x00', '\x7F', '\xFF'}) {
      std::string changed = whole;
      changed[i] = c;
      try {
        const PulledSeller seller = decodeSeller(changed, kHeadings);
        EXPECT_LE(seller.fields.size(), 2u);
      } catch (const BadFrame&) {
        SUCCEED();
      }
    }
}

TEST(Frames, WithBytesLeftOverAreRefused) {
  EXPECT_EQ(badFrame([] { decodeSeller(contentOf(kSeller) + "x", kHeadings); }),
            "it has bytes left over");
}

TEST(Frames, WithALyingCountAllocateNothing) {
  std::string content(8, '\0');                   // the row
  content += std::string("\x11\x00\x00\x00", 4);  // 17 fields, and nothing behind
  EXPECT_EQ(badFrame([&] { decodeSeller(content, kHeadings); }), "it ends too early");
}

TEST(Frames, RefuseTooManyExtraColumns) {
  SentSeller seller = kSeller;
  seller.extra.assign(kMostExtraColumns + 1, {2, "a", "b"});
  EXPECT_EQ(badFrame([&] { decodeSeller(contentOf(seller), kHeadings); }),
            "a list of 1001 items is too long");
}

TEST(Frames, RefuseAFieldThatIsNone) {
  SentSeller seller = kSeller;
  seller.fields[0].first = fields().size();
  EXPECT_EQ(badFrame([&] { decodeSeller(contentOf(seller), kHeadings); }),
            "a seller has an unknown field");
}

/// The buffer as the socket fills it.
void fill(FrameBuffer& buffer, std::string_view bytes) {
  const auto room = buffer.room(bytes.size() + 1);
  ASSERT_GT(room.size(), bytes.size());
  std::copy(bytes.begin(), bytes.end(), room.begin());
  buffer.arrived(bytes.size());
}

TEST(FrameBuffer, PutsFramesTogetherFromSingleBytes) {
  const std::string stream = encode(Checkpoint{3, "c"}) + encode(WantRows{});
  FrameBuffer buffer;
  std::vector<Kind> kinds;
  for (const char c : stream) {
    fill(buffer, {&c, 1});
    if (const auto frame = buffer.next()) kinds.push_back(frame->kind);
  }
  EXPECT_THAT(kinds, ElementsAre(Kind::checkpoint, Kind::wantRows));
}

TEST(FrameBuffer, CutsFramesThatArriveTogetherAndInPieces) {
  const std::string frame = encode(Checkpoint{3, std::string(300, 'c')});
  std::string stream;
  for (int i = 0; i < 50; ++i) stream += frame;
  FrameBuffer buffer;
  std::size_t frames = 0;
  for (std::size_t at = 0; at < stream.size(); at += 1000) {
    fill(buffer, std::string_view(stream).substr(at, 1000));
    while (const auto next = buffer.next()) {
      EXPECT_EQ(next->content, std::string_view(frame).substr(kHead));
      ++frames;
    }
  }
  EXPECT_EQ(frames, 50u);
}

TEST(FrameBuffer, RefusesEmptyHugeAndUnknownFrames) {
  const auto first = [](std::string_view bytes) {
    return badFrame([&] {
      FrameBuffer buffer;
      fill(buffer, bytes);
      buffer.next();
    });
  };
  EXPECT_EQ(first(std::string_view("\x00\x00\x00\x00", 4)), "a frame of 0 bytes");
  EXPECT_EQ(first(std::string_view("\x01\x00\x00\x04", 4)), "a frame of 67108865 bytes");
  EXPECT_EQ(first(std::string_view("\x01\x00\x00\x00\x0B", 5)), "a frame of the unknown kind 11");
}

}  // namespace
}  // namespace thongbao::plugin
