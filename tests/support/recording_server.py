#!/usr/bin/python3
"""An SMTP server that writes down what it got, for tests that kill the sender.

Listens on 127.0.0.1 and prints `port N` as its first line; ends on SIGTERM or SIGINT. LOG gets a
JSON object a line, which may be read at any time (see `events` and `mails`):

  {"event": "connect", "connection": 1, "time": …}        time: seconds since 1970
  {"event": "mail", "mail": 1, "connection": 1, "from": …, "to": […], "message_id": …,
   "sha256": …, "bytes": …, "time": …}                    after the final dot, on the disk before
                                                          anything is answered
  {"event": "reply", "mail": 1, "reply": "250 …", "sent": true}
                                                          handed to the network; a mail without
                                                          this line was not answered
  {"event": "close", "connection": 1, "time": …}

`sha256` and `bytes` are of the message as it was before dots were doubled for the way.
"""

import argparse
import asyncio
import hashlib
import json
import os
import random
import re
import signal
import socket
import time

STEPS = ("connect", "helo", "mail", "rcpt", "data", "end", "rset", "quit")
REPLIES = {"connect": "220 mail.example", "mail": "250 2.1.0 Ok", "rcpt": "250 2.1.5 Ok",
           "helo": "250-mail.example\r\n250-PIPELINING\r\n250-8BITMIME\r\n250 SIZE 104857600",
           "data": "354 Go ahead", "rset": "250 2.0.0 Ok", "quit": "221 2.0.0 Bye"}
MESSAGE_ID = re.compile(rb"^Message-ID:\s*<([^>]*)>", re.IGNORECASE | re.MULTILINE)


def events(log):
    """What the log says so far; a line that is being written does not count yet."""
    try:
        with open(log, "rb") as file:
            return [json.loads(line) for line in file if line.endswith(b"\n")]
    except FileNotFoundError:
        return []


def mails(log):
    """The mails that came whole, in their order; `reply` is None, or what was sent."""
    found = {}
    for event in events(log):
        if event["event"] == "mail":
            found[event["mail"]] = {**event, "reply": None}
        elif event["event"] == "reply" and event["sent"]:
            found[event["mail"]]["reply"] = event["reply"]
    return list(found.values())


class Lost(Exception):
    """The connection is at its end, by the other side's will or by chance."""


class Log:
    """Lines are on the disk when `durable` returns; those of one moment share its cost."""

    def __init__(self, name):
        self.file = os.open(name, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
        self.turn = asyncio.Lock()
        self.written = self.safe = 0

    def write(self, event, **fields):
        os.write(self.file, json.dumps({"event": event, **fields}).encode() + b"\n")
        self.written += 1
        return self.written

    async def durable(self, number):
        async with self.turn:
            if self.safe < number:
                reached = self.written
                await asyncio.get_running_loop().run_in_executor(None, os.fdatasync, self.file)
                self.safe = reached


class Connection:
    def __init__(self, server, number, reader, writer):
        self.server, self.number, self.reader, self.writer = server, number, reader, writer
        self.chance = random.Random(f"{server.chosen.seed} {number}")
        self.buffer = bytearray()
        self.sender, self.recipients, self.sent = "", [], ""

    def happens(self, probability):
        return probability > 0 and self.chance.random() < probability

    async def until(self, mark, before=b""):
        """All up to the mark and with it; `before` stands for what was read already."""
        self.buffer[:0] = before
        start = 0
        while (at := self.buffer.find(mark, start)) < 0:
            start = max(0, len(self.buffer) - len(mark) + 1)
            piece = await self.reader.read(1 << 16)
            if not piece:
                raise Lost
            self.buffer += piece
        taken = bytes(self.buffer[:at + len(mark)])
        del self.buffer[:at + len(mark)]
        return taken

    async def reply(self, step, text=None):
        """Sends the usual reply or the one that chance wants, and returns it; `sent` is the last one."""
        if self.server.chosen.delay:
            await asyncio.sleep(self.chance.random() * self.server.chosen.delay)
        text = text or REPLIES[step]
        for where, code, probability in self.server.chosen.answer:
            if where == step and self.happens(float(probability)):
                text = f"{code} 4.0.0 By chance" if code[0] == "4" else f"{code} 5.0.0 By chance"
                break
        if self.writer.is_closing():
            raise Lost
        self.writer.write(text.encode() + b"\r\n")
        await self.writer.drain()
        self.sent = text
        if text.startswith("421"):
            raise Lost
        return text

    async def talk(self):
        if not (await self.reply("connect")).startswith("2"):
            raise Lost
        while True:
            line = (await self.until(b"\n")).decode("utf-8", "replace").strip()
            verb = line[:4].upper()
            if verb in ("EHLO", "HELO"):
                await self.reply("helo")
            elif verb == "MAIL":
                self.sender, self.recipients = address_in(line), []
                await self.reply("mail")
            elif verb == "RCPT":
                if (await self.reply("rcpt")).startswith("2"):
                    self.recipients.append(address_in(line))
            elif verb == "DATA" and self.recipients:
                if (await self.reply("data")).startswith("3"):
                    await self.take_mail()
            elif verb in ("RSET", "NOOP"):
                self.recipients = []
                await self.reply("rset")
            elif verb == "QUIT":
                await self.reply("quit")
                raise Lost
            else:
                await self.reply("rset", "503 5.5.1 Not now")

    async def take_mail(self):
        if self.happens(self.server.chosen.drop_before):
            await self.reader.read(1 << 12)
            raise Lost
        # The line break before the first line: the end of an empty message is found, too.
        raw = await self.until(b"\r\n.\r\n", before=b"\r\n")
        body = raw[:-3].replace(b"\r\n.", b"\r\n")[2:]
        self.server.mails += 1
        number = self.server.mails
        found = MESSAGE_ID.search(body)
        log = self.server.log
        await log.durable(log.write(
            "mail", mail=number, connection=self.number, **{"from": self.sender},
            to=self.recipients, message_id=found.group(1).decode("ascii", "replace") if found else "",
            sha256=hashlib.sha256(body).hexdigest(), bytes=len(body), time=time.time()))
        if self.happens(self.server.chosen.drop_after):
            raise Lost
        self.sent = ""
        try:
            await self.reply("end", f"250 2.0.0 Ok: queued as {number:08X}")
        finally:
            log.write("reply", mail=number, reply=self.sent, sent=bool(self.sent))
        self.recipients = []


def address_in(line):
    start, end = line.find("<"), line.find(">")
    return line[start + 1:end] if 0 <= start < end else ""


class Server:
    def __init__(self, chosen):
        self.chosen = chosen
        self.log = Log(chosen.log)
        before = events(chosen.log)  # of a server that ran earlier
        self.connections = sum(one["event"] == "connect" for one in before)
        self.mails = sum(one["event"] == "mail" for one in before)

    async def take(self, reader, writer):
        self.connections += 1
        number = self.connections
        writer.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.log.write("connect", connection=number, time=time.time())
        try:
            await Connection(self, number, reader, writer).talk()
        except (Lost, OSError):
            pass
        finally:
            self.log.write("close", connection=number, time=time.time())
            writer.close()

    async def serve(self):
        ended = asyncio.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(number, ended.set)
        server = await asyncio.start_server(self.take, "127.0.0.1", self.chosen.port, backlog=200)
        print("port %d" % server.sockets[0].getsockname()[1], flush=True)
        await ended.wait()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("log", metavar="LOG")
    parser.add_argument("--port", type=int, default=0, help="0: the system chooses")
    parser.add_argument("--seed", default="1", help="of all chances; a connection has its own")
    parser.add_argument("--delay", type=float, default=0, metavar="SECONDS",
                        help="each reply waits a random time up to this")
    parser.add_argument("--answer", nargs=3, action="append", default=[],
                        metavar=("STEP", "CODE", "PROBABILITY"),
                        help="a reply at %s; 421 closes the connection" % ", ".join(STEPS))
    parser.add_argument("--drop-before", type=float, default=0, metavar="PROBABILITY",
                        help="closes the connection within the message")
    parser.add_argument("--drop-after", type=float, default=0, metavar="PROBABILITY",
                        help="takes the message and closes the connection without a reply")
    chosen = parser.parse_args()
    for step, code, _ in chosen.answer:
        if step not in STEPS or not re.fullmatch("[2-5][0-9][0-9]", code):
            parser.error(f"{step} {code}: no step or no code")
    asyncio.run(Server(chosen).serve())


if __name__ == "__main__":
    main()
