#include "campaign/print_sheaves.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.h"
#include "base/files.h"
#include "base/hash.h"
#include "document/markdown.h"
#include "pdf/renderer.h"
#include "support/run.h"
#include "support/temporary_folder.h"

namespace thongbao::campaign {
namespace {

using domain::DispatchState;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using namespace std::chrono_literals;

class PrintSheaves : public testing::Test {
 protected:
  PrintSheaves() {
    run_.folder = folder_.path() / "print" / "dot-1";
    run_.campaign = "dot-1";
    run_.agency.parentBody = "CHI CỤC QUẢN LÝ THỊ TRƯỜNG TỈNH BÌNH MINH";
    run_.agency.issuingBody = "ĐỘI QUẢN LÝ THỊ TRƯỜNG SỐ 1";
    run_.agency.symbol = "QLTT1";
    run_.agency.address = "Số 1 đường Hòa Bình, tỉnh Bình Minh";
    run_.date = base::Date{2026y / 11 / 24};
  }

  PrintedLetter letter(std::int64_t dispatch, const std::string& area,
                       const std::string& address = "Số 2 đường Hoa Sen") {
    PrintedLetter made;
    made.letter.intent.dispatch = dispatch;
    made.area = area;
    made.addressee = "Cửa hàng số " + std::to_string(dispatch);
    made.address = address;
    made.notice.number = static_cast<int>(dispatch);
    made.notice.date = run_.date;
    made.notice.agency = run_.agency;
    made.notice.title = "THÔNG BÁO";
    made.notice.addressees = {made.addressee};
    made.notice.body = "Đề nghị thực hiện.";
    made.laid = renderer_.lay(made.notice, document::readMarkdown(made.notice.body, "thử"));
    made.letter.bytes = renderer_.write(made.laid).bytes;
    made.letter.intent.document = made.letter.intent.sha256 = base::sha256(made.letter.bytes);
    made.letter.intent.boxes = {"U+1F600"};
    made.letter.to = std::to_string(dispatch) + "-tb.pdf";
    return made;
  }
  SheafPrinter printer() {
    return {run_, [this](const std::vector<PrintedOutcome>& outcomes) {
              if (dies_) throw std::runtime_error("killed");
              settled_.insert(settled_.end(), outcomes.begin(), outcomes.end());
            }};
  }
  std::vector<std::int64_t> settled(DispatchState state) const {
    std::vector<std::int64_t> ids;
    for (const PrintedOutcome& one : settled_)
      if (one.outcome.state == state) ids.push_back(one.intent.dispatch);
    return ids;
  }
  std::vector<std::string> files() const {
    std::vector<std::string> names;
    for (const auto& file : std::filesystem::directory_iterator(run_.folder))
      if (const auto name = file.path().filename().string(); !name.ends_with("-tb.pdf"))
        names.push_back(name);
    std::sort(names.begin(), names.end());
    return names;
  }
  std::string textOf(const std::string& name) const {
    return test::run("pdftotext -layout '" + (run_.folder / name).string() + "' -");
  }

  test::TemporaryFolder folder_;
  PrintRun run_;
  pdf::Renderer renderer_;
  std::vector<PrintedOutcome> settled_;
  bool dies_ = false;
};

TEST_F(PrintSheaves, BindTheLettersOfAnAreaAndKeepTheSingleOnes) {
  auto printer = this->printer();
  for (const auto& [dispatch, area] :
       {std::pair(1, "Hà Nội"), std::pair(2, "Đà Nẵng"), std::pair(3, "Hà Nội"), std::pair(4, "")})
    printer.add(letter(dispatch, area));
  EXPECT_THAT(settled_, IsEmpty()) << "before its sheaf stands nothing is sent";
  printer.finish();
  EXPECT_THAT(files(), ElementsAre("chua-ro-dia-ban.pdf", "da-nang.pdf", "ha-noi.pdf"));
  EXPECT_THAT(settled(DispatchState::accepted), testing::UnorderedElementsAre(1, 2, 3, 4));
  const std::string text = textOf("ha-noi.pdf");
  EXPECT_THAT(text, HasSubstr("Cửa hàng số 1"));
  EXPECT_THAT(text, HasSubstr("Cửa hàng số 3"));
  EXPECT_THAT(text, Not(HasSubstr("Cửa hàng số 2")));
  EXPECT_EQ(base::readFile(run_.folder / "3-tb.pdf"), letter(3, "").letter.bytes);
  EXPECT_NO_THROW(test::run("qpdf --check '" + (run_.folder / "ha-noi.pdf").string() + "'"));
}

TEST_F(PrintSheaves, AddTheProvinceToAnAddressThatNamesNone) {
  auto printer = this->printer();
  printer.add(letter(1, "Hà Nội", "Số 2 đường Hoa Sen"));
  printer.add(letter(2, "Hà Nội", "Số 3 đường Hoa Sen, TP. Hà Nội"));
  printer.finish();
  const std::string text = textOf("ha-noi.pdf");
  EXPECT_THAT(text, HasSubstr("Số 2 đường Hoa Sen, Hà Nội\n"));
  EXPECT_THAT(text, HasSubstr("Số 3 đường Hoa Sen, TP. Hà Nội\n"));
}

TEST_F(PrintSheaves, SayInTheReplyWhichSheafItIs) {
  auto printer = this->printer();
  printer.add(letter(1, "Hà Nội"));
  printer.finish();
  const auto file = run_.folder / "ha-noi.pdf";
  EXPECT_EQ(settled_.at(0).outcome.reply, file.string() + " sha256:" + base::sha256OfFile(file));
  EXPECT_EQ(settled_.at(0).intent.document, letter(1, "").letter.intent.document);
}

TEST_F(PrintSheaves, GoOnInAFurtherPartWhenOneIsFull) {
  run_.mostInOne = 2;
  auto printer = this->printer();
  for (int dispatch = 1; dispatch <= 5; ++dispatch) printer.add(letter(dispatch, "Hà Nội"));
  EXPECT_THAT(settled(DispatchState::accepted), ElementsAre(1, 2, 3, 4));
  printer.finish();
  EXPECT_THAT(files(), ElementsAre("ha-noi-2.pdf", "ha-noi-3.pdf", "ha-noi.pdf"));
  EXPECT_THAT(textOf("ha-noi-2.pdf"), HasSubstr("Tập số: 2"));
}

TEST_F(PrintSheaves, HoldNoMoreThanSoManyLettersOfAllAreas) {
  run_.mostHeld = 3;
  auto printer = this->printer();
  printer.add(letter(1, "Đà Nẵng"));
  printer.add(letter(2, "Hà Nội"));
  printer.add(letter(3, "Hà Nội"));
  EXPECT_THAT(settled(DispatchState::accepted), ElementsAre(2, 3)) << "the largest one";
}

TEST_F(PrintSheaves, NeverOverwriteASheafOfAnEarlierRun) {
  for (int dispatch : {1, 2}) {
    auto printer = this->printer();
    printer.recover();
    printer.add(letter(dispatch, "Hà Nội"));
    printer.finish();
  }
  EXPECT_THAT(files(), ElementsAre("ha-noi-2.pdf", "ha-noi.pdf"));
  EXPECT_THAT(textOf("ha-noi.pdf"), HasSubstr("Cửa hàng số 1"));
  EXPECT_THAT(textOf("ha-noi-2.pdf"), HasSubstr("Cửa hàng số 2"));
}

TEST_F(PrintSheaves, KeepApartTwoAreasWhoseFilesWouldHaveOneName) {
  auto printer = this->printer();
  printer.add(letter(1, "Hà Nội"));
  printer.add(letter(2, "Ha-Noi"));
  printer.finish();
  EXPECT_THAT(files(), ElementsAre("ha-noi-2.pdf", "ha-noi.pdf"));
}

TEST_F(PrintSheaves, RefuseALetterWhoseAddressHasNoRoomInTheWindow) {
  auto printer = this->printer();
  std::string address;
  for (int i = 0; i < 60; ++i) address += "phường Hòa Bình, ";
  printer.add(letter(1, "Hà Nội", address));
  printer.add(letter(2, "Hà Nội"));
  printer.finish();
  EXPECT_THAT(settled(DispatchState::refused), ElementsAre(1));
  EXPECT_THAT(settled_.at(0).outcome.reply, HasSubstr("window"));
  EXPECT_THAT(textOf("ha-noi.pdf"), Not(HasSubstr("Cửa hàng số 1")));
  EXPECT_FALSE(std::filesystem::exists(run_.folder / "1-tb.pdf"));
}

TEST_F(PrintSheaves, RefuseALetterWithoutAnAddress) {
  auto printer = this->printer();
  printer.add(letter(1, "Hà Nội", ""));
  EXPECT_THAT(settled(DispatchState::refused), ElementsAre(1));
}

TEST_F(PrintSheaves, SettleWhatWasFinishedWhenTheProgramDied) {
  {
    auto printer = this->printer();
    printer.add(letter(1, "Hà Nội"));
    printer.add(letter(2, "Hà Nội"));
    dies_ = true;
    EXPECT_THROW(printer.finish(), std::runtime_error);
    dies_ = false;
  }
  EXPECT_THAT(files(), ElementsAre(".ha-noi.pdf.letters", "ha-noi.pdf"));
  printer().recover();
  EXPECT_THAT(settled(DispatchState::accepted), ElementsAre(1, 2));
  EXPECT_EQ(settled_.at(1).intent.document, letter(2, "").letter.intent.document);
  EXPECT_EQ(settled_.at(1).intent.sha256, letter(2, "").letter.intent.sha256);
  EXPECT_THAT(settled_.at(1).intent.boxes, ElementsAre("U+1F600"));
  EXPECT_THAT(settled_.at(1).outcome.reply,
              HasSubstr(base::sha256OfFile(run_.folder / "ha-noi.pdf")));
  EXPECT_THAT(files(), ElementsAre("ha-noi.pdf"));
  settled_.clear();
  printer().recover();
  EXPECT_THAT(settled_, IsEmpty());
}

TEST_F(PrintSheaves, SettleNothingWhoseSheafWasNotFinished) {
  std::filesystem::create_directories(run_.folder);
  base::writeFile(run_.folder / ".ha-noi.pdf.letters", "[]");
  printer().recover();
  EXPECT_THAT(settled_, IsEmpty());
  EXPECT_THAT(files(), IsEmpty());
}

TEST_F(PrintSheaves, RefuseAListThatWasChanged) {
  std::filesystem::create_directories(run_.folder);
  base::writeFile(run_.folder / "ha-noi.pdf", "x");
  for (const char* changed : {"[{}]", "[1]", "{", "[{\"dispatch\": \"1\"}]"}) {
    base::writeFile(run_.folder / ".ha-noi.pdf.letters", changed);
    EXPECT_THROW(printer().recover(), base::Error) << changed;
  }
  EXPECT_THAT(settled_, IsEmpty());
}

TEST_F(PrintSheaves, PutOffWhatTheDiskDoesNotTake) {
  auto printer = this->printer();
  printer.add(letter(1, "Hà Nội"));
  std::filesystem::remove_all(run_.folder);
  base::writeFile(run_.folder, "in the way");
  printer.finish();
  EXPECT_THAT(settled(DispatchState::deferred), ElementsAre(1));
}

}  // namespace
}  // namespace thongbao::campaign
