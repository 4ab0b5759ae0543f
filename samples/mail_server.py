#!/usr/bin/python3
"""A mail server on this machine alone, for tests and the demonstration.

Listens on 127.0.0.1, on a port that the system chooses, and prints `port N` as its first line.
Puts each mail, as it came, into the maildir MAILDIR. Ends on SIGTERM or SIGINT.

The local part of a recipient (of the sender: `refuse-…`) chooses what happens:

  refuse-…        550 to RCPT                  defer-…        451 to RCPT
  refuse-data-…   554 after the message        defer-data-…   452 after the message
  drop-…          takes the message whole, closes the connection without a reply
  drop-early-…    closes the connection at RCPT
  drop-data-…     closes the connection after 354
  silent-…        takes the message and never replies
  odd-…           251 after the message
  long-…          a reply of many lines and strange bytes
"""

import argparse
import asyncio
import logging
import mailbox
import signal
import ssl
import warnings

from aiosmtpd.smtp import SMTP, AuthResult

AT_RECIPIENT = {
    "refuse-": "550 5.1.1 No such mailbox",
    "defer-": "451 4.3.0 Try again later",
}
AFTER_MESSAGE = {
    "refuse-data-": "554 5.7.1 Refused after reading",
    "defer-data-": "452 4.2.2 Mailbox full",
    "odd-": "251 2.1.5 Will forward",
    "long-": "\r\n".join(["554-line %d \x1b[31m" % i + "x" * 80 for i in range(20)] + ["554 end"]),
}


def of_table(table, address):
    """The reply to the longest prefix of the address that the table knows, or None."""
    known = [prefix for prefix in table if address.startswith(prefix)]
    return table[max(known, key=len)] if known else None


class Handler:
    def __init__(self, maildir):
        self.maildir = mailbox.Maildir(maildir, create=True)
        self.count = 0

    async def handle_MAIL(self, server, session, envelope, address, options):
        if address.startswith("refuse-"):
            return "550 5.7.1 Sender refused"
        envelope.mail_from = address
        return "250 2.1.0 Sender ok"

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("drop-early-"):
            server.transport.abort()
            return "421 4.4.2 Closing"
        if not of_table(AFTER_MESSAGE, address):
            reply = of_table(AT_RECIPIENT, address)
            if reply:
                return reply
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 Recipient ok"

    async def handle_DATA(self, server, session, envelope):
        address = envelope.rcpt_tos[0]
        if address.startswith("drop-"):
            server.transport.close()
            return "250 never sent"
        if address.startswith("silent-"):
            await asyncio.sleep(3600)
        if address.startswith("long-"):
            server.transport.write(b"554-no text: \xff\xfe\r\n")
        reply = of_table(AFTER_MESSAGE, address)
        if reply and not reply.startswith("2"):
            return reply
        self.maildir.add(envelope.original_content)
        self.count += 1
        return reply or "250 2.0.0 Ok: queued as %08X" % self.count


class Server(SMTP):
    """Notes each connection and each command's first words, never a password."""

    def connection_made(self, transport):
        if self.session is None:
            logging.info("connection")
        super().connection_made(transport)

    async def smtp_MAIL(self, arg):
        logging.info("MAIL %s", arg)
        await super().smtp_MAIL(arg)

    async def smtp_RCPT(self, arg):
        logging.info("RCPT %s", arg)
        await super().smtp_RCPT(arg)

    async def smtp_DATA(self, arg):
        if self.envelope.rcpt_tos and self.envelope.rcpt_tos[0].startswith("drop-data-"):
            await self.push("354 Go ahead")
            self.transport.abort()
            return
        await super().smtp_DATA(arg)

    async def smtp_AUTH(self, arg):
        logging.info("AUTH")
        await super().smtp_AUTH(arg)

    async def smtp_STARTTLS(self, arg):
        logging.info("STARTTLS")
        await super().smtp_STARTTLS(arg)

    async def smtp_QUIT(self, arg):
        logging.info("QUIT")
        await super().smtp_QUIT(arg)


def options():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("maildir", metavar="MAILDIR")
    parser.add_argument("--starttls", nargs=2, metavar=("CERT", "KEY"))
    parser.add_argument("--tls", nargs=2, metavar=("CERT", "KEY"), help="TLS from the start")
    parser.add_argument("--auth", nargs=2, metavar=("USER", "PASS"))
    parser.add_argument("--log", metavar="FILE", help="one line a connection and a command")
    return parser.parse_args()


def tls_context(pair):
    if not pair:
        return None
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(*pair)
    return context


def authenticator(expected):
    def check(server, session, envelope, mechanism, data):
        given = (data.login.decode(), data.password.decode())
        return AuthResult(success=given == tuple(expected), handled=False)

    return check


async def serve(chosen):
    loop = asyncio.get_running_loop()
    ended = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, ended.set)
    handler = Handler(chosen.maildir)
    settings = {"hostname": "mail.example", "tls_context": tls_context(chosen.starttls)}
    if chosen.auth:
        settings.update(
            authenticator=authenticator(chosen.auth),
            auth_required=True,
            auth_require_tls=bool(chosen.starttls),
        )
    server = await loop.create_server(
        lambda: Server(handler, loop=loop, **settings),
        "127.0.0.1",
        0,
        ssl=tls_context(chosen.tls),
    )
    print("port %d" % server.sockets[0].getsockname()[1], flush=True)
    await ended.wait()
    server.close()


def main():
    chosen = options()
    logging.basicConfig(filename=chosen.log, level=logging.INFO if chosen.log else logging.ERROR,
                        format="%(message)s")
    warnings.filterwarnings("ignore", message="Requiring AUTH while not requiring TLS")
    logging.getLogger("mail.log").setLevel(logging.CRITICAL)
    asyncio.run(serve(chosen))


main()
