#include "cli/book_words.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace thongbao::cli {
namespace {

using domain::Channel;
using domain::DispatchState;
using registry::DispatchStory;
using testing::ElementsAre;
using testing::IsEmpty;
using namespace std::chrono_literals;

DispatchStory way(Channel channel, DispatchState state) {
  DispatchStory story;
  story.dispatch.channel = channel;
  story.dispatch.state = state;
  story.number = 5;
  story.symbol = "QLTT";
  story.changedAt = "2026-11-25T01:00:00.000Z";
  return story;
}

DispatchStory accepted(Channel channel, const char* at = "2026-11-24T03:05:00.000Z") {
  DispatchStory story = way(channel, DispatchState::accepted);
  story.acceptedAt = at;
  return story;
}

registry::Outgoing outgoing(const std::vector<DispatchStory>& ways) {
  registry::Outgoing made;
  made.number = 5;
  made.symbol = "QLTT";
  made.date = base::Date{2026y / 2 / 5};
  made.stored.notice.title = "THÔNG BÁO";
  made.stored.notice.summary = "Về việc rà soát hàng hóa";
  made.stored.notice.addressees = {"Cửa hàng Hoa Mai"};
  made.stored.notice.agency.archive = "QLTT1";
  made.stored.notice.agency.signer.name = "Nguyễn Văn Mẫu";
  made.ways = ways;
  return made;
}

TEST(OutgoingBook, HasTheTenColumnsOfTheDecree) {
  EXPECT_THAT(outgoingHeadings(), ElementsAre("Số, ký hiệu", "Ngày tháng", "Tên loại và trích yếu",
                                              "Người ký", "Nơi nhận", "Đơn vị/người nhận bản lưu",
                                              "Số lượng bản", "Ngày chuyển", "Ký nhận", "Ghi chú"));
  EXPECT_EQ(outgoingRow(outgoing({})).size(), 10U);
  EXPECT_THAT(columnNumbers(3), ElementsAre("(1)", "(2)", "(3)"));
}

TEST(OutgoingBook, SaysOfANoticeWhatItIsAndWhatBecameOfIt) {
  EXPECT_THAT(
      outgoingRow(outgoing(
          {accepted(Channel::mail), accepted(Channel::print, "2026-11-24T17:30:00.000Z")})),
      ElementsAre("05/TB-QLTT", "05/02/2026", "Thông báo về việc rà soát hàng hóa",
                  "Nguyễn Văn Mẫu", "Cửa hàng Hoa Mai", "VT, QLTT1", "2", "24/11/2026; 25/11/2026",
                  "thư điện tử, máy chủ nhận lúc 24/11/2026 10:05; "
                  "văn bản giấy, in lúc 25/11/2026 00:30",
                  ""));
}

TEST(OutgoingBook, PutsIntoTheRemarksWhatDidNotArrive) {
  DispatchStory refused = way(Channel::mail, DispatchState::refused);
  refused.dispatch.reply = "550 no such user";
  const auto row = outgoingRow(outgoing({refused, way(Channel::print, DispatchState::approved)}));
  EXPECT_EQ(row[7], "");
  EXPECT_EQ(row[8], "");
  EXPECT_EQ(
      row[9],
      "thư điện tử, bị từ chối lúc 25/11/2026 08:00: 550 no such user; văn bản giấy, chưa in");
}

TEST(OutgoingBook, SaysHowAPaperWasAcknowledged) {
  DispatchStory byHand = way(Channel::print, DispatchState::acknowledged);
  byHand.acknowledgedOn = "2026-11-26";
  byHand.acknowledgedHow = "by_hand";
  EXPECT_EQ(outgoingRow(outgoing({byHand}))[8],
            "văn bản giấy, giao trực tiếp, ký nhận ngày 26/11/2026");
  byHand.acknowledgedHow = "post";
  EXPECT_EQ(outgoingRow(outgoing({byHand}))[8], "văn bản giấy, bưu điện báo phát ngày 26/11/2026");
}

TEST(OutgoingBook, KeepsTheLineOfANoticeThatWasErased) {
  registry::Outgoing erased = outgoing({accepted(Channel::mail)});
  erased.stored.erased = true;
  erased.stored.notice = {};
  const auto row = outgoingRow(erased);
  EXPECT_EQ(row[0], "05/TB-QLTT");
  EXPECT_EQ(row[1], "05/02/2026");
  EXPECT_EQ(row[4], "(dữ liệu cá nhân đã xóa)");
}

TEST(OutgoingBook, HasWordsForEveryState) {
  for (int state = 0; state <= static_cast<int>(DispatchState::acknowledged); ++state)
    for (const Channel channel : {Channel::mail, Channel::print}) {
      const auto row = outgoingRow(outgoing({way(channel, static_cast<DispatchState>(state))}));
      EXPECT_NE(row[8].empty(), row[9].empty()) << state;
      EXPECT_EQ((row[8] + row[9]).find('{'), std::string::npos) << state;
    }
}

TEST(PostBook, HasTheSixColumnsOfTheDecree) {
  registry::Posted posted;
  posted.way = accepted(Channel::print);
  posted.way.dispatch.address = "Số 2 đường Hoa Sen";
  posted.stored.notice.addressees = {"Cửa hàng Hoa Mai"};
  EXPECT_THAT(postedHeadings(), ElementsAre("Ngày chuyển", "Số, ký hiệu", "Nơi nhận", "Số lượng bì",
                                            "Ký nhận và dấu bưu điện", "Ghi chú"));
  EXPECT_THAT(postedRow(posted), ElementsAre("24/11/2026", "05/TB-QLTT",
                                             "Cửa hàng Hoa Mai, Số 2 đường Hoa Sen", "1", "", ""))
      << "the post's stamp comes by hand";
  posted.way.dispatch.state = DispatchState::bounced;
  EXPECT_EQ(postedRow(posted)[5], "văn bản giấy, bị chuyển hoàn lúc 25/11/2026 08:00");
}

}  // namespace
}  // namespace thongbao::cli
