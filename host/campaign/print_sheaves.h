#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/clock.h"
#include "delivery/outbox.h"
#include "domain/agency.h"
#include "domain/notice.h"
#include "pdf/laid.h"

namespace thongbao::campaign {

/// A letter for the printer: the notice as it is laid out, and the file that was made of it.
struct PrintedLetter {
  delivery::Letter letter;  ///< without failure; `to` names the single letter's file
  std::string area;         ///< the province's name, or empty
  std::string addressee;    ///< UTF-8, one line
  std::string address;      ///< postal, one line; the area is added where it names no province
  domain::Notice notice;
  pdf::Laid laid;
};

/// What became of one.
struct PrintedOutcome {
  domain::Intent intent;
  delivery::Outcome outcome;  ///< accepted with the sheaf and its SHA-256 in the reply
};

/// What the sheaves of one run have in common.
struct PrintRun {
  std::filesystem::path folder;  ///< `print/<campaign>`; made where it is missing
  std::string campaign;
  domain::Agency agency;
  base::Date date{};             ///< of printing
  std::size_t mostInOne = 500;   ///< letters of a sheaf
  std::size_t mostHeld = 2'000;  ///< letters in memory, over all areas
};

/// Binds letters into one sheaf an area: `print/<campaign>/ha-noi.pdf`, further ones `ha-noi-2.pdf`
/// and so on, whether the first is full or comes from an earlier run; none is ever overwritten. A
/// sheaf begins with a delivery note of its letters, then each has a page for a window envelope
/// before it. The single letters stand beside the sheaves.
///
/// Nothing is lost and nothing printed twice by a crash: a list of the letters is on the disk
/// before their sheaf, the sheaf before `settle` is called, and the list goes when that has
/// returned. What is found of it later is settled by `recover`.
class SheafPrinter {
 public:
  /// Called with the letters of a sheaf that is in its place, and at once with a letter that cannot
  /// be printed: refused when its address has no room in the window, deferred when the disk does
  /// not take it. What it throws ends the run.
  using Settle = std::function<void(const std::vector<PrintedOutcome>&)>;

  SheafPrinter(PrintRun run, Settle settle);
  ~SheafPrinter();

  /// To be called before the first letter: settles letters whose sheaf was finished by a process
  /// that died. Their outcome may be in the register already: `settle` must let those alone that do
  /// not wait any more, as Register::keepPrinted does. All other letters of that process are in no
  /// sheaf.
  void recover();

  /// Keeps the single letter and holds it for its sheaf. Throws Error: badInput when the agency's
  /// own lines do not fit, unavailable where the library is not the one that sheaves need.
  void add(PrintedLetter letter);

  /// Finishes all sheaves; without it, letters that are held are dropped unsettled.
  void finish();

 private:
  struct Held;
  struct Inside;
  void finishSheaf(const std::string& area);
  std::unique_ptr<Inside> inside_;
};

}  // namespace thongbao::campaign
