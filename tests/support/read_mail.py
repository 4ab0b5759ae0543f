#!/usr/bin/python3
"""What a mail reader sees: prints the mail in FILE as JSON.

Shares no code with the program, so that it judges what the program wrote.
"""

import base64
import email
import email.header
import email.policy
import email.utils
import json
import sys


def shown(part):
    content = part.get_content()
    if isinstance(content, bytes):
        content = base64.b64encode(content).decode()
    else:
        content = content.replace("\r\n", "\n")
    return {
        "type": part.get_content_type(),
        "charset": part.get_content_charset(),
        "encoding": part["Content-Transfer-Encoding"],
        "file_name": part.get_filename(),
        "plain_name": part.get_param("name"),
        "content": content,
    }


def mailboxes(raw):
    """By the older reader: the newer one of Python 3.11 puts a blank between encoded words."""
    found = {}
    for name in ("From", "To", "Reply-To"):
        unfolded = (raw.get(name) or "").replace("\r\n", "")
        pairs = email.utils.getaddresses([unfolded])
        found[name] = [
            [str(email.header.make_header(email.header.decode_header(shown))), address]
            for shown, address in pairs
        ]
    return found


def main():
    with open(sys.argv[1], "rb") as file:
        data = file.read()
    mail = email.message_from_bytes(data, policy=email.policy.default)
    defects = [repr(d) for part in mail.walk() for d in part.defects]
    defects += [repr(d) for value in mail.values() for d in getattr(value, "defects", ())]
    json.dump(
        {
            "headers": [[name, str(value)] for name, value in mail.items()],
            "mailboxes": mailboxes(email.message_from_bytes(data)),
            "structure": [part.get_content_type() for part in mail.walk()],
            "parts": [shown(part) for part in mail.walk() if not part.is_multipart()],
            "defects": defects,
        },
        sys.stdout,
        ensure_ascii=True,
    )


main()
