#!/usr/bin/env python3
"""Writes the seller lists of this folder: invented sellers, as platforms and officers send them.

Standard library only; the same bytes every time. Names, addresses and codes are made up: mail
domains end in .example, tax codes have right check digits but come from a range that is not given
out, identity numbers begin with 000, which is no province's.
"""

import csv
import io
import pathlib
import unicodedata

import small_xlsx

FOLDER = pathlib.Path(__file__).resolve().parent


def tax_code(nine):
    """The nine digits with the check digit of a mã số thuế behind them."""
    weights = (31, 29, 23, 19, 17, 13, 7, 5, 3)
    check = 10 - sum(w * int(d) for w, d in zip(weights, nine)) % 11
    if check == 10:
        raise ValueError(f"{nine} has no check digit")
    return nine + str(check)


def party(legal, address, province, phone, email="", tax="", identity="", head=""):
    return {"legal_name": legal, "address": address, "province": province, "phone": phone,
            "email": email, "tax_code": tax_code(tax) if tax else "", "identity_number": identity,
            "representative": head}


PARTIES = {
    "sen": party("Công ty TNHH Thời trang Sen Mẫu", "12 phố Mẫu, phường Cửa Nam", "Hà Nội",
                 "0900000101", "lienhe@sen-mau.example", tax="019999001", head="Trần Thị Sen Mẫu"),
    "mai": party("Nguyễn Thị Mai Mẫu", "Số 5, ngõ 8 đường Thử, phường Hà Đông", "Hà Nội",
                 "0900 000 102", "maimau@thu-dien.example", identity="000190000102"),
    "truc": party("Hộ kinh doanh Trúc Mẫu", "Thôn 3, xã Thạch Thất, Hà Nội", "", "0900.000.103",
                  "", identity="000188000103", head="Lê Văn Trúc Mẫu"),
    "dao": party("Công ty cổ phần Mỹ phẩm Đào Mẫu", "88 đường Thử, phường Bến Thành", "TP.HCM",
                 "+84 900 000 104", "baogia@dao-mau.example", tax="039999003",
                 head="Phạm Văn Đào Mẫu"),
    "quynh": party("Võ Thị Quỳnh Mẫu", "Ấp 2, xã Thử, huyện Dầu Tiếng", "Bình Dương", "84900000105",
                   "quynh.mau@thu-dien.example", identity="000195000105"),
    "bien": party("Công ty TNHH Hải sản Biển Mẫu", "7 đường Thử, phường Vũng Tàu",
                  "Bà Rịa – Vũng Tàu", "0254 3000 106", "kinhdoanh@bien-mau.example",
                  tax="359999002", head="Đỗ Văn Biển Mẫu"),
    "song": party("Công ty TNHH Điện máy Sông Mẫu", "21 đường Thử, phường Hải Châu", "Đà Nẵng",
                  "0900000107", "cskh@song-mau.example", tax="049999001", head="Hồ Thị Sông Mẫu"),
    "pho": party("Trương Văn Phố Mẫu", "3 kiệt 12 đường Thử, thành phố Hội An", "Quảng Nam",
                 "0900000108", "", identity="000187000108"),
    "thong": party("Hộ kinh doanh Thông Mẫu", "Tổ 4, phường Xuân Hương", "Lâm Đồng", "0900000109",
                   "thongmau@thu-dien.example", identity="000179000109", head="Đinh Thị Thông Mẫu"),
    "ho": party("Công ty TNHH Giày dép Hồ Mẫu", "Lô C2, khu công nghiệp Thử", "Đồng Nai",
                "0251 3000 110", "banhang@ho-mau.example", tax="369999001",
                head="Ngô Văn Hồ Mẫu"),
    "lua": party("Bùi Thị Lúa Mẫu", "Ấp 5, xã Thử, Tiền Giang", "", "0123 400 0111",
                 "luamau@thu-dien.example", identity="000193000111"),
    "dua": party("Hợp tác xã Dừa Mẫu", "Ấp 1, xã Thử", "Bến Tre", "0900000112",
                 "htx@dua-mau.example", tax="139999000", head="Huỳnh Văn Dừa Mẫu"),
    "tram": party("Nguyễn Văn Tràm Mẫu", "Khóm 2, phường Thử", "Cà Mau", "0900000113", "",
                  identity="000185000113"),
    "cang": party("Công ty TNHH Phụ tùng Cảng Mẫu", "45 đường Thử, phường Hồng Bàng", "Hải Phòng",
                  "0900000114", "phutung@cang-mau.example", tax="029999002",
                  head="Vũ Văn Cảng Mẫu"),
    "vai": party("Đặng Thị Vải Mẫu", "Xóm 6, xã Thử, Hải Dương", "Hải Dương", "900000115",
                 "vaimau@thu-dien.example", identity="000191000115"),
    "tre": party("Công ty TNHH Đồ gia dụng Tre Mẫu", "Cụm công nghiệp Thử", "Bắc Giang",
                 "0900000116", "info@tre-mau.example", tax="249999001", head="Hoàng Thị Tre Mẫu"),
    "che": party("Hộ kinh doanh Chè Mẫu", "Xóm Thử, phường Tích Lương", "Thái Nguyên",
                 "0900000117", "chemau@thu-dien.example", identity="000176000117",
                 head="Dương Văn Chè Mẫu"),
    "lam": party("Công ty TNHH Thực phẩm Lam Mẫu", "102 đường Thử, phường Trường Vinh", "Nghệ An",
                 "0238 3000 118", "lam@lam-mau.example", tax="299999001", head="Cao Thị Lam Mẫu"),
    "huong": party("Công ty TNHH Nhang trầm Hương Mẫu", "9 đường Thử, phường Thuận Hóa",
                   "Thừa Thiên Huế", "0900000119", "huong@huong-mau.example", tax="339999001",
                   head="Tôn Nữ Hương Mẫu"),
    "yen": party("Công ty TNHH Yến sào Yến Mẫu", "66 đường Thử, phường Nha Trang", "Khánh Hòa",
                 "0900000120", "yensao@yen-mau.example", tax="429999001", head="Mai Văn Yến Mẫu"),
    "cafe": party("Y Cà Phê Mẫu", "Buôn Thử, xã Ea Thử", "Đắc Lắc", "0900000121",
                  "caphe@thu-dien.example", identity="000184000121"),
    "gom": party("Hộ kinh doanh Gốm Mẫu", "Thôn 1, xã Bát Tràng, Hà Nội", "Hà Nội", "0900000122",
                 "gommau@thu-dien.example", identity="000170000122", head="Phùng Thị Gốm Mẫu"),
}

HANDBAG = ("Túi xách nữ hiệu MAULUX loại 1", "409.050 ₫", "20/11/2026")
SHOES = ("Giày thể thao hiệu MAURUN như chính hãng", "₫650.000", "20/11/2026")
PERFUME = ('Nước hoa "chiết" hiệu MAUSCENT 10ml', "₫99.000", "21/11/2026")
CREAM = ("Kem trộn trắng da không nhãn", "₫150.000", "21/11/2026")
PILLS = ("Viên uống giảm cân, không nhãn phụ tiếng Việt", "₫320.000", "18/11/2026")
CHARGER = ("Bộ sạc nhanh hiệu MAUCHARGE 65W", "₫189.000", "19/11/2026")
BRAKE = ("Má phanh xe máy hiệu MAUBRAKE", "₫85.000", "19/11/2026")
HONEY = ("Mật ong rừng, không ghi hạn sử dụng", "₫260.000", "17/11/2026")
TOY = ("Đồ chơi trẻ em không dấu hợp quy", "₫49.000", "17/11/2026")
WATCH = ("Đồng hồ hiệu MAUTIME, bản sao cao cấp", "₫1.250.000", "22/11/2026")

# (party, account id, shop name, opened on, listings); without id the list has only the address.
ZALO = [
    ("sen", "4300000000000000101", "Sen Mẫu Official", "05/02/2024", [HANDBAG, PERFUME, WATCH]),
    ("mai", "0900000102", "Mai Mẫu – túi xách", "17/08/2025", [HANDBAG]),
    ("truc", "0900000103", "Trúc Mẫu mật ong", "", [HONEY]),
    ("dao", "4300000000000000104", "Mỹ phẩm Đào Mẫu", "12/03/2023", [CREAM, PILLS]),
    ("quynh", "0900000105", "QUỲNH MẪU BEAUTY", "01/10/2025", [CREAM]),
    ("bien", "4300000000000000106", "Hải sản Biển Mẫu", "09/09/2022", [HONEY]),
    ("song", "4300000000000000107", "Điện máy Sông Mẫu", "30/06/2024", [CHARGER]),
    ("thong", "0900000109", "Thông Mẫu Đà Lạt", "14/02/2026", [HONEY, PILLS]),
    ("lua", "0834000111", "Lúa Mẫu đồ chơi", "", [TOY]),
    ("cang", "4300000000000000114", "Phụ tùng Cảng Mẫu", "21/05/2024", [BRAKE]),
    ("che", "0900000117", "Chè Mẫu", "", [HONEY]),
    ("lam", "4300000000000000118", "Thực phẩm Lam Mẫu", "11/11/2025", [PILLS]),
    ("gom", "0900000122", unicodedata.normalize("NFD", "Gốm Mẫu Bát Tràng"), "08/03/2026", [TOY]),
    ("tram", "0900000113", "Tràm Mẫu U Minh", "", [HONEY]),
    ("cafe", "0900000121", "Cà Phê Mẫu", "19/05/2025", [PILLS]),
]
FACEBOOK = [
    ("sen", "senmau.thoitrang", "Sen Mẫu 🌸 Boutique", "05/02/2022", [HANDBAG, SHOES]),
    ("mai", "100000000000102", "Túi Xách Mai Mẫu 👜", "", [HANDBAG, WATCH]),
    ("dao", "mypham.daomau", "𝐒𝐡𝐨𝐩 Đào Mẫu ✨", "2021-07-01", [CREAM]),
    ("pho", "phocomau", "Phố Mẫu – đồ da\nHội An", "2020-01-15", [HANDBAG]),
    ("song", "dienmaysongmau", "Điện máy Sông Mẫu ⚡", "", [CHARGER, TOY]),
    ("vai", "100000000000115", "Shop Vải Mẫu", "2024-12-24", [PERFUME]),
    ("tre", "giadungtremau", "Gia dụng Tre Mẫu", "2019-03-03", [TOY]),
    ("huong", "huongmau.hue", "Hương Mẫu 🪔 Huế", "2023-09-09", [PILLS]),
    ("yen", "yensaoyenmau", "Yến Mẫu 燕窝", "2022-02-22", [HONEY]),
    ("cafe", "100000000000121", "Cà phê Mẫu ☕", "", [PILLS]),
    ("dua", "htxduamau", "HTX Dừa Mẫu 🥥", "2021-04-30", [CREAM]),
    ("tram", "100000000000113", "Tràm Mẫu", "", [HONEY]),
    ("ho", "giaydephomau", "Giày dép Hồ Mẫu 👟", "2020-10-10", [SHOES, WATCH]),
]
TIKTOK = [
    ("sen", "senmau.official", "Sen Mẫu", "05/02/2024", [HANDBAG, WATCH]),
    ("quynh", "quynhmau.beauty", "Quỳnh Mẫu Beauty", "01/10/2025", [CREAM, PILLS, PERFUME]),
    ("ho", "homau.shoes", "Giày Hồ Mẫu", "10/10/2024", [SHOES]),
    ("lua", "luamau.toys", "Lúa Mẫu Toys", "20/06/2025", [TOY]),
    ("vai", "vaimau.store", "Vải Mẫu Store", "24/12/2025", [PERFUME, WATCH]),
    ("gom", "gommau.battrang", "Gốm Mẫu", "08/03/2026", [TOY]),
    ("yen", "yenmau.nt", "Yến Mẫu Nha Trang", "22/02/2025", [HONEY]),
    ("che", "chemau.tn", "Chè Mẫu Thái Nguyên", "15/04/2026", [HONEY]),
    ("cang", "cangmau.parts", "Phụ tùng Cảng Mẫu", "21/05/2025", [BRAKE, CHARGER]),
    ("pho", "phomau.leather", "Phố Mẫu Leather", "15/01/2026", [HANDBAG]),
    ("tram", "trammau.honey", "Tràm Mẫu", "30/09/2025", [HONEY]),
    ("huong", "huongmau.incense", "Hương Mẫu", "09/09/2024", [PILLS]),
]
SHOPEE = [
    ("sen", "900000101", "Sen Mẫu Store", "05/02/2021", [HANDBAG, SHOES, PERFUME, WATCH]),
    ("dao", "900000104", "Đào Mẫu Cosmetics", "12/03/2020", [CREAM, PILLS]),
    ("bien", "900000106", "Biển Mẫu Seafood", "09/09/2022", [HONEY]),
    ("song", "900000107", "Sông Mẫu Digital", "30/06/2021", [CHARGER, TOY]),
    ("ho", "900000110", "Hồ Mẫu Shoes", "10/10/2021", [SHOES, HANDBAG]),
    ("dua", "900000112", "Dừa Mẫu Bến Tre", "30/04/2023", [CREAM]),
    ("cang", "900000114", "Cảng Mẫu Auto", "21/05/2022", [BRAKE]),
    ("tre", "900000116", "Tre Mẫu Home", "03/03/2021", [TOY]),
    ("lam", "900000118", "Lam Mẫu Foods", "11/11/2023", [PILLS, HONEY]),
    ("huong", "900000119", "Hương Mẫu Trầm", "09/09/2023", [PILLS]),
    ("yen", "900000120", "Yến Mẫu Khánh Hòa", "22/02/2022", [HONEY]),
    ("mai", "900000102", "Mai Mẫu Bags", "17/08/2023", [HANDBAG, WATCH]),
    ("thong", "900000109", "Thông Mẫu Farm", "14/02/2024", [HONEY]),
    ("truc", "900000103", "Trúc Mẫu Honey", "20/11/2025", [HONEY]),
]
LAZADA = [
    ("sen", "sen-mau-official", "Sen Mẫu Flagship", "05/02/2021", [HANDBAG]),
    ("song", "song-mau-digital", "Sông Mẫu", "30/06/2021", [CHARGER]),
    ("tre", "tre-mau-home", "Tre Mẫu", "03/03/2022", [TOY]),
    ("yen", "yen-mau", "Yến Mẫu", "22/02/2022", [HONEY]),
    ("ho", "ho-mau-shoes", "Hồ Mẫu", "10/10/2022", [SHOES]),
    ("lam", "lam-mau-foods", "Lam Mẫu", "", [PILLS]),
]
TIKI = [
    ("tre", "tre-mau-gia-dung", "Tre Mẫu Gia Dụng", "03/03/2020", [TOY]),
    ("dao", "dao-mau-cosmetics", "Đào Mẫu", "12/03/2020", [CREAM]),
    ("song", "song-mau", "Sông Mẫu Tiki", "30/06/2020", [CHARGER]),
    ("che", "che-mau-thai-nguyen", "Chè Mẫu", "", [HONEY]),
    ("huong", "huong-mau", "Hương Mẫu", "09/09/2021", [PILLS]),
    ("dua", "dua-mau", "HTX Dừa Mẫu", "30/04/2021", [CREAM]),
]
WEBSITE = [
    ("sen", "sen-mau.example", "Sen Mẫu", "05/02/2019", [HANDBAG, PERFUME]),
    ("dao", "dao-mau.example", "Mỹ phẩm Đào Mẫu", "12/03/2019", [CREAM]),
    ("bien", "bien-mau.example", "Biển Mẫu", "", [HONEY]),
    ("cang", "cang-mau.example", "Phụ tùng Cảng Mẫu", "21/05/2020", [BRAKE]),
    ("lam", "lam-mau.example", "Lam Mẫu", "11/11/2021", [PILLS]),
    ("gom", "gom-mau.example", "Gốm Mẫu", "", [TOY]),
]

VIETNAMESE = {
    "account_id": "Mã gian hàng", "name": "Tên gian hàng", "url": "Đường dẫn",
    "legal_name": "Họ tên/Tên tổ chức", "tax_code": "Mã số thuế",
    "identity_number": "Số định danh cá nhân", "representative": "Người đại diện",
    "address": "Địa chỉ", "province": "Tỉnh/Thành phố", "phone": "Điện thoại", "email": "Email",
    "opened_on": "Ngày mở gian hàng", "status": "Trạng thái", "listing_title": "Sản phẩm",
    "listing_url": "Đường dẫn sản phẩm", "listing_price": "Giá",
    "listing_observed_on": "Ngày ghi nhận"}
ENGLISH = {
    "name": "Page name", "account_id": "Page ID", "url": "Page URL", "phone": "Phone number",
    "email": "Email address", "legal_name": "Legal name", "tax_code": "Tax code",
    "identity_number": "ID number", "representative": "Representative", "address": "Address",
    "province": "Province", "opened_on": "Created on", "status": "Status",
    "listing_title": "Product name", "listing_url": "Product link", "listing_price": "Price",
    "listing_observed_on": "Crawled on", "followers": "Followers"}


def rows_of(accounts, address_of, listing_address_of):
    """One row an offer, as platforms export them, with the account's data again in each."""
    rows = []
    for key, account, name, opened, listings in accounts:
        for number, (title, price, day) in enumerate(listings, 1):
            rows.append(PARTIES[key] | {
                "account_id": account, "name": name, "url": address_of(account),
                "opened_on": opened, "status": "Đang hoạt động", "listing_title": title,
                "listing_url": listing_address_of(account, number), "listing_price": price,
                "listing_observed_on": day})
    return rows


def spoilt(row, account, name, **faults):
    """A row of its own seller that has to be refused for its faults."""
    return row | {"account_id": account, "name": name} | faults


def table(rows, headings):
    return [list(headings.values())] + [[row.get(field, "") for field in headings] for row in rows]


def csv_bytes(lines, delimiter, mark):
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator="\r\n").writerows(lines)
    return (b"\xef\xbb\xbf" if mark else b"") + text.getvalue().encode("utf-8")


def zalo():
    rows = rows_of(ZALO, lambda a: f"https://zalo.me/{a}", lambda a, n: f"https://zalo.me/{a}?p={n}")
    rows.insert(6, spoilt(rows[0], "0900000201", "Mẫu hỏng điện thoại", phone="9.12E+08",
                          url="https://zalo.me/0900000201"))
    rows.insert(12, spoilt(rows[1], "0900000202", "Mẫu hỏng thư", email="maimau@thu-dien",
                           url="https://zalo.me/0900000202"))
    rows.append(spoilt(rows[2], "", "Mẫu nhầm nền tảng", url="https://shopee.vn/shop/900000103"))
    return csv_bytes(table(rows, VIETNAMESE), ";", mark=True)


def facebook():
    rows = rows_of(FACEBOOK, lambda a: (f"https://www.facebook.com/profile.php?id={a}&ref=list"
                                        if a.isdigit() else f"https://www.facebook.com/{a}"),
                   lambda a, n: f"https://www.facebook.com/marketplace/item/{n}{len(a)}0001")
    for number, row in enumerate(rows):
        row |= {"followers": f"{number * 3 + 1},{number % 10}k",
                "status": "active" if number % 5 else "unpublished"}
        if row["account_id"] == "phocomau":
            row["address"] = "3 kiệt 12 đường Thử,\nthành phố Hội An"
    rows.insert(5, spoilt(rows[0], "100000000000301", "Mẫu hỏng điện thoại", phone="9.12E+08",
                          url="https://www.facebook.com/profile.php?id=100000000000301"))
    rows.insert(9, spoilt(rows[1], "100000000000302", "Mẫu hỏng thư", email="mai mau@thu.example",
                          url="https://www.facebook.com/profile.php?id=100000000000302"))
    rows.append(spoilt(rows[2], "", "Mẫu nhầm nền tảng", url="https://www.tiktok.com/@daomau"))
    return csv_bytes(table(rows, ENGLISH), ",", mark=False)


def tiktok():
    rows = rows_of(TIKTOK, lambda a: f"https://www.tiktok.com/@{a}",
                   lambda a, n: f"https://www.tiktok.com/@{a}/video/730000000000000000{n}")
    rows.insert(4, spoilt(rows[0], "mau.hong.dien.thoai", "Mẫu hỏng điện thoại", phone="9.12E+08",
                          url="https://www.tiktok.com/@mau.hong.dien.thoai"))
    rows.insert(8, spoilt(rows[1], "mau.hong.ngay", "Mẫu hỏng ngày", opened_on="31/02/2026",
                          url="https://www.tiktok.com/@mau.hong.ngay"))
    rows.append(spoilt(rows[2], "", "Mẫu nhầm nền tảng", url="https://shopee.vn/homau"))
    lines = table(rows, {"number": "STT"} | VIETNAMESE)
    for number, line in enumerate(lines[1:], 1):
        line[0] = number
    return small_xlsx.workbook([small_xlsx.Sheet("TikTok Shop", lines)],
                               dates={"Ngày mở gian hàng", "Ngày ghi nhận"},
                               numbers={"Điện thoại"})


def shopee():
    rows = rows_of(SHOPEE, lambda a: f"https://shopee.vn/shop/{a}",
                   lambda a, n: f"https://shopee.vn/san-pham-mau-i.{a}.{n}")
    rows.insert(3, spoilt(rows[0], "900000401", "Mẫu hỏng điện thoại", phone="9.12E+08",
                          url="https://shopee.vn/shop/900000401"))
    rows.insert(15, spoilt(rows[5], "900000402", "Mẫu hỏng thư", email="@dao-mau.example",
                           url="https://shopee.vn/shop/900000402"))
    rows.insert(20, spoilt(rows[7], "", "Mẫu nhầm nền tảng", url="https://www.lazada.vn/shop/mau"))
    title = [["SÀN GIAO DỊCH MẪU", "", "", "", "Độc lập - Tự do - Hạnh phúc"], [],
             ["DANH SÁCH NGƯỜI BÁN CUNG CẤP THEO YÊU CẦU"], ["Kỳ báo cáo: tháng 11/2026"], []]
    notes = small_xlsx.Sheet("Ghi chú nội bộ", [["Không dùng", "trang này"]], is_hidden=True)
    return small_xlsx.workbook(
        [notes, small_xlsx.Sheet("Danh sách gian hàng", title + table(rows, VIETNAMESE))],
        dates={"Ngày mở gian hàng", "Ngày ghi nhận"}, numbers=set())


def shopee_letter():
    """As an attachment of an official letter: titles and merged cells, totals and names below."""
    headings = {"number": "STT"} | {field: VIETNAMESE[field] for field in (
        "account_id", "name", "url", "legal_name", "tax_code", "address", "province", "phone",
        "email", "opened_on")}
    lines = [["CÔNG TY TNHH SÀN GIAO DỊCH MẪU"] + [""] * 5 + ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
             ["Số: 01/CV-MẪU"] + [""] * 5 + ["Độc lập - Tự do - Hạnh phúc"], [],
             ["PHỤ LỤC: DANH SÁCH NGƯỜI BÁN HÀNG (kèm theo công văn trả lời)"], [],
             list(headings.values()), [f"({number})" for number in range(1, len(headings) + 1)]]
    accounts = [account for account in SHOPEE if account[0] in ("bien", "dua", "lam", "huong", "yen")]
    rows = rows_of([(*account[:4], account[4][:1]) for account in accounts],
                   lambda a: f"https://shopee.vn/shop/{a}", lambda a, n: "")
    first = len(lines) + 1
    for number, row in enumerate(rows, 1):
        lines.append([number] + [row.get(field, "") for field in list(headings)[1:]])
    # One person with two shops: what they share stands once, in cells merged over both rows.
    twin = [len(rows) + 1, "900000501", "Yến Mẫu Sỉ", "https://shopee.vn/shop/900000501"]
    lines.append(twin + [""] * (len(headings) - len(twin)))
    last = first + len(rows)
    merged = [f"{column}{last - 1}:{column}{last}" for column in "EFGHIJ"]
    lines += [["Tổng cộng: 6 gian hàng"], [], ["Người lập biểu", "", "", "", "", "", "Giám đốc"]]
    notes = small_xlsx.Sheet("Giải thích", [["Cột", "Ý nghĩa"], ["STT", "Số thứ tự"]])
    return small_xlsx.workbook(
        [small_xlsx.Sheet("Phụ lục", lines, merged=["A1:F1", "G1:K1", "A4:K4"] + merged), notes],
        dates={"Ngày mở gian hàng"}, numbers={"Điện thoại"})


def zalo_unicode():
    """As Excel's “Unicode Text” has it: UTF-16 with tabs, and old forms of phone numbers."""
    headings = {field: VIETNAMESE[field] for field in (
        "name", "url", "address", "phone", "email", "opened_on")} | {"followers": "Quan tâm"}
    accounts = [(*account[:4], account[4][:1]) for account in ZALO[:8]]
    rows = rows_of(accounts, lambda a: f"https://zalo.me/{a}", lambda a, n: "")
    for number, row in enumerate(rows):
        row["followers"] = f"{number + 3},{number}k"
    rows[1]["name"] = unicodedata.normalize("NFD", rows[1]["name"])
    rows[2]["name"] = "TRÚC  MẪU’S mật\u200b ong 🍯"
    rows[3]["phone"] = "84" + rows[3]["phone"].lstrip("0+84")
    rows[4]["address"] = rows[4]["address"].replace(", ", ",\n", 1)
    return csv_bytes(table(rows, headings), "\t", mark=False).decode("utf-8").encode("utf-16")


def short_list(accounts, address_of, fault):
    rows = rows_of(accounts, address_of, lambda a, n: f"{address_of(a)}?p={n}")
    rows.insert(2, spoilt(rows[0], "", "Mẫu hỏng điện thoại", phone="9.12E+08",
                          url=address_of("mau-hong")))
    rows.append(spoilt(rows[1], "", "Mẫu nhầm nền tảng", url=fault))
    return csv_bytes(table(rows, VIETNAMESE), ",", mark=True)


def main():
    lists = {
        "zalo.csv": zalo(),
        "facebook.csv": facebook(),
        "tiktok.xlsx": tiktok(),
        "shopee.xlsx": shopee(),
        "shopee-cong-van.xlsx": shopee_letter(),
        "zalo-unicode.txt": zalo_unicode(),
        "lazada.csv": short_list(LAZADA, lambda a: f"https://www.lazada.vn/shop/{a}",
                                 "https://tiki.vn/cua-hang/mau"),
        "tiki.csv": short_list(TIKI, lambda a: f"https://tiki.vn/cua-hang/{a}",
                               "https://www.lazada.vn/shop/mau"),
        "website.csv": short_list(WEBSITE, lambda a: f"https://{a}" if "." in a
                                  else f"https://{a}.example", "https://www.facebook.com/mau"),
    }
    for name, content in lists.items():
        (FOLDER / name).write_bytes(content)


if __name__ == "__main__":
    main()
