"""Seals of the register, and documents that are made again from it."""

import hashlib
import json
import re
import shutil
import sqlite3
import subprocess

import program


def canonical(value):
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


class WithKey(program.ProgramTest):
    def setUp(self):
        super().setUp()
        self.make_key("key")
        self.make_workspace(change=self.sign)
        self.pull_sample("zalo.csv")

    def make_key(self, name):
        def openssl(*arguments):
            subprocess.run(["openssl", *arguments], cwd=self.folder, check=True,
                           capture_output=True)
        openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", f"{name}.key", "-out",
                f"{name}.pem", "-days", "30", "-subj", "/CN=Nguyen Thi Mau")
        openssl("pkcs12", "-export", "-inkey", f"{name}.key", "-in", f"{name}.pem", "-out",
                f"{name}.p12", "-passout", "pass:try-it-out")
        secret = self.folder / "pass"
        secret.write_text("try-it-out\n", "utf-8")
        secret.chmod(0o600)

    def sign(self, profile, key="key"):
        profile["sign"]["pkcs12_file"] = str(self.folder / f"{key}.p12") if key else ""
        profile["sign"]["password_file"] = str(self.folder / "pass") if key else ""

    def change_profile(self, key):
        file = self.team / "thongbao.json"
        profile = json.loads(file.read_text("utf-8"))
        self.sign(profile, key)
        file.write_text(json.dumps(profile, ensure_ascii=False), "utf-8")


class Seal(WithKey):
    def rewrite_chain(self):
        """What a person can do who may write the file and knows how it is made."""
        database = sqlite3.connect(self.team / "register.db")
        for (name,) in database.execute(
                "SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            database.execute(f"DROP TRIGGER {name}")
        previous, hashes = "0" * 64, {}
        for sequence, time, kind, payload in database.execute(
                "SELECT sequence, time, kind, payload FROM entries ORDER BY sequence").fetchall():
            payload = json.loads(payload)
            if sequence == 1:
                time = "2020-01-01T00:00:00.000Z"
                database.execute("UPDATE migrations SET applied_at = ?", (time,))
            if kind == "register.sealed":
                payload["hash"] = hashes[payload["entry"]]
            text = canonical({"kind": kind, "payload": payload, "previous": previous,
                              "sequence": sequence, "time": time})
            hashes[sequence] = hashlib.sha256(text.encode()).hexdigest()
            database.execute(
                "UPDATE entries SET time = ?, payload = ?, previous = ?, hash = ? WHERE "
                "sequence = ?",
                (time, canonical(payload), previous, hashes[sequence], sequence))
            previous = hashes[sequence]
        database.commit()
        database.close()

    def test_a_seal_is_kept_entered_and_found_to_hold(self):
        made = self.json("register", "seal")
        file = self.team / "seals" / f"{made['entry']}.json"
        self.assertEqual(made["out"], str(file))
        kept = json.loads(file.read_text("utf-8"))
        self.assertEqual((kept["entry"], kept["hash"]), (made["entry"], made["hash"]))
        entry = self.json("register", "list", "--from", str(made["entry"] + 1))[0]
        self.assertEqual(entry["kind"], "register.sealed")
        self.assertEqual(entry["payload"]["entry"], made["entry"])
        self.assertEqual(entry["payload"]["certificate"], made["certificate"])
        second = self.folder / "second.json"
        self.run_program("register", "seal", "--out", second)
        found = self.json("register", "verify", "--seal", file, "--seal", second)["seals"]
        self.assertEqual([seal["holds"] for seal in found], [True, True])
        said = self.run_program("register", "verify", "--seal", file).stdout
        self.assertIn("Nguyen Thi Mau", said)
        checked = subprocess.run(
            ["/usr/bin/python3", "-B", program.SAMPLES / "verify_register.py",
             self.team / "register.db"], capture_output=True, text=True, check=False)
        self.assertEqual(checked.returncode, 0, checked.stdout + checked.stderr)

    def test_a_rewritten_chain_is_whole_but_an_older_seal_finds_it(self):
        made = self.json("register", "seal")
        self.rewrite_chain()
        self.assertTrue(self.json("register", "verify")["whole"])
        found = self.json("register", "verify", "--seal", made["out"], code=6)["seals"][0]
        self.assertFalse(found["holds"])
        said = self.run_program("register", "verify", "--seal", made["out"], code=6)
        self.assertIn(f"rewritten: entry {made['entry']} ", said.stderr)
        self.assertNotIn("whole", said.stdout)

    def test_a_chain_that_was_cut_off_is_found_by_the_seal(self):
        early = self.folder / "early.db"
        self.run_program("register", "backup", early)
        self.json("register", "seal")
        made = self.json("register", "seal", "--out", self.folder / "late.json")
        for ending in ("-wal", "-shm"):
            (self.team / f"register.db{ending}").unlink(missing_ok=True)
        shutil.copyfile(early, self.team / "register.db")
        said = self.run_program("register", "verify", "--no-documents", "--seal", made["out"],
                                code=6).stderr
        self.assertIn(f"entry {made['entry']}", said)

    def test_a_seal_of_another_key_or_with_other_words_does_not_hold(self):
        made = self.json("register", "seal")
        self.make_key("other")
        self.change_profile("other")
        said = self.run_program("register", "verify", "--seal", made["out"], code=6).stderr
        self.assertIn(made["certificate"], said)
        self.run_program("register", "verify", "--seal", made["out"], "--certificate",
                         self.folder / "key.pem")
        self.change_profile(None)
        said = self.run_program("register", "verify", "--seal", made["out"]).stdout
        self.assertIn(f"SHA-256 {made['certificate']}", said)
        file = self.folder / "changed.json"
        kept = json.loads((self.team / "seals" / f"{made['entry']}.json").read_text("utf-8"))
        file.write_text(json.dumps({**kept, "entry": 1}), "utf-8")
        self.run_program("register", "verify", "--seal", file, code=6)
        file.write_text("{}", "utf-8")
        self.run_program("register", "verify", "--seal", file, code=4)

    def test_without_a_key_it_says_what_to_fill_in_and_nothing_is_overwritten(self):
        self.change_profile(None)
        self.assertIn("pkcs12_file", self.run_program("register", "seal", code=2).stderr)
        self.change_profile("key")
        taken = self.folder / "taken.json"
        taken.write_text("mine", "utf-8")
        before = len(self.json("register", "list"))
        self.run_program("register", "seal", "--out", taken, code=2)
        self.run_program("register", "seal", "--pdf", taken, code=2)
        self.assertEqual(taken.read_text("utf-8"), "mine")
        self.assertEqual(len(self.json("register", "list")), before)

    def test_the_page_to_keep_says_what_was_sealed(self):
        page = self.folder / "seal.pdf"
        made = self.json("register", "seal", "--pdf", page)
        said = subprocess.run(["pdftotext", "-layout", page, "-"], capture_output=True, text=True,
                              check=True).stdout
        self.assertIn("BIÊN BẢN NIÊM PHONG SỔ ĐĂNG KÝ", said)
        self.assertIn("Nguyen Thi Mau", said)
        digits = re.sub(r"\s", "", said)
        for value in (made["hash"], made["certificate"]):
            self.assertIn(value, digits)
        self.assertIn(f"số {made['entry']}", said)
        pages = subprocess.run(["pdfinfo", page], capture_output=True, text=True, check=True)
        self.assertRegex(pages.stdout, r"Pages:\s+1\n")


class Remake(WithKey):
    """With what was sent by mail, signed."""

    def setUp(self):
        super().setUp()
        self.change_port(self.start_server().port)
        self.run_program("campaign", "new", "a", "--template", "mailing/seller-duties",
                         "--channel", "mail")
        self.run_program("campaign", "plan", "a")
        self.run_program("campaign", "approve", "a", "--by", "Nguyễn Thị Mẫu")
        self.run_program("campaign", "send", "a")
        self.sent = {file.name: file.read_bytes()
                     for file in (self.team / "documents").glob("*.pdf")}
        self.assertGreater(len(self.sent), 1)

    def change_port(self, port):
        file = self.team / "thongbao.json"
        profile = json.loads(file.read_text("utf-8"))
        profile["mail"]["port"] = port
        file.write_text(json.dumps(profile, ensure_ascii=False), "utf-8")

    def files(self, folder):
        return {file.name: file.read_bytes() for file in folder.iterdir()}

    def test_all_come_out_byte_for_byte_without_the_key(self):
        self.change_profile(None)
        made = self.json("register", "remake", "--all", "--out", self.folder / "again")
        self.assertEqual((made["made"], made["failures"]), (len(self.sent), []))
        self.assertEqual(self.files(self.folder / "again"), self.sent)

    def test_one_comes_out_by_its_hash(self):
        name = sorted(self.sent)[0]
        self.run_program("register", "remake", name[:-4], "--out", self.folder / "one")
        self.assertEqual(self.files(self.folder / "one"), {name: self.sent[name]})
        self.run_program("register", "remake", "0" * 64, "--out", self.folder / "none", code=3)
        self.assertFalse((self.folder / "none").exists())

    def test_missing_and_spoiled_ones_are_put_back(self):
        missing, spoiled = sorted(self.sent)[:2]
        documents = self.team / "documents"
        (documents / missing).unlink()
        (documents / spoiled).write_bytes(b"spoiled")
        self.run_program("register", "verify", code=6)
        self.assertEqual(self.json("register", "remake", "--repair")["made"], 2)
        self.run_program("register", "verify")
        for name in (missing, spoiled):
            self.assertEqual((documents / name).read_bytes(), self.sent[name])
        self.assertEqual((documents / f"{spoiled}.spoiled").read_bytes(), b"spoiled")
        self.assertEqual(self.json("register", "remake", "--repair")["made"], 0)

    def test_what_does_not_come_out_the_same_is_told(self):
        file = self.team / "thongbao.json"
        profile = json.loads(file.read_text("utf-8"))
        profile["sign"]["agency_text"] = True
        file.write_text(json.dumps(profile, ensure_ascii=False), "utf-8")
        made = self.json("register", "remake", "--all", "--out", self.folder / "other", code=6)
        self.assertEqual((made["made"], len(made["failures"])), (0, len(self.sent)))
        self.assertIn("agency", made["failures"][0]["reason"])

    def test_it_asks_which_and_where_to(self):
        for arguments in ([], ["--all"], ["--out", self.folder / "x"], ["abcd1234"],
                          ["--all", "abcd1234", "--out", self.folder / "x"],
                          ["abcd1234", "--repair"], ["--repair", "--out", self.folder / "x"],
                          ["no hash", "--out", self.folder / "x"]):
            self.run_program("register", "remake", *arguments, code=2)
        self.assertFalse((self.folder / "x").exists())


if __name__ == "__main__":
    program.main()
