"""Lives of a workspace in which the program is killed at any moment, and what must be true of them.

A life is one campaign: a list is pulled, the campaign planned, approved and sent. Each step is
killed some times, started again, and in the end left alone. An unknown dispatch is resolved as the
recording server's log says. A round is one kill.
"""

import collections
import contextlib
import hashlib
import json
import os
import pathlib
import random
import select
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

import program

CAMPAIGN = "dot-1"
OFFICER = "Nguyễn Thị Mẫu"
STEPS = ("pull", "plan", "approve", "send", "resolve")
OPEN = {"approved", "queued", "sending", "unknown"}
MOST_KILLS_OF_SENDING = 12
ROUNDS_BETWEEN_INDEPENDENT_VERIFIES = 10


class Fault(Exception):
    """A promise was broken."""


def require(holds, sentence):
    if not holds:
        raise Fault(sentence)


def wait_for_the_end(process, seconds):
    """At most so long, to the millisecond."""
    descriptor = os.pidfd_open(process.pid)
    try:
        select.select([descriptor], [], [], seconds)
    finally:
        os.close(descriptor)


class Timing:
    """How long a step lasts that nobody kills: the time before a kill is drawn from it."""

    def __init__(self):
        self.lasted = {}

    def learn(self, step, seconds):
        self.lasted.setdefault(step, collections.deque(maxlen=9)).append(seconds)

    def of(self, step):
        known = sorted(self.lasted.get(step, [0.1]))
        return known[len(known) // 2]


class Counts:
    def __init__(self):
        self.kills, self.unknown, self.again, self.sent, self.late = (
            collections.Counter() for _ in range(5))
        self.lives = self.mails = self.verifies = self.independent = 0

    def rounds(self):
        return sum(self.kills.values())

    def table(self):
        lines = [f"{'step':10}{'kills':>8}{'too late':>10}{'unknown':>10}{'again':>8}"]
        for step in STEPS:
            lines.append(f"{step:10}{self.kills[step]:8}{self.late[step]:10}"
                         f"{self.unknown[step]:10}{self.again[step]:8}")
        lines.append(f"{self.rounds()} rounds, {self.lives} campaigns, {self.mails} mails taken, "
                     f"{self.verifies} verifies by the program, {self.independent} by the "
                     "independent one")
        return "\n".join(lines)


class List:
    """Rows of a list: some accounts share an address, and are one party."""

    def __init__(self, chance, life):
        self.accounts = chance.randint(12, 20)
        self.rows = []
        for number in range(self.accounts):
            owner = number - 1 if number and chance.random() < 0.2 else number
            address = self.rows[-1][1] if owner != number else f"shop{number}@s{number}.example"
            self.rows.append((f"https://zalo.me/09{life % 10**4:04}{number:04}", address))

    def parties(self):
        return len({address for _, address in self.rows})

    def write(self, file):
        file.write_text("Tên gian hàng,Đường dẫn,Email\n" + "".join(
            f"Shop {number},{link},{address}\n"
            for number, (link, address) in enumerate(self.rows)), "utf-8")


class Life:
    def __init__(self, seed, number, counts, timing):
        self.chance = random.Random(f"{seed} {number}")
        self.counts, self.timing = counts, timing
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="thongbao-crash-"))
        self.team = self.folder / "team"
        self.errors = open(self.folder / "stderr.log", "ab")
        self.list = List(self.chance, number)
        self.list.write(self.folder / "list.csv")
        self.connections = self.chance.choice((3, 4))
        self.server = program.RecordingServer(
            self.folder / "mails.log", "--seed", f"{seed}-{number}", "--delay", "0.02",
            "--answer", "rcpt", "450", "0.02", "--answer", "rcpt", "550", "0.03",
            "--answer", "end", "451", "0.02", "--answer", "end", "554", "0.02",
            "--drop-before", "0.01", "--drop-after", "0.02")

    # --- one command --------------------------------------------------------------------------

    def start(self, *arguments):
        return subprocess.Popen(
            [program.PROGRAM, "--lang", "en", "--json", "--workspace", self.team, *arguments],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=self.errors, preexec_fn=program.die_with_the_test)

    def run(self, step, arguments, codes=(0,)):
        """To its end."""
        begun = time.monotonic()
        process = self.start(*arguments)
        code = process.wait(120)
        require(code in codes, f"{arguments} ended with {code}; see stderr.log")
        self.timing.learn(step, time.monotonic() - begun)

    def kill(self, step, arguments, codes=(0,)):
        """Somewhere on its way, where it is still on it."""
        wait = self.chance.random() * self.timing.of(step)
        begun = time.monotonic()
        process = self.start(*arguments)
        wait_for_the_end(process, wait)
        lasted = time.monotonic() - begun
        process.send_signal(signal.SIGKILL)
        code = process.wait(120)
        if code != -signal.SIGKILL:
            require(code in codes, f"{arguments} ended with {code}; see stderr.log")
            self.timing.learn(step, lasted)
            self.counts.late[step] += 1
            return
        self.counts.kills[step] += 1
        self.look_at_what_is_left(step)

    def look_at_what_is_left(self, step):
        self.verify()
        if self.counts.rounds() % ROUNDS_BETWEEN_INDEPENDENT_VERIFIES == 0:
            self.verify_independently()
        left = self.states()["sending"]
        require(left <= self.connections,
                f"{left} were on the wire of {self.connections} connections")
        self.counts.unknown[step] += left if step == "send" else 0

    def verify(self):
        done = subprocess.run(
            [program.PROGRAM, "--json", "--workspace", self.team, "register", "verify"],
            capture_output=True, text=True, timeout=120, check=False)
        self.counts.verifies += 1
        require(done.returncode == 0 and json.loads(done.stdout)["whole"],
                f"register verify: {done.stdout} {done.stderr}")

    def verify_independently(self):
        done = subprocess.run(
            [sys.executable, "-B", program.SAMPLES / "verify_register.py",
             self.team / "register.db"], capture_output=True, text=True, timeout=120, check=False)
        self.counts.independent += 1
        require(done.returncode == 0, f"verify_register.py: {done.stdout} {done.stderr}")

    # --- what the register says ---------------------------------------------------------------

    def query(self, text):
        with contextlib.closing(sqlite3.connect(self.team / "register.db")) as database:
            return database.execute(text).fetchall()

    def states(self):
        return collections.Counter(dict(self.query(
            "SELECT state, COUNT(*) FROM dispatches GROUP BY state")))

    def campaign_state(self):
        return dict(self.query("SELECT name, state FROM campaigns")).get(CAMPAIGN)

    def entries(self, kind):
        return [json.loads(payload) for payload, in self.query(
            f"SELECT payload FROM entries WHERE kind = '{kind}' ORDER BY sequence")]

    # --- the steps ----------------------------------------------------------------------------

    def until(self, done, step, arguments, codes=(0,), kills=None):
        """Kills the step some times, then leaves it alone until it is done."""
        if step not in self.timing.lasted:
            kills = 0  # the first one shows how long it lasts
        left = self.chance.randint(1, 4) if kills is None else kills
        while not done():
            (self.kill if left > 0 else self.run)(step, arguments, codes)
            left -= 1

    def pull(self):
        arguments = ("pull", "zalo", "--file", self.folder / "list.csv")
        self.until(lambda: self.entries("pull.ended"), "pull", arguments)
        self.compare_rows()
        self.run("pull again", arguments)
        self.compare_rows()
        (parties,), = self.query("SELECT COUNT(DISTINCT party_id) FROM sellers")
        require(parties == self.list.parties(), f"{parties} parties of {self.list.parties()}")

    def compare_rows(self):
        """Each row of the list is kept once."""
        (accounts, different), = self.query(
            "SELECT COUNT(*), COUNT(DISTINCT account_id) FROM sellers")
        require(accounts == different == self.list.accounts,
                f"{accounts} sellers of {self.list.accounts} accounts")
        (said,), = self.query("SELECT COUNT(*) FROM records WHERE content != ''")
        require(said == self.list.accounts, f"{said} records say something new")

    def prepare(self):
        self.run("new", ("campaign", "new", CAMPAIGN, "--template", "mailing/seller-duties",
                         "--channel", "mail"))
        self.until(lambda: self.campaign_state() == "planned", "plan",
                   ("campaign", "plan", CAMPAIGN))
        self.until(lambda: self.campaign_state() == "approved", "approve",
                   ("campaign", "approve", CAMPAIGN, "--by", OFFICER))
        require(self.states() == {"approved": self.list.parties()},
                f"approved: {self.states()}, of {self.list.parties()} parties")
        issued = self.entries("notice.issued")
        require(len({one["party"] for one in issued}) == len(issued) == self.list.parties(),
                f"{len(issued)} notices")
        require({one["number"] for one in issued} == {1}, "a number was given in vain")

    def send(self):
        kills = MOST_KILLS_OF_SENDING
        if "send" not in self.timing.lasted:
            kills = 0
        while self.states().keys() & OPEN:
            self.resolve()
            if not self.states().keys() & OPEN:
                break
            (self.kill if kills > 0 else self.run)("send", ("campaign", "send", CAMPAIGN), (0, 1))
            kills -= 1

    def resolve(self):
        """The officer asks the server and says what it said."""
        unknown = self.query("SELECT id, message FROM dispatches WHERE state = 'unknown'")
        if not unknown:
            return
        self.wait_for_the_server()
        taken = self.taken()
        for dispatch, message in unknown:
            answer = "sent" if taken[message] else "again"
            self.until(
                lambda one=dispatch: not self.query(
                    f"SELECT 1 FROM dispatches WHERE id = {one} AND state = 'unknown'"),
                "resolve", ("campaign", "resolve", CAMPAIGN, "--dispatch", str(dispatch),
                            "--as", answer, "--by", OFFICER), kills=self.chance.randint(0, 1))
            self.counts.again["send"] += answer == "again"

    # --- what the server says -----------------------------------------------------------------

    def wait_for_the_server(self):
        """Until it has heard that the connections of a killed program are gone."""
        def closed():
            kinds = collections.Counter(event["event"] for event in self.server.events())
            return kinds["connect"] == kinds["close"]
        program.wait_until(closed)

    def taken(self):
        """How often each message was taken: not where the server answered that it was not."""
        return collections.Counter(
            mail["message_id"].partition("@")[0] for mail in self.server.mails()
            if not mail["reply"] or mail["reply"].startswith("2"))

    def compare(self):
        """The register with the server's log."""
        self.wait_for_the_server()
        taken = self.taken()
        begun = collections.defaultdict(list)
        for entry in self.entries("dispatch.begun"):
            begun[entry["message"]].append(entry["sha256"])
        for mail in self.server.mails():
            message = mail["message_id"].partition("@")[0]
            require(mail["sha256"] in begun[message],
                    f"the register has other bytes than the server of {message}")
        rows = self.query("SELECT id, state, message FROM dispatches")
        replies = {entry["dispatch"] for entry in self.entries("dispatch.accepted")}
        resolved = {entry["dispatch"] for entry in self.entries("dispatch.resolved")
                    if entry["state"] == "accepted"}
        for dispatch, state, message in rows:
            require(taken[message] == (state == "accepted"),
                    f"dispatch {dispatch} is {state}, and was taken {taken[message]} times")
            if state == "accepted":
                require((dispatch in replies) != (dispatch in resolved),
                        f"dispatch {dispatch} was accepted, but not by one word")
        require(set(taken) <= {message for _, _, message in rows}, "a mail nobody knows came")
        require(len(rows) == self.list.parties(), f"{len(rows)} dispatches")
        self.compare_replies()
        self.counts.mails += sum(taken.values())

    def compare_replies(self):
        """The server's number of a mail stands at the dispatch that it was."""
        numbers = {mail["message_id"].partition("@")[0]: mail["mail"]
                   for mail in self.server.mails() if (mail["reply"] or "").startswith("2")}
        for reply, message in self.query(
                "SELECT s.content, d.message FROM dispatches d JOIN entries e ON e.sequence = "
                "d.reply_sequence JOIN sealed s ON s.sequence = e.sequence AND s.part = 'reply' "
                "WHERE d.state = 'accepted' AND e.kind = 'dispatch.accepted'"):
            require(f"queued as {numbers[message]:08X}" in reply,
                    f"the reply of {message} is another one's: {reply}")

    def compare_documents(self):
        kept = {}
        for file in (self.team / "documents").rglob("*"):
            if file.is_file() and ".part-" not in file.name:
                kept[file.name.partition(".")[0]] = hashlib.sha256(file.read_bytes()).hexdigest()
        wrong = [name for name, digest in kept.items() if name != digest]
        require(not wrong, f"documents that are not what their names say: {wrong}")
        missing = {entry["document"] for entry in self.entries("dispatch.begun")} - kept.keys()
        require(not missing - {""}, f"documents that are missing: {missing}")

    # --- all of it ----------------------------------------------------------------------------

    def make_workspace(self):
        profile = json.loads((program.SAMPLES / "agency.json").read_text("utf-8"))
        profile["mail"]["port"] = self.server.port
        profile["limits"].update(mails_per_minute=0, connections=self.connections, stop_percent=0)
        file = self.folder / "agency.json"
        file.write_text(json.dumps(profile, ensure_ascii=False), "utf-8")
        self.run("init", ("init", "--profile", file))

    def live(self):
        try:
            self.make_workspace()
            self.pull()
            self.prepare()
            self.send()
            self.verify()
            self.verify_independently()
            self.compare()
            self.compare_documents()
        finally:
            self.server.stop()
            self.errors.close()
        self.counts.lives += 1
        shutil.rmtree(self.folder)


def soak(seed, rounds, seconds, say):
    """Whether all promises were kept, for so many rounds or seconds; tells it by `say`."""
    counts, timing = Counts(), Timing()
    end = time.monotonic() + seconds if seconds else None
    told = 0
    while counts.rounds() < rounds and (end is None or time.monotonic() < end):
        life = Life(seed, counts.lives, counts, timing)
        try:
            life.live()
        except Exception as fault:  # pylint: disable=broad-except
            say(f"Fault in campaign {counts.lives} of seed {seed}: {type(fault).__name__}: {fault}")
            say(f"What is left of it: {life.folder}")
            say(counts.table())
            return False
        if counts.rounds() >= told + 500:
            told = counts.rounds()
            say(f"{told} rounds …")
    say(counts.table())
    say("No promise was broken.")
    return True
