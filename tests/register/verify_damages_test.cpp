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
     "sequence >= {campaign.cancelled}",
     "{campaign.cancelled} -4"},
    {"SellerChanged", "UPDATE records SET content = replace(content, 'Shop 1', 'Shop 9')",
     "{sellers.kept}"},
    {"RecordMovedToAnotherSeller", "UPDATE records SET seller_id = 2 WHERE id = 1",
     "{sellers.kept}"},
    {"RecordMovedToAnotherRow", "UPDATE records SET row_number = 9 WHERE id = 2", "{sellers.kept}"},
    {"RecordMovedToAnotherPull", "UPDATE records SET pull_id = 2 WHERE id = 2", "{sellers.kept}"},
    {"RecordSaltChanged", "UPDATE records SET salt = salt || '0' WHERE id = 1", "{sellers.kept}"},
    {"RecordDeleted", "DELETE FROM records WHERE id = 2", "{sellers.kept}"},
    {"LastRecordDeleted", "DELETE FROM records WHERE id = 6", "{campaign.created} -5"},
    {"RecordAdded",
     "INSERT INTO records SELECT 7, 500, seller_id, pull_id, 3, 0, '', '' FROM records "
     "WHERE id = 1",
     "0"},
    {"RecordAddedToAnEntryBefore",
     "INSERT INTO records SELECT 7, 1, seller_id, pull_id, 3, 0, '', '' FROM records WHERE id = 1",
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
    {"PlanChanged",
     "UPDATE plan SET content = replace(content, 'post', 'mail') WHERE campaign = 'dot-1'",
     "{campaign.finished}"},
    {"CommuneRenamed", "UPDATE communes SET name = 'Phường Mẫu' WHERE code = '00199'",
     "{area.imported}"},
    {"CommuneMoved", "UPDATE communes SET province = '79' WHERE code = '31186'", "{area.imported}"},
    {"CommuneDeleted", "DELETE FROM communes WHERE code = '00199'", "{area.imported}"},
    {"CommuneAdded", "INSERT INTO communes VALUES ('00001', 'Phường Mẫu', '01')",
     "{area.imported}"},
    {"NumberSetBack", "UPDATE numbers SET last_number = 1", "{dispatch.delivered} -5"},
    {"NoticeRenumbered", "UPDATE notices SET number = 9 WHERE sequence = {notice.issued}",
     "{notice.issued}"},
    {"DispatchStateChanged", "UPDATE dispatches SET state = 'accepted' WHERE id = 1",
     "{dispatch.refused}"},
    {"DispatchAttemptsChanged", "UPDATE dispatches SET attempts = 0 WHERE id = 1",
     "{dispatch.refused}"},
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
