#include "fuzz/render_hostile.h"

#include "base/error.h"
#include "fuzz/hostile_notice.h"
#include "pdf/renderer.h"

namespace thongbao::fuzz {

Outcome renderHostile(std::span<const std::uint8_t> bytes) {
  static pdf::Renderer renderer;
  const HostileNotice made = hostileNotice(bytes);
  Outcome outcome;
  try {
    const pdf::Rendered first = renderer.render(made.notice, made.body);
    if (first.pages < 1 || first.pages > 500)
      outcome.fault = std::to_string(first.pages) + " pages";
    else if (!first.bytes.starts_with("%PDF-1.") || !first.bytes.ends_with("%%EOF\n"))
      outcome.fault = "no whole PDF";
    else if (renderer.render(made.notice, made.body).bytes != first.bytes)
      outcome.fault = "another PDF the second time";
    outcome.bytes = first.bytes;
  } catch (const base::Error& error) {
    if (error.code() == base::Code::defect) outcome.fault = error.sentence();
  } catch (const std::exception& other) {
    outcome.fault = std::string("not an Error of ours: ") + other.what();
  }
  return outcome;
}

}  // namespace thongbao::fuzz
