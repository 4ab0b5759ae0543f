"""Whether every text of the sources is said in Vietnamese, once and rightly.

    words.py ROOT: `host/po/update` reads the sources; the result is held against `host/po/vi.po`.
"""

import ast
import pathlib
import re
import subprocess
import sys
import tempfile
import unicodedata

BRACE = re.compile(r"\{([^{}:]*)(:[^{}]*)?\}")


def messages(text):
    """PO text → {msgid: (msgstr, is fuzzy)}; obsolete ones stand under `#~ ` + msgid."""
    found = {}
    for block in re.split(r"\n\s*\n", text):
        obsolete = "\n#~ msgid" in "\n" + block
        lines = [re.sub(r"^#~ ", "", line) for line in block.split("\n")]
        fuzzy = any(line.startswith("#,") and "fuzzy" in line for line in lines)
        parts, current = {}, None
        for line in lines:
            keyword = re.match(r'(msgid|msgstr) (?=")', line)
            if keyword:
                current = keyword.group(1)
                line = line[keyword.end():]
            if current and line.startswith('"'):
                parts[current] = parts.get(current, "") + ast.literal_eval(line)
        if parts.get("msgid"):
            found[("#~ " if obsolete else "") + parts["msgid"]] = (parts.get("msgstr", ""), fuzzy)
    return found


def braces(text):
    """{index or name: format} after `{{` and `}}` are taken out; `{}` counts from 0."""
    plain = text.replace("{{", "").replace("}}", "")
    found = {}
    for position, (name, form) in enumerate(BRACE.findall(plain)):
        found[name or str(position)] = form
    return found


def complaints(kept, wanted):
    """`kept`: text of vi.po; `wanted`: the same brought in line with the sources."""
    have, need = messages(kept), messages(wanted)
    said = []
    for msgid in have.keys() - need.keys():
        said.append(f"no longer in the sources: “{msgid}”")
    for msgid in need:
        msgstr, fuzzy = have.get(msgid, ("", False))
        if not msgstr:
            said.append(f"not translated: “{msgid}”")
        elif fuzzy:
            said.append(f"fuzzy: “{msgid}”")
        elif braces(msgid) != braces(msgstr):
            said.append(f"other braces: “{msgid}” → “{msgstr}”")
        elif msgid.endswith(".") != msgstr.endswith(".") or msgstr != msgstr.strip(" ") and (
                msgid == msgid.strip(" ")):
            said.append(f"other full stop or blanks at the end: “{msgid}” → “{msgstr}”")
    for number, line in enumerate(kept.split("\n"), 1):
        if not unicodedata.is_normalized("NFC", line):
            said.append(f"vi.po:{number}: letters not in NFC")
    return sorted(said)


def main(root):
    po = pathlib.Path(root) / "host" / "po"
    with tempfile.TemporaryDirectory() as folder:
        wanted = pathlib.Path(folder) / "vi.po"
        subprocess.run([po / "update", wanted], check=True)
        said = complaints((po / "vi.po").read_text(encoding="utf-8"),
                          wanted.read_text(encoding="utf-8"))
    print("\n".join(said))
    return 1 if said else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
