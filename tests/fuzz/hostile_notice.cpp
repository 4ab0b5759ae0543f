#include "fuzz/hostile_notice.h"

#include <algorithm>
#include <string>
#include <string_view>

#include "base/text.h"

namespace thongbao::fuzz {

namespace {

using namespace std::string_view_literals;

/// What names and links from the world have brought or could bring.
constexpr std::string_view kPieces[] = {" "sv,
                                        "Đội Quản lý thị trường "sv,
                                        "W"sv,
                                        "https://shop.example/hoa-mai?id=1&v=2#a_b-c."sv,
                                        "ngày 05 tháng 02 năm 2026 "sv,
                                        "Điều 9 số 98/2020/NĐ-CP 5.000.000 đồng "sv,
                                        "\u00A0"sv,
                                        "\n"sv,
                                        "\0"sv,
                                        "\u0301"sv,
                                        "Tie\u0302\u0301ng "sv,
                                        "\u200B\u200D\u2060\uFEFF"sv,
                                        "\u202E\u2066"sv,
                                        "שלום "sv,
                                        "متجر الورد"sv,
                                        "\uFDFA\u0344\u1E9E"sv,
                                        "漢字カナ한"sv,
                                        "\U0001F468\u200D\U0001F469\uFE0F"sv,
                                        "\U0010FFFD\uFFFE"sv,
                                        "Αθήνα Магазин "sv,
                                        "()\\<>[]{}%&/#"sv,
                                        "./."sv,
                                        "; . ;"sv,
                                        "…–—“”"sv,
                                        "\xC3("sv,
                                        "\xED\xA0\x80"sv,
                                        "\xF4\x90\x80\x80"sv,
                                        "\xFF"sv,
                                        "ệ"sv,
                                        "a:"sv,
                                        "-"sv,
                                        "□☎★"sv};

class Bytes {
 public:
  explicit Bytes(std::span<const std::uint8_t> bytes) : bytes_(bytes) {}

  bool empty() const { return bytes_.empty(); }

  /// 0 when there are no more.
  unsigned next() {
    if (bytes_.empty()) return 0;
    const unsigned value = bytes_.front();
    bytes_ = bytes_.subspan(1);
    return value;
  }
  /// From 0 to `most`.
  std::size_t upTo(std::size_t most) { return next() % (most + 1); }
  bool coin() { return next() % 2 == 1; }
  int number() {
    const unsigned low = next();
    const unsigned high = next();
    return static_cast<int>(static_cast<std::int16_t>(low | high << 8U)) * (coin() ? 60'000 : 1);
  }

  std::string text() {
    std::string made;
    for (std::size_t parts = upTo(6); parts > 0 && !empty(); --parts) {
      const unsigned kind = next();
      if (kind >= 240) {
        for (std::size_t i = upTo(20); i > 0 && !empty(); --i) made += static_cast<char>(next());
        continue;
      }
      const std::string_view piece = kPieces[kind % std::size(kPieces)];
      constexpr std::size_t kTimes[] = {1, 2, 7, 60, 700};
      const std::size_t times = kTimes[upTo(std::size(kTimes) - 1)];
      for (std::size_t i = 0; i < times && made.size() < 20'000; ++i) made += piece;
    }
    return made;
  }

 private:
  std::span<const std::uint8_t> bytes_;
};

document::Runs runs(Bytes& bytes) {
  document::Runs made;
  for (std::size_t count = bytes.upTo(3); count > 0 && !bytes.empty(); --count) {
    const unsigned style = bytes.next();
    document::Run run;
    run.bold = style & 1U;
    run.italic = style & 2U;
    run.lineBreak = (style & 12U) == 12U;
    if ((style & 48U) == 48U) run.link = bytes.text();
    run.text = bytes.text();
    made.push_back(run);
  }
  return made;
}

document::Table table(Bytes& bytes) {
  document::Table made;
  for (std::size_t columns = bytes.upTo(26); columns > 0; --columns)
    made.heading.push_back(runs(bytes));
  for (std::size_t columns = bytes.upTo(4); columns > 0; --columns)
    made.align.push_back(static_cast<document::Align>(bytes.upTo(2)));
  for (std::size_t rows = bytes.upTo(12); rows > 0; --rows) {
    made.rows.emplace_back();
    const std::size_t cells = bytes.coin() ? made.heading.size() : bytes.upTo(30);
    for (std::size_t i = 0; i < cells; ++i) made.rows.back().push_back(runs(bytes));
  }
  const std::size_t copies = bytes.upTo(9) == 9 ? 100 : 0;
  for (std::size_t i = 0; i < copies && !made.rows.empty(); ++i)
    made.rows.push_back(made.rows.front());
  return made;
}

std::vector<document::Block> blocks(Bytes& bytes, int depth);

document::Block block(Bytes& bytes, int depth) {
  switch (bytes.upTo(7)) {
    case 0:
      return {document::Heading{static_cast<int>(bytes.upTo(5)) - 1, runs(bytes)}};
    case 1:
      return {table(bytes)};
    case 2: {
      document::List list{bytes.coin(), bytes.number(), {}};
      for (std::size_t items = bytes.upTo(4); items > 0 && depth < 24; --items)
        list.items.push_back({blocks(bytes, depth + 1)});
      return {list};
    }
    case 3: {
      document::Block deep{document::Paragraph{runs(bytes)}};
      for (std::size_t i = bytes.upTo(20); i > 0; --i)
        deep = {document::List{bytes.coin(), 1, {{{deep}}}}};
      return deep;
    }
    default:
      return {document::Paragraph{runs(bytes)}};
  }
}

std::vector<document::Block> blocks(Bytes& bytes, int depth) {
  std::vector<document::Block> made;
  for (std::size_t count = bytes.upTo(5); count > 0 && !bytes.empty(); --count)
    made.push_back(block(bytes, depth));
  if (bytes.upTo(15) == 15 && !made.empty()) made.resize(40, made.back());
  return made;
}

std::vector<std::string> texts(Bytes& bytes) {
  std::vector<std::string> made;
  for (std::size_t count = bytes.upTo(3); count > 0; --count) made.push_back(bytes.text());
  if (bytes.upTo(15) == 15 && !made.empty()) made.resize(60, made.back());
  return made;
}

void fill(domain::Notice& notice, Bytes& bytes) {
  notice.number = bytes.number();
  if (bytes.coin())
    notice.date = base::Date{std::chrono::year{bytes.number()}, std::chrono::month{bytes.next()},
                             std::chrono::day{bytes.next()}};
  domain::Agency& agency = notice.agency;
  for (std::string* text : {&agency.parentBody, &agency.issuingBody, &agency.symbol, &agency.place,
                            &agency.signer.authority, &agency.signer.position, &agency.signer.name,
                            &agency.archive, &agency.address, &agency.phone, &agency.email,
                            &agency.website, &notice.title, &notice.summary, &notice.body})
    if (bytes.upTo(3) == 3) *text = bytes.text();
  notice.legalBasis = texts(bytes);
  notice.addressees = texts(bytes);
  notice.recipients = texts(bytes);
}

}  // namespace

HostileNotice hostileNotice(std::span<const std::uint8_t> input) {
  Bytes bytes(input);
  HostileNotice made;
  made.notice.number = 5;
  made.notice.date =
      base::Date{std::chrono::year{2026}, std::chrono::month{2}, std::chrono::day{5}};
  made.notice.title = "THÔNG BÁO";
  // Half of the notices are tame, so that their body is reached.
  if (bytes.coin()) fill(made.notice, bytes);
  while (!bytes.empty())
    for (document::Block& one : blocks(bytes, 0)) made.body.blocks.push_back(std::move(one));
  return made;
}

}  // namespace thongbao::fuzz
