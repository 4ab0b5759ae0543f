"""From a platform's list to sent, recorded notices."""

import hashlib
import re
import sqlite3
import subprocess
import unicodedata

import program

LISTS = ["zalo.csv", "facebook.csv", "tiktok.xlsx", "shopee.xlsx"]


def text_of(pdf):
    done = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True,
                          check=True)
    return done.stdout.decode()


class MainJob(program.ProgramTest):
    def send_campaign(self, name, template, *options):
        self.run_program("campaign", "new", name, "--template", template, *options)
        plan = self.json("campaign", "plan", name, "--date", "24/11/2026")
        approved = self.json("campaign", "approve", name, "--by", "Nguyễn Thị Mẫu")
        self.json("campaign", "send", name)
        return plan, approved

    def test_lists_of_four_platforms_end_as_mails_letters_and_entries(self):
        server = self.start_server()
        self.make_workspace(server.port)
        for name in LISTS:
            report = self.pull_sample(name)
            self.assertGreater(report["new"], 0, name)
            self.assertGreater(report["rejected"], 0, name)

        plan, _ = self.send_campaign("pho-bien", "mailing/seller-duties", "--channel", "mail")
        written = [one for one in plan if not one["skipped"]]
        self.assertTrue(written)
        self.assertEqual({one["skipped"] for one in plan} - {""}, {"no_address"})
        self.assertEqual(len(server.mails()), len(written))

        plan, approved = self.send_campaign("canh-bao", "notice/counterfeit", "--channel",
                                            "mail,print", "--area", "Hà Nội")
        self.assertIn("outside_area", {one["skipped"] for one in plan})
        self.assertEqual(approved["first_number"], "02/TB-QLTT")
        letters = sorted((self.team / "print" / "canh-bao").glob("*.pdf"))
        sheaves = [file for file in letters if file.name == "ha-noi.pdf"]
        self.assertEqual(len(sheaves), 1)
        letters.remove(sheaves[0])
        ways = [way["channel"] for one in plan for way in one["ways"]]
        self.assertEqual(len(letters), ways.count("print"))

        verdict = self.json("register", "verify")
        self.assertTrue(verdict["whole"])
        script = subprocess.run(
            ["/usr/bin/python3", program.SAMPLES / "verify_register.py", self.team / "register.db"],
            capture_output=True, text=True, check=False)
        self.assertEqual(script.returncode, 0, script.stdout + script.stderr)
        self.check_mails(server.mails())
        self.check_letter(letters[0])

    def check_mails(self, mails):
        for mail in mails:
            self.assertEqual(len(mail["To"].addresses), 1)
            self.assertNotIn("Cc", mail)
            self.assertEqual(unicodedata.normalize("NFC", mail["Subject"]), mail["Subject"])
            kinds = [part.get_content_type() for part in mail.walk()]
            self.assertEqual(kinds, ["multipart/mixed", "multipart/alternative", "text/plain",
                                     "text/html", "application/pdf"])
            pdf = list(mail.iter_attachments())[-1]
            self.assertRegex(pdf.get_filename(), r"^\d{2,}-TB-QLTT\.pdf$")
            kept = self.team / "documents" / (
                hashlib.sha256(pdf.get_content()).hexdigest() + ".pdf")
            self.assertTrue(kept.is_file(), "the attached document is kept by its hash")
            self.assertIn("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", text_of(pdf.get_content()))
        self.assertEqual(len({mail["Message-ID"] for mail in mails}), len(mails))

    def check_letter(self, letter):
        text = text_of(letter.read_bytes())
        self.assertEqual(unicodedata.normalize("NFC", text), text)
        for needed in ("THÔNG BÁO", "Độc lập - Tự do - Hạnh phúc", "Nơi nhận:", "Kính gửi:",
                       "ngày 24 tháng 11 năm 2026"):
            self.assertIn(needed, text)
        code = re.search(r"\b[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{4}\b", text).group(0)
        shown = self.json("register", "show", code)
        self.assertTrue(shown["hash"].startswith(code.replace("-", "").lower()))
        self.assertEqual(shown["campaign"], "canh-bao")
        self.assertIn(f"{shown['notice']['number']:02}/TB-QLTT", text)
        for tool in (["qpdf", "--check", letter], ["pdfinfo", letter]):
            done = subprocess.run(tool, capture_output=True, text=True, check=False)
            self.assertEqual((done.returncode, done.stderr), (0, ""), tool)
        fonts = subprocess.run(["pdffonts", letter], capture_output=True, text=True, check=True)
        for row in fonts.stdout.splitlines()[2:]:
            self.assertRegex(row, r"yes yes yes\s+\d+\s+0$", "embedded, subset, with Unicode")

    def test_pulling_the_same_file_twice_changes_nothing(self):
        self.make_workspace()
        first = self.pull_sample("zalo.csv")
        before = self.json("sellers", "list")
        second = self.pull_sample("zalo.csv")
        self.assertEqual((second["new"], second["changed"]), (0, 0))
        self.assertEqual(second["unchanged"], first["new"] + first["changed"] + first["unchanged"])
        self.assertEqual(self.json("sellers", "list"), before)

    def test_refused_rows_can_be_mended_and_pulled_again(self):
        self.make_workspace()
        report = self.pull_sample("facebook.csv")
        rejected = self.folder / "facebook.csv.rejected.csv"
        self.assertEqual(report["rejected_file"], str(rejected))
        mended = rejected.read_text("utf-8-sig")
        for problem in report["refused"]:
            if "9.12E+08" in problem["value"]:
                mended = mended.replace(problem["value"], "0912345678")
        self.assertNotEqual(mended, rejected.read_text("utf-8-sig"))
        rejected.write_text(mended, "utf-8")
        again = self.json("pull", "facebook", "--file", rejected, code=1)
        self.assertEqual(again["read"], report["rejected"])
        self.assertEqual(again["new"] + again["changed"] + again["unchanged"], 1)

    def test_a_dry_run_reads_everything_and_keeps_nothing(self):
        self.make_workspace()
        before = self.json("register", "verify")
        report = self.json("pull", "zalo", "--dry-run", "--file", self.sample("zalo.csv"), code=1)
        self.assertGreater(report["read"], 0)
        self.assertEqual(self.json("register", "verify"), before)
        self.assertFalse((self.folder / "zalo.csv.rejected.csv").exists())

    def test_a_second_campaign_with_the_same_text_skips_who_was_written_to(self):
        server = self.start_server()
        self.make_workspace(server.port)
        self.pull_sample("zalo.csv")
        self.send_campaign("dau", "mailing/seller-duties", "--channel", "mail")
        count = len(server.mails())
        self.run_program("campaign", "new", "sau", "--template", "mailing/seller-duties",
                         "--channel", "mail")
        plan = self.json("campaign", "plan", "sau")
        skipped = [one for one in plan if one["skipped"] == "already_written"]
        self.assertEqual(len(skipped), count)
        self.assertEqual({one["detail"] for one in skipped}, {"dau"})

    def test_law_that_is_not_in_force_on_the_day_refuses_the_plan_and_names_its_successor(self):
        self.make_workspace()
        self.pull_sample("zalo.csv")
        self.run_program("campaign", "new", "som", "--template", "mailing/seller-duties",
                         "--channel", "mail")
        done = self.run_program("campaign", "plan", "som", "--date", "30/6/2026", code=4)
        self.assertIn("122/2025/QH15", done.stderr)
        self.assertEqual(self.json("campaign", "status", "som")["state"], "created")

    def test_a_changed_byte_in_the_register_is_noticed(self):
        self.make_workspace()
        self.pull_sample("zalo.csv")
        database = sqlite3.connect(self.team / "register.db")
        for (name,) in database.execute(
                "SELECT name FROM sqlite_master WHERE type='trigger'").fetchall():
            database.execute(f'DROP TRIGGER "{name}"')
        database.execute("UPDATE entries SET payload = replace(payload, 'zalo', 'ZALO') "
                         "WHERE kind = 'pull.begun'")
        database.commit()
        database.close()
        verdict = self.json("register", "verify", code=6)
        self.assertFalse(verdict["whole"])
        self.assertGreater(verdict["first_broken"], 0)


if __name__ == "__main__":
    program.main()
