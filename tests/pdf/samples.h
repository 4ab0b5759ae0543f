#pragma once

#include <string>

#include "document/tree.h"
#include "domain/notice.h"

namespace thongbao::pdf::samples {

inline document::Runs runs(const std::string& text, bool bold = false, bool italic = false) {
  return {{text, bold, italic, {}, false}};
}

inline document::Block paragraph(const std::string& text) {
  return {document::Paragraph{runs(text)}};
}

/// An issued notice of an invented unit, with every component in use.
inline domain::Notice notice() {
  using namespace std::chrono;
  domain::Notice made;
  made.number = 5;
  made.date = year{2026} / February / 5;
  made.agency.parentBody = "CHI CỤC QUẢN LÝ THỊ TRƯỜNG TỈNH BÌNH MINH";
  made.agency.issuingBody = "ĐỘI QUẢN LÝ THỊ TRƯỜNG SỐ 1";
  made.agency.symbol = "QLTT1";
  made.agency.place = "Bình Minh";
  made.agency.signer = {"KT. ĐỘI TRƯỞNG", "PHÓ ĐỘI TRƯỞNG", "Nguyễn Văn Mẫu"};
  made.agency.archive = "QLTT1";
  made.agency.address = "Số 1 đường Hòa Bình, phường Trung Tâm, tỉnh Bình Minh";
  made.agency.phone = "0200 000 0000";
  made.agency.email = "doi1@qltt.example";
  made.title = "THÔNG BÁO";
  made.summary =
      "Về việc chấp hành quy định của pháp luật khi kinh doanh trên sàn giao dịch thương mại điện "
      "tử";
  made.legalBasis = {
      "Luật Thương mại điện tử ngày 10 tháng 12 năm 2025",
      "Nghị định số 98/2020/NĐ-CP ngày 26 tháng 8 năm 2020 của Chính phủ quy định xử phạt vi phạm "
      "hành chính trong hoạt động thương mại, sản xuất, buôn bán hàng giả, hàng cấm và bảo vệ "
      "quyền lợi người tiêu dùng"};
  made.addressees = {"Hộ kinh doanh Cửa hàng Hoa Mai, mã số thuế 0000000000"};
  made.recipients = {"Như trên", "Chi cục Quản lý thị trường tỉnh (để báo cáo)"};
  return made;
}

/// A body of every kind of block, about one page.
inline document::Document body() {
  using namespace document;
  Document made;
  made.blocks.push_back(paragraph(
      "Qua rà soát các gian hàng trên sàn giao dịch thương mại điện tử, Đội Quản lý thị trường số "
      "1 nhận thấy gian hàng của quý cơ sở đang đăng bán hàng hóa có dấu hiệu chưa ghi đủ nội "
      "dung bắt buộc trên nhãn. Để bảo đảm quyền lợi của người tiêu dùng, Đội đề nghị quý cơ sở "
      "thực hiện các việc sau đây trong 10 ngày kể từ ngày 05 tháng 02 năm 2026."));
  made.blocks.push_back({Heading{2, runs("1. Việc cần thực hiện")}});
  List list;
  list.items.push_back({{paragraph("Kiểm tra toàn bộ hàng hóa đang đăng bán;")}});
  list.items.push_back({{paragraph(
      "Gỡ bỏ thông tin về hàng hóa không có hóa đơn, chứng từ chứng minh nguồn gốc, xuất xứ theo "
      "quy định tại Điều 9 của Nghị định nêu trên;")}});
  made.blocks.push_back({list});
  made.blocks.push_back({Paragraph{{{"Danh sách ", false, false, {}, false},
                                    {"đường dẫn hàng hóa", true, false, {}, false},
                                    {" cần rà soát gồm:", false, true, {}, false}}}});
  Table table{{runs("STT"), runs("Tên hàng hóa"), runs("Đường dẫn"), runs("Giá (đồng)")},
              {Align::centre, Align::left, Align::left, Align::right},
              {}};
  for (int i = 1; i <= 4; ++i)
    table.rows.push_back({runs(std::to_string(i)),
                          runs("Tai nghe không dây mẫu số " + std::to_string(i)),
                          runs("https://shop.example/hoa-mai/san-pham/tai-nghe-khong-day?id=" +
                               std::to_string(1000 + i)),
                          runs("199.000")});
  made.blocks.push_back({table});
  made.blocks.push_back(paragraph(
      "Mọi vướng mắc đề nghị liên hệ với Đội theo địa chỉ ở cuối văn bản này để được hướng dẫn."));
  return made;
}

}  // namespace thongbao::pdf::samples
