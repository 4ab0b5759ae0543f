"""A register that was made from a backup, or is older than what was sent, sends nothing again by itself."""

import collections
import shutil

import faults
import program

OFFICER = "Nguyễn Thị Mẫu"


class Backup(program.ProgramTest):
    def setUp(self):
        super().setUp()
        self.server = self.start_server()
        self.make_workspace(self.server.port)
        self.pull_sample("zalo.csv")
        self.run_program("campaign", "new", "dot-1", "--template", "mailing/seller-duties",
                         "--channel", "mail")
        self.run_program("campaign", "plan", "dot-1")
        self.run_program("campaign", "approve", "dot-1", "--by", OFFICER)
        self.waiting = self.json("campaign", "status", "dot-1")["counts"]["approved"]
        self.register = self.team / "register.db"

    def put_back(self, copy):
        for file in self.team.glob("register.db*"):
            file.unlink()
        shutil.copyfile(copy, self.register)

    def assert_each_was_sent_once(self):
        counts = collections.Counter(mail["To"] for mail in self.server.mails())
        self.assertEqual(set(counts.values()), {1})
        self.assertEqual(len(counts), self.waiting)

    def assert_refused_until_restored(self, sentence):
        for command in (["campaign", "send", "dot-1"],
                        ["campaign", "approve", "dot-1", "--by", OFFICER],
                        ["campaign", "resolve", "dot-1", "--all", "--as", "again", "--by", OFFICER]):
            said = self.run_program(*command, code=2).stderr
            self.assertIn(sentence, said)
            self.assertIn("register restore --by", said)
        self.assert_each_was_sent_once()

    def test_a_backup_from_the_middle_of_a_campaign_asks_before_anything_is_sent_again(self):
        self.run_program("campaign", "send", "dot-1", "--limit", "2")
        self.run_program("register", "backup", self.folder / "backup.db")
        self.run_program("campaign", "send", "dot-1")
        self.assert_each_was_sent_once()

        self.put_back(self.folder / "backup.db")
        self.assert_refused_until_restored("made from a backup of")
        self.assertTrue(self.json("register", "verify")["whole"])
        restored = self.json("register", "restore", "--by", OFFICER)
        self.assertTrue(restored["copied_at"])
        self.assertEqual(restored["campaigns"],
                         [{"campaign": "dot-1", "unknown": self.waiting - 2}])
        self.assertTrue(self.json("register", "verify")["whole"])

        self.assertEqual(self.json("campaign", "send", "dot-1")["accepted"], 0)
        self.assert_each_was_sent_once()
        self.assertEqual(len(self.json("campaign", "resolve", "dot-1")), self.waiting - 2)
        self.assertEqual(self.json("campaign", "resolve", "dot-1", "--all", "--as", "sent",
                                   "--by", OFFICER), [])
        self.assertEqual(self.json("campaign", "status", "dot-1")["state"], "finished")
        self.assert_each_was_sent_once()
        self.assertTrue(self.json("register", "verify")["whole"])
        self.run_program("register", "restore", "--by", OFFICER, code=2)

    def test_a_file_that_was_copied_back_by_hand_is_told_to_be_older(self):
        self.run_program("campaign", "send", "dot-1", "--limit", "2")
        shutil.copyfile(self.register, self.folder / "older.db")
        self.run_program("campaign", "send", "dot-1")
        self.put_back(self.folder / "older.db")
        self.assert_refused_until_restored("older than what was sent")
        restored = self.json("register", "restore", "--by", OFFICER)
        self.assertEqual(restored["copied_at"], "")
        self.assertEqual(self.json("campaign", "send", "dot-1")["accepted"], 0)
        self.assert_each_was_sent_once()
        self.assertTrue(self.json("register", "verify")["whole"])

    def test_what_an_officer_wants_sent_again_is_sent_again(self):
        self.run_program("register", "backup", self.folder / "backup.db")
        self.put_back(self.folder / "backup.db")
        said = self.run_program("register", "restore", "--by", OFFICER).stdout
        self.assertIn("Numbers that were given after the backup are not known", said)
        self.run_program("campaign", "resolve", "dot-1", "--all", "--as", "again", "--by", OFFICER)
        self.assertEqual(self.json("campaign", "send", "dot-1")["accepted"], self.waiting)
        self.assert_each_was_sent_once()

    def test_the_next_number_comes_behind_the_last_one_that_the_officer_names(self):
        self.run_program("register", "backup", self.folder / "backup.db")
        self.put_back(self.folder / "backup.db")
        said = self.run_program("register", "restore", "--by", OFFICER, "--last-number", "77").stdout
        self.assertNotIn("are not known", said)
        self.run_program("campaign", "new", "dot-2", "--template", "notice/missing-information",
                         "--channel", "mail")
        self.run_program("campaign", "plan", "dot-2")
        approved = self.json("campaign", "approve", "dot-2", "--by", OFFICER)
        self.assertTrue(approved["first_number"].startswith("78/"), approved)


class Erasing(program.ProgramTest):
    def setUp(self):
        super().setUp()
        self.make_workspace(change=lambda profile: profile.update(
            retention={"unwritten_days": 0, "lists_days": 0}))
        self.pull_sample("zalo.csv")
        self.seller = self.json("sellers", "list")[0]

    def retain(self, **days):
        profile = self.team / "thongbao.json"
        for key, value in days.items():
            profile.write_text(profile.read_text("utf-8").replace(f'"{key}": 0',
                                                                  f'"{key}": {value}'), "utf-8")

    def erase(self, *arguments):
        return self.json("register", "erase", *arguments, "--by", OFFICER)

    def test_an_erased_party_is_shown_as_erased_and_the_lists_that_hold_it_are_named(self):
        party = str(self.seller["party"])
        before = self.erase(party, "--reason", "Theo yêu cầu", "--dry-run")
        self.assertEqual(self.json("sellers", "list")[0], self.seller)
        done = self.erase(party, "--reason", "Theo yêu cầu")
        self.assertEqual(before["parties"], done["parties"])
        (holding,) = done["lists_with_them"]
        self.assertEqual(holding["source"], "zalo.csv")
        shown = self.json("sellers", "show", str(self.seller["id"]))
        self.assertTrue(shown["erased"])
        self.assertIn("(erased)", self.run_program("sellers", "show",
                                                   str(self.seller["id"])).stdout)
        self.assertIn("(erased)", self.run_program("sellers", "list").stdout)
        self.assertNotIn(self.seller["account_id"].encode(),
                         (self.team / "register.db").read_bytes())
        self.assertTrue(self.json("register", "verify")["whole"])
        self.assertTrue(self.erase(party, "--reason", "Theo yêu cầu")["parties"][0]["was_erased"])

    def test_a_party_needs_a_reason_and_without_a_set_time_nothing_expires(self):
        self.run_program("register", "erase", str(self.seller["party"]), "--by", OFFICER, code=2)
        self.run_program("register", "erase", "--expired", "--by", OFFICER, code=2)
        self.run_program("register", "erase", "--by", OFFICER, code=2)

    def test_what_is_younger_than_its_time_stays(self):
        self.retain(unwritten_days=30, lists_days=30)
        done = self.erase("--expired")
        self.assertEqual((done["parties"], done["lists_let_go"]), ([], []))
        self.assertEqual(self.json("register", "verify")["documents"]["let_go"], 0)


class Expiring(faults.FaultTest):
    """What was pulled a day ago, where the profile keeps lists for no longer than that."""

    def setUp(self):
        super().setUp()
        self.make_workspace(change=lambda profile: profile.update(
            retention={"unwritten_days": 1, "lists_days": 1}))
        self.pull_sample("zalo.csv")
        (self.kept,) = (self.team / "documents").glob("*.csv")
        self.wrong_clock.write_text(str(2 * faults.A_DAY), "utf-8")

    def erase(self, *arguments):
        return self.faulty_json("register", "erase", "--expired", "--by", OFFICER, *arguments)

    def test_lists_and_parties_go_when_their_time_is_over_and_the_register_says_so(self):
        rehearsed = self.erase("--dry-run")
        self.assertTrue(self.kept.exists(), "a dry run deletes nothing")
        done = self.erase()
        self.assertEqual({**rehearsed, "dry_run": False}, done)
        self.assertEqual([one["file"] for one in done["lists_let_go"]], [str(self.kept)])
        self.assertFalse(self.kept.exists())
        self.assertTrue(done["parties"])
        verified = self.json("register", "verify")
        self.assertTrue(verified["whole"])
        self.assertEqual(verified["documents"]["let_go"], 1)
        self.assertEqual(verified["documents"]["missing"], 0)

    def test_the_same_list_may_be_pulled_again(self):
        self.erase()
        self.pull_sample("zalo.csv")
        self.assertTrue(self.kept.exists())
        self.assertEqual(self.json("register", "verify")["documents"]["let_go"], 0)


if __name__ == "__main__":
    program.main()
