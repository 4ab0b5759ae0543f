#include "plugin/fields.h"

#include "base/search_form.h"
#include "base/words.h"

namespace thongbao::plugin {

using base::mark;

const std::vector<Field>& fields() {
  static const std::vector<Field> all{
      {"account_id",
       mark("The platform's own id of the account."),
       {"Mã gian hàng", "ID gian hàng", "Mã shop", "Mã người bán", "Mã tài khoản", "ID tài khoản",
        "Shop ID", "Seller ID", "Store ID", "Account ID"}},
      {"name",
       mark("Name of the shop, page or account."),
       {"Tên gian hàng", "Gian hàng", "Tên shop", "Tên cửa hàng", "Tên người bán", "Tên tài khoản",
        "Tên trang", "Shop name", "Store name", "Seller name", "Account name", "Name"}},
      {"url",
       mark("Web address of the shop, page or account."),
       {"Đường dẫn", "Đường dẫn gian hàng", "Địa chỉ gian hàng", "Link gian hàng", "Link shop",
        "Link", "URL", "Shop URL", "Shop link", "Store URL"}},
      {"legal_name",
       mark("Person or organisation behind the account."),
       {"Họ tên", "Họ và tên", "Tên tổ chức", "Họ tên/Tên tổ chức", "Tên tổ chức, cá nhân",
        "Tên doanh nghiệp", "Tên công ty", "Chủ gian hàng", "Legal name", "Company name", "Owner"}},
      {"tax_code",
       mark("Tax code (mã số thuế)."),
       {"Mã số thuế", "MST", "Mã số doanh nghiệp", "Tax code", "Tax ID"}},
      {"identity_number",
       mark("Personal identity number (số định danh cá nhân)."),
       {"Số định danh cá nhân", "Số định danh", "Số định danh/CCCD", "Số CCCD", "CCCD",
        "Số CCCD/CMND", "Căn cước", "Căn cước công dân", "Số căn cước", "Identity number",
        "ID number"}},
      {"representative",
       mark("Who represents the organisation."),
       {"Người đại diện", "Người đại diện theo pháp luật", "Người đại diện pháp luật",
        "Đại diện pháp luật", "Representative", "Legal representative"}},
      {"address",
       mark("Address in one line."),
       {"Địa chỉ", "Trụ sở", "Trụ sở chính", "Địa chỉ trụ sở", "Địa chỉ liên hệ",
        "Địa chỉ thường trú", "Nơi cư trú", "Address"}},
      {"province",
       mark("Province or centrally run city."),
       {"Tỉnh/Thành phố", "Tỉnh thành", "Tỉnh", "Tỉnh/TP", "Thành phố", "Province", "City"}},
      {"commune",
       mark("Commune, ward or special zone (xã, phường, đặc khu)."),
       {"Phường/Xã", "Xã/Phường", "Xã/Phường/Đặc khu", "Phường", "Xã", "Xã/Phường/Thị trấn",
        "Commune", "Ward"}},
      {"bank_account",
       mark("Bank account number."),
       {"Số tài khoản", "Số tài khoản ngân hàng", "STK", "Tài khoản ngân hàng", "Bank account",
        "Account number"}},
      {"bank_name",
       mark("The bank of the account."),
       {"Ngân hàng", "Tên ngân hàng", "Bank", "Bank name"}},
      {"phone",
       mark("Telephone number."),
       {"Điện thoại", "Số điện thoại", "Điện thoại liên hệ", "SĐT", "Số ĐT", "Di động", "Phone",
        "Phone number", "Telephone", "Mobile"}},
      {"email",
       mark("E-mail address."),
       {"Email", "E-mail", "Thư điện tử", "Địa chỉ email", "Địa chỉ thư điện tử", "Hộp thư",
        "Email address"}},
      {"opened_on",
       mark("Day on which the account was opened."),
       {"Ngày mở", "Ngày mở gian hàng", "Ngày tạo", "Ngày đăng ký", "Opened on", "Opening date",
        "Created at", "Created on"}},
      {"status",
       mark("The platform's own word for the account's state."),
       {"Trạng thái", "Trạng thái gian hàng", "Tình trạng", "Status", "Shop status"}},
      {"listing_title",
       mark("What is offered."),
       {"Sản phẩm", "Tên sản phẩm", "Hàng hóa", "Tên hàng hóa", "Listing title", "Listing",
        "Product", "Product name"}},
      {"listing_url",
       mark("Web address of the offer."),
       {"Link sản phẩm", "Đường dẫn sản phẩm", "Liên kết sản phẩm", "URL sản phẩm", "Listing URL",
        "Product URL", "Product link"}},
      {"listing_price",
       mark("Price of the offer, with its currency."),
       {"Giá", "Giá bán", "Đơn giá", "Price", "Listing price"}},
      {"listing_observed_on",
       mark("Day on which the offer was seen."),
       {"Ngày ghi nhận", "Ngày phát hiện", "Ngày kiểm tra", "Ngày thu thập", "Observed on",
        "Crawled at", "Crawled on"}},
  };
  return all;
}

const Field* findField(std::string_view name) {
  for (const Field& field : fields())
    if (name == field.name) return &field;
  return nullptr;
}

std::string headingKey(std::string_view heading) {
  std::string key;
  for (const char c : base::searchForm(heading)) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c & 0x80);
    if (plain)
      key += c;
    else if (!key.empty() && key.back() != ' ')
      key += ' ';
  }
  if (key.ends_with(' ')) key.pop_back();
  return key;
}

}  // namespace thongbao::plugin
