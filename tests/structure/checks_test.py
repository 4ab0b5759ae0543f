"""Each check finds the fault it is there for, and leaves a sound tree in peace."""

import pathlib
import tempfile
import unittest

import quirks
import tree
import words

ROOMS = {"base": 0, "domain": 1, "law": 2, "document": 2}


class Tree(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = pathlib.Path(folder.name)

    def put(self, name, text):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return name

    def test_downward_and_own_includes_are_fine(self):
        self.put("host/law/a.cpp", '#include "law/a.h"\n#include "base/b.h"\n#include <x.h>\n')
        self.put("host/main.cpp", '#include "law/a.h"\n')
        self.assertEqual(tree.floors(self.root, ROOMS), [])

    def test_an_upward_include_is_told_with_its_line(self):
        self.put("host/base/a.cpp", '\n#include "domain/a.h"\n')
        (complaint,) = tree.floors(self.root, ROOMS)
        self.assertTrue(complaint.startswith("host/base/a.cpp:2: base (floor 0)"), complaint)

    def test_a_room_of_the_same_floor_is_not_included(self):
        self.put("host/law/a.h", '#include "document/a.h"\n')
        self.assertEqual(len(tree.floors(self.root, ROOMS)), 1)

    def test_a_header_without_its_room_and_a_folder_without_floor_are_told(self):
        self.put("host/law/a.cpp", '#include "a.h"\n')
        self.put("host/attic/a.cpp", '#include "base/a.h"\n')
        self.assertEqual(len(tree.floors(self.root, ROOMS)), 2)

    def test_a_plugin_sees_the_sdk_and_itself_only(self):
        self.put("plugins/zalo/own.h", "")
        self.put("plugins/zalo/a.cpp", '#include "thongbao/plugin.hpp"\n#include "own.h"\n'
                                       '#include "base/text.h"\n')
        (complaint,) = tree.floors(self.root, ROOMS)
        self.assertTrue(complaint.startswith("plugins/zalo/a.cpp:3:"), complaint)

    def test_a_source_of_401_lines_is_too_long(self):
        names = [self.put("a.cpp", "x\n" * 400), self.put("b.cpp", "x\n" * 401)]
        self.assertEqual(tree.sizes(self.root, names), ["b.cpp: 401 lines, at most 400"])

    def test_each_uncleanness_is_told_with_its_line(self):
        faults = {
            "// TO" "DO later": "unfinished work",
            "cd /ro" "ot/x": "a path of one machine",
            "blank ": "blanks at the end",
            "ho\u0302": "letters not in NFC",
        }
        for line, fault in faults.items():
            name = self.put("a.md", "fine\n" + line + "\n")
            self.assertEqual(tree.clean(self.root, [name]), [f"a.md:2: {fault}"])

    def test_large_and_undecodable_files_are_told(self):
        names = [self.put("big.pdf", b"\0" * (tree.MOST_BYTES + 1)), self.put("a.txt", b"\xff")]
        self.assertEqual(len(tree.clean(self.root, names)), 2)

    def test_lists_as_they_were_given_keep_their_faults(self):
        names = [self.put("samples/a.csv", "blank \n"), self.put("p/fixtures/b.csv", b"\xff")]
        self.assertEqual(tree.clean(self.root, names), [])


def po(*entries, flags=""):
    return "\n\n".join(['msgid ""\nmsgstr ""'] + [
        f'{flags}msgid "{english}"\nmsgstr "{vietnamese}"' for english, vietnamese in entries])


class Words(unittest.TestCase):
    def told(self, english, vietnamese, flags=""):
        said = words.complaints(po((english, vietnamese), flags=flags), po((english, "")))
        self.assertLessEqual(len(said), 1)
        return said[0].split(":")[0] if said else ""

    def test_a_right_translation_is_fine(self):
        self.assertEqual(self.told("Row {} of {}.", "Dòng {} trên {}."), "")
        self.assertEqual(self.told("{} of {:.1f}", "{1:.1f} có {0}"), "")

    def test_a_missing_word_is_told(self):
        self.assertEqual(self.told("Row", ""), "not translated")
        self.assertEqual(words.complaints(po(), po(("new", ""))), ["not translated: “new”"])

    def test_a_text_that_is_gone_is_told(self):
        self.assertEqual(words.complaints(po(("old", "cũ")), po()),
                         ["no longer in the sources: “old”"])
        self.assertEqual(words.complaints(po() + '\n\n#~ msgid "old"\n#~ msgstr "cũ"', po()),
                         ["no longer in the sources: “#~ old”"])

    def test_other_braces_are_told(self):
        for vietnamese in ("Dòng", "Dòng {} {}", "Dòng {:d}", "Dòng {1}"):
            self.assertEqual(self.told("Row {}", vietnamese), "other braces")

    def test_a_fuzzy_word_and_another_end_are_told(self):
        self.assertEqual(self.told("Row", "Dòng", flags="#, fuzzy\n"), "fuzzy")
        self.assertEqual(self.told("Row.", "Dòng"), "other full stop or blanks at the end")

    def test_letters_apart_from_their_marks_are_told(self):
        self.assertEqual(self.told("Row", "Do\u0300ng"), "vi.po")

    def test_a_text_over_several_lines_is_one_text(self):
        self.assertEqual(words.messages('msgid ""\n"one "\n"two"\nmsgstr ""\n"một "\n"hai"\n'),
                         {"one two": ("một hai", False)})


class Quirks(unittest.TestCase):
    def test_a_quirk_with_its_tests_is_fine(self):
        page = ("| Quirk | What is done | Test |\n|---|---|---|\n"
                "| `a\\|b.c` | x | `Csv.Reads`, `Csv.Skips` |")
        self.assertEqual(quirks.complaints(page, {"Csv.Reads", "Csv.Skips"}), [])

    def test_a_quirk_without_a_test_or_with_one_that_is_gone_is_told(self):
        said = quirks.complaints("| a | x | |\n| b | x | `Csv.Gone` |", {"Csv.Reads"})
        self.assertEqual(said, [f"{quirks.PAGE}:1: names no test",
                                f"{quirks.PAGE}:2: there is no test Csv.Gone"])


if __name__ == "__main__":
    unittest.main()
