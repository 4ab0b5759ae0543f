#include "workspace/keys.h"

#include "base/words.h"

namespace thongbao::workspace {

const Shape kLine{".*", base::mark("The text must be one line.")};
const Shape kSymbol{"[^\\s/]*", base::mark("The symbol has a blank or a “/”.")};
const Shape kEmail{"|[^\\s@<>,;]+@[^\\s@<>,;]+\\.[^\\s@<>,;]+",
                   base::mark("This is no e-mail address.")};
const Shape kBounceEmail{"|[^\\s@<>,;]{1,31}@[^\\s@<>,;]+\\.[^\\s@<>,;]+",
                         base::mark("This is no e-mail address with at most 31 characters before "
                                    "the “@”.")};
const Shape kUrl{"|https?://[^\\s]+",
                 base::mark("The address must begin with https:// or http://.")};
const Shape kHost{
    "[A-Za-z0-9.:_-]*",
    base::mark("This is neither a host's name nor an IP address (no port, no “://”).")};
const Shape kSecurity{
    "starttls|tls|plain-without-encryption",
    base::mark("The value must be “starttls”, “tls” or “plain-without-encryption”.")};
const Shape kHours{"|([01][0-9]|2[0-3]):[0-5][0-9]-([01][0-9]|2[0-3]):[0-5][0-9]",
                   base::mark("The hours must look like 07:30-17:30.")};
const Shape kMailboxKind{"|imap|pop3|maildir",
                         base::mark("The value must be empty, “imap”, “pop3” or “maildir”.")};
const Shape kVariable{"|[A-Za-z_][A-Za-z0-9_]*",
                      base::mark("This is no name of an environment variable.")};

namespace {

constexpr std::uint64_t kName = 200;
constexpr std::uint64_t kPath = 1000;

Field nothing(Profile&) {
  return std::monostate{};
}

std::vector<Key> agencyKeys() {
  return {
      {"agency.parent_body", [](Profile& p) -> Field { return &p.agency.parentBody; }, &kLine,
       Need::issuing, 0, kName,
       "Tên cơ quan chủ quản trực tiếp, viết in hoa (ô số 2). Ví dụ: CHI CỤC QUẢN LÝ THỊ TRƯỜNG "
       "TỈNH PHÚ THỌ."},
      {"agency.issuing_body", [](Profile& p) -> Field { return &p.agency.issuingBody; }, &kLine,
       Need::issuing, 0, kName,
       "Tên cơ quan ban hành văn bản, viết in hoa (ô số 2). Ví dụ: ĐỘI QUẢN LÝ THỊ TRƯỜNG SỐ 1."},
      {"agency.symbol", [](Profile& p) -> Field { return &p.agency.symbol; }, &kSymbol,
       Need::issuing, 0, 40,
       "Chữ viết tắt trong ký hiệu văn bản, đứng sau “TB-” (ô số 3). Ví dụ: QLTT."},
      {"agency.place", [](Profile& p) -> Field { return &p.agency.place; }, &kLine, Need::issuing,
       0, kName, "Địa danh ghi trước ngày, tháng, năm ban hành (ô số 4). Ví dụ: Phú Thọ."},
      {"agency.signer.authority", [](Profile& p) -> Field { return &p.agency.signer.authority; },
       &kLine, Need::nothing, 0, kName,
       "Quyền hạn khi ký thay mặt, ký thay, ký thừa lệnh hoặc thừa ủy quyền; để trống khi người "
       "đứng đầu tự ký. Ví dụ: KT. ĐỘI TRƯỞNG."},
      {"agency.signer.position", [](Profile& p) -> Field { return &p.agency.signer.position; },
       &kLine, Need::issuing, 0, kName,
       "Chức vụ của người ký, viết in hoa (ô số 7). Ví dụ: PHÓ ĐỘI TRƯỞNG."},
      {"agency.signer.name", [](Profile& p) -> Field { return &p.agency.signer.name; }, &kLine,
       Need::issuing, 0, kName, "Họ và tên người ký, không ghi học hàm, học vị (ô số 7)."},
      {"agency.archive", [](Profile& p) -> Field { return &p.agency.archive; }, &kLine,
       Need::issuing, 0, kName,
       "Đơn vị soạn thảo và lưu hồ sơ, ghi ở dòng “- Lưu: VT, …” (ô số 9b)."},
      {"agency.address", [](Profile& p) -> Field { return &p.agency.address; }, &kLine,
       Need::issuing, 0, kName, "Địa chỉ trụ sở cơ quan."},
      {"agency.phone", [](Profile& p) -> Field { return &p.agency.phone; }, &kLine, Need::issuing,
       0, 60, "Số điện thoại liên hệ, ghi đúng như sẽ in trên văn bản."},
      {"agency.email", [](Profile& p) -> Field { return &p.agency.email; }, &kEmail, Need::issuing,
       0, 254, "Địa chỉ thư điện tử chính thức của cơ quan."},
      {"agency.website", [](Profile& p) -> Field { return &p.agency.website; }, &kUrl,
       Need::nothing, 0, kName, "Trang thông tin điện tử của cơ quan; có thể để trống."},
  };
}

std::vector<Key> mailKeys() {
  return {
      {"mail.host", [](Profile& p) -> Field { return &p.mail.host; }, &kHost, Need::mail, 0, 253,
       "Tên hoặc địa chỉ IP của máy chủ gửi thư (SMTP)."},
      {"mail.port", [](Profile& p) -> Field { return &p.mail.port; }, nullptr, Need::mail, 1, 65535,
       "Cổng của máy chủ gửi thư: thường là 587 với starttls, 465 với tls."},
      {"mail.security", [](Profile& p) -> Field { return &p.mail.security; }, &kSecurity,
       Need::mail, 0, 40,
       "Cách mã hóa đường truyền: starttls (bắt buộc chuyển sang TLS), tls (TLS ngay từ đầu) hoặc "
       "plain-without-encryption (không mã hóa, chỉ dùng trong mạng nội bộ)."},
      {"mail.user", [](Profile& p) -> Field { return &p.mail.user; }, &kLine, Need::nothing, 0, 254,
       "Tên đăng nhập máy chủ gửi thư; để trống nếu không cần đăng nhập."},
      {"mail.password_file", [](Profile& p) -> Field { return &p.mail.password.file; }, &kLine,
       Need::nothing, 0, kPath,
       "Tệp chứa mật khẩu, chỉ chủ sở hữu được đọc (chmod 600). Không ghi mật khẩu vào chính tệp "
       "cấu hình này."},
      {"mail.password_env", [](Profile& p) -> Field { return &p.mail.password.variable; },
       &kVariable, Need::nothing, 0, 100,
       "Tên biến môi trường chứa mật khẩu, dùng thay cho password_file."},
      {"mail.ca_file", [](Profile& p) -> Field { return &p.mail.caFile; }, &kLine, Need::nothing, 0,
       kPath,
       "Tệp chứng thư gốc (PEM) để kiểm tra máy chủ gửi thư; để trống thì dùng của hệ điều hành."},
      {"mail.from_name", [](Profile& p) -> Field { return &p.mail.fromName; }, &kLine, Need::mail,
       0, kName, "Tên người gửi hiện trong thư, thường là tên cơ quan."},
      {"mail.from_address", [](Profile& p) -> Field { return &p.mail.fromAddress; }, &kEmail,
       Need::mail, 0, 254, "Địa chỉ thư điện tử dùng để gửi đi."},
      {"mail.reply_to", [](Profile& p) -> Field { return &p.mail.replyTo; }, &kEmail, Need::nothing,
       0, 254, "Địa chỉ nhận thư trả lời; để trống thì thư trả lời về địa chỉ gửi đi."},
      {"mail.bounce_address", [](Profile& p) -> Field { return &p.mail.bounceAddress; },
       &kBounceEmail, Need::nothing, 0, 254,
       "Địa chỉ nhận thông báo thư không gửi được, ví dụ thu-hoi@qltt.example: mỗi thư mang một mã "
       "riêng sau dấu “+” (thu-hoi+…@qltt.example) để biết chính xác thư nào bị trả lại, nên hộp "
       "thư phải nhận cả các địa chỉ có dấu “+”; để trống thì dùng địa chỉ gửi đi."},
  };
}

std::vector<Key> mailboxKeys() {
  return {
      {"mailbox.kind", [](Profile& p) -> Field { return &p.mailbox.kind; }, &kMailboxKind,
       Need::nothing, 0, 10,
       "Loại hộp thư: imap, pop3 hoặc maildir (thư mục trên máy này); để trống nếu không đọc hộp "
       "thư."},
      {"mailbox.host", [](Profile& p) -> Field { return &p.mailbox.host; }, &kHost, Need::nothing,
       0, 253, "Tên hoặc địa chỉ IP của máy chủ nhận thư (IMAP hoặc POP3)."},
      {"mailbox.port", [](Profile& p) -> Field { return &p.mailbox.port; }, nullptr, Need::nothing,
       1, 65535,
       "Cổng của máy chủ nhận thư: thường là 993 (imap) hoặc 995 (pop3) với tls, 143 hoặc 110 với "
       "starttls."},
      {"mailbox.security", [](Profile& p) -> Field { return &p.mailbox.security; }, &kSecurity,
       Need::nothing, 0, 40,
       "Cách mã hóa đường truyền: tls (TLS ngay từ đầu), starttls (bắt buộc chuyển sang TLS) hoặc "
       "plain-without-encryption (không mã hóa, chỉ dùng trong mạng nội bộ)."},
      {"mailbox.user", [](Profile& p) -> Field { return &p.mailbox.user; }, &kLine, Need::nothing,
       0, 254, "Tên đăng nhập hộp thư."},
      {"mailbox.password_file", [](Profile& p) -> Field { return &p.mailbox.password.file; },
       &kLine, Need::nothing, 0, kPath,
       "Tệp chứa mật khẩu hộp thư, chỉ chủ sở hữu được đọc (chmod 600). Không ghi mật khẩu vào "
       "chính tệp cấu hình này."},
      {"mailbox.password_env", [](Profile& p) -> Field { return &p.mailbox.password.variable; },
       &kVariable, Need::nothing, 0, 100,
       "Tên biến môi trường chứa mật khẩu hộp thư, dùng thay cho password_file."},
      {"mailbox.ca_file", [](Profile& p) -> Field { return &p.mailbox.caFile; }, &kLine,
       Need::nothing, 0, kPath,
       "Tệp chứng thư gốc (PEM) để kiểm tra máy chủ nhận thư; để trống thì dùng của hệ điều hành."},
      {"mailbox.folder", [](Profile& p) -> Field { return &p.mailbox.folder; }, &kLine,
       Need::nothing, 0, kPath,
       "Với imap: tên thư mục thư, để trống thì đọc hộp thư đến (INBOX). Với maildir: đường dẫn "
       "thư mục có new và cur."},
  };
}

std::vector<Key> signKeys() {
  return {
      {"sign.pkcs12_file", [](Profile& p) -> Field { return &p.sign.pkcs12File; }, &kLine,
       Need::nothing, 0, kPath,
       "Tệp PKCS#12 (.p12, .pfx) chứa khóa bí mật và chứng thư chữ ký số; để trống nếu dùng thiết "
       "bị lưu khóa bí mật hoặc không ký số."},
      {"sign.pkcs11_module", [](Profile& p) -> Field { return &p.sign.pkcs11Module; }, &kLine,
       Need::nothing, 0, kPath,
       "Thư viện PKCS#11 (.so) của nhà cung cấp thiết bị lưu khóa bí mật (USB token, thẻ, HSM); để "
       "trống nếu dùng tệp PKCS#12 hoặc không ký số."},
      {"sign.pkcs11_token", [](Profile& p) -> Field { return &p.sign.pkcs11Token; }, &kLine,
       Need::nothing, 0, 32, "Nhãn (label) của thiết bị lưu khóa bí mật."},
      {"sign.pkcs11_key", [](Profile& p) -> Field { return &p.sign.pkcs11Key; }, &kLine,
       Need::nothing, 0, kName, "Nhãn (label) của khóa bí mật trong thiết bị lưu khóa bí mật."},
      {"sign.password_file", [](Profile& p) -> Field { return &p.sign.password.file; }, &kLine,
       Need::nothing, 0, kPath,
       "Tệp chứa mật khẩu của tệp PKCS#12 hoặc mã PIN của thiết bị, chỉ chủ sở hữu được đọc (chmod "
       "600). Không ghi mật khẩu, mã PIN vào chính tệp cấu hình này."},
      {"sign.password_env", [](Profile& p) -> Field { return &p.sign.password.variable; },
       &kVariable, Need::nothing, 0, 100,
       "Tên biến môi trường chứa mật khẩu hoặc mã PIN, dùng thay cho password_file."},
      {"sign.signature_image", [](Profile& p) -> Field { return &p.sign.signatureImage; }, &kLine,
       Need::nothing, 0, kPath,
       "Hình ảnh chữ ký của người có thẩm quyền: màu xanh, định dạng PNG nền trong suốt (Nghị định "
       "30/2020/NĐ-CP, Phụ lục I)."},
      {"sign.seal_image", [](Profile& p) -> Field { return &p.sign.sealImage; }, &kLine,
       Need::nothing, 0, kPath,
       "Hình ảnh dấu của cơ quan: màu đỏ, bằng kích thước thực tế của dấu, định dạng PNG nền trong "
       "suốt (Nghị định 30/2020/NĐ-CP, Phụ lục I)."},
      {"sign.agency_text", [](Profile& p) -> Field { return &p.sign.agencyText; }, nullptr,
       Need::nothing, 0, 0,
       "true: hiển thị chữ ký số của cơ quan bằng chữ ở góc trên, bên phải trang đầu (số, ký hiệu, "
       "thời gian ký) thay cho hình ảnh; false: không hiển thị."},
  };
}

std::vector<Key> limitKeys() {
  return {
      {"limits.connections", [](Profile& p) -> Field { return &p.limits.connections; }, nullptr,
       Need::nothing, 1, 32, "Số kết nối cùng lúc tới máy chủ gửi thư."},
      {"limits.mails_per_minute", [](Profile& p) -> Field { return &p.limits.mailsPerMinute; },
       nullptr, Need::nothing, 0, 1'000'000,
       "Số thư gửi đi nhiều nhất trong một phút; 0 là không giới hạn."},
      {"limits.mails_per_hour", [](Profile& p) -> Field { return &p.limits.mailsPerHour; }, nullptr,
       Need::nothing, 0, 10'000'000,
       "Số thư gửi đi nhiều nhất trong một giờ; 0 là không giới hạn."},
      {"limits.mails_per_hour_and_domain",
       [](Profile& p) -> Field { return &p.limits.mailsPerHourAndDomain; }, nullptr, Need::nothing,
       0, 10'000'000,
       "Số thư nhiều nhất trong một giờ tới các địa chỉ có cùng tên miền (phần sau “@”); 0 là "
       "không giới hạn."},
      {"limits.sending_hours", [](Profile& p) -> Field { return &p.limits.sendingHours; }, &kHours,
       Need::nothing, 0, 11,
       "Khung giờ được gửi thư trong ngày, giờ Việt Nam, ví dụ 07:30-17:30; để trống nếu gửi vào "
       "mọi giờ."},
      {"limits.warn_percent", [](Profile& p) -> Field { return &p.limits.warnPercent; }, nullptr,
       Need::nothing, 0, 100,
       "Tỷ lệ thư bị từ chối hoặc trả lại (%) từ đó chương trình cảnh báo; 0 là không cảnh báo."},
      {"limits.stop_percent", [](Profile& p) -> Field { return &p.limits.stopPercent; }, nullptr,
       Need::nothing, 0, 100,
       "Tỷ lệ thư bị từ chối hoặc trả lại (%) từ đó chiến dịch tự tạm dừng; 0 là không tự dừng."},
      {"limits.plugin_silence_seconds",
       [](Profile& p) -> Field { return &p.limits.pluginSilenceSeconds; }, nullptr, Need::nothing,
       1, 3600, "Số giây chờ một phần mở rộng không trả lời trước khi dừng nó."},
      {"limits.plugin_memory_megabytes",
       [](Profile& p) -> Field { return &p.limits.pluginMemoryMegabytes; }, nullptr, Need::nothing,
       64, 65536, "Bộ nhớ nhiều nhất của một phần mở rộng, tính bằng megabyte."},
  };
}

std::vector<Key> otherKeys() {
  return {
      {"retention.unwritten_days", [](Profile& p) -> Field { return &p.retention.unwrittenDays; },
       nullptr, Need::nothing, 0, 36'500,
       "Số ngày kể từ lần cuối một người bán chưa từng được gửi văn bản có tên trong danh sách, "
       "sau "
       "đó “register erase --expired” xóa dữ liệu cá nhân của họ; 0 là không xóa theo thời hạn."},
      {"retention.lists_days", [](Profile& p) -> Field { return &p.retention.listsDays; }, nullptr,
       Need::nothing, 0, 36'500,
       "Số ngày giữ bản gốc của danh sách trong documents/ kể từ lần lấy cuối, sau đó “register "
       "erase --expired” xóa tệp (sổ vẫn ghi mã băm); 0 là giữ mãi."},
      {"plugins", [](Profile& p) -> Field { return &p.plugins; }, &kLine, Need::nothing, 0, kPath,
       "Thiết lập của từng phần mở rộng: mã phần mở rộng → tên thiết lập → giá trị."},
      {"plugin_folders", [](Profile& p) -> Field { return &p.pluginFolders; }, &kLine,
       Need::nothing, 0, kPath,
       "Các thư mục chứa thêm phần mở rộng, ngoài thư mục của chương trình."},
      {"templates", [](Profile& p) -> Field { return &p.templates; }, &kLine, Need::nothing, 0,
       kPath, "Thư mục mẫu văn bản riêng của cơ quan; để trống nếu chỉ dùng mẫu có sẵn."},
  };
}

}  // namespace

const std::vector<Key>& keys() {
  static const std::vector<Key> kKeys = [] {
    std::vector<Key> all{{"$schema", nothing, &kLine, Need::nothing, 0, kPath,
                          "Mô tả các mục của tệp này, để trình soạn thảo giải thích và kiểm tra."}};
    for (const auto& part :
         {agencyKeys(), mailKeys(), mailboxKeys(), signKeys(), limitKeys(), otherKeys()})
      all.insert(all.end(), part.begin(), part.end());
    return all;
  }();
  return kKeys;
}

const std::map<std::string, const char*>& sections() {
  static const std::map<std::string, const char*> kSections{
      {"agency", "Cơ quan ban hành thông báo, như in trên văn bản (Nghị định 30/2020/NĐ-CP)."},
      {"agency.signer", "Người ký văn bản (ô số 7)."},
      {"mail", "Máy chủ và địa chỉ gửi thư điện tử."},
      {"mailbox",
       "Hộp thư nhận thư bị trả lại và thư trả lời; bỏ trống các mục nếu không đọc hộp thư."},
      {"sign",
       "Chữ ký số trên tệp PDF: khóa ký và hình thức hiển thị chữ ký; bỏ trống các mục nếu không "
       "ký số."},
      {"limits", "Các giới hạn khi gửi thư và chạy phần mở rộng."},
      {"retention",
       "Thời hạn lưu giữ dữ liệu cá nhân (Luật Bảo vệ dữ liệu cá nhân số 91/2025/QH15); văn bản đã "
       "gửi và sổ đăng ký không bị xóa."},
  };
  return kSections;
}

std::string lastPart(const std::string& path) {
  return path.substr(path.rfind('.') + 1);
}

std::string parentOf(const std::string& path) {
  const auto dot = path.rfind('.');
  return dot == std::string::npos ? std::string() : path.substr(0, dot);
}

}  // namespace thongbao::workspace
