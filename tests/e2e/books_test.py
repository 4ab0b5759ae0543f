"""The official books, and the register as tables."""

import csv
import hashlib
import subprocess

import program


def rows_of(book, sheet=1):
    done = subprocess.run(["xlsx2csv", "-s", str(sheet), book], capture_output=True, text=True,
                          check=True)
    return list(csv.reader(done.stdout.splitlines()))


class Books(program.ProgramTest):
    def setUp(self):
        super().setUp()
        self.make_workspace()
        self.pull_sample("zalo.csv")
        self.run_program("campaign", "new", "dot-1", "--template", "notice/counterfeit",
                         "--channel", "print")
        self.run_program("campaign", "plan", "dot-1", "--date", "24/11/2026")
        self.approved = self.json("campaign", "approve", "dot-1", "--by", "Nguyễn Thị Mẫu")
        self.run_program("campaign", "send", "dot-1")

    def test_the_book_of_outgoing_documents_has_a_row_for_each_notice(self):
        out = self.folder / "van-ban-di.xlsx"
        report = self.json("register", "outgoing", "--year", "2026", "--out", out)
        rows = rows_of(out)
        start = rows.index([f"({number})" for number in range(1, 11)])
        self.assertEqual(rows[start - 1][:4],
                         ["Số, ký hiệu", "Ngày tháng", "Tên loại và trích yếu", "Người ký"])
        self.assertIn(["SỔ ĐĂNG KÝ VĂN BẢN ĐI"] + [""] * 9, rows[:start])
        self.assertIn(["Năm: 2026"] + [""] * 9, rows[:start])
        written = rows[start + 1:]
        self.assertEqual(len(written), report["rows"])
        self.assertEqual(written[0][0], self.approved["first_number"])
        self.assertEqual(written[-1][0], self.approved["last_number"])
        for row in written:
            self.assertEqual(row[1], "24/11/2026")
            self.assertTrue(row[2].startswith("Thông báo về việc"), row[2])
            self.assertTrue(row[8].startswith("văn bản giấy, in lúc "), row[8])
        as_csv = self.folder / "van-ban-di.csv"
        self.json("register", "outgoing", "--year", "2026", "--out", as_csv)
        with open(as_csv, encoding="utf-8-sig", newline="") as file:
            self.assertEqual(list(csv.reader(file)), [rows[start - 1], *written])

    def test_the_book_of_the_post_has_a_row_for_each_printed_letter(self):
        out = self.folder / "buu-dien.xlsx"
        report = self.json("register", "post", "--campaign", "dot-1", "--out", out)
        rows = rows_of(out)
        start = rows.index([f"({number})" for number in range(1, 7)])
        self.assertEqual(rows[start - 1], ["Ngày chuyển", "Số, ký hiệu", "Nơi nhận",
                                           "Số lượng bì", "Ký nhận và dấu bưu điện", "Ghi chú"])
        self.assertIn("SỔ GỬI VĂN BẢN ĐI BƯU ĐIỆN", [row[0] for row in rows])
        self.assertEqual(len(rows) - start - 1, report["rows"])
        self.assertGreater(report["rows"], 0)
        empty = self.json("register", "post", "--from", "01/01/2020", "--to", "2020-12-31",
                          "--out", self.folder / "none.csv")
        self.assertEqual(empty["rows"], 0)
        self.run_program("register", "post", "--out", out, code=2)
        self.run_program("register", "post", "--campaign", "khong-co", "--out", out, code=3)
        self.run_program("register", "post", "--from", "mai", "--to", "mai", "--out", out, code=2)
        self.assertEqual(rows_of(out), rows, "what cannot be made leaves the old file")

    def test_the_register_is_written_as_a_workbook_of_tables(self):
        out = self.folder / "so.xlsx"
        counts = self.json("register", "export", "--out", out)["rows"]
        self.assertEqual(list(counts), sorted(["entries", "sellers", "parties", "campaigns",
                                               "notices", "dispatches", "communes"]))
        tables = ["entries", "sellers", "parties", "campaigns", "notices", "dispatches", "communes"]
        for sheet, table in enumerate(tables, 1):
            rows = rows_of(out, sheet)
            self.assertEqual(len(rows) - 1, counts[table], table)
        entries = rows_of(out)
        self.assertEqual(entries[1][0], "1")
        self.assertEqual(entries[-1][-1], self.json("register", "verify")["head"])

    def test_the_tables_are_written_as_files_of_a_new_folder_or_one_by_one(self):
        folder = self.folder / "so"
        counts = self.json("register", "export", "--out", folder)["rows"]
        self.assertEqual({file.stem for file in folder.iterdir()}, set(counts))
        for table, count in counts.items():
            with open(folder / f"{table}.csv", encoding="utf-8-sig", newline="") as file:
                self.assertEqual(len(list(csv.reader(file))) - 1, count)
        before = hashlib.sha256((folder / "notices.csv").read_bytes()).hexdigest()
        self.run_program("register", "export", "--out", folder, code=2)
        one = self.folder / "notices.csv"
        self.json("register", "export", "--table", "notices", "--out", one)
        self.assertEqual(hashlib.sha256(one.read_bytes()).hexdigest(), before)
        self.json("register", "export", "--out", one)
        self.assertIn("pull.begun", one.read_text("utf-8-sig"), "entries when none is named")
        self.assertEqual([path.name for path in self.folder.glob("*.part*")], [])


if __name__ == "__main__":
    program.main()
