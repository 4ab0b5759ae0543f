#!/usr/bin/python3
"""SMTP servers that break the rules at one step, each on a port of its own.

    hostile_server.py CERTIFICATE KEY        ends on SIGTERM

Reads commands from its standard input and answers each with a line:

  open plain|tls STEP KIND CODE AFTER
                                  the port on 127.0.0.1 of a server that is good but for one STEP on
                                  the first connection that comes to it, when that step was AFTER
                                  times good; `tls` offers STARTTLS, and AUTH behind it
  close PORT                      what it heard: the number of commands that must not be said
                                  before TLS, then `RECIPIENT=CODE` for each mail that came whole,
                                  with the code of the whole reply that it got first, or 0

STEP: connect, helo, starttls, auth, password (after it), mail, rcpt, data, body (within the message),
end, rset, quit.
CODE is said instead of the usual one; -1: the usual one. For KIND see KINDS.
"""

import asyncio
import contextlib
import signal
import ssl
import sys

USUAL = {"connect": 220, "helo": 250, "starttls": 220, "auth": 334, "password": 235, "mail": 250, "rcpt": 250,
         "data": 354, "body": 0, "end": 250, "rset": 250, "quit": 221}
BEFORE_TLS = ("EHLO", "HELO", "STARTTLS", "QUIT", "NOOP", "RSET")
MANY = 10 << 20
KINDS = {}


class Lost(Exception):
    """The connection is at its end."""


def kind(says):
    """`says`: whether the other side can take a whole reply from it."""
    def add(function):
        KINDS[function.__name__.replace("_", "-")] = (function, says)
        return function
    return add


@kind(says=True)
async def reply(session, text):
    await session.write(text + b"\r\n")


@kind(says=True)
async def code_alone(session, text):
    await session.write(text[:3] + b"\r\n")


@kind(says=True)
async def many_lines(session, text):
    await session.write(b"".join(text[:3] + b"-line\r\n" for _ in range(200)) + text + b"\r\n")


@kind(says=True)
async def line_feed(session, text):
    await session.write(text + b"\n")


@kind(says=True)
async def control(session, text):
    await session.write(text + b" nul\0 esc\x1b[31m bell\x07 c1\xc2\x9b wrong\xff\xfe\x80\r\n")


@kind(says=True)
async def huge_line(session, text):
    await session.write(text + b" " + b"x" * MANY + b"\r\n")


@kind(says=True)
async def twice(session, text):
    await session.write((text + b"\r\n") * 2)


@kind(says=True)
async def refusal_in_advance(session, text):
    await session.write(text + b"\r\n550 5.1.1 Too early\r\n")


@kind(says=True)
async def then_dead(session, text):
    await session.write(text + b"\r\n")
    await session.die()


@kind(says=True)
async def then_farewell(session, text):
    """As servers do that take so many mails a connection, or grew tired of waiting."""
    await session.write(text + b"\r\n421 4.7.0 Enough of you\r\n")
    await session.close()


@kind(says=True)
async def still_plain(session, text):
    """For STARTTLS: agrees, and talks on without TLS."""
    await session.write(text + b"\r\n250-mail.example\r\n250 AUTH PLAIN LOGIN\r\n")
    session.refuses_tls = True


@kind(says=False)
async def drip(session, text):
    for at in range(len(text)):
        await session.write(text[at:at + 1])
        await asyncio.sleep(1)


@kind(says=False)
async def drip_lines(session, text):
    """A line of a reply each second, without end: never silent for long."""
    while True:
        await session.write(text[:3] + b"-wait\r\n")
        await asyncio.sleep(0.2)


@kind(says=False)
async def endless(session, text):
    while True:
        await session.write((text[:3] + b"-" + b"x" * 76 + b"\r\n") * 800)
        await asyncio.sleep(0.01)


@kind(says=False)
async def endless_line(session, text):
    await session.write(text)
    while True:
        await session.write(b"x" * (1 << 16))
        await asyncio.sleep(0.01)


@kind(says=False)
async def no_line_end(session, text):
    await session.write(text)
    await asyncio.sleep(3600)


@kind(says=False)
async def cut_off(session, text):
    await session.write(text)
    await session.close()


@kind(says=False)
async def half_of_many(session, text):
    await session.write((text[:3] + b"-line\r\n") * 3)
    await session.close()


@kind(says=False)
async def garbage(session, text):
    await session.write(bytes(range(128, 256)) * 20 + b"\r\n\0\0\r\n\x1b]0;x\x07\r\n")
    await asyncio.sleep(3600)


@kind(says=False)
async def words(session, text):
    await session.write(b"Hello. HTTP/1.1 200 OK\r\n\r\n")
    await asyncio.sleep(3600)


@kind(says=False)
async def two_digits(session, text):
    await session.write(text[:2] + b" short\r\n")
    await asyncio.sleep(3600)


@kind(says=False)
async def silent(session, text):
    await asyncio.sleep(3600)


@kind(says=False)
async def dead(session, text):
    await session.die()


@kind(says=False)
async def closed(session, text):
    await session.close()


class Session:
    def __init__(self, server, first, reader, writer):
        self.server, self.reader, self.writer = server, reader, writer
        self.armed = first
        self.secret = self.refuses_tls = False
        self.said = 0

    async def write(self, data):
        self.writer.write(data)
        await self.writer.drain()
        await asyncio.sleep(0)  # or the loss of the connection would not be noticed
        if self.writer.is_closing():
            raise Lost

    async def die(self):
        self.writer.transport.abort()
        raise Lost

    async def close(self):
        await self.writer.drain()
        self.writer.close()
        raise Lost

    def is_hostile_at(self, step):
        if not self.armed or step != self.server.step:
            return False
        self.server.after -= 1
        return self.server.after < 0

    async def say(self, step, text=b"Ok"):
        """Answers as is usual or hostile; returns the code that the other side can take."""
        if not self.is_hostile_at(step):
            await self.write(b"%03d %s\r\n" % (USUAL[step], text))
            return USUAL[step]
        self.armed = step == "helo"  # or the other way of greeting would do
        code = self.server.code if self.server.code >= 0 else USUAL[step]
        hostile, says = KINDS[self.server.kind]
        self.said = code if says else 0
        await hostile(self, b"%03d Reply" % code)
        return self.said

    async def read(self, mark):
        taken = await self.reader.readuntil(mark)
        if self.server.tls and not self.secret and not taken.upper().startswith(
                tuple(verb.encode() for verb in BEFORE_TLS)):
            self.server.leaks += 1
        return taken

    async def talk(self):
        await self.say("connect", b"mail.example ESMTP")
        recipient = ""
        while True:
            line = (await self.read(b"\n")).decode("latin-1").strip()
            verb = line.split(" ")[0].split(":")[0].upper()
            if verb in ("EHLO", "HELO"):
                await self.greet()
            elif verb == "STARTTLS" and self.server.tls:
                if await self.say("starttls") == 220 and not self.refuses_tls:
                    await self.writer.start_tls(self.server.context)
                    self.secret = True
            elif verb == "AUTH":
                if await self.say("auth", b"") == 334:
                    await self.read(b"\n")
                    await self.say("password")
            elif verb == "MAIL":
                await self.say("mail")
            elif verb == "RCPT":
                recipient = line[line.find("<") + 1:line.find(">")]
                await self.say("rcpt")
            elif verb == "DATA":
                if await self.say("data") == 354:
                    await self.take(recipient)
            elif verb in ("RSET", "NOOP"):
                await self.say("rset")
            elif verb == "QUIT":
                await self.say("quit")
                await self.close()
            else:
                await self.write(b"500 5.5.2 What?\r\n")

    async def greet(self):
        offers = []
        if self.server.tls:
            offers = [b"AUTH PLAIN LOGIN"] if self.secret else [b"STARTTLS"]
        if not (self.armed and self.server.step == "helo"):
            await self.write(b"".join(b"250-%s\r\n" % one for one in [b"mail.example", *offers]))
        await self.say("helo", b"SIZE 104857600")

    async def take(self, recipient):
        if self.server.step == "body" and self.armed:
            self.writer.transport.pause_reading()
            await self.say("body")
        await self.read(b"\r\n.\r\n")
        place = len(self.server.taken)
        self.server.taken.append((recipient, 0))
        try:
            said = await self.say("end", b"2.0.0 Ok: queued")
        except Lost:
            said = self.said
        self.server.taken[place] = (recipient, said)


class Server:
    def __init__(self, context, security, step, how, code, after):
        assert step in USUAL and how in KINDS and security in ("plain", "tls")
        self.context, self.tls, self.step, self.kind = context, security == "tls", step, how
        self.code, self.after = int(code), int(after)
        self.connections = self.leaks = 0
        self.taken = []
        self.tasks = set()

    async def open(self):
        self.listener = await asyncio.start_server(self.serve, "127.0.0.1", 0, limit=64 << 20)
        return self.listener.sockets[0].getsockname()[1]

    async def serve(self, reader, writer):
        self.tasks.add(asyncio.current_task())
        self.connections += 1
        try:
            await Session(self, self.connections == 1, reader, writer).talk()
        except (Lost, OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass
        finally:
            with contextlib.suppress(Exception):
                writer.transport.abort()
            self.tasks.discard(asyncio.current_task())

    def close(self):
        self.listener.close()
        for task in self.tasks:
            task.cancel()
        mails = " ".join(f"{recipient}={code}" for recipient, code in self.taken)
        return f"{self.leaks} {mails}".strip()


async def serve(certificate, key):
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda *_: None)  # the other side ends in the midst, as it should
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate, key)
    commands = asyncio.StreamReader()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(commands), sys.stdin)
    servers = {}
    while line := (await commands.readline()).decode():
        command, *words_of = line.split()
        if command == "open":
            server = Server(context, *words_of)
            port = await server.open()
            servers[port] = server
            print(port, flush=True)
        else:
            print(servers.pop(int(words_of[0])).close(), flush=True)


def main():
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    asyncio.run(serve(*sys.argv[1:]))


main()
