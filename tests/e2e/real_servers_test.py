"""A campaign through mail servers as they run elsewhere: Postfix and OpenSMTPD, with STARTTLS."""

import email
import hashlib
import json
import re
import sqlite3

import program
import real_servers

SHOPS = 12


class Campaign(program.ProgramTest):
    """With a server of `kind`, started where the machine can."""

    kind = None
    queue_id = r""

    def setUp(self):
        reason = real_servers.why_not(self.kind.package)
        if reason:
            self.skipTest(reason)
        super().setUp()
        self.authority = real_servers.Authority(self.folder / "ca")
        self.server = self.start_real(self.kind)

    def start_real(self, kind, *options):
        server = kind(self.folder / kind.package, self.authority, *options)
        self.addCleanup(server.stop)
        return server

    def mail_settings(self):
        return {"security": "starttls", "ca_file": str(self.authority.ca)}

    def approve(self, addresses, **settings):
        """A workspace with one shop an address, and an approved campaign of mails to them."""
        self.make_workspace(self.server.port, lambda profile: profile["mail"].update(
            {**self.mail_settings(), **settings}))
        rows = "".join(f"Shop {number},https://zalo.me/0912{number:06},{address}\n"
                       for number, address in enumerate(addresses))
        list_file = self.folder / "shops.csv"
        list_file.write_text("Tên gian hàng,Đường dẫn,Email\n" + rows, "utf-8")
        self.run_program("pull", "zalo", "--file", list_file)
        self.run_program("campaign", "new", "dot-1", "--template", "mailing/seller-duties",
                         "--channel", "mail")
        self.run_program("campaign", "plan", "dot-1")
        self.run_program("campaign", "approve", "dot-1", "--by", "Nguyễn Thị Mẫu")

    def dispatches(self):
        return self.json("campaign", "status", "dot-1")["dispatches"]

    def hashes_in_the_register(self):
        """SHA-256 of each mail that was handed over."""
        with sqlite3.connect(self.team / "register.db") as database:
            payloads = [json.loads(row[0]) for row in database.execute(
                "SELECT payload FROM entries WHERE kind LIKE 'dispatch.%'")]
        database.close()
        return sorted(one["sha256"] for one in payloads if one.get("sha256"))

    def take_a_whole_campaign(self):
        addresses = [f"shop{number}@shop.example" for number in range(SHOPS)]
        self.approve(addresses)
        sent = self.json("campaign", "send", "dot-1")
        self.assertEqual(sent["accepted"], SHOPS)
        program.wait_until(lambda: len(self.server.mails.files()) >= SHOPS)
        mails = self.server.mails.parsed()
        self.assertEqual(len({mail["Message-ID"] for mail in mails}), SHOPS)
        self.assertEqual(sorted(mail["Delivered-To"] for mail in mails), sorted(addresses))
        self.assertEqual({mail["Return-Path"] for mail in mails}, {"<doi1@qltt-phutho.example>"})

        queued = {mail["Delivered-To"]: re.search(r"\bid (\w+)", mail["Received"]).group(1)
                  for mail in mails}
        told = {one["address"]: re.search(self.queue_id, one["reply"]).group(1)
                for one in self.dispatches()}
        self.assertEqual(told, queued, "the register has the server's own number of each mail")
        self.assertEqual({one["state"] for one in self.dispatches()}, {"accepted"})
        self.assertEqual(sorted(hashlib.sha256(mail).hexdigest()
                                for mail in self.server.mails.as_sent()),
                         self.hashes_in_the_register(), "each mail came as the register has it")
        self.assertTrue(self.json("register", "verify")["whole"])

    def send_in_vain(self, **settings):
        self.approve(["shop@shop.example"], **settings)
        self.run_program("campaign", "send", "dot-1", code=2)
        (dispatch,) = self.dispatches()
        self.assertNotIn(dispatch["state"], ("accepted", "unknown"))
        self.assertEqual(self.hashes_in_the_register(), [])
        self.assertEqual(self.server.mails.files(), [])


class WithPostfix(Campaign):
    kind = real_servers.Postfix
    queue_id = r"^250 2\.0\.0 Ok: queued as (\w+)$"

    def test_takes_a_whole_campaign(self):
        self.take_a_whole_campaign()

    def test_gets_nothing_when_its_certificate_is_a_strangers(self):
        other = real_servers.Authority(self.folder / "stranger")
        self.send_in_vain(ca_file=str(other.ca))

    def test_bounces_later_what_it_cannot_deliver(self):
        self.server.stop()
        behind = self.start_server()
        self.server = real_servers.Postfix(self.folder / "bouncing", self.authority, behind.port)
        self.addCleanup(self.server.stop)
        failing = {"unknown-1@shop.example": "5.1.1", "shop@gone.example": "5.1.2",
                   "refuse-1@next.example": "5.1.1"}
        self.approve(["good@shop.example", "defer-1@next.example", *failing])
        self.assertEqual(self.json("campaign", "send", "dot-1")["accepted"], 2 + len(failing))
        program.wait_until(lambda: len(self.server.bounces.files()) >= 1 + len(failing))
        reports = [self.report_in(mail) for mail in self.server.bounces.parsed()]
        self.assertEqual({address: status for address, action, status in reports
                          if action == "failed"}, failing)
        self.assertEqual([(address, status) for address, action, status in reports
                          if action == "delayed"], [("defer-1@next.example", "4.3.0")])
        self.assertEqual(len(self.server.mails.files()), 1)

    def report_in(self, notice):
        self.assertEqual(notice.get_content_type(), "multipart/report")
        self.assertEqual(notice["Return-Path"], "<>")
        _, report, returned = notice.iter_parts()
        fields = report.get_payload()[1]
        original = returned.get_content()
        if returned.get_content_type() == "text/rfc822-headers":  # of a mail that is only late
            original = email.message_from_string(original)
        self.assertRegex(original["Message-ID"], r"^<[0-9a-f]+@")
        address = re.fullmatch(r"rfc822; *(.+)", fields["Final-Recipient"]).group(1)
        return address, fields["Action"], fields["Status"]


class WithOpenSmtpd(Campaign):
    kind = real_servers.OpenSmtpd
    queue_id = r"^250 2\.0\.0 (\w+) Message accepted for delivery$"

    def mail_settings(self):
        word = self.folder / "word"
        word.write_text(real_servers.PASSWORD + "\n", "utf-8")
        word.chmod(0o600)
        return {**super().mail_settings(), "user": real_servers.OpenSmtpd.user,
                "password_file": str(word)}

    def test_takes_a_whole_campaign_from_who_has_the_password(self):
        self.take_a_whole_campaign()

    def test_gets_nothing_when_its_certificate_is_a_strangers(self):
        other = real_servers.Authority(self.folder / "stranger")
        self.send_in_vain(ca_file=str(other.ca))

    def test_takes_nothing_with_a_wrong_password(self):
        wrong = self.folder / "wrong"
        wrong.write_text("sai\n", "utf-8")
        wrong.chmod(0o600)
        self.send_in_vain(password_file=str(wrong))


del Campaign  # only its heirs are tests


if __name__ == "__main__":
    program.main()
