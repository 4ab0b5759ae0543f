"""Letters from a list: the same for any number of jobs, together or not at all, in flat memory."""

import copy
import json
import os
import resource
import signal
import subprocess
import unittest

import program

TEMPLATE = "notice/missing-information"
SAMPLE = json.loads((program.SOURCE / "templates" / TEMPLATE / "sample.json").read_text("utf-8"))
JOBS = (1, 2, 7)


def letter(number):
    data = copy.deepcopy(SAMPLE)
    data["party"]["name"] = f"Cửa hàng số {number}"
    return data


def as_lines(letters):
    return "".join((one if isinstance(one, str) else json.dumps(one, ensure_ascii=False)) + "\n"
                   for one in letters)


def contents(folder):
    """Everything in a folder, hidden or not."""
    return {entry.name: entry.read_bytes() if entry.is_file() else None
            for entry in folder.iterdir()}


class RenderTest(program.ProgramTest):
    def setUp(self):
        super().setUp()
        self.out = self.folder / "out"

    def list_of(self, letters, name="list.ndjson"):
        file = self.folder / name
        file.write_text(as_lines(letters), "utf-8")
        return file

    def command(self, data, *more, out=None):
        return ["render", TEMPLATE, "--data", data, "--out", out or self.out,
                "--agency", program.SAMPLES / "agency.json", "--date", "24/11/2026", *more]

    def render(self, data, *more, out=None, code=0):
        return self.run_program(*self.command(data, *more, out=out), code=code)

    def refusal(self, letters, *more, code=4):
        """The one sentence that tells why nothing was written."""
        done = self.render(self.list_of(letters), *more, code=code)
        return [said for said in done.stderr.splitlines() if said.startswith("thongbao: ")][-1]


class Order(RenderTest):
    def test_names_and_bytes_do_not_depend_on_the_number_of_jobs(self):
        data = self.list_of(map(letter, range(1, 101)))
        made = {}
        for jobs in JOBS:
            out = self.folder / str(jobs)
            self.render(data, "--jobs", str(jobs), "--first-number", "5", out=out)
            made[jobs] = contents(out)
        self.assertEqual(sorted(made[1])[::99],
                         ["0001-cua-hang-so-1.pdf", "0100-cua-hang-so-100.pdf"])
        self.assertEqual(len(made[1]), 100)
        self.assertTrue(made[1] == made[2] == made[7])
        for number in (1, 42, 100):
            text = subprocess.run(
                ["pdftotext", self.folder / "7" / f"{number:04}-cua-hang-so-{number}.pdf", "-"],
                capture_output=True, text=True, check=True).stdout
            self.assertIn(f"Số: {number + 4:02}/TB-QLTT", text)
            self.assertIn(f"Cửa hàng số {number}\n", text)

    def test_a_json_list_gives_what_its_lines_give(self):
        letters = [letter(number) for number in range(1, 10)]
        self.render(self.list_of(letters))
        whole = self.folder / "list.json"
        whole.write_text(json.dumps(letters), "utf-8")
        self.render(whole, out=self.folder / "whole")
        self.assertTrue(contents(self.out) == contents(self.folder / "whole"))
        whole.write_text(json.dumps(letters[0]), "utf-8")
        self.render(whole, out=self.folder / "one")
        self.assertEqual(list(contents(self.folder / "one")), ["0001-cua-hang-so-1.pdf"])

    def test_empty_lines_windows_line_ends_and_a_missing_last_one_are_read(self):
        text = as_lines(map(letter, (1, 2))).replace("\n", "\r\n\r\n")
        data = self.folder / "list.ndjson"
        data.write_text("\ufeff" + text + as_lines([letter(3)]).strip(), "utf-8", newline="")
        self.render(data)
        self.assertEqual(len(contents(self.out)), 3)

    def test_boxes_are_told_in_the_order_of_the_list(self):
        letters = [letter(number) for number in range(1, 81)]
        for number in (3, 20, 41, 80):
            letters[number - 1]["listings"][0]["title"] = "Áo 店"
        for jobs in JOBS:
            done = self.render(self.list_of(letters), "--jobs", str(jobs))
            told = [said.split(".pdf: ")[0] for said in done.stderr.splitlines()
                    if "no font has" in said]
            self.assertEqual(told, [f"{number:04}-cua-hang-so-{number}"
                                    for number in (3, 20, 41, 80)])

    def test_refused_rows_are_told_and_the_others_written(self):
        data = self.sample("zalo.csv")
        made = {}
        for jobs in JOBS:
            out = self.folder / str(jobs)
            report = self.json(*self.command(data, "--platform", "zalo", "--jobs", str(jobs),
                                             out=out), code=1)
            self.assertEqual(set(report), {"written", "refused_rows", "out"})
            self.assertGreater(report["refused_rows"], 0)
            made[jobs] = contents(out)
            self.assertEqual(len(made[jobs]), report["written"])
        self.assertTrue(made[1] == made[2] == made[7])

    def test_a_number_of_jobs_that_makes_no_sense_is_refused(self):
        data = self.list_of([letter(1)])
        for jobs in ("0", "257", "-1", "many"):
            self.assertIn("--jobs", self.render(data, "--jobs", jobs, code=2).stderr)
        self.assertFalse(self.out.exists())


class Failure(RenderTest):
    def incomplete(self, number):
        data = letter(number)
        del data["listings"][0]["title"]
        return data

    def test_a_failure_in_the_middle_leaves_nothing(self):
        letters = [letter(number) for number in range(1, 101)]
        letters[69] = self.incomplete(70)
        for jobs in JOBS:
            said = self.refusal(letters, "--jobs", str(jobs))
            self.assertIn("“title”", said)
            self.assertIn("body.md, line ", said)
            self.assertIn("list.ndjson, line 70)", said)
            self.assertFalse(self.out.exists())

    def test_a_failure_leaves_a_folder_as_it_was(self):
        self.out.mkdir()
        (self.out / "0001-cua-hang-so-1.pdf").write_text("old")
        (self.out / "other.txt").write_text("other")
        before = contents(self.out)
        self.refusal([letter(1), letter(2), "{"])
        self.assertEqual(contents(self.out), before)
        self.render(self.list_of(map(letter, (1, 2))))
        after = contents(self.out)
        self.assertEqual(set(after), {*before, "0002-cua-hang-so-2.pdf"})
        self.assertTrue(after["0001-cua-hang-so-1.pdf"].startswith(b"%PDF"))
        self.assertEqual(after["other.txt"], b"other")

    def test_the_failure_of_the_earliest_letter_is_told(self):
        good = [letter(number) for number in range(1, 101)]
        faults = {"no JSON": ("{\"party\": }", "not valid JSON"),
                  "no name": ({"party": {}}, "party.name"),
                  "incomplete": (self.incomplete(0), "“title”"),
                  "twice": ("{\"a\": 1, \"a\": 2}", "stands twice")}
        for first, (fault, words) in faults.items():
            letters = list(good)
            letters[29] = fault
            for place, (other, _) in enumerate(faults.values(), 30):
                letters[place] = other
            for jobs in JOBS:
                with self.subTest(first=first, jobs=jobs):
                    said = self.refusal(letters, "--jobs", str(jobs))
                    self.assertIn(words, said)
                    self.assertIn("list.ndjson, line 30", said)

    def test_bad_json_is_told_with_line_and_column(self):
        self.assertIn("list.ndjson, line 4, column 11:",
                      self.refusal([letter(1), "", letter(2), "{\"party\": x}"]))
        said = self.refusal([letter(1), "\"" + "x" * (4 << 20) + "\""])
        self.assertIn("list.ndjson, line 2: The line is longer than 4194304 bytes.", said)

    def test_what_stands_in_the_way_of_a_file_is_told(self):
        (self.out / "0002-cua-hang-so-2.pdf").mkdir(parents=True)
        before = contents(self.out)
        for jobs in JOBS:
            said = self.refusal(map(letter, range(1, 50)), "--jobs", str(jobs), code=5)
            self.assertIn("0002-cua-hang-so-2.pdf", said)
            self.assertEqual(contents(self.out), before)

    def test_a_folder_that_cannot_be_written_is_told(self):
        self.out.write_text("a file")
        self.assertIn(str(self.out), self.refusal([letter(1)], code=5))
        self.assertEqual(self.out.read_text(), "a file")

    def test_a_full_disk_leaves_nothing(self):
        def nearly_full():
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))

        done = subprocess.run(
            [program.PROGRAM, "--lang", "en",
             *self.command(self.list_of(map(letter, range(1, 20))))],
            capture_output=True, text=True, timeout=120, check=False, preexec_fn=nearly_full)
        self.assertEqual(done.returncode, 5, done.stderr)
        self.assertIn("0001-cua-hang-so-1.pdf: The file cannot be written: ", done.stderr)
        self.assertFalse(self.out.exists())


class Interruption(RenderTest):
    def interrupt(self, how):
        """Ends a long run when it has written some letters; gives its exit code."""
        process = subprocess.Popen(
            [program.PROGRAM, *self.command(self.list_of(map(letter, range(1, 20001))))],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        program.wait_until(lambda: len(list(self.out.glob(".*/*.pdf"))) > 20)
        process.send_signal(how)
        return process.wait(60)

    def test_an_interrupted_run_leaves_nothing(self):
        for how in (signal.SIGINT, signal.SIGTERM):
            self.assertEqual(self.interrupt(how), 5)
            self.assertFalse(self.out.exists())

    def test_what_a_killed_run_left_is_removed_by_the_next(self):
        self.assertEqual(self.interrupt(signal.SIGKILL), -signal.SIGKILL)
        self.assertTrue(all(name.startswith(".") for name in contents(self.out)))
        self.render(self.list_of([letter(1)]))
        self.assertEqual(list(contents(self.out)), ["0001-cua-hang-so-1.pdf"])


class Memory(RenderTest):
    def peak(self, count):
        """KiB that a run needs at most."""
        command = [program.PROGRAM, *self.command(self.list_of(map(letter, range(count))))]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        self.assertEqual(process.returncode, 0)
        return usage.ru_maxrss

    @unittest.skipIf(program.BUILD.name in ("asan", "tsan"), "a sanitizer keeps what was freed")
    def test_a_list_of_thousands_needs_no_more_than_one_of_hundreds(self):
        self.assertLess(self.peak(3000), self.peak(300) + 4096)


if __name__ == "__main__":
    program.main()
