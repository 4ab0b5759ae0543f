#!/usr/bin/env python3
"""Kiểm tra sổ đăng ký của Thongbao mà không dùng chương trình Thongbao.

Checks a register by its description alone (host/register/FORMAT.md): the chain of entries, the
digests of the sealed texts and of the records, and that the tables beside the chain are what the chain says.

    python3 verify_register.py register.db

Needs Python 3.9 or newer and nothing else. The file is opened for reading only.
Exit code: 0 the register is whole; 6 it is broken; 2 wrong call.
"""

import hashlib
import json
import sqlite3
import sys
from pathlib import Path

NO_PREVIOUS = "0" * 64

# Table -> (SQL of the key, columns that the chain decides). Rows of party_links may be forgotten.
VIEWS = {
    "migrations": ("version", ["applied_at"]),
    "pulls": ("id", ["platform", "plugin_version", "source_name", "source_sha256", "reading",
                     "begun_sequence", "state"]),
    "sellers": ("id", ["platform", "account_id", "party_id", "province"]),
    "party_links": ("sequence || ' ' || seller_id || ' ' || other_id || ' ' || reason", []),
    "unlinks": ("sequence", ["seller_a", "seller_b"]),
    "campaigns": ("name", ["template", "step", "channels", "platform", "province", "commune",
                           "state", "document_date", "created_sequence", "approved_sequence"]),
    "numbers": ("symbol || ' ' || year", ["last_number"]),
    "notices": ("sequence", ["hash", "campaign", "party_id", "number", "year", "symbol"]),
    "dispatches": ("id", ["campaign", "step", "party_id", "channel", "notice_sequence",
                          "approved_sequence", "last_sequence", "reply_sequence", "state",
                          "attempts"]),
}


class Broken(Exception):
    """The first fault: the entry's sequence (0: no single entry) and a sentence."""

    def __init__(self, sequence, sentence):
        super().__init__(sentence)
        self.sequence = sequence
        self.sentence = sentence


def sha256(text):
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def canonical(value):
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


class Views:
    """The tables once more, made of the chain alone."""

    def __init__(self):
        self.rows = {table: {} for table in VIEWS}  # key -> (columns, last sequence about it)
        self.plans = {}  # campaign -> digest
        self.communes = (sha256(""), 0)  # digest of the table imported last, its entry
        self.records = []  # of the entry at hand: (seller, salt, content)
        self.members = {}  # party -> its accounts, where there are several
        self.erased = set()  # accounts whose first record was erased

    def make(self, sequence, table, key, **columns):
        self.rows[table][str(key)] = (columns, sequence)

    def change(self, sequence, table, key, **columns):
        before, _ = self.rows[table][str(key)]
        self.rows[table][str(key)] = ({**before, **columns}, sequence)

    def enter(self, sequence, time, kind, payload, texts):
        handler = getattr(self, "on_" + kind.replace(".", "_"), None)
        if handler is None:
            raise KeyError(kind)
        handler(sequence, time, payload, texts)

    def on_register_migrated(self, n, time, p, texts):
        self.make(n, "migrations", p["version"], applied_at=time)

    def on_pull_begun(self, n, time, p, texts):
        self.make(n, "pulls", p["pull"], platform=p["platform"],
                  plugin_version=p["plugin_version"], source_name=p["source"],
                  source_sha256=p["source_sha256"], reading=canonical(p["reading"]),
                  begun_sequence=n, state="begun")

    def on_pull_ended(self, n, time, p, texts):
        self.change(n, "pulls", p["pull"], state=p["state"])

    def on_sellers_kept(self, n, time, p, texts):
        """What the rows said; a new account is a party of its own, known by its id."""
        for seller, salt, content in self.records:
            known = self.rows["sellers"].get(str(seller))
            news = json.loads(content) if salt else {}
            if known is None:
                if seller != len(self.rows["sellers"]) + 1:
                    raise KeyError(seller)
                platform = self.rows["pulls"][str(p["pull"])][0]["platform"]
                known = ({"platform": platform, "account_id": news.get("account_id", ""),
                          "party_id": seller, "province": ""}, n)
                if content and not salt:  # erased: the chain does not know any more
                    self.erased.add(str(seller))
            self.make(n, "sellers", seller,
                      **{**known[0], "province": news.get("province", known[0]["province"])})

    def members_of(self, party):
        return self.members.get(party, [party])

    def regroup(self, n, members):
        """One party, known by its oldest account."""
        for seller in members:
            self.change(n, "sellers", seller, party_id=members[0])
            self.members.pop(seller, None)
        if len(members) > 1:
            self.members[members[0]] = members

    def party_of(self, seller):
        return self.rows["sellers"][str(seller)][0]["party_id"]

    def on_party_linked(self, n, time, p, texts):
        for link in p["links"]:
            a, b = self.party_of(link["seller"]), self.party_of(link["other"])
            if a == b:
                raise ValueError("one party already")
            self.regroup(n, sorted(self.members_of(a) + self.members_of(b)))
            for reason in link["reasons"]:
                self.make(n, "party_links", f"{n} {link['seller']} {link['other']} {reason}")
        for sequence in p.get("lifted", []):
            self.rows["unlinks"].pop(str(sequence), None)

    def on_party_unlinked(self, n, time, p, texts):
        everyone = self.members_of(p["from"])
        if not set(p["moved"]) <= set(everyone):
            raise ValueError("not of this party")
        rest = [seller for seller in everyone if seller not in p["moved"]]
        for group in (rest, p["moved"]):
            if group and p["moved"]:  # nobody moves when an officer keeps two parties apart
                self.regroup(n, group)
        if "apart" in p:
            self.make(n, "unlinks", n, seller_a=p["apart"][0], seller_b=p["apart"][1])

    def on_area_imported(self, n, time, p, texts):
        self.communes = (p["digest"], n)

    def on_key_shared(self, n, time, p, texts):
        """What follows from it is told by entries of its own."""

    def on_campaign_created(self, n, time, p, texts):
        self.make(n, "campaigns", p["campaign"], template=p["template"], step=p["step"],
                  channels=p["channels"], platform=p["platform"], province=p["province"],
                  commune=p["commune"], state="created", document_date="", created_sequence=n, approved_sequence=0)

    def on_campaign_planned(self, n, time, p, texts):
        self.change(n, "campaigns", p["campaign"], state="planned",
                    document_date=p["document_date"])
        self.plans[p["campaign"]] = p["plan"]

    def on_campaign_approved(self, n, time, p, texts):
        self.change(n, "campaigns", p["campaign"], state="approved", approved_sequence=n)

    def on_campaign_finished(self, n, time, p, texts):
        self.change(n, "campaigns", p["campaign"], state="finished")

    def on_campaign_cancelled(self, n, time, p, texts):
        self.change(n, "campaigns", p["campaign"], state="cancelled")

    def on_notice_issued(self, n, time, p, texts):
        self.make(n, "notices", n, hash=p["notice"], campaign=p["campaign"],
                  party_id=p["party"], number=p["number"], year=p["year"], symbol=p["symbol"])
        self.make(n, "numbers", f"{p['symbol']} {p['year']}", last_number=p["number"])

    def on_dispatch_approved(self, n, time, p, texts):
        self.make(n, "dispatches", p["dispatch"], campaign=p["campaign"], step=p["step"],
                  party_id=p["party"], channel=p["channel"],
                  notice_sequence=p["notice_sequence"], approved_sequence=n, last_sequence=n,
                  reply_sequence=0, state=p["state"], attempts=0)

    def on_dispatch_changed(self, n, time, p, texts):
        reply = {"reply_sequence": n} if "reply" in texts else {}
        self.change(n, "dispatches", p["dispatch"], state=p["state"], last_sequence=n, **reply)

    on_dispatch_accepted = on_dispatch_deferred = on_dispatch_refused = on_dispatch_changed
    on_dispatch_unknown = on_dispatch_resolved = on_dispatch_cancelled = on_dispatch_changed

    def on_dispatch_begun(self, n, time, p, texts):
        attempts = self.rows["dispatches"][str(p["dispatch"])][0]["attempts"]
        self.on_dispatch_changed(n, time, p, texts)
        self.change(n, "dispatches", p["dispatch"], attempts=attempts + 1)

    def mismatches(self, database):
        """(sequence, table) of every row that is not what the chain made it."""
        for table, (key, columns) in VIEWS.items():
            expected, met = self.rows[table], set()
            selected = ", ".join(["'' || " + key] + columns)
            for row in database.execute(f"SELECT {selected} FROM {table}"):
                if row[0] not in expected:
                    yield 0, table
                    continue
                met.add(row[0])
                wanted, sequence = expected[row[0]]
                checked = [column for column in columns if table != "sellers" or
                           row[0] not in self.erased or column in ("platform", "party_id")]
                values = dict(zip(columns, row[1:]))
                if any(values[column] != wanted[column] for column in checked):
                    yield sequence, table
            if table != "party_links":
                for missing in expected.keys() - met:
                    yield expected[missing][1], table
        for campaign, digest in self.plans.items():
            plan = database.execute("SELECT position, salt, content FROM plan WHERE campaign = ? "
                                    "ORDER BY position", (campaign,))
            lines = "".join(f"{position} {sha256(salt + content) if salt else content}\n"
                            for position, salt, content in plan)
            if sha256(lines) != digest:
                yield self.rows["campaigns"][campaign][1], "plan"
        communes = database.execute("SELECT code, name, province FROM communes ORDER BY code")
        if sha256("".join("\t".join(row) + "\n" for row in communes)) != self.communes[0]:
            yield self.communes[1], "communes"


def check_entry(row, previous_hash):
    """The payload of an entry that is whole by itself."""
    sequence, time, kind, payload_text, previous, digest = row
    if previous != previous_hash:
        raise Broken(sequence, f"Mục {sequence} không nối tiếp mục đứng trước.")
    payload = json.loads(payload_text)
    if not isinstance(payload, dict) or canonical(payload) != payload_text:
        raise Broken(sequence, f"Nội dung mục {sequence} không ở dạng chuẩn.")
    hashed = canonical({"kind": kind, "payload": payload, "previous": previous,
                        "sequence": sequence, "time": time})
    if sha256(hashed) != digest:
        raise Broken(sequence, f"Mục {sequence} đã bị sửa: mã băm không khớp nội dung.")
    return payload


def check_texts(sequence, payload, rows):
    """The texts of an entry, when they are those whose digests it holds."""
    digests = payload.get("sealed", {})
    texts = {part: content for part, salt, content in rows}
    if texts.keys() != digests.keys() or any(
            sha256(salt + content) != digests[part] for part, salt, content in rows):
        raise Broken(sequence, f"Văn bản niêm phong của mục {sequence} bị thiếu hoặc bị sửa.")
    if "notice" in payload and sha256(texts["notice"]) != payload["notice"]:
        raise Broken(sequence, f"Thông báo của mục {sequence} không phải bản đã phát hành.")
    return texts


def check_records(database, sequence, kind, payload):
    """The records of an entry, when they are those that it sealed: (seller, salt, content)."""
    found = database.execute("SELECT id, seller_id, pull_id, row_number, salt, content FROM records "
                             "WHERE id BETWEEN ? AND ? AND sequence = ? ORDER BY id",
                             (payload["first"], payload["last"], sequence)).fetchall() \
        if kind == "sellers.kept" else []
    lines, wanted = "", payload.get("first")
    for number, seller, pull, row, salt, content in found:
        if number != wanted or pull != payload["pull"]:
            break
        wanted += 1
        lines += f"{number} {seller} {row} {sha256(salt + content) if salt else content}\n"
    if kind == "sellers.kept" and (wanted != payload["last"] + 1 or
                                   sha256(lines) != payload["records"]):
        raise Broken(sequence, f"Bản ghi mà mục {sequence} đã lưu bị thiếu hoặc bị sửa.")
    return [(seller, salt, content) for _, seller, _, _, salt, content in found]


def verify(database):
    """The number of entries and the last hash; raises Broken."""
    views = Views()
    count, kept, head = 0, 0, NO_PREVIOUS
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
            texts = check_texts(sequence, payload, sealed)
            views.records = check_records(database, sequence, row[2], payload)
            kept += len(views.records)
            views.enter(sequence, row[1], row[2], payload, texts)
        except (KeyError, IndexError, TypeError, ValueError, AttributeError):
            raise Broken(sequence, f"Mục {sequence} không phù hợp với các mục đứng trước.")
        count, head = sequence, row[5]
    stray = database.execute("SELECT COUNT(*) FROM sealed WHERE sequence < 1").fetchone()[0]
    if stray:
        raise Broken(0, "Có văn bản niêm phong không thuộc mục nào.")
    beyond = database.execute("SELECT COUNT(*) FROM sealed WHERE sequence > ?",
                              (count,)).fetchone()[0]
    if count == 0 or beyond:
        raise Broken(count + 1, f"Thiếu mục {count + 1}.")
    if database.execute("SELECT COUNT(*) FROM records").fetchone()[0] != kept:
        raise Broken(0, "Có bản ghi không do mục nào lưu.")
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
