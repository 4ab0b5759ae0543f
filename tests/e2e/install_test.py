"""An installed program works without the source and build trees."""

import pathlib
import shutil
import subprocess

import program


class Installed(program.ProgramTest):
    def test_it_finds_its_plugins_templates_and_words_beside_itself(self):
        prefix = self.folder / "usr"
        subprocess.run(["cmake", "--install", program.BUILD, "--prefix", prefix], check=True,
                       capture_output=True)
        installed = prefix / "bin" / "thongbao"
        moved = self.folder / "elsewhere"
        shutil.move(prefix, moved)
        installed = moved / "bin" / "thongbao"

        def run(*arguments):
            return subprocess.run([installed, *arguments], capture_output=True, text=True,
                                  check=True, cwd=self.folder).stdout

        self.assertIn("zalo", run("plugin", "list"))
        self.assertIn("notice/counterfeit", run("template", "list"))
        self.assertIn("122/2025/QH15", run("law", "list"))
        self.assertRegex(run("--help"), "[ăđơưạảấầ]")
        run("template", "preview", "notice/counterfeit", "--out", "draft", "--agency",
            program.SAMPLES / "agency.json")
        self.assertTrue((self.folder / "draft" / "notice.pdf").is_file())
        self.assertFalse(list(pathlib.Path(moved).rglob("expected")))


if __name__ == "__main__":
    program.main()
