"""A campaign that is interrupted, or killed, and started again sends nothing twice."""

import collections
import signal
import subprocess

import program


class Interruption(program.ProgramTest):
    def approved_campaign(self, server):
        # A full minute is waited for, so that a signal comes before the rest.
        self.make_workspace(
            server.port, lambda profile: profile["limits"].update(mails_per_minute=2))
        self.pull_sample("zalo.csv")
        self.run_program("campaign", "new", "dot-1", "--template", "mailing/seller-duties",
                         "--channel", "mail")
        self.run_program("campaign", "plan", "dot-1")
        self.run_program("campaign", "approve", "dot-1", "--by", "Nguyễn Thị Mẫu")
        return self.json("campaign", "status", "dot-1")["counts"]["approved"]

    def send_until_some_are_sent(self, server, how):
        process = subprocess.Popen(
            [program.PROGRAM, "--workspace", self.team, "campaign", "send", "dot-1"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        program.wait_until(lambda: len(server.mails()) >= 2)
        process.send_signal(how)
        return process.wait(60)

    def send_the_rest(self):
        profile = self.team / "thongbao.json"
        profile.write_text(profile.read_text("utf-8").replace(
            '"mails_per_minute": 2', '"mails_per_minute": 0'), "utf-8")
        return self.json("campaign", "send", "dot-1")

    def assert_each_once(self, server, expected):
        counts = collections.Counter(mail["Message-ID"] for mail in server.mails())
        self.assertEqual(set(counts.values()), {1})
        self.assertEqual(len(counts), expected)

    def test_an_interrupted_campaign_goes_on_where_it_stopped(self):
        server = self.start_server()
        waiting = self.approved_campaign(server)
        self.assertEqual(self.send_until_some_are_sent(server, signal.SIGINT), 0)
        self.assertLess(len(server.mails()), waiting)
        rest = self.send_the_rest()
        self.assertEqual((rest["abandoned"], rest["unknown"]), (0, 0))
        self.assert_each_once(server, waiting)
        self.assertEqual(self.json("campaign", "status", "dot-1")["state"], "finished")

    def test_after_a_kill_no_more_are_unknown_than_there_are_connections_and_none_is_sent_twice(self):
        server = self.start_server()
        waiting = self.approved_campaign(server)
        self.assertEqual(self.send_until_some_are_sent(server, signal.SIGKILL), -signal.SIGKILL)
        rest = self.send_the_rest()
        self.assertLessEqual(rest["abandoned"], 4)
        self.assertIn(len(server.mails()), (waiting - rest["abandoned"], waiting))
        self.assert_each_once(server, len(server.mails()))
        self.assertTrue(self.json("register", "verify")["whole"])

    def test_one_bad_recipient_does_not_touch_its_neighbours(self):
        server = self.start_server()
        self.make_workspace(server.port)
        list_file = self.folder / "list.csv"
        list_file.write_text(
            "Tên gian hàng,Đường dẫn,Email\n"
            "Shop Một,https://zalo.me/0912000001,mot@shop.example\n"
            "Shop Hai,https://zalo.me/0912000002,refuse-hai@shop.example\n"
            "Shop Ba,https://zalo.me/0912000003,defer-ba@shop.example\n"
            "Shop Bốn,https://zalo.me/0912000004,bon@shop.example\n", "utf-8")
        self.run_program("pull", "zalo", "--file", list_file)
        self.run_program("campaign", "new", "dot-1", "--template", "mailing/seller-duties",
                         "--channel", "mail")
        self.run_program("campaign", "plan", "dot-1")
        self.run_program("campaign", "approve", "dot-1", "--by", "Nguyễn Thị Mẫu")
        report = self.json("campaign", "send", "dot-1", code=1)
        self.assertEqual((report["accepted"], report["refused"], report["deferred"]), (2, 1, 1))
        states = {one["address"]: one for one in
                  self.json("campaign", "status", "dot-1")["dispatches"]}
        self.assertEqual(states["refuse-hai@shop.example"]["state"], "refused")
        self.assertIn("550", states["refuse-hai@shop.example"]["reply"])
        self.assertIn("250", states["mot@shop.example"]["reply"])


if __name__ == "__main__":
    program.main()
