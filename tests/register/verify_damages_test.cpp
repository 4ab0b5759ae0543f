#include "register/verify_support.h"

namespace thongbao::registry {

struct Damage {
  const char* what;
  const char* statement;
  const char* firstBroken;
};

void PrintTo(const Damage& damage, std::ostream* out) {
  *out << damage.statement;
}

class DamageTest : public VerifyTest, public testing::WithParamInterface<Damage> {};

TEST_P(DamageTest, IsFoundAndTheFirstBrokenEntryNamed) {
  const std::int64_t sequence = broken(GetParam().firstBroken);
  damage(filled(GetParam().statement));
  expectBroken(sequence);
}

const Damage kDamages[] = {
    {"PayloadChanged",
     "UPDATE entries SET payload = payload || ' ' WHERE sequence = {sellers.kept}",
     "{sellers.kept}"},
    {"PayloadCountChanged",
     "UPDATE entries SET payload = replace(payload, '\"read\":0', '\"read\":9') WHERE sequence = "
     "{pull.ended}",
     "{pull.ended}"},
    {"PayloadNoJson", "UPDATE entries SET payload = 'no' WHERE sequence = {party.linked}",
     "{party.linked}"},
    {"PayloadInvalidUtf8",
     "UPDATE entries SET payload = CAST(X'7B22FF227D' AS TEXT) WHERE sequence = {party.linked}",
     "{party.linked}"},
    {"KindChanged", "UPDATE entries SET kind = 'sellers.seen' WHERE sequence = {sellers.kept}",
     "{sellers.kept}"},
    {"TimeChanged",
     "UPDATE entries SET time = '2026-11-23T03:00:00.000Z' WHERE sequence = {notice.issued}",
     "{notice.issued}"},
    {"HashChanged",
     "UPDATE entries SET hash = replace(hash, 'a', 'b') WHERE sequence = {notice.issued}",
     "{notice.issued}"},
    {"PreviousChanged", "UPDATE entries SET previous = 'x' WHERE sequence = {campaign.created}",
     "{campaign.created}"},
    {"EntryDeleted", "DELETE FROM entries WHERE sequence = {dispatch.begun}", "{dispatch.begun}"},
    {"FirstEntryDeleted", "DELETE FROM entries WHERE sequence = 1", "1"},
    {"AllEntriesDeleted", "DELETE FROM entries; DELETE FROM sealed", "1"},
    {"EndCutOff", "DELETE FROM entries WHERE sequence >= {campaign.cancelled}",
     "{campaign.cancelled}"},
    {"EndCutOffWithItsTexts",
     "DELETE FROM entries WHERE sequence >= {campaign.cancelled}; DELETE FROM sealed WHERE "
     "sequence >= {campaign.cancelled}; DELETE FROM records WHERE id > 6",
     "{campaign.cancelled} -4"},
    {"EntryAdded",
     "INSERT INTO entries SELECT 1000, time, kind, payload, previous, hash FROM entries WHERE "
     "sequence = {mail.received}",
     "{party.erased} +1"},
    {"EntryDoubled",
     "UPDATE entries SET sequence = sequence + 1000 WHERE sequence > {mail.received}; "
     "UPDATE entries SET sequence = sequence - 999 WHERE sequence > 1000; INSERT INTO entries "
     "SELECT sequence + 1, time, kind, payload, previous, hash FROM entries WHERE sequence = "
     "{mail.received}",
     "{mail.received} +1"},
    {"EntriesSwapped",
     "UPDATE entries SET sequence = 0 WHERE sequence = {campaign.paused}; UPDATE entries SET "
     "sequence = sequence - 1 WHERE sequence = {campaign.resumed}; UPDATE entries SET sequence = "
     "{campaign.resumed} WHERE sequence = 0",
     "{campaign.paused}"},
    {"PayloadAsBytes",
     "UPDATE entries SET payload = CAST(payload AS BLOB) WHERE sequence = {area.imported}",
     "{area.imported}"},
    {"SealedTextAsBytes",
     "UPDATE sealed SET content = CAST(content AS BLOB) WHERE sequence = {party.unlinked}",
     "{party.unlinked}"},
    {"SealedTextOfHalfAnEntry", "INSERT INTO sealed VALUES (7.5, 'note', '00', 'x')", "0"},
    {"ReplyErasedThoughNoEntrySaysSo",
     "UPDATE sealed SET salt = '', content = (SELECT json_extract(payload, '$.sealed.reply') FROM "
     "entries WHERE sequence = {dispatch.deferred}) WHERE sequence = {dispatch.deferred}",
     "{dispatch.deferred}"},
    {"ErasedNoticeChanged",
     "UPDATE sealed SET content = substr(content, 2) WHERE sequence = {party.erased} - 3",
     "{party.erased} -3"},
    {"ErasedRecordChanged", "UPDATE records SET content = substr(content, 2) WHERE id = 7",
     "{party.erased} -7"},
    {"SellerChanged", "UPDATE records SET content = replace(content, 'Shop 1', 'Shop 9')",
     "{sellers.kept}"},
    {"RecordMovedToAnotherSeller", "UPDATE records SET seller_id = 2 WHERE id = 1",
     "{sellers.kept}"},
    {"RecordMovedToAnotherRow", "UPDATE records SET row_number = 9 WHERE id = 2", "{sellers.kept}"},
    {"RecordMovedToAnotherPull", "UPDATE records SET pull_id = 2 WHERE id = 2", "{sellers.kept}"},
    {"RecordSaltChanged", "UPDATE records SET salt = salt || '0' WHERE id = 1", "{sellers.kept}"},
    {"RecordDeleted", "DELETE FROM records WHERE id = 2", "{sellers.kept}"},
    {"LaterRecordDeleted", "DELETE FROM records WHERE id = 6", "{campaign.created} -5"},
    {"LastRecordDeleted", "DELETE FROM records WHERE id = 7", "{party.erased} -7"},
    {"RecordAdded",
     "INSERT INTO records SELECT 8, 500, seller_id, pull_id, 3, 0, '', '' FROM records "
     "WHERE id = 1",
     "0"},
    {"RecordAddedToAnEntryBefore",
     "INSERT INTO records SELECT 8, 1, seller_id, pull_id, 3, 0, '', '' FROM records WHERE id = 1",
     "0"},
    {"RecordsSwapped",
     "UPDATE records SET id = 0 WHERE id = 1; UPDATE records SET id = 1 WHERE id = 2; "
     "UPDATE records SET id = 2 WHERE id = 0",
     "{sellers.kept}"},
    {"SaltChanged", "UPDATE sealed SET salt = salt || '0' WHERE sequence = {campaign.approved}",
     "{campaign.approved}"},
    {"NoticeChanged",
     "UPDATE sealed SET content = replace(content, 'Party', 'Firma') WHERE part = 'notice'",
     "{notice.issued}"},
    {"AddressChanged", "UPDATE sealed SET content = 'x@post.example' WHERE part = 'address'",
     "{dispatch.approved}"},
    {"ReplyChanged", "UPDATE sealed SET content = '250 OK' WHERE part = 'reply'",
     "{dispatch.deferred}"},
    {"SealedTextDeleted", "DELETE FROM sealed WHERE sequence = {party.unlinked}",
     "{party.unlinked}"},
    {"SealedTextAdded", "INSERT INTO sealed VALUES ({pull.begun}, 'note', '00', 'x')",
     "{pull.begun}"},
    {"SealedTextOfNoEntry", "INSERT INTO sealed VALUES (-1, 'note', '00', 'x')", "0"},
    {"MigrationChanged", "UPDATE migrations SET applied_at = ''", "1"},
    {"PullReopened", "UPDATE pulls SET state = 'begun' WHERE id = 1", "{pull.ended}"},
    {"SellerDeleted", "DELETE FROM sellers WHERE id = 2", "{campaign.created} -1"},
    {"SellerMoved", "UPDATE sellers SET province = '79' WHERE id = 4", "{campaign.created} -5"},
    {"SellerRenamed", "UPDATE sellers SET account_id = '99' WHERE id = 4", "{campaign.created} -5"},
    {"UnlinkForgotten", "DELETE FROM unlinks", "{campaign.created} -1"},
    {"LinkInvented", "INSERT INTO party_links VALUES (1, 'officer', 1, 4)", "0"},
    {"CampaignReopened", "UPDATE campaigns SET state = 'approved' WHERE name = 'dot-1'",
     "{campaign.finished}"},
    {"CampaignResumptionForgotten",
     "UPDATE campaigns SET resumed_sequence = 0 WHERE name = 'dot-1'", "{campaign.finished}"},
    {"PlanRowOfAnotherParty", "UPDATE plan SET party_id = 4 WHERE campaign = 'dot-1'",
     "{campaign.finished}"},
    {"PlanOfNoCampaign",
     "INSERT INTO plan SELECT 'dot-9', position, party_id, salt, content FROM plan WHERE campaign "
     "= 'dot-1'",
     "0"},
    {"PlanChanged",
     "UPDATE plan SET content = replace(content, 'post', 'mail') WHERE campaign = 'dot-1'",
     "{campaign.finished}"},
    {"CommuneRenamed", "UPDATE communes SET name = 'Phường Mẫu' WHERE code = '00199'",
     "{area.imported}"},
    {"CommuneMoved", "UPDATE communes SET province = '79' WHERE code = '31186'", "{area.imported}"},
    {"CommuneDeleted", "DELETE FROM communes WHERE code = '00199'", "{area.imported}"},
    {"CommuneAdded", "INSERT INTO communes VALUES ('00001', 'Phường Mẫu', '01')",
     "{area.imported}"},
    {"NumberSetBack", "UPDATE numbers SET last_number = 1", "{party.erased} -3"},
    {"NoticeRenumbered", "UPDATE notices SET number = 9 WHERE sequence = {notice.issued}",
     "{notice.issued}"},
    {"DispatchStateChanged", "UPDATE dispatches SET state = 'accepted' WHERE id = 1",
     "{dispatch.refused}"},
    {"DispatchAttemptsChanged", "UPDATE dispatches SET attempts = 0 WHERE id = 1",
     "{dispatch.refused}"},
    {"DispatchPutOffLonger",
     "UPDATE dispatches SET again = '2027-01-01T00:00:00.000Z' WHERE id = 1", "{dispatch.refused}"},
    {"DispatchOfAnotherMail", "UPDATE dispatches SET message = 'm9' WHERE id = 2",
     "{dispatch.resolved}"},
    {"DispatchOfAnotherParty", "UPDATE dispatches SET party_id = 4 WHERE id = 2",
     "{dispatch.resolved}"},
    {"DispatchAnswerForgotten",
     "UPDATE dispatches SET state = 'accepted', last_sequence = {dispatch.delivered} - 1 WHERE id "
     "= 4",
     "{dispatch.acknowledged}"},
    {"MailForgotten", "DELETE FROM received WHERE sequence = {dispatch.bounced}",
     "{dispatch.bounced}"},
    {"MailOfAnotherEntry", "UPDATE received SET sequence = 1 WHERE sequence = {mail.received}",
     "{mail.received}"},
    {"MailInvented", "INSERT INTO received VALUES ('ff', 1)", "0"},
    {"NoticeDeleted", "DELETE FROM notices WHERE sequence = {notice.issued}", "{notice.issued}"},
    {"NoticeInvented",
     "INSERT INTO notices SELECT 1, hash, 'dot-9', party_id, number, year, symbol FROM notices "
     "WHERE sequence = {notice.issued}",
     "0"},
    {"DispatchDeleted", "DELETE FROM dispatches WHERE id = 2", "{dispatch.resolved}"},
    {"DispatchInvented",
     "INSERT INTO dispatches SELECT 9, campaign, 7, party_id, channel, notice_sequence, "
     "approved_sequence, last_sequence, reply_sequence, state, attempts, again, message, domain "
     "FROM dispatches "
     "WHERE id = 1",
     "0"},
};

INSTANTIATE_TEST_SUITE_P(Every, DamageTest, testing::ValuesIn(kDamages),
                         [](const auto& test) { return std::string(test.param.what); });

}  // namespace thongbao::registry
