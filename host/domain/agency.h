#pragma once

#include <string>
#include <vector>

namespace thongbao::domain {

/// Who signs, as it stands under the notice (Nghị định 30/2020/NĐ-CP, Phụ lục I, ô số 7).
struct Signer {
  std::string authority;  ///< `KT. CHI CỤC TRƯỞNG`, or empty when the head signs
  std::string position;   ///< `ĐỘI TRƯỞNG`
  std::string name;       ///< full name without academic titles
  bool operator==(const Signer&) const = default;
};

/// The unit that issues notices.
struct Agency {
  std::string parentBody;   ///< ô số 2: `CHI CỤC QUẢN LÝ THỊ TRƯỜNG TỈNH …`
  std::string issuingBody;  ///< ô số 2: `ĐỘI QUẢN LÝ THỊ TRƯỜNG SỐ 1`
  std::string symbol;       ///< ô số 3, what follows `TB-`: `QLTT`
  std::string place;        ///< ô số 4: `Hà Nội`
  Signer signer;
  std::string archive;  ///< unit in `- Lưu: VT, <unit>.`
  std::string address;
  std::string phone;
  std::string email;
  std::string website;
  bool operator==(const Agency&) const = default;
};

}  // namespace thongbao::domain
