#!/usr/bin/env python3
"""Kiểm tra sổ đăng ký của Thongbao mà không dùng chương trình Thongbao.

Checks a register by its description alone (host/register/FORMAT.md): the chain of entries, the
digests of the sealed texts and of the records, and that the tables beside the chain are what the
chain says (register_views.py, which stands beside it).

    python3 verify_register.py register.db

Needs Python 3.9 or newer and nothing else. The file is opened for reading only.
Exit code: 0 the register is whole; 6 it is broken; 2 wrong call.
"""

import sqlite3
import sys
from pathlib import Path

sys.dont_write_bytecode = True  # leave nothing beside the program
from register_views import Views, canonical, digest_of, one_text, read, sha256, whole

NO_PREVIOUS = "0" * 64


class Broken(Exception):
    """The first fault: the entry's sequence (0: no single entry) and a sentence."""

    def __init__(self, sequence, sentence):
        super().__init__(sentence)
        self.sequence = sequence
        self.sentence = sentence


def check_entry(row, previous_hash):
    """The payload of an entry that is whole by itself."""
    sequence, time, kind, payload_text, previous, digest = row
    if previous != previous_hash:
        raise Broken(sequence, f"Mục {sequence} không nối tiếp mục đứng trước.")
    try:
        payload = read(payload_text)
    except (ValueError, RecursionError):
        raise Broken(sequence, f"Nội dung mục {sequence} không ở dạng chuẩn.")
    hashed = canonical({"kind": one_text(kind), "payload": payload, "previous": previous,
                        "sequence": sequence, "time": one_text(time)})
    if sha256(hashed) != digest:
        raise Broken(sequence, f"Mục {sequence} đã bị sửa: mã băm không khớp nội dung.")
    return payload


def check_texts(sequence, payload, rows, blanks):
    """The texts of an entry, when they are those whose digests it holds."""
    digests = payload.get("sealed", {})
    texts = {part: content for part, salt, content in rows}
    if texts.keys() != digests.keys() or any(
            digest_of(salt, content) != digests[part] for part, salt, content in rows):
        raise Broken(sequence, f"Văn bản niêm phong của mục {sequence} bị thiếu hoặc bị sửa.")
    erased = [part for part, salt, content in rows if not salt]
    blanks.extend((sequence, (sequence, part)) for part in erased)
    if "notice" in payload and "notice" not in erased and \
            sha256(texts["notice"]) != payload["notice"]:
        raise Broken(sequence, f"Thông báo của mục {sequence} không phải bản đã phát hành.")
    return texts


def check_records(database, sequence, payload, views):
    """The records of an entry, when they are those that it sealed: (seller, salt, content)."""
    found = database.execute("SELECT id, seller_id, pull_id, row_number, salt, content FROM records "
                             "WHERE id BETWEEN ? AND ? AND sequence = ? ORDER BY id",
                             (whole(payload["first"]), whole(payload["last"]),
                              sequence)).fetchall()
    lines, wanted = "", views.kept + 1
    for number, seller, pull, row, salt, content in found:
        if number != wanted or pull != payload["pull"]:
            break
        wanted += 1
        lines += f"{number} {whole(seller)} {whole(row)} {digest_of(salt, content)}\n"
    if payload["first"] != views.kept + 1 or wanted != payload["last"] + 1 or \
            sha256(lines) != payload["records"]:
        raise Broken(sequence, f"Bản ghi mà mục {sequence} đã lưu bị thiếu hoặc bị sửa.")
    views.kept = payload["last"]
    return [(seller, salt, content) for _, seller, _, _, salt, content in found]


def walk(database, views):
    """The number of entries and the last hash, when each fits what came before it."""
    count, head = 0, NO_PREVIOUS
    entries = database.execute("SELECT sequence, time, kind, payload, previous, hash FROM entries "
                               "ORDER BY sequence")
    for row in entries:
        sequence = row[0]
        if sequence != count + 1:
            raise Broken(count + 1, f"Thiếu mục {count + 1}.")
        try:
            payload = check_entry(row, head)
            sealed = database.execute("SELECT part, salt, content FROM sealed WHERE sequence = ?",
                                      (sequence,)).fetchall()
            texts = check_texts(sequence, payload, sealed, views.blanks)
            if row[2] == "sellers.kept":
                views.records = check_records(database, sequence, payload, views)
            views.enter(sequence, row[1], row[2], payload, texts)
        except (KeyError, IndexError, TypeError, ValueError, AttributeError, RecursionError):
            raise Broken(sequence, f"Mục {sequence} không phù hợp với các mục đứng trước.")
        count, head = sequence, row[5]
    return count, head


def verify(database):
    """The number of entries and the last hash; raises Broken."""
    views = Views(database)
    count, head = walk(database, views)
    stray = database.execute("SELECT COUNT(*) FROM sealed WHERE sequence < 1").fetchone()[0]
    if stray:
        raise Broken(0, "Có văn bản niêm phong không thuộc mục nào.")
    beyond = database.execute("SELECT COUNT(*) FROM sealed WHERE sequence > ?",
                              (count,)).fetchone()[0]
    if count == 0 or beyond:
        raise Broken(count + 1, f"Thiếu mục {count + 1}.")
    if database.execute("SELECT COUNT(*) FROM records").fetchone()[0] != views.kept:
        raise Broken(0, "Có bản ghi không do mục nào lưu.")
    blank = min(views.unexplained(database), default=0)
    if blank:
        raise Broken(blank, f"Văn bản của mục {blank} bị xóa mà không có mục nào ghi việc đó.")
    found = sorted(views.mismatches(database), key=lambda one: (one[0] == 0, one[0]))
    if found:
        sequence, table = found[0]
        raise Broken(sequence, f"Bảng “{table}” không khớp với mục {sequence}." if sequence
                     else f"Bảng “{table}” có dòng không do mục nào ghi.")
    return count, head


def main(arguments):
    if len(arguments) != 2:
        print("Cách dùng: python3 verify_register.py register.db", file=sys.stderr)
        return 2
    file = Path(arguments[1])
    try:
        if not file.is_file():
            raise Broken(0, "Không có tệp này.")
        database = sqlite3.connect(file.resolve().as_uri() + "?mode=ro", uri=True)
        # Bytes that are no UTF-8 fail where they are hashed, so that their entry can be named.
        database.text_factory = lambda raw: raw.decode("utf-8", "surrogateescape")
        try:
            database.execute("BEGIN")
            count, head = verify(database)
        finally:
            database.close()
    except Broken as fault:
        where = f"mục sai đầu tiên: {fault.sequence}" if fault.sequence else "không xác định mục"
        print(f"SỔ ĐĂNG KÝ BỊ HỎNG ({where}). {fault.sentence}")
        return 6
    except (sqlite3.Error, UnicodeError):
        print("SỔ ĐĂNG KÝ BỊ HỎNG (không xác định mục). Không đọc được tệp như một sổ đăng ký.")
        return 6
    print(f"Sổ đăng ký nguyên vẹn: {count} mục, mã băm cuối {head}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
