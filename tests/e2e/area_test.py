"""The official table of communes, sellers and campaigns by commune, and proposed links."""

import program

COMMUNES = """BẢNG DANH MỤC ĐƠN VỊ HÀNH CHÍNH
Mã,Tên đơn vị hành chính,Tỉnh / Thành phố
00199,Phường Láng,Thành phố Hà Nội
31186,Phường Tân An,Thành phố Cần Thơ
27694,Phường Tân An,Tỉnh Tây Ninh
"""
SELLERS = """Tên gian hàng,Link,Họ tên,Địa chỉ
Túi xinh,https://zalo.me/tui-xinh-mau,Nguyễn Văn Mẫu,"Số 12 phố Mẫu, phường Láng, Hà Nội"
Túi đẹp,https://zalo.me/tui-dep-mau,NGUYỄN VĂN MẪU,"12 Phố Mẫu, P. Láng, TP Hà Nội"
Gốm,https://zalo.me/gom-su-mau,Trần Thị Thử,"Số 3 phố Thử, phường Tân An, Cần Thơ"
"""


class Areas(program.ProgramTest):
    def setUp(self):
        super().setUp()
        self.make_workspace()

    def write(self, name, text):
        path = self.folder / name
        path.write_text(text, "utf-8")
        return path

    def import_communes(self):
        return self.json("area", "import", self.write("xa.csv", COMMUNES))

    def pull(self):
        return self.json("pull", "zalo", "--file", self.write("list.csv", SELLERS))

    def accounts(self, area):
        return [seller["name"] for seller in self.json("sellers", "list", "--area", area)]

    def refused(self, *command):
        return self.run_program(*command, code=2).stderr

    def test_sellers_are_found_by_commune(self):
        self.pull()
        done = self.import_communes()
        self.assertEqual((done["communes"], done["accounts"], done["found"]), (3, 3, 3))
        self.assertTrue((self.team / "documents").is_dir())
        kept = [file.stem for file in (self.team / "documents").iterdir()]
        self.assertIn(done["source_sha256"], kept)
        self.assertEqual(len(self.accounts("Phường Láng")), 2)
        self.assertEqual(self.accounts("phuong tan an, can tho"), ["Gốm"])
        self.assertEqual(self.accounts("31186"), ["Gốm"])
        self.assertEqual(self.accounts("27694"), [])
        self.assertEqual(len(self.accounts("Hà Nội")), 2)
        self.assertTrue(self.json("register", "verify")["whole"])

    def test_an_area_that_is_unclear_or_unknown_is_told(self):
        self.assertIn("area import", self.refused("sellers", "list", "--area", "Phường Láng"))
        self.import_communes()
        said = self.refused("sellers", "list", "--area", "Tân An")
        self.assertIn("“Phường Tân An, Cần Thơ”", said)
        self.assertIn("“Phường Tân An, Tây Ninh”", said)
        self.assertIn("Không Có", self.refused("sellers", "list", "--area", "Không Có"))

    def test_a_table_that_cannot_be_used_changes_nothing(self):
        self.import_communes()
        bad = self.write("bad.csv", COMMUNES + "1,Phường Khác,Hà Đông Tây\n")
        self.assertIn("bad.csv", self.run_program("area", "import", bad, code=4).stderr)
        self.assertEqual(len(self.json("area", "list", "--area", "Cần Thơ")), 1)

    def test_the_areas_are_listed(self):
        provinces = self.json("area", "list")
        self.assertEqual(len(provinces), 34)
        self.assertIn("area import", self.run_program("area", "list").stdout)
        self.import_communes()
        self.assertIn("Phường Láng", self.run_program("area", "list", "--area", "01").stdout)

    def test_a_campaign_writes_to_one_commune(self):
        self.pull()
        self.import_communes()
        self.run_program("campaign", "new", "a", "--template", "mailing/seller-duties",
                         "--channel", "print", "--area", "Phường Tân An, Cần Thơ")
        plan = self.json("campaign", "plan", "a")
        self.assertEqual([one["name"] for one in plan if not one["skipped"]], ["Trần Thị Thử"])
        self.assertEqual([one["skipped"] for one in plan].count("outside_area"), 2)

    def test_two_accounts_of_one_person_are_proposed_until_an_officer_decides(self):
        self.pull()
        proposed = self.json("sellers", "suggest")
        self.assertEqual([(one["a"]["id"], one["b"]["id"], one["score"]) for one in proposed],
                         [(1, 2, 80)])
        self.assertEqual(proposed[0]["reasons"][0]["kind"], "address_and_name")
        shown = self.run_program("sellers", "suggest").stdout
        self.assertIn("sellers link", shown)
        self.assertIn("sellers unlink", shown)
        self.assertEqual(self.json("sellers", "suggest", "--min-score", "90"), [])
        self.run_program("sellers", "unlink", "1", "2", "--reason", "Hai cha con")
        self.assertEqual(self.json("sellers", "suggest"), [])
        self.refused("sellers", "unlink", "2", "1", "--reason", "lần nữa")
        self.run_program("sellers", "link", "1", "2", "--reason", "Đã xác minh lại")
        self.assertEqual(self.json("sellers", "suggest"), [])
        self.assertTrue(self.json("register", "verify")["whole"])


if __name__ == "__main__":
    program.main()
