#include "domain/notice.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.h"
#include "base/hash.h"

namespace thongbao::domain {
namespace {

/// Every text of a notice, so that a test reaches each.
std::vector<std::string*> textsOf(Notice& notice) {
  Agency& agency = notice.agency;
  std::vector<std::string*> texts{
      &agency.parentBody,   &agency.issuingBody,      &agency.symbol,          &agency.place,
      &agency.archive,      &agency.address,          &agency.phone,           &agency.email,
      &agency.website,      &agency.signer.authority, &agency.signer.position, &agency.signer.name,
      &notice.title,        &notice.summary,          &notice.subject,         &notice.body,
      &notice.templateName, &notice.templateVersion};
  for (auto* list : {&notice.legalBasis, &notice.addressees, &notice.recipients})
    for (std::string& text : *list) texts.push_back(&text);
  for (Provision& provision : notice.provisions) {
    texts.push_back(&provision.instrument);
    texts.push_back(&provision.article);
  }
  return texts;
}

Notice noticeOf(const std::string& text) {
  Notice notice;
  notice.number = 7;
  notice.date = std::chrono::year{2026} / 2 / 5;
  notice.legalBasis.resize(2);
  notice.addressees.resize(1);
  notice.recipients.resize(3);
  notice.provisions.resize(2);
  int number = 0;
  for (std::string* one : textsOf(notice)) *one = std::to_string(++number) + text;
  return notice;
}

TEST(Notice, ComesBackFromItsFrozenForm) {
  const Notice notice = noticeOf("ế\n\"");
  EXPECT_EQ(noticeFromJson(toJson(notice)), notice);
}

TEST(Notice, HasTheCanonicalFormOfItsTree) {
  std::vector<Notice> odd{{}};
  for (const char* text : {"", "Cửa hàng \"Đẹp\" & Rẻ", "a\\b/c", "\b\f\n\r\t\x01\x1f\x7f",
                           "🌸 店 \u2028\u2029\ufeff", "\u0065\u0302\u0301", "{{a}} **b** |"})
    odd.push_back(noticeOf(text));
  odd.push_back(noticeOf(std::string("a\0b", 3)));
  odd.push_back(noticeOf(std::string(100'000, 'x')));
  odd.back().number = -99'999;
  for (const Notice& notice : odd) {
    EXPECT_EQ(canonicalForm(notice), base::canonicalJson(toJson(notice)));
    EXPECT_EQ(hashOf(notice), base::sha256(base::canonicalJson(toJson(notice))));
  }
}

TEST(Notice, OfBytesThatAreNoTextHasNoHashWhereverTheyStand) {
  const std::size_t count = [] {
    Notice notice = noticeOf("");
    return textsOf(notice).size();
  }();
  for (std::size_t i = 0; i < count; ++i) {
    Notice notice = noticeOf("");
    *textsOf(notice)[i] += "\xff";
    EXPECT_THROW(base::canonicalJson(toJson(notice)), base::Error);
    EXPECT_THROW(hashOf(notice), base::Error) << i;
  }
}

}  // namespace
}  // namespace thongbao::domain
