"""Postfix and OpenSMTPD as Debian ships them, each alone in a root of its own on loopback.

`./dev` unpacks them into build/servers/ without installing them. A server's processes and files
live in namespaces that end with the test, however it ends; its mails are on disk.
"""

import contextlib
import email
import email.policy
import functools
import os
import pathlib
import re
import shutil
import socket
import subprocess
import tempfile

import program

UNPACKED = program.SOURCE / "build" / "servers"
IN_OWN_ROOT = ["unshare", "--mount", "--pid", "--fork", "--kill-child",
               program.SOURCE / "tests" / "support" / "own_root.sh"]
KEEPER = 61201  # owns the maildirs
USERS = {"vmail": KEEPER, "postfix": 61202, "opensmtpd": 61203, "opensmtpq": 61204}
GROUPS = {**USERS, "postdrop": 61205}
PASSWORD = "mật khẩu của đội"


@functools.lru_cache
def why_not(package):
    """Why this machine cannot run the server; None when it can."""
    if os.geteuid() != 0:
        return "a real mail server needs root"
    if not (UNPACKED / package).is_dir():
        return f"{package} is not in build/servers: ./dev unpacks it when there is a network"
    with tempfile.TemporaryDirectory() as folder:
        for part in ("over", "mails"):
            (pathlib.Path(folder) / part).mkdir()
        tried = subprocess.run([*IN_OWN_ROOT, folder, "true"], capture_output=True, text=True,
                               check=False)
    if tried.returncode != 0:
        return f"this machine gives no root of its own to a server: {tried.stderr.strip()}"
    return None


class Authority:
    """A certificate authority of the test, and the certificate of a server on 127.0.0.1."""

    def __init__(self, folder):
        folder.mkdir()
        self.ca, self.certificate, self.key = (folder / n for n in ("ca.pem", "own.pem", "own.key"))
        new = ["openssl", "req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
               "-batch"]
        self.run(*new, "-x509", "-days", "2", "-subj", "/CN=Thu nghiem CA", "-keyout",
                 folder / "ca.key", "-out", self.ca)
        self.run(*new, "-subj", "/CN=mail.example", "-keyout", self.key, "-out", folder / "own.csr")
        (folder / "names").write_text("subjectAltName=IP:127.0.0.1,DNS:mail.example\n")
        self.run("openssl", "x509", "-req", "-in", folder / "own.csr", "-CA", self.ca, "-CAkey",
                 folder / "ca.key", "-CAcreateserial", "-days", "2", "-extfile", folder / "names",
                 "-out", self.certificate)

    @staticmethod
    def run(*words):
        subprocess.run(words, check=True, capture_output=True)


def reserve_port():
    """A socket that keeps a free port of loopback from others, until a server listens on it."""
    kept = socket.socket()
    kept.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    kept.bind(("127.0.0.1", 0))
    return kept


class Maildir:
    """What a server delivered: the names of the files and the mails as they were sent."""

    def __init__(self, folder):
        self.folder = folder

    def files(self):
        new = self.folder / "new"
        return sorted(new.iterdir()) if new.is_dir() else []

    def parsed(self):
        return [email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
                for file in self.files()]

    def as_sent(self):
        """The bytes of each mail, without the lines that a server puts on top."""
        added = re.compile(rb"(?:(?:Return-Path|X-Original-To|Delivered-To|Received):[^\n]*\n"
                           rb"(?:[ \t][^\n]*\n)*)*")
        for file in self.files():
            mail = file.read_bytes()
            yield mail[added.match(mail).end():].replace(b"\n", b"\r\n")


class Server:
    """Base of both: starts, answers on `port`, ends with `stop`. `folder` is made by it."""

    package = ""
    command = []

    def __init__(self, folder, authority):
        self.folder = folder
        self.mails = Maildir(folder / "mails" / "mails")
        self.over = folder / "over"
        (folder / "mails").mkdir(parents=True)
        os.chown(folder / "mails", KEEPER, KEEPER)
        for part in ("usr", "etc", "var"):
            shutil.copytree(UNPACKED / self.package / part, self.over / part, symlinks=True)
        self.add_people()
        self.put("etc/servers/own.pem", authority.certificate.read_text())
        self.put("etc/servers/own.key", authority.key.read_text(), mode=0o600)
        with contextlib.closing(reserve_port()) as kept:
            self.port = kept.getsockname()[1]
            self.configure()
            self.start()

    def put(self, name, text, mode=0o644):
        file = self.over / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
        file.chmod(mode)

    def add_people(self):
        users = "".join(f"{name}:x:{number}:{number}::/mails:/usr/sbin/nologin\n"
                        for name, number in USERS.items())
        groups = "".join(f"{name}:x:{number}:\n" for name, number in GROUPS.items())
        self.put("etc/passwd", pathlib.Path("/etc/passwd").read_text("utf-8") + users)
        self.put("etc/group", pathlib.Path("/etc/group").read_text("utf-8") + groups)

    def configure(self):
        raise NotImplementedError

    def start(self):
        log = (self.folder / "log").open("wb")
        self.process = subprocess.Popen(
            [*IN_OWN_ROOT, self.folder, *self.command], stdin=subprocess.DEVNULL, stdout=log,
            stderr=subprocess.STDOUT, preexec_fn=program.die_with_the_test)
        log.close()
        try:
            program.wait_until(self.answers, 60)
        except (TimeoutError, RuntimeError) as error:
            self.stop()
            raise RuntimeError(f"{self.package} did not start:\n{self.log()}") from error

    def answers(self):
        if self.process.poll() is not None:
            raise RuntimeError("it ended")
        try:
            with socket.create_connection(("127.0.0.1", self.port), 5) as line:
                return line.recv(3) == b"220"
        except OSError:
            return False

    def log(self):
        return (self.folder / "log").read_text("utf-8", "replace")

    def stop(self):
        """The first process of the namespace dies with unshare, and all others with it."""
        self.process.kill()
        self.process.wait(20)


class Postfix(Server):
    """Takes mail for every address over STARTTLS.

    Only then it finds no user for a local part `unknown-…`, no domain for gone.example, and for
    next.example another server, which may refuse or defer. Of these the agency gets real notices
    (RFC 3464) in the maildir `bounces`, which takes all that is sent to the agency's domain.
    """

    package = "postfix"
    command = ["postfix", "start-fg"]
    services = """\
127.0.0.1:{port} inet n - n - - smtpd
postlog unix-dgram n - n - 1 postlogd
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
tlsmgr unix - - n 1000? 1 tlsmgr
proxymap unix - - n - - proxymap
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
error unix - - n - - error
retry unix - - n - - error
virtual unix - n n - - virtual
smtp unix - - n - - smtp
"""
    settings = """\
compatibility_level = 3.6
myhostname = mail.example
myorigin = mail.example
mydestination =
local_recipient_maps =
mynetworks = 127.0.0.0/8
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
maillog_file = /dev/stdout
disable_dns_lookups = yes
alias_maps =
alias_database =
smtpd_relay_restrictions = permit_mynetworks, reject
smtpd_reject_unlisted_recipient = no
smtpd_tls_security_level = encrypt
smtpd_tls_cert_file = /etc/servers/own.pem
smtpd_tls_key_file = /etc/servers/own.key
smtpd_peername_lookup = no
delay_warning_time = 1s
virtual_mailbox_domains = static:all
virtual_mailbox_maps = regexp:/etc/postfix/mailboxes
virtual_mailbox_base = /mails
virtual_uid_maps = static:{keeper}
virtual_gid_maps = static:{keeper}
virtual_mailbox_limit = 0
message_size_limit = 0
transport_maps = regexp:/etc/postfix/transports
default_transport = error:no mail leaves this machine
"""
    mailboxes = """\
/@qltt-phutho\\.example$/ bounces/
if !/^unknown-/
/./ mails/
endif
"""
    transports = """\
/@gone\\.example$/ error:5.1.2 Host or domain name not found
/@next\\.example$/ smtp:[127.0.0.1]:{next}
"""

    def __init__(self, folder, authority, next_port=9):
        """`next_port`: of the server for next.example, on loopback and without TLS."""
        self.next_port = next_port
        self.bounces = Maildir(folder / "mails" / "bounces")
        super().__init__(folder, authority)

    def configure(self):
        os.chown(self.over / "var/lib/postfix", USERS["postfix"], USERS["postfix"])
        for program_of_group in ("postqueue", "postdrop"):
            file = self.over / "usr/sbin" / program_of_group
            os.chown(file, 0, GROUPS["postdrop"])
            file.chmod(0o2755)
        self.put("etc/postfix/master.cf", self.services.format(port=self.port))
        self.put("etc/postfix/main.cf", self.settings.format(keeper=KEEPER))
        self.put("etc/postfix/mailboxes", self.mailboxes)
        self.put("etc/postfix/transports", self.transports.format(next=self.next_port))


class OpenSmtpd(Server):
    """Takes mail for every address over STARTTLS from the user `doi1` with PASSWORD."""

    package = "opensmtpd"
    command = ["smtpd", "-d"]
    user = "doi1"
    settings = """\
pki own cert "/etc/servers/own.pem"
pki own key "/etc/servers/own.key"
table people file:/etc/servers/people
table everyone {{ "@" = "vmail" }}
listen on 127.0.0.1 port {port} tls-require pki own auth <people> hostname mail.example
action keep maildir "/mails/mails" virtual <everyone>
match from any for any action keep
"""

    def configure(self):
        hashed = subprocess.run(["openssl", "passwd", "-6", "-stdin"], input=PASSWORD,
                                text=True, capture_output=True, check=True).stdout.strip()
        self.put("etc/servers/people", f"{self.user} {hashed}\n")
        self.put("etc/smtpd.conf", self.settings.format(port=self.port))
        self.put("etc/mailname", "mail.example\n")
        self.lay_key_before()

    def lay_key_before(self):
        """See smtpd_key.c."""
        library = self.over / "usr/libexec/opensmtpd/key.so"
        subprocess.run(["gcc", "-D_GNU_SOURCE", "-shared", "-fPIC", "-o", library,
                        program.SOURCE / "tests/support/smtpd_key.c", "-lssl", "-lcrypto"],
                       check=True)
        self.put("etc/ld.so.preload", "/usr/libexec/opensmtpd/key.so\n")
