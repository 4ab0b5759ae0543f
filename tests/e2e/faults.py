"""A machine with faults: a small disk, a disk that does not sync, a clock that is set wrong."""

import collections
import contextlib
import ctypes
import errno
import json
import os
import sqlite3
import subprocess
import sys
import time

import program

FAULTY_SYSTEM = program.BUILD / "lib" / "tests" / "libfaulty_system.so"
OFFICER = "Nguyễn Thị Mẫu"
CAMPAIGN = "dot-1"
A_DAY = 24 * 3600
NEW_MOUNTS = 0x20000  # CLONE_NEWNS


def own_mounts():
    """Whether this process may mount, in a namespace of its own that ends with it."""
    if ctypes.CDLL(None).unshare(NEW_MOUNTS) != 0:
        return False
    return subprocess.run(["mount", "--make-rprivate", "/"], check=False,
                          stderr=subprocess.DEVNULL).returncode == 0


class SmallDisk:
    """A tmpfs at `folder`, and a ballast on it that fills it up."""

    def __init__(self, folder, megabytes):
        folder.mkdir()
        self.folder, self.ballast = folder, folder / "ballast"
        self.mount("-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", folder)

    @staticmethod
    def mount(*arguments):
        subprocess.run(["mount", *arguments], check=True)

    def fill(self):
        with open(self.ballast, "ab", buffering=0) as file:
            for size in (1 << 16, 1 << 10, 1):
                try:
                    while True:
                        file.write(b"x" * size)
                except OSError as error:
                    if error.errno != errno.ENOSPC:
                        raise

    def make_room(self):
        self.ballast.unlink()

    def write_protect(self, so):
        self.mount("-o", "remount,ro" if so else "remount,rw", self.folder)

    def remove(self):
        subprocess.run(["umount", "--lazy", self.folder], check=True)


class FaultTest(program.ProgramTest):
    """With a campaign to some shops, each at a domain of its own, and a recording server."""

    def setUp(self):
        super().setUp()
        self.wrong_clock = self.folder / "clock"

    def environment(self, sync=None, threads=None):
        faulty = {"LD_PRELOAD": str(FAULTY_SYSTEM), "FAULTY_CLOCK": str(self.wrong_clock),
                  "ASAN_OPTIONS": "detect_leaks=0:verify_asan_link_order=0"}
        more = {"FAULTY_SYNC": sync, "FAULTY_THREADS": threads}
        return {**os.environ, **faulty, **{name: value for name, value in more.items() if value}}

    def start_program(self, *arguments, **more):
        process = subprocess.Popen(
            [program.PROGRAM, "--lang", "en", "--json", "--workspace", self.team, *arguments],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            env=self.environment(**more), preexec_fn=program.die_with_the_test)
        self.addCleanup(process.communicate)
        self.addCleanup(process.kill)
        return process

    def ended(self, process, *codes):
        """What it printed, when it ended with one of these exit codes."""
        out, err = process.communicate(timeout=200)
        self.assertIn(process.returncode, codes, f"--- out\n{out}\n--- err\n{err}")
        return out, err

    def faulty_json(self, *arguments, codes=(0,)):
        return json.loads(self.ended(self.start_program(*arguments), *codes)[0])

    def assert_told(self, words, *arguments):
        """The command ends with exit code 5 and a sentence."""
        told = self.run_program(*arguments, code=5)
        self.assertRegex(told.stderr, words)
        return told

    # --- the campaign -------------------------------------------------------------------------

    def make_shops(self, count):
        self.shops = count
        self.list_file = self.folder / "shops.csv"
        self.list_file.write_text("Tên gian hàng,Đường dẫn,Email\n" + "".join(
            f"Shop {number},https://zalo.me/0912{number:06},shop@s{number}.example\n"
            for number in range(count)), "utf-8")

    def make_team(self, *server, shops=12, connections=3, **limits):
        self.server = self.start_recording_server(*server)
        self.make_workspace(self.server.port, lambda profile: profile["limits"].update(
            mails_per_minute=0, connections=connections, **limits))
        self.make_shops(shops)

    def pull(self):
        return self.run_program("pull", "zalo", "--file", self.list_file)

    def plan(self):
        self.run_program("campaign", "new", CAMPAIGN, "--template", "mailing/seller-duties",
                         "--channel", "mail")
        self.run_program("campaign", "plan", CAMPAIGN)

    def approve(self):
        self.run_program("campaign", "approve", CAMPAIGN, "--by", OFFICER)

    def approved_team(self, *server, **limits):
        self.make_team(*server, **limits)
        self.pull()
        self.plan()
        self.approve()

    def wait_for_mails(self, count):
        program.wait_until(lambda: len(self.server.mails()) >= count)

    def is_quiet(self):
        """Whether the server hears nothing for a while."""
        before = len(self.server.events())
        time.sleep(1.5)
        return len(self.server.events()) == before

    # --- what is left -------------------------------------------------------------------------

    def query(self, text):
        with contextlib.closing(sqlite3.connect(self.team / "register.db")) as database:
            return database.execute(text).fetchall()

    def states(self):
        return dict(self.query("SELECT state, COUNT(*) FROM dispatches GROUP BY state"))

    def sequences(self, kind):
        return [sequence for sequence, in self.query(
            f"SELECT sequence FROM entries WHERE kind = '{kind}' ORDER BY sequence")]

    def campaign_state(self):
        return self.query("SELECT state FROM campaigns")[0][0]

    def taken(self):
        return collections.Counter(mail["message_id"].partition("@")[0]
                                   for mail in self.server.mails())

    def assert_whole(self):
        self.assertTrue(self.json("register", "verify")["whole"])
        subprocess.run([sys.executable, "-B", program.SAMPLES / "verify_register.py",
                        self.team / "register.db"], check=True, stdout=subprocess.DEVNULL)

    def assert_nothing_half_written(self):
        self.assertEqual([file for file in self.team.rglob("*.part-*")], [])

    def assert_no_accepted_mail_is_missing_or_double(self):
        """As far as the campaign has come."""
        taken = self.taken()
        self.assertLessEqual(set(taken.values()), {1})
        for message, state in self.query("SELECT message, state FROM dispatches"):
            if state == "accepted":
                self.assertEqual(taken[message], 1)
            elif state != "unknown":
                self.assertEqual(taken[message], 0, f"{message} is {state}")

    def assert_each_once(self):
        self.assertEqual(self.states(), {"accepted": self.shops})
        self.assert_no_accepted_mail_is_missing_or_double()
        self.assertEqual(len(self.taken()), self.shops)
        self.assertEqual(self.campaign_state(), "finished")
        self.assert_whole()

    def resolve_as_the_server_says(self):
        taken = self.taken()
        for dispatch, message in self.query(
                "SELECT id, message FROM dispatches WHERE state = 'unknown'"):
            self.run_program("campaign", "resolve", CAMPAIGN, "--dispatch", str(dispatch),
                             "--by", OFFICER, "--as", "sent" if taken[message] else "again")

    def send_the_rest_later(self):
        """A day later, when all that was put off may be tried again."""
        self.wrong_clock.write_text(str(A_DAY), "utf-8")
        self.resolve_as_the_server_says()
        self.ended(self.start_program("campaign", "send", CAMPAIGN), 0)
