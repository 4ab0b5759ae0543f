"""Checks of the source tree. Each returns the complaints, one sentence a place.

    tree.py floors ROOT room=floor,room=floor,…
    tree.py sizes ROOT
    tree.py clean ROOT
"""

import pathlib
import re
import subprocess
import sys
import unicodedata

MOST_LINES = 400
MOST_BYTES = 300 * 1024
SOURCES = {".c", ".cmake", ".cpp", ".h", ".hpp", ".py", ".sh"}
# Lists as others wrote them, kept with their faults; and what a program wrote.
AS_GIVEN = ("samples/", "/fixtures/", "/expected/")

INCLUDE = re.compile(r'^\s*#\s*include\s*"([^"]+)"')
UNFINISHED = re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME|XX" + r"X)\b")
MACHINE_PATH = re.compile(r"(?<![\w.\-}])/(?:work|root|home)/")


def tracked(root):
    """The files that git keeps, as paths relative to the root."""
    listed = subprocess.run(["git", "-c", f"safe.directory={root}", "ls-files", "-z"], cwd=root,
                            check=True, stdout=subprocess.PIPE).stdout.decode()
    return sorted(name for name in listed.split("\0") if name and (root / name).is_file())


def is_source(name):
    path = pathlib.PurePath(name)
    return path.suffix in SOURCES or path.name in ("CMakeLists.txt", "dev")


def lines_of(root, name):
    return (root / name).read_text(encoding="utf-8").split("\n")


def includes(root, folder):
    for file in sorted((root / folder).rglob("*")):
        if file.suffix not in (".h", ".hpp", ".c", ".cpp"):
            continue
        for number, line in enumerate(file.read_text(encoding="utf-8").split("\n"), 1):
            found = INCLUDE.match(line)
            if found:
                yield file.relative_to(root), number, found.group(1)


def floors(root, rooms):
    """`rooms`: name → floor. A room includes its own headers and those of lower floors."""
    complaints = []
    for file, number, target in includes(root, "host"):
        if len(file.parts) == 2:  # host/main.cpp knows everyone
            continue
        room, other = file.parts[1], target.split("/")[0]
        if room not in rooms:
            complaints.append(f"{file}:{number}: the folder {room} is no room with a floor")
        elif target.startswith("thongbao/"):
            continue
        elif other not in rooms or "/" not in target:
            complaints.append(f"{file}:{number}: “{target}” is not written as “room/file.h”")
        elif other != room and rooms[other] >= rooms[room]:
            complaints.append(f"{file}:{number}: {room} (floor {rooms[room]}) includes “{target}” "
                              f"of floor {rooms[other]}")
    for file, number, target in includes(root, "plugins"):
        if not target.startswith("thongbao/") and not (root / file.parent / target).is_file():
            complaints.append(f"{file}:{number}: a plugin includes only “thongbao/…” and its own "
                              f"headers, not “{target}”")
    return complaints


def sizes(root, names):
    complaints = []
    for name in filter(is_source, names):
        count = len(lines_of(root, name)) - 1
        if count > MOST_LINES:
            complaints.append(f"{name}: {count} lines, at most {MOST_LINES}")
    return complaints


def clean(root, names):
    complaints = []
    for name in names:
        content = (root / name).read_bytes()
        if len(content) > MOST_BYTES:
            complaints.append(f"{name}: {len(content)} bytes, at most {MOST_BYTES}")
        if b"\0" in content or any(part in "/" + name for part in AS_GIVEN):
            continue
        try:
            text = content.decode("utf-8")
        except UnicodeDecodeError as error:
            complaints.append(f"{name}: no UTF-8 at byte {error.start}")
            continue
        for number, line in enumerate(text.split("\n"), 1):
            faults = {
                "unfinished work": UNFINISHED.search(line),
                "a path of one machine": MACHINE_PATH.search(line),
                "blanks at the end": line != line.rstrip(" \t\r"),
                "letters not in NFC": not unicodedata.is_normalized("NFC", line),
            }
            complaints += [f"{name}:{number}: {fault}" for fault, is_so in faults.items() if is_so]
    return complaints


def main(check, root, rooms=""):
    root = pathlib.Path(root)
    if check == "floors":
        complaints = floors(root, {room: int(floor) for room, floor in
                                   (pair.split("=") for pair in rooms.split(","))})
    else:
        complaints = {"sizes": sizes, "clean": clean}[check](root, tracked(root))
    print("\n".join(complaints))
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
