"""A plugin that crashes, hangs or lies costs one pull; the register keeps every kept row."""

import program


class Plugins(program.ProgramTest):
    def workspace_with(self, way, **limits):
        def change(profile):
            profile["plugin_folders"] = [str(program.BUILD / "test_plugins")]
            profile["plugins"]["naughty"] = {"rows": "120", "way": way}
            profile["limits"].update(limits)
        self.make_workspace(change=change)

    def list_of(self, count):
        file = self.folder / "list.csv"
        rows = "".join(f"tk{i},Quầy {i},09120{i:05}\n" for i in range(count))
        file.write_text("Mã gian hàng,Tên quầy,Điện thoại\n" + rows, "utf-8")
        return file

    def assert_only_kept_rows(self, sellers):
        self.assertEqual(len(self.json("sellers", "list")), sellers)
        self.assertTrue(self.json("register", "verify")["whole"])

    def test_a_crash_costs_the_pull_and_keeps_what_was_checkpointed(self):
        self.workspace_with("crash")
        done = self.run_program("pull", "naughty", "--file", self.list_of(200), code=5)
        self.assertIn("naughty", done.stderr)
        self.assertIn("SIGSEGV", done.stderr)
        self.assert_only_kept_rows(100)

    def test_a_hanging_plugin_is_ended_after_its_time(self):
        self.workspace_with("hang", plugin_silence_seconds=1)
        done = self.run_program("pull", "naughty", "--file", self.list_of(200), code=5)
        self.assertIn("naughty", done.stderr)
        self.assert_only_kept_rows(100)

    def test_the_next_pull_of_the_same_list_says_where_it_goes_on(self):
        self.workspace_with("crash")
        file = self.list_of(200)
        self.run_program("pull", "naughty", "--file", file, code=5)
        again = self.run_program("pull", "naughty", "--file", file, code=5)
        self.assertIn("behind row 101", again.stdout)
        self.assert_only_kept_rows(100)

    def test_plugins_are_listed_and_checked_without_pulling(self):
        self.workspace_with("crash")
        listed = {one["id"] for one in self.json("plugin", "list")["plugins"]}
        self.assertLessEqual({"zalo", "facebook", "tiktok", "shopee", "lazada", "tiki", "website",
                              "naughty"}, listed)
        zalo = self.json("plugin", "info", "zalo")
        self.assertEqual(self.json("plugin", "check", zalo["library"])["problems"], [])

    def test_each_platform_pulls_its_sample(self):
        self.make_workspace()
        for name in ("zalo.csv", "facebook.csv", "tiktok.xlsx", "shopee.xlsx", "lazada.csv",
                     "tiki.csv", "website.csv"):
            report = self.pull_sample(name)
            self.assertGreater(report["new"], 2, name)
            self.assertGreater(report["rejected"], 0, name)


if __name__ == "__main__":
    program.main()
