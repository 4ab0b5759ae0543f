"""Whatever is wrong is told in one sentence with its place, by the exit code of the contract."""

import json
import shutil
import sqlite3

import program


class BadInput(program.ProgramTest):
    def expect(self, code, *words, command, lang="en"):
        done = self.run_program(*command, code=code, lang=lang)
        for word in words:
            self.assertIn(word, done.stderr, command)
        self.assertEqual(len(done.stderr.strip().splitlines()), 1, done.stderr)
        return done

    def file(self, name, content):
        path = self.folder / name
        path.write_bytes(content)
        return path

    def any_pull(self):
        return ["pull", "zalo", "--file", self.sample("zalo.csv")]

    def test_a_call_that_is_not_understood(self):
        for command, word in ((["fly"], "fly"), ([], "command"), (["pull", "zalo"], "--file"),
                              (["sellers", "list", "--format", "doc"], "--format"),
                              (["law", "list", "--on", "31/2/2026"], "31/2/2026")):
            self.expect(2, word, command=command)

    def test_a_folder_that_is_no_workspace(self):
        self.expect(3, "thongbao init", command=["sellers", "list"])

    def test_a_workspace_is_not_made_twice(self):
        self.make_workspace()
        self.expect(2, str(self.team), command=["init"])

    def test_a_list_that_is_missing_a_folder_or_of_another_kind(self):
        self.make_workspace()
        pdf = self.file("list.csv", b"%PDF-1.7\n" + bytes(range(256)))
        for code, path, word in ((3, self.folder / "none.csv", "none.csv"),
                                 (4, self.folder, str(self.folder)),
                                 (4, pdf, "PDF"),
                                 (4, self.file("empty.csv", b""), "empty.csv"),
                                 (4, self.file("utf.csv", "Tên,Link\nA,\xff".encode("latin-1", "ignore")
                                               + b"\xff\xfe\n"), "UTF-8")):
            self.expect(code, word, command=["pull", "zalo", "--file", path])

    def test_an_unknown_column_layout_names_what_is_missing(self):
        self.make_workspace()
        before = self.json("register", "verify")["entries"]
        path = self.file("list.csv", "Cột A,Cột B\n1,2\n3,4\n".encode())
        self.expect(4, "Cột A", command=["pull", "zalo", "--file", path])
        self.assertEqual(self.json("sellers", "list"), [])
        self.assertGreaterEqual(self.json("register", "verify")["entries"], before)

    def test_an_unknown_plugin_lists_those_there_are(self):
        self.make_workspace()
        self.expect(3, "zalo", command=["pull", "zola", "--file", self.sample("zalo.csv")])

    def test_a_library_that_is_no_plugin(self):
        text = self.file("x.so", b"no library at all")
        done = self.run_program("plugin", "check", text, code=4)
        self.assertIn("x.so", done.stdout)

    def test_a_wrong_profile_names_every_key(self):
        self.make_workspace()
        profile = self.team / "thongbao.json"
        good = json.loads(profile.read_text("utf-8"))
        good["mail"]["port"] = "many"
        good["agency"]["sybmol"] = "QLTT"
        profile.write_text(json.dumps(good, ensure_ascii=False, indent=2), "utf-8")
        self.expect(2, "mail.port", "agency.sybmol", "symbol",
                    command=self.any_pull())
        profile.write_text("{\n  \"agency\": {\n", "utf-8")
        self.expect(2, "thongbao.json", "line", command=self.any_pull())

    def test_a_password_in_the_profile_is_refused_and_not_printed(self):
        self.make_workspace()
        profile = self.team / "thongbao.json"
        good = json.loads(profile.read_text("utf-8"))
        good["mail"]["password"] = "rat-bi-mat"
        profile.write_text(json.dumps(good, ensure_ascii=False), "utf-8")
        done = self.expect(2, "password_file", command=self.any_pull())
        self.assertNotIn("rat-bi-mat", done.stderr + done.stdout)

    def own_template(self, body):
        folder = self.team / "mau" / "notice" / "counterfeit"
        shutil.copytree(program.SOURCE / "templates" / "notice" / "counterfeit", folder)
        (folder / "body.md").write_text(body, "utf-8")
        profile = self.team / "thongbao.json"
        good = json.loads(profile.read_text("utf-8"))
        good["templates"] = "mau"
        profile.write_text(json.dumps(good, ensure_ascii=False), "utf-8")

    def test_a_template_error_names_file_line_and_column(self):
        self.make_workspace()
        self.own_template("Dòng một\n\nDòng {{party.nmae}} ba\n")
        self.expect(4, "party.nmae", "line 3", "column 6",
                    command=["template", "check", "notice/counterfeit"])
        (self.team / "mau" / "notice" / "counterfeit" / "body.md").write_text(
            "Một <b>hai</b>\n", "utf-8")
        self.expect(4, "HTML", command=["template", "check", "notice/counterfeit"])

    def test_a_register_of_a_newer_program_or_of_nothing(self):
        self.make_workspace()
        file = self.team / "register.db"
        database = sqlite3.connect(file)
        database.execute("INSERT INTO migrations VALUES (9999, '2030-01-01T00:00:00.000Z')")
        database.commit()
        database.close()
        self.expect(2, "newer", command=["register", "verify"])
        for leftover in ("register.db-wal", "register.db-shm"):
            (self.team / leftover).unlink(missing_ok=True)
        file.write_bytes(b"no database" * 1000)
        self.expect(6, "register.db", command=["register", "verify"])

    def test_a_campaign_that_does_not_exist_or_is_not_approved(self):
        self.make_workspace()
        self.expect(3, "“không”", command=["campaign", "send", "không"])
        self.run_program("campaign", "new", "a", "--template", "notice/counterfeit", "--channel",
                         "print")
        self.expect(2, "campaign plan", command=["campaign", "send", "a"])
        self.expect(2, "“a”", command=["campaign", "new", "a", "--template", "notice/counterfeit",
                                       "--channel", "print"])
        self.expect(3, "notice/counterfeit", command=["campaign", "new", "b", "--template",
                                                      "notice/none", "--channel", "print"])
        self.expect(2, "telegram", command=["campaign", "new", "b", "--template",
                                            "notice/counterfeit", "--channel", "telegram"])

    def test_a_mail_server_that_does_not_answer_loses_nothing(self):
        self.make_workspace(port=1)
        self.pull_sample("zalo.csv")
        self.run_program("campaign", "new", "a", "--template", "mailing/seller-duties",
                         "--channel", "mail")
        self.run_program("campaign", "plan", "a")
        self.run_program("campaign", "approve", "a", "--by", "Nguyễn Thị Mẫu")
        before = self.json("campaign", "status", "a")["counts"]
        self.expect(5, "127.0.0.1", command=["campaign", "send", "a"])
        self.assertEqual(self.json("campaign", "status", "a")["counts"], before)

    def test_errors_are_vietnamese_unless_english_is_asked_for(self):
        done = self.run_program("sellers", "list", code=3, lang="vi")
        self.assertRegex(done.stderr, "[ăâđêôơưạảấầ]")

    def test_with_json_an_error_is_one_document_too(self):
        done = self.run_program("--json", "sellers", "list", code=3)
        self.assertEqual(json.loads(done.stdout)["error"]["code"], 3)


if __name__ == "__main__":
    program.main()
