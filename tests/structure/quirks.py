"""Every row of the table of quirks names tests, and each of them is there.

Usage: quirks.py FOLDER
"""

import pathlib
import re
import sys

PAGE = "tests/intake/QUIRKS.md"
TEST = re.compile(r"^TEST(?:_[FP])?\((\w+),\s*(\w+)\)", re.MULTILINE)
NAMES = re.compile(r"`(\w+\.\w+)`")


def tests_of(root):
    names = set()
    for source in (root / "tests").rglob("*.cpp"):
        names.update(".".join(test) for test in TEST.findall(source.read_text("utf-8")))
    return names


def complaints(page, tests):
    """What is wrong with the page's rows, a sentence each."""
    said = []
    for number, line in enumerate(page.splitlines(), 1):
        if not line.startswith("|") or line.startswith(("|---", "| Quirk |")):
            continue
        named = NAMES.findall(re.split(r"(?<!\\)\|", line)[-2])
        if not named:
            said.append(f"{PAGE}:{number}: names no test")
        said += [f"{PAGE}:{number}: there is no test {name}" for name in named if name not in tests]
    return said


def main(arguments):
    root = pathlib.Path(arguments[1])
    said = complaints((root / PAGE).read_text("utf-8"), tests_of(root))
    print("\n".join(said))
    return 1 if said else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
