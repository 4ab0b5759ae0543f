#include "law/catalogue.h"

#include <gmock/gmock.h>

#include "base/error.h"
#include "base/json.h"
#include "support/temporary_folder.h"

namespace thongbao::law {
namespace {

using base::Json;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

base::Date day(const char* iso) {
  return base::parseDate(iso).value();
}

Json instrument(const char* number, const char* kind, const char* title, const char* issued,
                const char* from) {
  return {{"number", number},
          {"kind", kind},
          {"title", title},
          {"issuer", "Chính phủ"},
          {"issued", issued},
          {"in_force_from", from},
          {"source", "https://law.example/" + std::string(number)},
          {"last_checked", "2026-11-23"}};
}

Json small() {
  Json law = instrument("122/2025/QH15", "Luật", "Thương mại điện tử", "2025-12-10", "2026-07-01");
  law["issuer"] = "Quốc hội";
  Json decree = instrument("248/2026/NĐ-CP", "Nghị định",
                           "quy định chi tiết Luật Thương mại điện tử", "2026-06-30", "2026-07-01");
  Json old =
      instrument("52/2013/NĐ-CP", "Nghị định", "về thương mại điện tử", "2013-05-16", "2013-07-01");
  old["in_force_until"] = "2026-06-30";
  old["replaced_by"] = {"248/2026/NĐ-CP"};
  old["amendments"] = {{{"by", "85/2021/NĐ-CP"}, {"in_force_from", "2022-01-01"}}};
  return {{"format", 1}, {"last_checked", "2026-11-23"}, {"instruments", {law, decree, old}}};
}

Catalogue read(const Json& json) {
  const test::TemporaryFolder folder;
  return Catalogue::read(folder.write("catalogue.json", json.dump()));
}

base::Error refusal(const Json& json) {
  try {
    read(json);
  } catch (const base::Error& error) {
    return error;
  }
  ADD_FAILURE() << "was not refused";
  return {base::Code::defect, ""};
}

TEST(Catalogue, ReadsEveryKey) {
  const Catalogue catalogue = read(small());
  EXPECT_EQ(catalogue.lastChecked(), day("2026-11-23"));
  ASSERT_EQ(catalogue.instruments().size(), 3U);
  const Instrument* old = catalogue.find("52/2013/NĐ-CP");
  ASSERT_TRUE(old);
  EXPECT_EQ(old->kind, "Nghị định");
  EXPECT_EQ(old->title, "về thương mại điện tử");
  EXPECT_EQ(old->issuer, "Chính phủ");
  EXPECT_EQ(old->issued, day("2013-05-16"));
  EXPECT_EQ(old->inForceFrom, day("2013-07-01"));
  EXPECT_EQ(old->inForceUntil, day("2026-06-30"));
  EXPECT_EQ(old->replacedBy, std::vector<std::string>{"248/2026/NĐ-CP"});
  ASSERT_EQ(old->amendments.size(), 1U);
  EXPECT_EQ(old->amendments[0].by, "85/2021/NĐ-CP");
  EXPECT_EQ(old->amendments[0].inForceFrom, day("2022-01-01"));
  EXPECT_EQ(old->source, "https://law.example/52/2013/NĐ-CP");
  EXPECT_EQ(old->lastChecked, day("2026-11-23"));
  EXPECT_FALSE(catalogue.find("122/2025/QH15")->inForceUntil);
  EXPECT_EQ(catalogue.find("1/2000/QH10"), nullptr);
}

TEST(Catalogue, IsInForceFromItsFirstToItsLastDay) {
  const Catalogue catalogue = read(small());
  const Instrument& old = *catalogue.find("52/2013/NĐ-CP");
  EXPECT_FALSE(isInForce(old, day("2013-06-30")));
  EXPECT_TRUE(isInForce(old, day("2013-07-01")));
  EXPECT_TRUE(isInForce(old, day("2026-06-30")));
  EXPECT_FALSE(isInForce(old, day("2026-07-01")));
  EXPECT_TRUE(isInForce(*catalogue.find("122/2025/QH15"), day("2099-01-01")));
}

TEST(LawCheck, HasNothingAgainstWhatIsInForce) {
  EXPECT_THAT(check(read(small()), {{"122/2025/QH15", "Điều 11"}, {"248/2026/NĐ-CP", ""}},
                    day("2026-11-24")),
              IsEmpty());
}

TEST(LawCheck, NamesTheSuccessorAndTheDaysOfWhatIsNoLongerInForce) {
  const auto objections =
      check(read(small()), {{"122/2025/QH15", ""}, {"52/2013/NĐ-CP", "Điều 4"}}, day("2026-11-24"));
  ASSERT_EQ(objections.size(), 1U);
  EXPECT_EQ(objections[0].provision, (domain::Provision{"52/2013/NĐ-CP", "Điều 4"}));
  EXPECT_EQ(objections[0].sentence,
            "Nghị định số 52/2013/NĐ-CP was in force until 30/06/2026 only. It was "
            "replaced by Nghị định số 248/2026/NĐ-CP, in force from 01/07/2026.");
}

TEST(LawCheck, TellsWhatIsNotYetInForceAndWhatIsUnknown) {
  const auto objections =
      check(read(small()), {{"122/2025/QH15", ""}, {"1/2000/QH10", ""}}, day("2026-06-30"));
  ASSERT_EQ(objections.size(), 2U);
  EXPECT_EQ(objections[0].sentence,
            "Luật Thương mại điện tử (122/2025/QH15) is not in force before 01/07/2026.");
  EXPECT_EQ(objections[1].sentence, "“1/2000/QH10” is not in the catalogue of legal instruments.");
}

TEST(LawCheck, TellsTheEndOfWhatHasNoSuccessor) {
  Json json = small();
  json["instruments"][2].erase("replaced_by");
  const auto objections = check(read(json), {{"52/2013/NĐ-CP", ""}}, day("2026-07-01"));
  ASSERT_EQ(objections.size(), 1U);
  EXPECT_THAT(objections[0].sentence, Not(HasSubstr("replaced")));
}

TEST(Check, ObjectsOnceToAnInstrumentHoweverOftenItIsCited) {
  const auto objections =
      check(read(small()), {{"122/2025/QH15", "Điều 11"}, {"122/2025/QH15", "Điều 14"}},
            day("2026-06-30"));
  ASSERT_EQ(objections.size(), 1U);
  EXPECT_EQ(objections[0].provision.article, "Điều 11");
}

TEST(LegalBasis, CitesALawByNameAndDateAndOtherKindsInFull) {
  const Catalogue catalogue = read(small());
  EXPECT_EQ(legalBasis(*catalogue.find("122/2025/QH15")),
            "Luật Thương mại điện tử ngày 10 tháng 12 năm 2025");
  EXPECT_EQ(legalBasis(*catalogue.find("248/2026/NĐ-CP")),
            "Nghị định số 248/2026/NĐ-CP ngày 30 tháng 6 năm 2026 của Chính phủ quy định chi tiết "
            "Luật Thương mại điện tử");
}

TEST(LegalBasis, PutsAZeroBeforeSmallDaysAndTheFirstTwoMonths) {
  Instrument decree{.number = "1/2026/NĐ-CP",
                    .kind = "Nghị định",
                    .title = "về thử",
                    .issuer = "Chính phủ",
                    .issued = day("2026-02-05"),
                    .inForceFrom = day("2026-02-05"),
                    .inForceUntil = {},
                    .replacedBy = {},
                    .amendments = {},
                    .source = "",
                    .lastChecked = {}};
  EXPECT_THAT(legalBasis(decree), HasSubstr("ngày 05 tháng 02 năm 2026"));
  decree.issued = day("2026-12-15");
  EXPECT_THAT(legalBasis(decree), HasSubstr("ngày 15 tháng 12 năm 2026"));
}

TEST(ShortCitation, IsKindAndNumberOrTheNameOfALaw) {
  const Catalogue catalogue = read(small());
  EXPECT_EQ(shortCitation(*catalogue.find("248/2026/NĐ-CP")), "Nghị định số 248/2026/NĐ-CP");
  EXPECT_EQ(shortCitation(*catalogue.find("122/2025/QH15")), "Luật Thương mại điện tử");
}

struct Wrong {
  const char* pointer;
  Json value;
  const char* path;
};

TEST(Catalogue, RefusesAWrongValueByItsPath) {
  for (const Wrong& c : std::initializer_list<Wrong>{
           {"/format", 2, "format"},
           {"/format", "1", "format"},
           {"/last_checked", "23/11/2026", "last_checked"},
           {"/instruments", Json::object(), "instruments"},
           {"/instruments/1", 5, "instruments[1]"},
           {"/instruments/1/title", "", "instruments[1].title"},
           {"/instruments/1/number", 248, "instruments[1].number"},
           {"/instruments/1/number", "122/2025/QH15", "instruments[1].number"},
           {"/instruments/1/issued", "2026-02-30", "instruments[1].issued"},
           {"/instruments/1/in_force_from", "2026-06-29", "instruments[1].in_force_from"},
           {"/instruments/2/in_force_until", "2013-06-30", "instruments[2].in_force_until"},
           {"/instruments/1/in_force_until", nullptr, "instruments[1].in_force_until"},
           {"/instruments/1/replaced_by", Json::array({"122/2025/QH15"}),
            "instruments[1].replaced_by"},
           {"/instruments/2/replaced_by", "248/2026/NĐ-CP", "instruments[2].replaced_by"},
           {"/instruments/2/replaced_by/0", "1/2000/QH10", "instruments[2].replaced_by[0]"},
           {"/instruments/2/replaced_by/0", "52/2013/NĐ-CP", "instruments[2].replaced_by[0]"},
           {"/instruments/2/replaced_by/0", 1, "instruments[2].replaced_by[0]"},
           {"/instruments/2/amendments/0", "85/2021/NĐ-CP", "instruments[2].amendments[0]"},
           {"/instruments/2/amendments/0/in_force_from", "2022",
            "instruments[2].amendments[0].in_force_from"},
           {"/instruments/2/amendments/0/note", "x", "instruments[2].amendments[0].note"},
           {"/instruments/0/until", "2027-01-01", "instruments[0].until"},
           {"/note", "x", "note"},
       }) {
    Json json = small();
    json[Json::json_pointer(c.pointer)] = c.value;
    const base::Error error = refusal(json);
    EXPECT_EQ(error.place().field, c.path) << c.pointer;
    EXPECT_THAT(error.place().file, HasSubstr("catalogue.json"));
    EXPECT_EQ(error.code(), base::Code::badInput);
  }
}

TEST(Catalogue, RefusesAMissingKeyByItsPath) {
  for (const char* key :
       {"number", "kind", "title", "issuer", "issued", "in_force_from", "source", "last_checked"}) {
    Json json = small();
    json["instruments"][1].erase(key);
    EXPECT_EQ(refusal(json).place().field, "instruments[1]." + std::string(key));
  }
  for (const char* key : {"format", "last_checked", "instruments"}) {
    Json json = small();
    json.erase(key);
    EXPECT_EQ(refusal(json).place().field, key);
  }
}

TEST(Catalogue, RefusesFilesThatAreNoCatalogue) {
  const test::TemporaryFolder folder;
  const auto codeOf = [&](const std::string& bytes) {
    try {
      Catalogue::read(folder.write("catalogue.json", bytes));
    } catch (const base::Error& error) {
      return error.code();
    }
    return base::Code::defect;
  };
  for (const std::string& bytes :
       {std::string(), std::string("[]"), std::string("{\"format\":1"), std::string("\xFF"),
        std::string("{\0}", 3), std::string(1U << 20U, '['), std::string((4U << 20U) + 1, ' ')})
    EXPECT_EQ(codeOf(bytes), base::Code::badInput) << bytes.substr(0, 20);
  try {
    Catalogue::read(folder.path() / "none.json");
    FAIL();
  } catch (const base::Error& error) {
    EXPECT_EQ(error.code(), base::Code::notFound);
  }
}

}  // namespace
}  // namespace thongbao::law
