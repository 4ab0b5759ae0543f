#include "cli/book_words.h"

#include <fmt/format.h>

#include <array>
#include <set>

#include "base/text.h"
#include "cli/seller_columns.h"

namespace thongbao::cli {

namespace {

using domain::Channel;
using domain::DispatchState;
using registry::DispatchStory;

constexpr const char* kErased = "(dữ liệu cá nhân đã xóa)";

/// Whether the words say that it arrived (Ký nhận) or what else there is to say (Ghi chú).
enum class Column { received, remark };

struct StateWords {
  DispatchState state;
  Column column;
  const char* mail;   ///< behind `thư điện tử, `; `{}` is the moment
  const char* print;  ///< behind `văn bản giấy, `
};

constexpr std::array<StateWords, 13> kStates{{
    {DispatchState::planned, Column::remark, "chưa gửi", "chưa in"},
    {DispatchState::approved, Column::remark, "chưa gửi", "chưa in"},
    {DispatchState::queued, Column::remark, "chờ gửi", "chờ in"},
    {DispatchState::sending, Column::remark, "đang gửi", "đang in"},
    {DispatchState::accepted, Column::received, "máy chủ nhận lúc {}", "in lúc {}"},
    {DispatchState::deferred, Column::remark, "tạm hoãn lúc {}, sẽ gửi lại",
     "tạm hoãn lúc {}, sẽ in lại"},
    {DispatchState::refused, Column::remark, "bị từ chối lúc {}", "không in được lúc {}"},
    {DispatchState::unknown, Column::remark, "chưa rõ đã gửi hay chưa", "chưa rõ đã in hay chưa"},
    {DispatchState::cancelled, Column::remark, "đã hủy lúc {}", "đã hủy lúc {}"},
    {DispatchState::delivered, Column::received, "đã vào hộp thư người nhận lúc {}",
     "đã phát lúc {}"},
    {DispatchState::bounced, Column::remark, "bị trả lại lúc {}", "bị chuyển hoàn lúc {}"},
    {DispatchState::answered, Column::received, "người nhận trả lời lúc {}",
     "người nhận trả lời lúc {}"},
    {DispatchState::acknowledged, Column::received, "người nhận xác nhận lúc {}",
     "người nhận xác nhận lúc {}"},
}};

const StateWords& wordsOf(DispatchState state) {
  for (const StateWords& words : kStates)
    if (words.state == state) return words;
  return kStates.front();
}

/// States whose reply says why.
bool isExplained(DispatchState state) {
  return state == DispatchState::refused || state == DispatchState::bounced ||
         state == DispatchState::deferred;
}

std::string dayOf(const std::string& iso) {
  const auto day = base::parseDate(iso);
  return day ? base::toVietnamese(*day) : iso;
}

std::string acknowledged(const DispatchStory& way) {
  const std::string day = dayOf(way.acknowledgedOn);
  return way.acknowledgedHow == "post" ? fmt::format("bưu điện báo phát ngày {}", day)
                                       : fmt::format("giao trực tiếp, ký nhận ngày {}", day);
}

std::string wordsOf(const DispatchStory& way) {
  const bool isMail = way.dispatch.channel == Channel::mail;
  const DispatchState state = way.dispatch.state;
  const StateWords& words = wordsOf(state);
  std::string text = isMail ? "thư điện tử, " : "văn bản giấy, ";
  if (!way.acknowledgedOn.empty()) return text + acknowledged(way);
  // What is kept in the register as the moment of acceptance stays that, whatever followed.
  const std::string& moment =
      state == DispatchState::accepted && !way.acceptedAt.empty() ? way.acceptedAt : way.changedAt;
  text += fmt::format(fmt::runtime(isMail ? words.mail : words.print), base::shownMoment(moment));
  if (isExplained(state) && !way.dispatch.reply.empty()) text += ": " + way.dispatch.reply;
  return text;
}

std::string waysIn(const std::vector<DispatchStory>& ways, Column column) {
  std::string text;
  for (const DispatchStory& way : ways)
    if (wordsOf(way.dispatch.state).column == column)
      text += (text.empty() ? "" : "; ") + wordsOf(way);
  return text;
}

std::string joined(const std::vector<std::string>& texts) {
  std::string all;
  for (const std::string& text : texts) all += (all.empty() ? "" : "; ") + text;
  return all;
}

std::string numberOf(int number, const std::string& symbol) {
  domain::Notice notice;
  notice.number = number;
  notice.agency.symbol = symbol;
  return domain::numberAndSymbol(notice);
}

/// `THÔNG BÁO` → `Thông báo`
std::string inSentence(const std::string& title) {
  const std::string folded = base::fold(title);
  std::size_t first = 0;
  if (folded.empty()) return folded;
  base::nextCodePoint(folded, first);
  return base::upperCase(folded.substr(0, first)) + folded.substr(first);
}

/// `Thông báo về việc …`
std::string kindAndSummary(const domain::Notice& notice) {
  constexpr std::string_view kAbout = "Về việc";
  const std::string summary = notice.summary.starts_with(kAbout)
                                  ? "về việc" + notice.summary.substr(kAbout.size())
                                  : notice.summary;
  return inSentence(notice.title) + (summary.empty() ? "" : " ") + summary;
}

/// The days on which it went out, each once.
std::string daysOf(const std::vector<DispatchStory>& ways) {
  std::set<std::string> moments;
  for (const DispatchStory& way : ways)
    if (!way.acceptedAt.empty()) moments.insert(way.acceptedAt);
  std::vector<std::string> days;
  for (const std::string& moment : moments)
    if (const std::string day = base::shownDay(moment); days.empty() || days.back() != day)
      days.push_back(day);
  return joined(days);
}

std::string addresseeOf(const registry::StoredNotice& stored) {
  return stored.erased ? kErased : joined(stored.notice.addressees);
}

}  // namespace

const std::vector<std::string>& outgoingHeadings() {
  static const std::vector<std::string> all{
      "Số, ký hiệu",  "Ngày tháng",  "Tên loại và trích yếu",
      "Người ký",     "Nơi nhận",    "Đơn vị/người nhận bản lưu",
      "Số lượng bản", "Ngày chuyển", "Ký nhận",
      "Ghi chú"};
  return all;
}

std::vector<std::string> outgoingRow(const registry::Outgoing& outgoing) {
  const domain::Notice& notice = outgoing.stored.notice;
  const bool erased = outgoing.stored.erased;
  const std::string archive = notice.agency.archive.empty() ? "VT" : "VT, " + notice.agency.archive;
  return {numberOf(outgoing.number, outgoing.symbol),
          base::toVietnamese(outgoing.date),
          erased ? kErased : kindAndSummary(notice),
          notice.agency.signer.name,
          addresseeOf(outgoing.stored),
          erased ? "" : archive,
          std::to_string(outgoing.ways.size()),
          daysOf(outgoing.ways),
          waysIn(outgoing.ways, Column::received),
          waysIn(outgoing.ways, Column::remark)};
}

const std::vector<std::string>& postedHeadings() {
  static const std::vector<std::string> all{
      "Ngày chuyển", "Số, ký hiệu", "Nơi nhận", "Số lượng bì", "Ký nhận và dấu bưu điện",
      "Ghi chú"};
  return all;
}

std::vector<std::string> postedRow(const registry::Posted& posted) {
  const DispatchStory& way = posted.way;
  const std::string& address = way.dispatch.address;
  const DispatchState state = way.dispatch.state;
  const bool came = state != DispatchState::accepted && wordsOf(state).column == Column::received;
  const bool other = wordsOf(state).column == Column::remark;
  return {base::shownDay(way.acceptedAt),
          numberOf(way.number, way.symbol),
          addresseeOf(posted.stored) + (address.empty() ? "" : ", " + address),
          "1",
          came ? wordsOf(way) : "",
          other ? wordsOf(way) : ""};
}

std::vector<std::string> columnNumbers(std::size_t columns) {
  std::vector<std::string> numbers;
  for (std::size_t i = 1; i <= columns; ++i) numbers.push_back(fmt::format("({})", i));
  return numbers;
}

}  // namespace thongbao::cli
