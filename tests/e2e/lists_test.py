"""Lists in every shape: how they are understood, set by hand, kept, and shown again."""

import csv
import io
import subprocess

import program

HEADINGS = ["Tên gian hàng", "Đường dẫn", "Điện thoại", "Ghi chú"]
ROWS = [["Một", "https://zalo.me/0912000001", "0912000001", "=1+1"],
        ["Hai", "https://zalo.me/0912000002", "9.12E+08", ""],
        ["Ba", "https://zalo.me/0912000003", "912000003", "x"]]


def as_text(rows, delimiter=","):
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return text.getvalue()


class Lists(program.ProgramTest):
    def file(self, text, encoding="utf-8", name="danh-sach.csv"):
        path = self.folder / name
        path.write_bytes(text.encode(encoding))
        return path

    def pull(self, file, *options, code=0):
        return self.json("pull", "zalo", "--file", file, *options, code=code)

    def first_seller(self):
        return self.json("sellers", "list")[0]["id"]


class Understanding(Lists):
    def test_a_dry_run_shows_what_was_understood_and_writes_nothing(self):
        self.make_workspace()
        file = self.file(as_text([HEADINGS, *ROWS], ";"), "utf-16")
        before = sorted(path.name for path in (self.team / "documents").iterdir())
        report = self.pull(file, "--dry-run", code=1)
        self.assertEqual((report["format"], report["encoding"], report["delimiter"]),
                         ("csv", "UTF-16LE", ";"))
        self.assertEqual(report["heading_row"], 1)
        self.assertEqual(report["fields"], ["name", "url", "phone", ""])
        self.assertEqual(report["first_rows"], ROWS)
        self.assertEqual((report["refused_rows"], report["warned"]), (1, 1))
        text = self.run_program("pull", "zalo", "--file", file, "--dry-run", code=1).stdout
        for told in ("Encoding: UTF-16LE", "Between the columns: ;", "Telephone number.",
                     "kept as it is", "https://zalo.me/", "9.12E+08", "row 3:", "row 4, kept:"):
            self.assertIn(told, text)
        self.assertEqual(self.json("sellers", "list"), [])
        self.assertEqual(sorted(path.name for path in (self.team / "documents").iterdir()), before)
        self.assertEqual(list(self.folder.glob("*.rejected.csv")), [])

    def test_a_dry_run_names_all_sheets_of_a_workbook(self):
        self.make_workspace()
        report = self.json("pull", "tiktok", "--file", self.sample("tiktok.xlsx"), "--dry-run",
                           code=1)
        self.assertEqual(report["format"], "xlsx")
        self.assertIn(report["sheet"], report["sheets"])

    def test_a_list_without_headings_is_read_by_the_columns_named_for_it(self):
        self.make_workspace()
        file = self.file(as_text([ROWS[0], ROWS[2]]))
        report = self.pull(file, "--columns", ",".join(HEADINGS[:2]), "--columns", "Điện thoại,")
        self.assertEqual((report["new"], report["heading_row"]), (2, 0))
        seller = self.json("sellers", "show", str(self.first_seller()), "--rows")
        self.assertEqual(seller["phone"], "+84912000001")
        self.assertEqual(seller["evidence"][0]["row"], 1)
        self.assertEqual(seller["evidence"][0]["cells"][0],
                         {"heading": "Tên gian hàng", "text": "Một"})

    def test_what_is_set_by_hand_wins_over_what_is_found(self):
        self.make_workspace()
        text = as_text([["Tên gian hàng", "Cũ"], ["Đầu", "x"], HEADINGS, ROWS[0]])
        report = self.pull(self.file(text), "--heading-row", "3", "--delimiter", ",",
                           "--encoding", "utf-8")
        self.assertEqual((report["heading_row"], report["read"]), (3, 1))
        for wrong, told in ((["--encoding", "latin1"], "windows-1258"),
                            (["--delimiter", "x"], "tab"),
                            (["--heading-row", "2", "--columns", "a"], "heading row")):
            done = self.run_program("pull", "zalo", "--file", self.file(text), *wrong, code=2)
            self.assertIn(told, done.stderr)

    def test_letters_are_made_of_the_same_lists(self):
        self.make_workspace()
        file = self.file(as_text([ROWS[0], ROWS[2]], "|"), "utf-16")
        self.run_program("render", "mailing/seller-duties", "--data", file, "--platform", "zalo",
                         "--columns", ",".join(HEADINGS), "--delimiter", "|", "--date",
                         "24/11/2026", "--out", self.folder / "out")
        self.assertEqual(len(list((self.folder / "out").glob("*.pdf"))), 2)


class Keeping(Lists):
    def test_the_list_is_kept_with_who_brought_it_and_shown_row_by_row(self):
        self.make_workspace()
        file = self.file(as_text([HEADINGS, *ROWS]))
        report = self.pull(file, "--by", "Nguyễn Thị Mẫu", code=1)
        kept = self.team / "documents" / report["kept_file"].rsplit("/", 1)[1]
        self.assertEqual(kept.read_bytes(), file.read_bytes())
        seller = str(self.first_seller())
        evidence, = self.json("sellers", "show", seller, "--rows")["evidence"]
        self.assertEqual((evidence["officer"], evidence["row"]), ("Nguyễn Thị Mẫu", 2))
        self.assertEqual({cell["heading"]: cell["text"] for cell in evidence["cells"]},
                         dict(zip(HEADINGS, ROWS[0])))
        text = self.run_program("sellers", "show", seller, "--rows").stdout
        self.assertIn("in danh-sach.csv, row 2, brought by Nguyễn Thị Mẫu", text)
        self.assertIn("    Điện thoại: 0912000001", text)

        kept.chmod(0o600)
        kept.write_bytes(kept.read_bytes() + b"x")
        changed = self.run_program("sellers", "show", seller, "--rows", code=6)
        self.assertIn("was changed", changed.stdout)
        self.assertIn("Nothing was sent", changed.stdout, "the story goes on")
        kept.unlink()
        self.assertIn(kept.name, self.run_program("sellers", "show", seller, "--rows").stdout)

    def test_accounts_of_one_party_are_told_with_the_reason(self):
        self.make_workspace()
        twins = [["Một", "https://zalo.me/0912000001", "0912000009", ""],
                 ["Hai", "https://zalo.me/0912000002", "0912000009", ""]]
        self.pull(self.file(as_text([HEADINGS, *twins])))
        story = self.json("sellers", "show", "1")
        self.assertEqual([one["id"] for one in story["accounts"]], [1, 2])
        self.assertEqual(story["links"], [{"id": 2, "other": 1, "reason": "phone",
                                           "value": "+84912000009"}])
        self.assertIn("linked with account 1: equal phone +84912000009",
                      self.run_program("sellers", "show", "1").stdout)

    def test_a_phone_that_too_many_share_links_nobody_and_is_told(self):
        self.make_workspace()
        many = [[f"Shop {i}", f"https://zalo.me/09120000{i:02}", "0912999999", ""]
                for i in range(21)]
        report = self.pull(self.file(as_text([HEADINGS, *many])))
        self.assertEqual(report["shared_keys"], [{"kind": "phone", "value": "+84912999999"}])
        text = self.run_program("sellers", "show", "1").stdout
        self.assertIn("links nobody: phone +84912999999", text)
        self.assertIn("Party 1: 1 accounts", text)


class Exports(Lists):
    def setUp(self):
        super().setUp()
        self.make_workspace()
        many = [[f"=Shop {i}", f"https://zalo.me/0912{i:06}", f"0912{i:06}", ""]
                for i in range(205)]
        self.pull(self.file(as_text([HEADINGS, *many])))

    def test_the_screen_shows_the_first_and_says_how_to_get_all(self):
        text = self.run_program("sellers", "list").stdout
        self.assertEqual(text.count("=Shop"), 200)
        self.assertIn("… and 5 more", text)
        self.assertIn("205 accounts", text)

    def test_a_workbook_holds_all_of_them_as_texts(self):
        out = self.folder / "out.xlsx"
        self.assertEqual(self.json("sellers", "list", "--format", "xlsx", "--out", out),
                         {"accounts": 205, "out": str(out)})
        done = subprocess.run(["xlsx2csv", out], capture_output=True, text=True, check=True)
        rows = list(csv.DictReader(io.StringIO(done.stdout)))
        self.assertEqual(len(rows), 205)
        self.assertEqual((rows[0]["Name"], rows[0]["Phone"]), ("=Shop 0", "+84912000000"))
        self.run_program("sellers", "list", "--format", "xlsx", code=2)

    def test_csv_goes_to_the_screen_or_into_a_file_and_carries_no_formula(self):
        out = self.folder / "out.csv"
        self.run_program("sellers", "list", "--format", "csv", "--out", out)
        text = self.run_program("sellers", "list", "--format", "csv", text=False).stdout
        self.assertEqual(out.read_bytes(), text)
        rows = list(csv.DictReader(io.StringIO(text.decode("utf-8-sig"))))
        self.assertEqual(len(rows), 205)
        self.assertEqual((rows[0]["Name"], rows[0]["Phone"]), ("'=Shop 0", "'+84912000000"))

    def test_json_is_one_array(self):
        self.assertEqual(len(self.json("sellers", "list")), 205)
        self.assertEqual(self.json("sellers", "list", "--query", "there is none"), [])


if __name__ == "__main__":
    program.main()
