"""A plan of many: cut on the screen, whole in a file and as JSON."""

import csv
import zipfile

import program

WRITTEN = 205
SKIPPED = 3


class LongPlan(program.ProgramTest):
    def setUp(self):
        super().setUp()
        self.make_workspace()
        mails = [f"shop{i}@shop.example" for i in range(1, WRITTEN + 1)] + [""] * SKIPPED
        rows = "".join(f"Shop {i},https://zalo.me/shop-{i:04},{mail}\n"
                       for i, mail in enumerate(mails, 1))
        list_file = self.folder / "list.csv"
        list_file.write_text("Tên gian hàng,Đường dẫn,Email\n" + rows, "utf-8")
        self.run_program("pull", "zalo", "--file", list_file)
        self.run_program("campaign", "new", "a", "--template", "mailing/seller-duties",
                         "--channel", "mail")

    def test_the_screen_shows_its_beginning_and_how_many_there_are_of_each_kind(self):
        shown = self.run_program("campaign", "plan", "a").stdout
        self.assertIn("205 parties will be written to", shown)
        self.assertIn("and 5 more", shown)
        self.assertIn("--out", shown)
        self.assertIn("shop200@shop.example", shown)
        self.assertNotIn("shop201@shop.example", shown)
        self.assertIn("no address for any of the channels: 3", shown)

    def test_a_file_holds_all_of_it(self):
        table = self.folder / "plan.csv"
        told = self.json("campaign", "plan", "a", "--out", table)
        self.assertEqual((told["written"], told["skipped"]), (WRITTEN, {"no_address": SKIPPED}))
        with table.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.reader(file))
        self.assertEqual(len(rows), 1 + WRITTEN + SKIPPED)
        self.assertIn("shop205@shop.example", rows[WRITTEN][2])
        self.assertIn("no address", rows[-1][3])
        workbook = self.folder / "plan.xlsx"
        shown = self.run_program("campaign", "plan", "a", "--out", workbook).stdout
        self.assertIn("205 parties will be written to, 3 are skipped", shown)
        self.assertTrue(zipfile.is_zipfile(workbook))

    def test_json_tells_all_of_it(self):
        plan = self.json("campaign", "plan", "a")
        self.assertEqual(len(plan), WRITTEN + SKIPPED)
        self.assertEqual(plan[0]["ways"], [{"address": "shop1@shop.example", "channel": "mail"}])

    def test_a_file_of_another_kind_is_refused_before_anything_is_planned(self):
        self.run_program("campaign", "plan", "a", "--out", self.folder / "plan.pdf", code=2)
        self.assertEqual(self.json("campaign", "status", "a")["state"], "created")

    def test_an_approval_tells_its_first_and_last_number(self):
        self.run_program("campaign", "plan", "a")
        approved = self.json("campaign", "approve", "a", "--by", "Nguyễn Thị Mẫu")
        self.assertEqual(approved["dispatches"], WRITTEN)
        self.assertEqual((approved["first_number"], approved["last_number"]),
                         ("01/TB-QLTT", "01/TB-QLTT"))
        self.assertTrue(self.json("register", "verify")["whole"])


if __name__ == "__main__":
    program.main()
