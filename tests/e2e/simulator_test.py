"""Recipients of the simulator behave as their name says, and no server hears of them."""

import program


class Simulator(program.ProgramTest):
    def test_each_recipient_behaves_as_its_name_says(self):
        server = self.start_server()
        self.make_workspace(server.port)
        words = ("accept", "refuse", "defer", "unknown", "bounce")
        list_file = self.folder / "list.csv"
        list_file.write_text(
            "Tên gian hàng,Đường dẫn,Email\n" + "".join(
                f"Shop {word},https://zalo.me/09120000{n:02},shop@{word}.simulator.thongbao.test\n"
                for n, word in enumerate(words)), "utf-8")
        self.run_program("pull", "zalo", "--file", list_file)
        self.run_program("campaign", "new", "a", "--template", "mailing/seller-duties",
                         "--channel", "mail")
        self.run_program("campaign", "plan", "a")
        self.run_program("campaign", "approve", "a", "--by", "Nguyễn Thị Mẫu")

        entries = len(self.json("register", "list", "--limit", "1000"))
        rehearsal = self.json("campaign", "send", "a", "--rehearse")
        self.assertEqual((rehearsal["mails"], rehearsal["failures"]), (5, []))
        self.assertEqual(len(self.json("register", "list", "--limit", "1000")), entries)

        self.json("campaign", "send", "a", code=1)
        states = {one["address"].split("@")[1].split(".")[0]: one["state"]
                  for one in self.json("campaign", "status", "a")["dispatches"]}
        self.assertEqual(states, {"accept": "accepted", "refuse": "refused", "defer": "deferred",
                                  "unknown": "unknown", "bounce": "bounced"})
        self.assertEqual(server.mails(), [])
        self.assertTrue(self.json("register", "verify")["whole"])

    def test_a_paused_campaign_is_sent_when_it_is_resumed(self):
        server = self.start_server()
        self.make_workspace(server.port)
        self.pull_sample("zalo.csv")
        self.run_program("campaign", "new", "a", "--template", "mailing/seller-duties",
                         "--channel", "mail")
        self.run_program("campaign", "plan", "a")
        self.run_program("campaign", "approve", "a", "--by", "Nguyễn Thị Mẫu")
        self.run_program("campaign", "pause", "a", "--by", "Nguyễn Thị Mẫu", "--reason", "thử")
        self.assertIn("campaign resume", self.run_program("campaign", "send", "a", code=2).stderr)
        self.assertEqual(server.mails(), [])
        self.run_program("campaign", "resume", "a", "--by", "Nguyễn Thị Mẫu")
        self.run_program("campaign", "send", "a")
        self.assertTrue(server.mails())
        self.assertEqual(self.json("campaign", "status", "a")["state"], "finished")

    def test_a_receipt_is_kept_with_its_scan(self):
        server = self.start_server()
        self.make_workspace(server.port)
        self.pull_sample("zalo.csv")
        self.run_program("campaign", "new", "a", "--template", "notice/counterfeit",
                         "--channel", "print", "--area", "Hà Nội")
        self.run_program("campaign", "plan", "a")
        self.run_program("campaign", "approve", "a", "--by", "Nguyễn Thị Mẫu")
        self.run_program("campaign", "send", "a")
        dispatch = self.json("campaign", "status", "a")["dispatches"][0]
        self.assertEqual(dispatch["state"], "accepted")
        scan = self.folder / "giấy báo nhận.png"
        scan.write_bytes(b"\x89PNG scan")
        kept = self.json("campaign", "receipt", "a", "--dispatch", str(dispatch["id"]), "--how",
                         "post", "--on", "25/11/2026", "--scan", scan, "--by", "Nguyễn Thị Mẫu",
                         "--note", "RR123456789VN")
        self.assertEqual((self.team / "documents" / (kept["scan"] + ".png")).read_bytes(),
                         scan.read_bytes())
        self.assertEqual(self.json("campaign", "status", "a")["dispatches"][0]["state"],
                         "acknowledged")
        self.assertTrue(self.json("register", "verify")["whole"])


if __name__ == "__main__":
    program.main()
