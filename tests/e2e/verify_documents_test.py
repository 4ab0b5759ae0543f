"""`register verify` compares the files in documents/ with what the chain names."""

import program


class VerifyDocuments(program.ProgramTest):
    def setUp(self):
        super().setUp()
        self.make_workspace()
        self.pull_sample("zalo.csv")
        (self.kept,) = (self.team / "documents").iterdir()
        self.begun = next(entry["sequence"] for entry in self.json("register", "list")
                          if entry["kind"] == "pull.begun")

    def test_documents_with_the_bytes_that_the_chain_names_are_whole(self):
        (self.team / "documents" / "note.txt").write_text("no document\n", "utf-8")
        verdict = self.json("register", "verify")
        self.assertTrue(verdict["whole"])
        self.assertEqual(verdict["documents"],
                         {"checked": 1, "first_changed": 0, "let_go": 0, "missing": 0,
                          "first_missing": 0})
        self.assertIn("1 documents", self.run_program("register", "verify").stdout)

    def test_a_document_with_other_bytes_is_told_with_its_entry(self):
        self.kept.write_bytes(self.kept.read_bytes() + b" ")
        verdict = self.json("register", "verify", code=6)
        self.assertTrue(verdict["whole"])
        self.assertEqual(verdict["documents"]["first_changed"], self.begun)
        said = self.run_program("register", "verify", code=6).stderr
        self.assertIn(f"entry {self.begun} ", said)
        self.assertIn(self.kept.name, said)
        self.run_program("register", "verify", "--no-documents")

    def test_a_document_is_found_in_a_folder_inside(self):
        inside = self.team / "documents" / self.kept.name[:2]
        inside.mkdir()
        self.kept.rename(inside / self.kept.name)
        self.assertEqual(self.json("register", "verify")["documents"]["checked"], 1)

    def test_a_missing_document_is_told_with_how_many_there_are(self):
        self.kept.unlink()
        verdict = self.json("register", "verify", code=6)
        self.assertTrue(verdict["whole"])
        self.assertEqual(verdict["documents"],
                         {"checked": 0, "first_changed": 0, "let_go": 0, "missing": 1,
                          "first_missing": self.begun})
        said = self.run_program("register", "verify", code=6).stderr
        self.assertIn(f"entry {self.begun}", said)
        self.assertIn("register remake", said)
        self.assertNotIn("documents", self.json("register", "verify", "--no-documents"))


if __name__ == "__main__":
    program.main()
