#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "delivery/incoming.h"
#include "delivery/opened_mail.h"

namespace thongbao::delivery {

/// The keys of the mails of ours that it is about, each once, best evidence first: the address that
/// it was sent to (verpAddress), the id of the mail that came back, the id that it answers. Ids in
/// its text count where `trustsText`: a server's report may hold the lost mail's head as text.
std::vector<std::string> ourKeys(const OpenedMail& mail, const OurMarks& ours, bool trustsText);

}  // namespace thongbao::delivery
