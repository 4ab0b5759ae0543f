#!/usr/bin/python3
"""A server on this machine alone that hands out the mails of a folder, by IMAP or POP3.

FOLDER has a file a mail, named by its UID: `7.eml`. Listens on 127.0.0.1, on a port that the
system chooses, and prints `port N`. Logs each command without what is secret in it.
"""

import argparse
import pathlib
import re
import shlex
import socketserver
import ssl
import sys
import time


def options():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("protocol", choices=("imap", "pop3"))
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("log", type=pathlib.Path)
    parser.add_argument("--tls", nargs=2, metavar=("CERT", "KEY"))
    parser.add_argument("--starttls", nargs=2, metavar=("CERT", "KEY"))
    parser.add_argument("--password", default="mật khẩu")
    parser.add_argument("--validity", default="17")
    parser.add_argument("--order", choices=("up", "down"), default="up")
    parser.add_argument("--trouble", default="", help="""drip: the mail comes byte by byte; close:
        in the middle of the last mail; noise: unasked responses; endless: a line without end;
        busy: the last mail not now; broken: the first mail never; liar: sizes are too small;
        greeting: closes at once; mute: says nothing; no-uidl; no-folder""")
    return parser.parse_args()


CHOSEN = options()


def context(pair):
    made = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    made.load_cert_chain(*pair)
    return made


def mails():
    """UID → bytes, in the order of the mailbox."""
    files = sorted(CHOSEN.folder.glob("*.eml"), key=lambda file: int(file.stem))
    if CHOSEN.order == "down":
        files.reverse()
    return {int(file.stem): file.read_bytes() for file in files}


class Hung(Exception):
    pass


class Session(socketserver.BaseRequestHandler):
    def handle(self):
        self.note("connection")
        try:
            if CHOSEN.tls:
                self.request = context(CHOSEN.tls).wrap_socket(self.request, server_side=True)
            self.file = self.request.makefile("rb")
            if CHOSEN.trouble == "greeting":
                return
            if CHOSEN.trouble == "mute":
                time.sleep(60)
            self.say("* OK ready" if CHOSEN.protocol == "imap" else "+OK ready")
            while line := self.file.readline():
                if not self.answer(line.decode().rstrip("\r\n")):
                    return
        except (OSError, Hung):
            pass

    def note(self, text):
        with CHOSEN.log.open("a") as log:
            log.write(text + "\n")

    def say(self, line):
        self.request.sendall(line.encode() + b"\r\n")

    def encrypt(self):
        self.request = context(CHOSEN.starttls).wrap_socket(self.request, server_side=True)
        self.file = self.request.makefile("rb")

    def send_mail(self, data, is_last):
        if CHOSEN.trouble == "close" and is_last:
            self.request.sendall(data[: len(data) // 2])
            raise Hung
        if CHOSEN.trouble == "drip":
            for i in range(len(data)):
                self.request.sendall(data[i : i + 1])
                time.sleep(0.05)
        else:
            self.request.sendall(data)


class Imap(Session):
    def answer(self, line):
        tag, _, command = line.partition(" ")
        words = shlex.split(command)
        self.note("LOGIN" if words[0] == "LOGIN" else command)
        done = getattr(self, "do_" + words[0].lower(), lambda words: "BAD what?")(words)
        self.say(tag + " " + done)
        if words[0] == "STARTTLS" and done.startswith("OK"):
            self.encrypt()
        return words[0] != "LOGOUT"

    def do_capability(self, words):
        encrypted = isinstance(self.request, ssl.SSLSocket)
        self.say("* CAPABILITY IMAP4rev1" +
                 (" STARTTLS" if CHOSEN.starttls and not encrypted else ""))
        return "OK done"

    def do_starttls(self, words):
        return "OK begin" if CHOSEN.starttls else "BAD what?"

    def do_login(self, words):
        if words[1:] == ["doi1", CHOSEN.password]:
            return "OK logged in"
        if words[1] == "busy":
            return "NO [UNAVAILABLE] try again"
        return "NO [AUTHENTICATIONFAILED] no: " + words[2]

    def do_examine(self, words):
        if CHOSEN.trouble == "no-folder":
            return "NO no such folder"
        self.note("folder " + words[1])
        self.say("* %d EXISTS" % len(mails()))
        self.say("* OK [UIDVALIDITY %s] valid" % CHOSEN.validity)
        return "OK [READ-ONLY] done"

    def do_uid(self, words):
        kept = mails()
        found = re.fullmatch(r"(\d+):\*", words[2])
        if found:
            return self.listed(kept, int(found[1]))
        return self.fetched(kept, int(words[2]))

    def listed(self, kept, first):
        last = max(kept, default=0)
        for number, (uid, data) in enumerate(kept.items(), 1):
            if uid >= first or uid == last:
                size = 1 if CHOSEN.trouble == "liar" else len(data)
                self.say("* %d FETCH (RFC822.SIZE %d UID %d)" % (number, size, uid))
            if CHOSEN.trouble == "noise":
                self.say("* OK still here {5}")
        if CHOSEN.trouble == "endless":
            while True:
                self.request.sendall(b"* 1 FETCH (" + b"x" * 100_000)
        return "OK done"

    def fetched(self, kept, uid):
        is_last = uid == max(kept)
        if CHOSEN.trouble == "busy" and is_last:
            return "NO [UNAVAILABLE] later"
        if CHOSEN.trouble == "broken" and uid == min(kept):
            return "NO cannot read it"
        if CHOSEN.trouble == "noise":
            self.say("* 9 EXISTS")
            self.say("* 9 FETCH (FLAGS (\\Seen) UID %d)" % uid)
            self.say("* 8 FETCH (UID 999999 BODY[] {3}")
            self.say("abc)")
            if is_last:
                return "OK it is gone"
        self.say("* 1 FETCH (UID %d BODY[] {%d}" % (uid, len(kept[uid])))
        self.send_mail(kept[uid], is_last)
        self.say(" FLAGS ())")
        return "OK done"

    def do_logout(self, words):
        self.say("* BYE")
        return "OK bye"


class Pop3(Session):
    def answer(self, line):
        words = line.split(" ", 1)
        self.note("PASS" if words[0] == "PASS" else line)
        getattr(self, "do_" + words[0].lower(), lambda words: self.say("-ERR what?"))(words)
        if words[0] == "STLS" and CHOSEN.starttls:
            self.encrypt()
        return words[0] != "QUIT"

    def lines(self, lines):
        self.say("\r\n".join(["+OK"] + lines + ["."]))

    def do_capa(self, words):
        encrypted = isinstance(self.request, ssl.SSLSocket)
        self.lines(["USER", "UIDL"] + (["STLS"] if CHOSEN.starttls and not encrypted else []))

    def do_stls(self, words):
        self.say("+OK begin" if CHOSEN.starttls else "-ERR what?")

    def do_user(self, words):
        self.user = words[1]
        self.say("+OK")

    def do_pass(self, words):
        right = (self.user, words[1]) == ("doi1", CHOSEN.password)
        self.say("+OK" if right else "-ERR [AUTH] no: " + words[1])

    def do_list(self, words):
        size = (lambda data: 1) if CHOSEN.trouble == "liar" else len
        self.lines(["%d %d" % (i, size(data)) for i, data in enumerate(mails().values(), 1)])

    def do_uidl(self, words):
        if CHOSEN.trouble == "no-uidl":
            self.say("-ERR what?")
        else:
            self.lines(["%d id-%d" % (i, uid) for i, uid in enumerate(mails(), 1)])

    def do_retr(self, words):
        kept = list(mails().values())
        number = int(words[1])
        if CHOSEN.trouble == "busy" and number == len(kept):
            self.say("-ERR [SYS/TEMP] later")
        elif CHOSEN.trouble == "broken" and number == 1:
            self.say("-ERR cannot read it")
        else:
            self.say("+OK")
            stuffed = re.sub(rb"(?m)^\.", b"..", kept[number - 1])
            self.send_mail(stuffed, number == len(kept))
            self.say(".")

    def do_quit(self, words):
        self.say("+OK")


class Server(socketserver.ThreadingTCPServer):
    daemon_threads = True

    def handle_error(self, request, client_address):
        pass


def main():
    server = Server(("127.0.0.1", 0), {"imap": Imap, "pop3": Pop3}[CHOSEN.protocol])
    CHOSEN.log.touch()
    print("port %d" % server.server_address[1], flush=True)
    sys.stdout.close()
    server.serve_forever()


main()
