#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <regex>
#include <set>

#include "pdf/pdf_file.h"
#include "pdf/read_back.h"
#include "pdf/renderer.h"
#include "pdf/samples.h"

/// What PDF/A-2b (ISO 19005-2) wants of the file, as far as its objects tell it.
namespace thongbao::pdf {
namespace {

using ::testing::AnyOf;
using ::testing::Eq;
using ::testing::HasSubstr;
using ::testing::MatchesRegex;
using ::testing::StartsWith;

struct Case {
  const char* name;
  bool issued;
  const char* extra;  ///< a paragraph more
};
void PrintTo(const Case& tested, std::ostream* out) {
  *out << tested.name;
}

class Archive : public ::testing::TestWithParam<Case> {
 protected:
  static std::string rendered() {
    domain::Notice notice = samples::notice();
    if (!GetParam().issued) notice.number = 0;
    notice.summary += " <&> “Hoa”";
    document::Document body = samples::body();
    body.blocks.push_back(samples::paragraph(GetParam().extra));
    return Renderer().render(notice, body).bytes;
  }

  std::string bytes_ = rendered();
  PdfFile file_{bytes_};
};

INSTANTIATE_TEST_SUITE_P(Of, Archive,
                         ::testing::Values(Case{"issued", true, "Hết"}, Case{"draft", false, "Hết"},
                                           Case{"manyScripts", true,
                                                "Αθήνα Магазин متجر שלום ☎ 漢 Tên"}),
                         [](const auto& tested) { return std::string(tested.param.name); });

/// The value of an XMP property, written as an attribute or as an element.
std::string property(const std::string& xmp, const std::string& name) {
  std::smatch match;
  const std::regex attribute(name + "=[\"']([^\"']*)[\"']");
  const std::regex element("<" + name + ">(?:\\s*<rdf:(?:Alt|Seq|Bag)>\\s*<rdf:li[^>]*>)?([^<]*)<");
  if (std::regex_search(xmp, match, attribute) || std::regex_search(xmp, match, element)) {
    std::string value = match[1];
    for (const auto& [entity, sign] : {std::pair("&lt;", "<"), std::pair("&gt;", ">"),
                                       std::pair("&quot;", "\""), std::pair("&amp;", "&")})
      value = std::regex_replace(value, std::regex(entity), sign);
    return value;
  }
  return "";
}

TEST_P(Archive, SaysInItsMetadataThatItIsPdfA2b) {
  const Json metadata = file_.catalog()["/Metadata"];
  EXPECT_EQ(file_.at(metadata, {"/Type"}), "/Metadata");
  EXPECT_EQ(file_.at(metadata, {"/Subtype"}), "/XML");
  const std::string xmp = file_.stream(metadata);
  EXPECT_THAT(xmp, StartsWith("<?xpacket begin="));
  EXPECT_EQ(property(xmp, "pdfaid:part"), "2");
  EXPECT_EQ(property(xmp, "pdfaid:conformance"), "B");
}

TEST_P(Archive, RepeatsItsInfoInTheMetadata) {
  const std::string xmp = file_.stream(file_.catalog()["/Metadata"]);
  Json info = file_.at(file_.trailer(), {"/Info"});
  const std::string title = textOfString(info["/Title"]);
  EXPECT_THAT(title, HasSubstr("THÔNG BÁO"));
  EXPECT_EQ(property(xmp, "dc:title"), title);
  for (const auto& [key, name] :
       {std::pair("/Producer", "pdf:Producer"), std::pair("/Creator", "xmp:CreatorTool")})
    if (info.contains(key)) {
      EXPECT_EQ(property(xmp, name), textOfString(info[key]));
    }
  for (const auto& [key, name] :
       {std::pair("/CreationDate", "xmp:CreateDate"), std::pair("/ModDate", "xmp:ModifyDate")}) {
    if (!info.contains(key)) continue;
    const auto digits = [](std::string text) {
      return std::regex_replace(text, std::regex("[^0-9]"), "").substr(0, 14);
    };
    EXPECT_EQ(digits(property(xmp, name)), digits(textOfString(info[key])));
  }
}

TEST_P(Archive, NamesSrgbAsItsColours) {
  Json intent = file_.at(file_.catalog()["/OutputIntents"][0], {});
  EXPECT_EQ(intent["/S"], "/GTS_PDFA1");
  EXPECT_THAT(textOfString(intent["/OutputConditionIdentifier"]), HasSubstr("sRGB"));
  EXPECT_EQ(file_.at(intent, {"/DestOutputProfile", "/N"}), 3);
  const std::string profile = file_.stream(intent["/DestOutputProfile"]);
  ASSERT_GT(profile.size(), 128U);
  EXPECT_EQ(profile.substr(36, 4), "acsp");
  EXPECT_EQ(profile.substr(16, 4), "RGB ");
  EXPECT_LE(profile[8], 4) << "version";
  std::size_t length = 0;
  for (int i = 0; i < 4; ++i) length = length * 256 + static_cast<unsigned char>(profile[i]);
  EXPECT_EQ(length, profile.size());
}

TEST_P(Archive, HasAnIdAndNoEncryption) {
  const Json id = file_.at(file_.trailer(), {"/ID"});
  ASSERT_EQ(id.size(), 2U);
  EXPECT_FALSE(textOfString(id[0]).empty());
  EXPECT_FALSE(file_.trailer().contains("/Encrypt"));
}

TEST_P(Archive, BeginsAndEndsAsAFileForArchives) {
  EXPECT_THAT(bytes_.substr(0, 9), MatchesRegex("%PDF-1\\.[0-7]\n"));
  ASSERT_EQ(bytes_[9], '%');
  for (std::size_t i = 10; i < 14; ++i) EXPECT_GE(static_cast<unsigned char>(bytes_[i]), 128);
  EXPECT_EQ(bytes_.substr(bytes_.size() - 6), "%%EOF\n");
}

TEST_P(Archive, ShowsItsTitleAndNamesItsLanguage) {
  EXPECT_EQ(file_.at(file_.catalog(), {"/ViewerPreferences", "/DisplayDocTitle"}), true);
  EXPECT_THAT(textOfString(file_.catalog()["/Lang"]), AnyOf(Eq("vi"), Eq("vi-VN")));
}

TEST_P(Archive, HasNothingThatActsOrHides) {
  const std::set<std::string> forbidden = {"/JS",  "/AA",   "/OpenAction", "/EmbeddedFiles",
                                           "/XFA", "/SMask"};
  for (const auto& [reference, object] : file_.objects().items()) {
    if (!object.is_object()) continue;
    for (const auto& [key, value] : object.items()) {
      EXPECT_FALSE(forbidden.count(key)) << reference << " " << key;
      if (key == "/Filter") {
        EXPECT_THAT(value.dump(), ::testing::Not(HasSubstr("LZW"))) << reference;
      }
    }
  }
}

TEST_P(Archive, IsTransparentNowhere) {
  for (const auto& [reference, object] : file_.objects().items()) {
    if (!object.is_object()) continue;
    for (const char* key : {"/ca", "/CA"})
      if (object.contains(key)) {
        EXPECT_EQ(object[key], 1) << reference;
      }
    if (object.contains("/BM")) {
      EXPECT_THAT(object["/BM"], AnyOf(Eq("/Normal"), Eq("/Compatible"))) << reference;
    }
    if (object.contains("/Group")) {
      EXPECT_FALSE(file_.at(object, {"/Group", "/CS"}).is_null()) << reference;
    }
  }
}

TEST_P(Archive, EmbedsEveryFontWithAnEncodingThatItsFlagsAllow) {
  int fonts = 0;
  for (const auto& [reference, object] : file_.objects().items()) {
    if (!object.is_object() || object.value("/Type", Json()) != "/Font") continue;
    ++fonts;
    EXPECT_THAT(object.value("/BaseFont", ""), MatchesRegex("/[A-Z]{6}\\+.*"));
    const std::string kind = object.value("/Subtype", "");
    if (kind == "/Type0" || kind == "/TrueType") {
      EXPECT_FALSE(file_.stream(object.value("/ToUnicode", Json())).empty()) << reference;
    }
    if (kind == "/Type0") continue;
    const Json descriptor = file_.at(object, {"/FontDescriptor"});
    EXPECT_FALSE(file_.stream(descriptor.value("/FontFile2", Json())).empty()) << reference;
    EXPECT_EQ(descriptor.value("/FontName", ""), object.value("/BaseFont", "")) << reference;
    const int flags = descriptor.value("/Flags", 0);
    EXPECT_NE((flags & 4) != 0, (flags & 32) != 0) << "symbolic or not, never both";
    if (kind == "/CIDFontType2") {
      EXPECT_FALSE(object.value("/CIDToGIDMap", Json()).is_null()) << reference;
    } else if (flags & 4) {
      EXPECT_FALSE(object.contains("/Encoding")) << reference;
    } else {
      EXPECT_TRUE(object.contains("/Encoding")) << reference;
    }
    if (kind == "/TrueType") {
      EXPECT_EQ(
          file_.at(object, {"/Widths"}).size(),
          object["/LastChar"].get<std::size_t>() - object["/FirstChar"].get<std::size_t>() + 1);
    }
  }
  EXPECT_GE(fonts, 4);
}

}  // namespace
}  // namespace thongbao::pdf
