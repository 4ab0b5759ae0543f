"""What the program does when the machine around it fails."""

import subprocess
import time

import faults
import program

CAMPAIGN, OFFICER = faults.CAMPAIGN, faults.OFFICER
SEND = ("campaign", "send", CAMPAIGN)
MAY_MOUNT = faults.own_mounts()
FULL = "disk is full|No space left on device"


class DiskFault(faults.FaultTest):
    """The workspace is on a small disk."""

    megabytes = 6

    def setUp(self):
        if not MAY_MOUNT:
            self.skipTest("a small disk is mounted by root only")
        super().setUp()
        self.disk = faults.SmallDisk(self.folder / "disk", self.megabytes)
        self.addCleanup(self.disk.remove)
        self.team = self.disk.folder / "team"


class FullDisk(DiskFault):
    def test_is_told_by_each_step_which_goes_on_when_there_is_room(self):
        self.make_team()
        self.disk.fill()
        self.assert_told(FULL, "pull", "zalo", "--file", self.list_file)
        self.disk.make_room()
        self.assert_nothing_half_written()
        self.assert_whole()
        self.pull()
        self.assertEqual(self.query("SELECT COUNT(*), COUNT(DISTINCT account_id) FROM sellers"),
                         [(self.shops, self.shops)])
        self.plan()
        for arguments in (("campaign", "plan", CAMPAIGN),
                          ("campaign", "approve", CAMPAIGN, "--by", OFFICER)):
            self.disk.fill()
            self.assert_told(FULL, *arguments)
            self.disk.make_room()
            self.assert_nothing_half_written()
            self.assert_whole()
            self.assertEqual(self.campaign_state(), "planned")
            self.run_program(*arguments)
        self.disk.fill()
        self.assert_told(FULL, *SEND)
        self.assertEqual(self.server.mails(), [])
        self.disk.make_room()
        self.assert_whole()
        self.run_program(*SEND)
        self.assert_each_once()
        self.assert_nothing_half_written()

    def test_while_mails_are_sent_loses_none_of_their_outcomes(self):
        self.approved_team("--delay", "0.1", shops=20)
        sending = self.start_program(*SEND)
        self.wait_for_mails(3)
        self.disk.fill()
        # Until nothing more can be begun.
        while not self.is_quiet():
            pass
        self.assertIsNone(sending.poll(), "it waits for room on the disk")
        self.disk.make_room()
        self.ended(sending, 0, 5)
        self.assert_nothing_half_written()
        self.assert_whole()
        self.assertNotIn("unknown", self.states())
        self.assert_no_accepted_mail_is_missing_or_double()
        if self.campaign_state() != "finished":
            self.send_the_rest_later()
        self.assert_each_once()


class DocumentsThatCannotBeKept(faults.FaultTest):
    def test_are_not_sent_and_not_named_in_the_register(self):
        self.approved_team()
        documents, away = self.team / "documents", self.team / "away"
        documents.rename(away)
        documents.write_text("no folder", "utf-8")
        self.assert_told("documents", *SEND)
        documents.unlink()
        away.rename(documents)
        self.assertEqual(self.states(), {"queued": self.shops})
        self.assertEqual(self.server.mails(), [])
        self.assert_whole()
        self.run_program(*SEND)
        self.assert_each_once()


class WriteProtection(DiskFault):
    def test_is_told_by_each_step_and_changes_nothing(self):
        self.approved_team()
        self.disk.write_protect(True)
        for arguments in (("pull", "zalo", "--file", self.list_file), SEND):
            self.assert_told("may not be written|cannot be opened|Read-only", *arguments)
        self.disk.write_protect(False)
        self.assertEqual(self.server.mails(), [])
        self.assert_whole()
        self.run_program(*SEND)
        self.assert_each_once()

    def test_against_another_officer_is_told(self):
        self.approved_team()
        for path in (self.folder, self.disk.folder):
            path.chmod(0o755)
        self.assert_a_stranger_is_told("workspace may not be read")
        self.team.chmod(0o755)
        for file in (self.team / "register.db", self.list_file):
            file.chmod(0o644)
        self.assert_a_stranger_is_told("may not be written|cannot be opened|Permission denied")
        self.assertEqual(self.server.mails(), [])
        self.run_program(*SEND)
        self.assert_each_once()


    def assert_a_stranger_is_told(self, words):
        for arguments in (("pull", "zalo", "--file", self.list_file), SEND):
            told = subprocess.run(
                ["setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups",
                 program.PROGRAM, "--lang", "en", "--workspace", self.team, *arguments],
                capture_output=True, text=True, timeout=60, check=False)
            self.assertEqual(told.returncode, 5, told.stderr)
            self.assertRegex(told.stderr, words)


class DiskThatDoesNotSync(faults.FaultTest):
    MOST_SYNCS = 60

    def fail_each_sync_once(self, done, *arguments):
        """Each time another one fails, until the command comes to its end without that one."""
        failures = 0
        for number in range(1, self.MOST_SYNCS):
            process = self.start_program(*arguments, sync=str(number))
            _, told = self.ended(process, 0, 5)
            self.assert_whole()
            if process.returncode == 0:
                self.assertTrue(done(), f"after failure {number} it claims what is not so")
                break
            failures += 1
            self.assertRegex(told, "disk|written")
            self.assertFalse(done(), f"after failure {number} it is done, but was told not to be")
        self.assertTrue(done())
        self.assertGreater(failures, 0)

    def test_does_not_make_a_pull_or_an_approval_claim_what_is_not_kept(self):
        self.make_team()
        self.fail_each_sync_once(
            lambda: self.query("SELECT state, last_linked FROM pulls, indexed "
                               "ORDER BY id DESC LIMIT 1") == [("ended", 12)],
            "pull", "zalo", "--file", str(self.list_file))
        self.plan()
        self.fail_each_sync_once(lambda: self.campaign_state() == "approved",
                                 "campaign", "approve", CAMPAIGN, "--by", OFFICER)
        self.assertEqual(self.states(), {"approved": 12})
        self.run_program(*SEND)
        self.assert_each_once()

    def test_for_a_moment_makes_no_mail_twice(self):
        self.approved_team("--delay", "0.02", shops=40)
        for first in range(1, 40, 3):
            if self.campaign_state() == "finished":
                break
            self.ended(self.start_program(*SEND, "--limit", "5", sync=f"{first}-{first + 1}"), 0, 5)
            self.assert_whole()
            self.assert_no_accepted_mail_is_missing_or_double()
            self.resolve_as_the_server_says()
        if self.campaign_state() != "finished":
            self.run_program(*SEND)
        self.assert_each_once()

    def test_for_good_leaves_after_a_kill_no_more_unknown_than_connections(self):
        self.approved_team("--delay", "0.05", shops=20)
        sending = self.start_program(*SEND, sync="8-1000000")
        self.wait_for_mails(1)
        program.wait_until(lambda: sending.poll() is not None or self.is_quiet())
        sending.kill()
        self.assertEqual(sending.communicate()[0], "")
        self.assert_whole()
        self.assertLessEqual(self.states().get("sending", 0), 3)
        self.run_program(*SEND)
        self.resolve_as_the_server_says()
        if self.campaign_state() != "finished":
            self.run_program(*SEND)
        self.assert_each_once()


class FewThreads(faults.FaultTest):
    def test_send_a_campaign_over_fewer_connections(self):
        self.approved_team(connections=2)
        # With two cores or more, two of them make the letters.
        self.ended(self.start_program(*SEND, threads="3"), 0)
        self.assert_each_once()


class TwoHosts(faults.FaultTest):
    """A slow server, so that the first one is still sending while the other one does something."""

    def send_slowly(self):
        self.approved_team("--delay", "0.3", shops=24)
        sending = self.start_program(*SEND)
        self.wait_for_mails(2)
        return sending

    def test_do_not_send_from_one_workspace_at_once(self):
        sending = self.send_slowly()
        self.assert_told("Another thongbao is sending", *SEND)
        self.ended(sending, 0)
        self.assert_each_once()

    def test_may_pull_while_one_sends(self):
        sending = self.send_slowly()
        self.make_shops(30)
        self.pull()
        self.assertIsNone(sending.poll())
        self.ended(sending, 0)
        self.assertEqual(self.query("SELECT COUNT(DISTINCT account_id) FROM sellers"), [(30,)])
        self.shops = 24
        self.assert_each_once()

    def test_pause_and_resume_what_the_other_one_sends(self):
        sending = self.send_slowly()
        self.run_program("campaign", "pause", CAMPAIGN, "--by", OFFICER)
        self.ended(sending, 0, 1)
        self.assertNotIn("sending", self.states())
        self.assertEqual(self.states()["accepted"], len(self.server.mails()))
        self.assertLess(len(self.server.mails()), self.shops)
        self.assert_nothing_begun_behind("campaign.paused")
        self.run_program("campaign", "resume", CAMPAIGN, "--by", OFFICER)
        self.run_program(*SEND)
        self.assert_each_once()

    def test_resume_at_once_what_was_paused(self):
        sending = self.send_slowly()
        self.run_program("campaign", "pause", CAMPAIGN, "--by", OFFICER)
        self.run_program("campaign", "resume", CAMPAIGN, "--by", OFFICER)
        self.ended(sending, 0, 1)
        if self.campaign_state() != "finished":
            self.run_program(*SEND)
        self.assert_each_once()

    def test_cancel_what_the_other_one_sends(self):
        sending = self.send_slowly()
        self.run_program("campaign", "cancel", CAMPAIGN, "--reason", "sai mẫu")
        self.ended(sending, 0, 1)
        self.assert_nothing_begun_behind("campaign.cancelled")
        self.assertEqual(self.states().keys(), {"accepted", "cancelled"})
        self.assert_no_accepted_mail_is_missing_or_double()
        self.assertEqual(len(self.server.mails()), self.states()["accepted"])
        self.assert_whole()

    def assert_nothing_begun_behind(self, kind):
        (stopped,) = self.sequences(kind)
        self.assertLess(max(self.sequences("dispatch.begun")), stopped)


class WrongClock(faults.FaultTest):
    def test_that_jumps_back_does_not_stop_a_campaign(self):
        self.approved_team("--delay", "0.1", shops=20)
        sending = self.start_program(*SEND)
        self.wait_for_mails(3)
        self.wrong_clock.write_text("-7200", "utf-8")
        self.ended(sending, 0)
        times = [time for time, in self.query("SELECT time FROM entries ORDER BY sequence")]
        self.assertNotEqual(times, sorted(times), "the register tells what the clock showed")
        self.assert_each_once()

    def test_that_jumps_back_opens_no_limit(self):
        self.approved_team("--delay", "0.1", shops=20, mails_per_hour=12)
        sending = self.start_program(*SEND)
        self.wait_for_mails(3)
        self.wrong_clock.write_text("-7200", "utf-8")
        self.ended(sending, 0)
        self.assertEqual(self.states(), {"accepted": 12, "queued": 8})
        self.assert_whole()
        self.wrong_clock.write_text("3600", "utf-8")
        self.ended(self.start_program(*SEND), 0)
        self.assert_each_once()


class MailServer(faults.FaultTest):
    def test_that_dies_and_comes_back_gets_each_mail_once(self):
        self.approved_team("--delay", "0.1", shops=20)
        sending = self.start_program(*SEND)
        self.wait_for_mails(4)
        port = self.server.port
        self.server.process.kill()
        out, _ = self.ended(sending, 1, 5)
        self.assertIn('"goes_on_at"', out)
        self.assertLessEqual(self.states().get("unknown", 0), 3)
        self.assertIn("deferred", self.states())
        self.assertNotIn("refused", self.states())
        self.assert_whole()
        self.server = self.start_recording_server("--port", str(port))
        self.send_the_rest_later()
        self.assert_each_once()


del DiskFault


if __name__ == "__main__":
    program.main()
