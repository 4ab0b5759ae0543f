"""The server that the tests of crashes believe says what happened."""

import hashlib
import smtplib
import socket

import program

BODY = b"Message-ID: <1@shop.example>\r\n\r\n.one\r\n..\r\ntwo\r\n"
SENDER, SHOP = "doi1@qltt-phutho.example", "shop@shop.example"


class Recording(program.ProgramTest):
    def send(self, server, body=BODY):
        """The code of the last reply, or None when the connection was lost."""
        try:
            with smtplib.SMTP("127.0.0.1", server.port, "team.example", timeout=20) as client:
                client.sendmail(SENDER, [SHOP], body)
                return 250
        except smtplib.SMTPServerDisconnected:
            return None
        except smtplib.SMTPRecipientsRefused as error:
            return error.recipients[SHOP][0]
        except smtplib.SMTPResponseException as error:
            return error.smtp_code

    def test_a_mail_is_written_down_as_it_was_before_the_way(self):
        server = self.start_recording_server("--delay", "0.01")
        self.assertEqual(self.send(server), 250)
        (mail,) = server.mails()
        self.assertEqual(mail["sha256"], hashlib.sha256(BODY).hexdigest())
        self.assertEqual((mail["from"], mail["to"], mail["bytes"], mail["connection"]),
                         (SENDER, [SHOP], len(BODY), 1))
        self.assertEqual((mail["message_id"], mail["reply"]),
                         ("1@shop.example", "250 2.0.0 Ok: queued as 00000001"))

    def test_a_mail_that_was_taken_without_an_answer_stands_in_the_log(self):
        server = self.start_recording_server("--drop-after", "1")
        self.assertIsNone(self.send(server))
        (mail,) = server.mails()
        self.assertIsNone(mail["reply"])

    def test_a_mail_that_did_not_come_whole_is_none(self):
        server = self.start_recording_server("--drop-before", "1")
        self.assertIsNone(self.send(server))
        with socket.create_connection(("127.0.0.1", server.port)) as line:
            line.sendall(b"EHLO x\r\nMAIL FROM:<a@x.example>\r\nRCPT TO:<b@x.example>\r\nDATA\r\n\r\n.")
        program.wait_until(lambda: [one["event"] for one in server.events()].count("close") == 2)
        self.assertEqual(server.mails(), [])

    def test_chance_answers_where_it_is_told_to(self):
        for step, code, kept in (("connect", 421, 0), ("mail", 451, 0), ("rcpt", 550, 0),
                                 ("end", 452, 1), ("end", 554, 1)):
            server = self.start_recording_server("--answer", step, str(code), "1")
            before = len(server.mails())
            self.assertEqual(self.send(server), code, step)
            added = server.mails()[before:]
            self.assertEqual(len(added), kept, step)
            for mail in added:
                self.assertTrue(mail["reply"].startswith(str(code)))

    def test_the_same_seed_gives_the_same_chances(self):
        told = []
        for log in ("first", "second"):
            server = self.start_recording_server("--seed", "7", "--answer", "rcpt", "451", "0.5",
                                                 log=log)
            told.append([self.send(server) for _ in range(12)])
        self.assertEqual(told[0], told[1])
        self.assertEqual(set(told[0]), {250, 451})


if __name__ == "__main__":
    program.main()
