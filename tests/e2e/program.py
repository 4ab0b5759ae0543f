"""Runs the built program in a workspace of its own, with a real mail server beside it."""

import ctypes
import email
import email.policy
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest

BUILD = pathlib.Path(os.environ["THONGBAO_BUILD"])
SOURCE = pathlib.Path(os.environ["THONGBAO_SOURCE"])
PROGRAM = BUILD / "bin" / "thongbao"
SAMPLES = SOURCE / "samples"
sys.path.insert(0, str(SOURCE / "tests" / "support"))

import recording_server  # from tests/support


class Server:
    """A server of the tests, on a port that the system chose."""

    def __init__(self, *words, stderr=None):
        self.process = subprocess.Popen(
            ["/usr/bin/python3", "-B", *words], stdout=subprocess.PIPE, stderr=stderr, text=True,
            preexec_fn=die_with_the_test)
        self.port = int(re.fullmatch(r"port (\d+)\n", self.process.stdout.readline()).group(1))

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(20)
        self.process.stdout.close()


class MailServer(Server):
    """The real SMTP server of samples/, delivering into a maildir."""

    def __init__(self, maildir, *options):
        self.maildir = maildir
        super().__init__(SAMPLES / "mail_server.py", *options, maildir,
                         stderr=subprocess.DEVNULL)

    def mails(self):
        folder = self.maildir / "new"
        if not folder.is_dir():
            return []
        return [email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
                for file in sorted(folder.iterdir())]


class RecordingServer(Server):
    """tests/support/recording_server.py; its log is on the disk and may be read while it runs."""

    def __init__(self, log, *options):
        self.log = log
        super().__init__(recording_server.__file__, *options, log)

    def mails(self):
        return recording_server.mails(self.log)

    def events(self):
        return recording_server.events(self.log)


def die_with_the_test():
    """For a child, before it becomes its program: the system ends it when the test ends."""
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG


class ProgramTest(unittest.TestCase):
    """A test with a temporary folder and, where it asks for them, a workspace and a server."""

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="thongbao-e2e-"))
        self.addCleanup(shutil.rmtree, self.folder)
        self.team = self.folder / "team"

    def run_program(self, *arguments, code=0, lang="en", text=True):
        """Runs one command in the workspace; fails when it ends with another exit code."""
        done = subprocess.run([PROGRAM, "--lang", lang, "--workspace", self.team, *arguments],
                              capture_output=True, text=text, timeout=120, check=False,
                              stdin=subprocess.DEVNULL)
        self.assertEqual(done.returncode, code,
                         f"{arguments}\n--- out\n{done.stdout}\n--- err\n{done.stderr}")
        return done

    def json(self, *arguments, code=0):
        """The one JSON document that a command prints with --json."""
        return json.loads(self.run_program("--json", *arguments, code=code).stdout)

    def start_server(self, *options):
        server = MailServer(self.folder / "maildir", *options)
        self.addCleanup(server.stop)
        return server

    def start_recording_server(self, *options, log="mails.log"):
        server = RecordingServer(self.folder / log, *options)
        self.addCleanup(server.stop)
        return server

    def make_workspace(self, port=2525, change=None):
        profile = json.loads((SAMPLES / "agency.json").read_text("utf-8"))
        profile["mail"]["port"] = port
        profile["limits"]["mails_per_minute"] = 6000
        if change:
            change(profile)
        file = self.folder / "agency.json"
        file.write_text(json.dumps(profile, ensure_ascii=False), "utf-8")
        self.run_program("init", "--profile", file)

    def sample(self, name):
        """A copy of a sample list, so that files beside it are not left in the source tree."""
        copy = self.folder / name
        shutil.copyfile(SAMPLES / name, copy)
        return copy

    def pull_sample(self, name):
        return self.json("pull", name.split(".")[0], "--file", self.sample(name), code=1)


SKIPPED = 77  # what ctest takes for a skipped test


def main():
    result = unittest.main(module=sys.modules["__main__"], verbosity=2, exit=False).result
    if not result.wasSuccessful():
        sys.exit(1)
    if result.skipped:
        sys.exit(SKIPPED)


def wait_until(condition, seconds=30):
    """Polls a state of the outside world that has no other sign."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError("what the test waits for did not happen")
        time.sleep(0.02)
