#pragma once

#include "domain/notice.h"

namespace thongbao::document {

/// A complete notice of an invented agency to an invented seller.
inline domain::Notice noticeOfTest() {
  domain::Notice notice;
  notice.number = 5;
  notice.date = base::Date{std::chrono::year{2026}, std::chrono::month{2}, std::chrono::day{5}};
  notice.agency = {.parentBody = "Chi cục Quản lý thị trường tỉnh Mẫu",
                   .issuingBody = "Đội Quản lý thị trường số 1",
                   .symbol = "QLTT",
                   .place = "Mẫu",
                   .signer = {"KT. ĐỘI TRƯỞNG", "Phó Đội trưởng", "Trần Văn Thử"},
                   .archive = "NVTH",
                   .address = "Số 1 đường Thử, tỉnh Mẫu",
                   .phone = "0200 000 000",
                   .email = "doi1@qltt.example",
                   .website = ""};
  notice.title = "Thông báo";
  notice.summary = "Về việc bán hàng trên mạng";
  notice.legalBasis = {"Luật Thương mại điện tử", "Nghị định số 98/2020/NĐ-CP"};
  notice.addressees = {"Cửa hàng <b>An & Nhiên</b>"};
  notice.recipients = {"Như trên", "Chi cục trưởng (để báo cáo)"};
  return notice;
}

}  // namespace thongbao::document
