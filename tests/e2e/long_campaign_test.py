"""A campaign of many: cut on the screen, whole as JSON, decided and heard of in one go."""

import program

MANY = 205
REPORT = """From: mailer-daemon@post.example
To: doi1@qltt-phutho.example
Subject: Undelivered
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

It came back.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; post.example

Final-Recipient: rfc822; {recipient}
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 no such user

--b
Content-Type: text/rfc822-headers

Message-ID: {message}

--b--
"""


class LongCampaign(program.ProgramTest):
    def approve(self, address, template="mailing/seller-duties", mark="", change=None):
        """A campaign "a" to MANY sellers; gives the server that takes its mails."""
        server = self.start_server()

        def without_stop(profile):
            profile["limits"].update({"warn_percent": 100, "stop_percent": 100})
            if change:
                change(profile)
        self.make_workspace(server.port, without_stop)
        list_file = self.folder / "list.csv"
        list_file.write_text("Tên gian hàng,Đường dẫn,Email\n" + "".join(
            f"Shop {mark} {n},https://zalo.me/shop-{n:04},shop{n}@{address}\n"
            for n in range(1, MANY + 1)), "utf-8")
        self.run_program("pull", "zalo", "--file", list_file)
        self.run_program("campaign", "new", "a", "--template", template, "--channel", "mail")
        self.run_program("campaign", "plan", "a")
        self.run_program("campaign", "approve", "a", "--by", "Nguyễn Thị Mẫu")
        return server

    def test_the_screen_shows_the_first_two_hundred_and_how_to_get_all(self):
        self.approve("unknown.simulator.thongbao.test")
        sent = self.run_program("campaign", "send", "a", code=1).stdout
        for shown in (sent, self.run_program("campaign", "status", "a").stdout,
                      self.run_program("campaign", "resolve", "a").stdout):
            self.assertIn("shop200@", shown)
            self.assertNotIn("shop201@", shown)
            self.assertIn("and 5 more; `thongbao campaign status a --json` tells all", shown)
        status = self.json("campaign", "status", "a")
        self.assertEqual(sorted(status), ["campaign", "counts", "dispatches", "state", "template"])
        self.assertEqual([one["address"].split("@")[0] for one in status["dispatches"]],
                         [f"shop{n}" for n in range(1, MANY + 1)])
        self.assertEqual(status["counts"], {"unknown": MANY})

    def test_all_that_is_unknown_is_decided_in_one_go(self):
        self.approve("unknown.simulator.thongbao.test")
        self.run_program("campaign", "send", "a", code=1)
        self.assertEqual(len(self.json("campaign", "resolve", "a")), MANY)
        self.assertEqual(self.json("campaign", "resolve", "a", "--all", "--as", "again", "--by",
                                   "Nguyễn Thị Mẫu"), [])
        self.assertEqual(self.json("campaign", "status", "a")["counts"], {"approved": MANY})
        self.run_program("campaign", "cancel", "a", "--reason", "thử")
        self.assertEqual(self.json("campaign", "status", "a")["counts"], {"cancelled": MANY})
        self.assertTrue(self.json("register", "verify")["whole"])

    def test_characters_without_a_font_are_told_of_the_first_and_counted_of_all(self):
        self.approve("accept.simulator.thongbao.test", "notice/counterfeit", "\U0001F9E7")
        rehearsal = self.json("campaign", "send", "a", "--rehearse")
        self.assertEqual((len(rehearsal["boxed"]), rehearsal["more_boxed"]), (200, 5))
        self.assertEqual((rehearsal["failures"], rehearsal["more_failures"]), ([], 0))
        shown = self.run_program("campaign", "send", "a", "--rehearse").stdout
        self.assertEqual(shown.count("U+1F9E7"), 200)
        self.assertIn("and 5 more.", shown)

    def come_back(self):
        """Sends, and lets each mail come back to the mailbox."""
        returned = self.folder / "returned"
        for name in ("new", "cur", "tmp"):
            (returned / name).mkdir(parents=True)
        server = self.approve("post.example", change=lambda profile: profile["mailbox"].update(
            {"kind": "maildir", "folder": str(returned)}))
        self.run_program("campaign", "send", "a")
        mails = server.mails()
        self.assertEqual(len(mails), MANY)
        for n, mail in enumerate(mails):
            (returned / "new" / f"{1700000000 + n}.M1P1.host").write_text(
                REPORT.format(recipient=mail["To"], message=mail["Message-ID"]), "utf-8")

    def test_the_inbox_shows_the_first_two_hundred_that_came_back(self):
        self.come_back()
        shown = self.run_program("inbox").stdout
        self.assertIn(f"{MANY} changed a dispatch", shown)
        self.assertEqual(shown.count("no such user"), 200)
        self.assertIn("and 5 more; `thongbao campaign status NAME --json` tells all", shown)
        self.assertEqual(self.json("campaign", "status", "a")["counts"], {"bounced": MANY})

    def test_the_inbox_tells_all_that_came_back_as_json(self):
        self.come_back()
        told = self.json("inbox")
        self.assertEqual((told["read"], told["unread"], told["more_unread"]), (MANY, [], 0))
        self.assertEqual({one["dispatch"] for one in told["news"]}, set(range(1, MANY + 1)))
        self.assertEqual({(one["campaign"], one["state"]) for one in told["news"]},
                         {("a", "bounced")})
        self.assertEqual(self.json("inbox")["news"], [])


if __name__ == "__main__":
    program.main()
