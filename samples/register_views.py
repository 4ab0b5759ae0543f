"""What verify_register.py makes of the entries of a register: the tables beside the chain, once more."""

import hashlib
import json

MOST_LEVELS = 64  # of JSON values in each other

# Table -> (SQL of the key, columns that the chain decides). Rows of party_links may be forgotten.
VIEWS = {
    "migrations": ("version", ["applied_at"]),
    "pulls": ("id", ["platform", "plugin_version", "source_name", "source_sha256", "reading",
                     "begun_sequence", "state"]),
    "sellers": ("id", ["platform", "account_id", "party_id", "province"]),
    "party_links": ("sequence || ' ' || seller_id || ' ' || other_id || ' ' || reason", []),
    "unlinks": ("sequence", ["seller_a", "seller_b"]),
    "campaigns": ("name", ["template", "step", "channels", "platform", "province", "commune",
                           "state", "document_date", "created_sequence", "approved_sequence",
                           "resumed_sequence"]),
    "numbers": ("symbol || ' ' || year", ["last_number"]),
    "notices": ("sequence", ["hash", "campaign", "party_id", "number", "year", "symbol"]),
    "dispatches": ("id", ["campaign", "step", "party_id", "channel", "notice_sequence",
                          "approved_sequence", "last_sequence", "reply_sequence", "state",
                          "attempts", "again", "message"]),
}

# What of a dispatch may come after what: kind -> (states before, states after).
DISPATCH_CHANGES = {
    "begun": ("approved queued deferred", "sending"),
    "accepted": ("sending", "accepted"),
    "deferred": ("sending", "deferred"),
    "refused": ("sending", "refused"),
    "unknown": ("sending", "unknown"),
    "resolved": ("unknown", "accepted approved cancelled"),
    "cancelled": ("approved queued deferred sending", "cancelled"),
    "delivered": ("accepted unknown", "delivered"),
    "bounced": ("accepted delivered unknown", "bounced"),
    "answered": ("accepted delivered unknown bounced", "answered"),
    "acknowledged": ("accepted delivered answered unknown", "acknowledged"),
}

# The same of a campaign; an empty state after means that it stays what it is.
CAMPAIGN_CHANGES = {
    "campaign.planned": ("created planned", "planned"),
    "notice.issued": ("planned", ""),
    "dispatch.approved": ("planned", ""),
    "campaign.approved": ("planned", "approved"),
    "campaign.queued": ("approved", ""),
    "campaign.paused": ("approved", "paused"),
    "campaign.resumed": ("paused", "approved"),
    "campaign.finished": ("approved paused", "finished"),
    "campaign.cancelled": ("created planned approved paused", "cancelled"),
}


def sha256(text):
    """Of the bytes as they stand in the file, whatever they are."""
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()


def canonical(value):
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def depth(value):
    """How many objects and lists stand in each other at most."""
    if isinstance(value, (dict, list)):
        return 1 + max(map(depth, value.values() if isinstance(value, dict) else value), default=0)
    return 0


def refuse(text):
    raise ValueError(text)


def whole_number(text):
    value = int(text)
    if not -2**63 <= value < 2**63:
        raise ValueError(text)
    return value


def read(text):
    """The object whose canonical form the text is; ValueError when it is none."""
    text.encode("utf-8")
    value = json.loads(text, parse_float=refuse, parse_constant=refuse,
                       parse_int=whole_number)
    if not isinstance(value, dict) or canonical(value) != text or depth(value) > MOST_LEVELS:
        raise ValueError("not canonical")
    return value


def whole(*values):
    """The first of values that are all whole numbers. True is one for Python, but not here."""
    if any(type(value) is not int for value in values):
        raise ValueError("no whole number")
    return values[0]


def one_text(value):
    if type(value) is not str:
        raise ValueError("no text")
    return value


def texts_of(payload, *keys, **columns):
    """Texts of a payload by the names of columns; column=key where they differ."""
    columns.update({key: key for key in keys})
    return {column: one_text(payload[key]) for column, key in columns.items()}


class Views:
    """The tables once more, made of the chain alone."""

    def __init__(self, database):
        self.database = database
        self.rows = {table: {} for table in VIEWS}  # key -> (columns, last sequence about it)
        self.plans = {}  # campaign -> (digest, its entry)
        self.communes = (sha256(""), 0)  # digest of the table imported last, its entry
        self.received = []  # (SHA-256 of a mail, its entry)
        self.records = []  # of the entry at hand: (seller, salt, content)
        self.members = {}  # party -> its accounts, where there are several
        self.erased = set()  # accounts whose first record was erased
        self.erased_at = {}  # account, or (sequence, part) of a text -> last entry that erased it
        self.restored = 0  # the last entry that put the register back
        self.blanks = []  # (entry, what stands in it without its text, as in erased_at)

    def make(self, sequence, table, key, **columns):
        self.rows[table][str(key)] = (columns, sequence)

    def make_new(self, sequence, table, key, **columns):
        if str(key) in self.rows[table]:
            raise ValueError("there before")
        self.make(sequence, table, key, **columns)

    def change(self, sequence, table, key, **columns):
        before, _ = self.rows[table][str(key)]
        self.rows[table][str(key)] = ({**before, **columns}, sequence)

    def enter(self, sequence, time, kind, payload, texts):
        subject, act = kind.split(".")
        handler = getattr(self, f"on_{subject}_{act}", None)
        if handler and "_" not in kind:
            handler(sequence, time, payload, texts)
        elif subject == "dispatch":
            self.on_dispatch_reported(sequence, act, payload, texts)
        else:
            self.change_campaign(sequence, kind, payload)

    def on_register_migrated(self, n, time, p, texts):
        self.make_new(n, "migrations", whole(p["version"]), applied_at=time)

    def on_register_sealed(self, n, time, p, texts):
        """What was signed is what stands in the chain."""
        signed = self.database.execute("SELECT hash FROM entries WHERE sequence = ? AND "
                                       "sequence < ?", (whole(p["entry"]), n)).fetchone()
        if signed[0] != p["hash"]:
            raise ValueError("not the hash of this entry")

    def on_register_restored(self, n, time, p, texts):
        """The copy is the register as it was then; numbers given behind it are not given again."""
        self.restored = n
        if "last_number" not in p:
            return
        key, last = f"{one_text(p['symbol'])} {whole(p['year'])}", whole(p["last_number"])
        if last <= self.rows["numbers"].get(key, ({"last_number": 0}, 0))[0]["last_number"]:
            raise ValueError("not behind the numbers that were given")
        self.make(n, "numbers", key, last_number=last)

    def on_list_erased(self, n, time, p, texts):
        """Only a list that was pulled is let go."""
        if p["source_sha256"] not in [row["source_sha256"] for row, _ in self.rows["pulls"].values()]:
            raise ValueError("no such list")

    def on_party_erased(self, n, time, p, texts):
        for account in p["accounts"]:
            self.party_of(whole(account))
            self.erased_at[account] = n
        for sequence, part in p["texts"]:
            self.erased_at[(whole(sequence), one_text(part))] = n

    def on_pull_begun(self, n, time, p, texts):
        self.make_new(n, "pulls", whole(p["pull"]), **texts_of(
            p, "platform", "plugin_version", "source_sha256", source_name="source"),
            reading=canonical(p["reading"]), begun_sequence=n, state="begun")

    def on_pull_ended(self, n, time, p, texts):
        self.change(n, "pulls", whole(p["pull"]), **texts_of(p, "state"))

    def on_sellers_kept(self, n, time, p, texts):
        """What the rows said; a new account is a party of its own, known by its id."""
        for seller, salt, content in self.records:
            known = self.rows["sellers"].get(str(seller))
            news = read(content) if salt else {}
            if content and not salt:
                self.blanks.append((n, seller))
            if known is None:
                if seller != len(self.rows["sellers"]) + 1:
                    raise KeyError(seller)
                platform = self.rows["pulls"][str(p["pull"])][0]["platform"]
                known = ({"platform": platform, "party_id": seller, "province": "",
                          "account_id": one_text(news.get("account_id", ""))}, n)
                if content and not salt:  # erased: the chain does not know any more
                    self.erased.add(str(seller))
            province = one_text(news.get("province", known[0]["province"]))
            self.make(n, "sellers", seller, **{**known[0], "province": province})

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
        return self.rows["sellers"][str(whole(seller))][0]["party_id"]

    def on_party_linked(self, n, time, p, texts):
        for link in p["links"]:
            a, b = self.party_of(link["seller"]), self.party_of(link["other"])
            if a == b:
                raise ValueError("one party already")
            self.regroup(n, sorted(self.members_of(a) + self.members_of(b)))
            for reason in link["reasons"]:
                self.make(n, "party_links", f"{n} {link['seller']} {link['other']} "
                                            f"{one_text(reason)}")
        for sequence in p.get("lifted", []):
            self.rows["unlinks"].pop(str(whole(sequence)), None)

    def on_party_unlinked(self, n, time, p, texts):
        moved = sorted(p["moved"])
        if moved:  # nobody moves when an officer keeps two parties apart
            everyone = self.members_of(whole(p["from"]))
            if self.party_of(p["from"]) != p["from"] or len(set(moved)) < len(moved) or \
                    not set(moved) <= set(everyone):
                raise ValueError("not of this party")
            for group in ([seller for seller in everyone if seller not in moved], moved):
                if group:
                    self.regroup(n, group)
        if "apart" in p:
            a, b = p["apart"]
            self.make(n, "unlinks", n, seller_a=whole(a), seller_b=whole(b))

    def on_area_imported(self, n, time, p, texts):
        self.communes = (one_text(p["digest"]), n)

    def on_key_shared(self, n, time, p, texts):
        """What follows from it is told by entries of its own."""

    def on_mail_received(self, n, time, p, texts):
        self.received.append((one_text(p["mail"]), n))

    def on_campaign_created(self, n, time, p, texts):
        self.make_new(n, "campaigns", one_text(p["campaign"]), step=whole(p["step"]), **texts_of(
            p, "template", "channels", "platform", "province", "commune"), state="created",
            document_date="", created_sequence=n, approved_sequence=0, resumed_sequence=0)

    def change_campaign(self, n, kind, p, **columns):
        before, after = CAMPAIGN_CHANGES[kind]
        state = self.rows["campaigns"][one_text(p["campaign"])][0]["state"]
        if state not in before.split():
            raise ValueError("not in this state")
        if after or columns:
            self.change(n, "campaigns", p["campaign"], state=after or state, **columns)

    def on_campaign_planned(self, n, time, p, texts):
        self.change_campaign(n, "campaign.planned", p, **texts_of(p, "document_date"))
        self.plans[p["campaign"]] = (one_text(p["plan"]), n)

    def on_campaign_approved(self, n, time, p, texts):
        self.change_campaign(n, "campaign.approved", p, approved_sequence=n)

    def on_campaign_queued(self, n, time, p, texts):
        self.change_campaign(n, "campaign.queued", p)
        queued = [key for key, (row, _) in self.rows["dispatches"].items()
                  if row["campaign"] == p["campaign"] and row["state"] == "approved"]
        if len(queued) != whole(p["dispatches"]):
            raise ValueError("another number of dispatches")
        for key in queued:
            self.change(n, "dispatches", key, state="queued", last_sequence=n)

    def on_campaign_resumed(self, n, time, p, texts):
        self.change_campaign(n, "campaign.resumed", p, resumed_sequence=n)

    def on_notice_issued(self, n, time, p, texts):
        self.change_campaign(n, "notice.issued", p)
        whole(p["number"], p["year"], p["party"])
        self.make(n, "notices", n, **texts_of(p, "campaign", "symbol", hash="notice"),
                  party_id=p["party"], number=p["number"], year=p["year"])
        self.make(n, "numbers", f"{one_text(p['symbol'])} {p['year']}",
                  last_number=p["number"])

    def on_dispatch_approved(self, n, time, p, texts):
        self.change_campaign(n, "dispatch.approved", p)
        if whole(p["dispatch"]) != len(self.rows["dispatches"]) + 1 or \
                p["state"] != "approved" or str(p["notice_sequence"]) not in self.rows["notices"]:
            raise ValueError("not the next dispatch of a notice")
        whole(p["step"], p["party"], p["notice_sequence"])
        self.make(n, "dispatches", p["dispatch"], **texts_of(p, "campaign", "channel"),
                  step=p["step"], party_id=p["party"], notice_sequence=p["notice_sequence"], approved_sequence=n, last_sequence=n,
                  reply_sequence=0, state="approved", attempts=0, again="", message="")

    def change_dispatch(self, n, kind, p, texts, **columns):
        before, after = DISPATCH_CHANGES[kind]
        row = self.rows["dispatches"][str(whole(p["dispatch"]))][0]
        if kind == "unknown" and row["last_sequence"] < self.restored:
            before = "approved queued deferred sending"  # what waited may have been sent
        if row["state"] not in before.split() or p["state"] not in after.split():
            raise ValueError("not from this state")
        reply = {"reply_sequence": n} if "reply" in texts else {}
        self.change(n, "dispatches", p["dispatch"], state=p["state"], last_sequence=n, **reply,
                    **columns)
        return row

    def on_dispatch_begun(self, n, time, p, texts):
        row = self.change_dispatch(n, "begun", p, texts, message=one_text(p["message"]))
        self.change(n, "dispatches", p["dispatch"], attempts=row["attempts"] + 1)

    def on_dispatch_deferred(self, n, time, p, texts):
        self.change_dispatch(n, "deferred", p, texts, again=one_text(p["again"]))

    def on_dispatch_reported(self, n, kind, p, texts):
        self.change_dispatch(n, kind, p, texts)
        if kind in ("delivered", "bounced", "answered"):
            self.on_mail_received(n, "", p, texts)

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
        yield from self.mismatches_of_mails(database)
        yield from self.mismatches_of_plans(database)
        communes = database.execute("SELECT code, name, province FROM communes ORDER BY code")
        if sha256("".join("\t".join(row) + "\n" for row in communes)) != self.communes[0]:
            yield self.communes[1], "communes"

    def mismatches_of_mails(self, database):
        for mail, sequence in self.received:
            row = database.execute("SELECT sequence FROM received WHERE mail = ?",
                                   (mail,)).fetchone()
            if row is None or row[0] != sequence:
                yield sequence, "received"
        if database.execute("SELECT COUNT(*) FROM received").fetchone()[0] > len(self.received):
            yield 0, "received"

    def mismatches_of_plans(self, database):
        rows = 0
        for campaign, (digest, _) in self.plans.items():
            lines, sound = "", True
            for position, party, salt, content in plan_of(database, campaign):
                lines += f"{position} {digest_of(salt, content)}\n"
                sound = sound and (not salt or party_in(content) == party)
                rows += 1
            if sha256(lines) != digest or not sound:
                yield self.rows["campaigns"][campaign][1], "plan"
        if database.execute("SELECT COUNT(*) FROM plan").fetchone()[0] != rows:
            yield 0, "plan"

    def unexplained(self, database):
        """The entries whose texts are gone though no later entry erased them."""
        blanks = list(self.blanks)
        for campaign, (_, planned) in self.plans.items():
            blanks += [(planned, party) for _, party, salt, _ in plan_of(database, campaign)
                       if not salt]
        return [n for n, what in blanks if self.erased_at.get(what, 0) <= n]


def plan_of(database, campaign):
    return database.execute("SELECT position, party_id, salt, content FROM plan WHERE "
                            "campaign = ? ORDER BY position", (campaign,))


def party_in(content):
    try:
        return read(content).get("party")
    except ValueError:
        return None


def digest_of(salt, content):
    """What the chain holds of a text; an erased one has its digest as content, and no salt."""
    return sha256(salt + content) if salt else content
