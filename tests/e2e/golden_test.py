"""Every shipped template gives exactly the documents in its expected/ folder.

`golden_test.py --update` writes them anew; look at every page before committing the change.
"""

import pathlib
import subprocess
import sys
import unicodedata

import program

FORMS = ("notice.pdf", "notice.html", "notice.txt")


def templates():
    for file in sorted((program.SOURCE / "templates").glob("*/*/template.json")):
        yield f"{file.parent.parent.name}/{file.parent.name}", file.parent / "expected"


def preview(name, out):
    subprocess.run([program.PROGRAM, "template", "preview", name, "--out", out, "--number", "5",
                    "--agency", program.SAMPLES / "agency.json", "--date", "24/11/2026"],
                   check=True, capture_output=True)


class Golden(program.ProgramTest):
    def test_every_template_gives_its_expected_documents(self):
        names = [name for name, _ in templates()]
        self.assertGreaterEqual(len(names), 6)
        for name, expected in templates():
            out = self.folder / name
            preview(name, out)
            for form in FORMS:
                with self.subTest(template=name, form=form):
                    self.assertTrue((out / form).read_bytes() == (expected / form).read_bytes(),
                                    f"differs from {expected / form}")

    def test_the_same_template_gives_the_same_bytes_again(self):
        preview("notice/counterfeit", self.folder / "one")
        preview("notice/counterfeit", self.folder / "two")
        for form in FORMS:
            self.assertTrue((self.folder / "one" / form).read_bytes()
                            == (self.folder / "two" / form).read_bytes())

    def test_the_documents_are_whole_and_their_text_is_nfc(self):
        for name, expected in templates():
            with self.subTest(template=name):
                pdf = expected / "notice.pdf"
                check = subprocess.run(["qpdf", "--check", pdf], capture_output=True, text=True,
                                       check=False)
                self.assertEqual((check.returncode, check.stderr), (0, ""))
                text = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True,
                                      text=True, check=True).stdout
                self.assertEqual(unicodedata.normalize("NFC", text), text)
                self.assertIn("Số: 05/TB-QLTT", text)
                self.assertIn("Nơi nhận:", text)

    def test_no_letter_names_a_fine_for_its_recipient(self):
        for name, expected in templates():
            if name.startswith("notice/"):
                with self.subTest(template=name):
                    text = (expected / "notice.txt").read_text("utf-8")
                    self.assertIn("không phải là quyết định xử phạt", " ".join(text.split()))


if __name__ == "__main__":
    if sys.argv[1:] == ["--update"]:
        for template, folder in templates():
            preview(template, pathlib.Path(folder))
    else:
        program.main()
