"""The blocks of the README do what they say."""

import os
import re
import shutil
import subprocess
import tempfile
import unittest

import program


class Readme(unittest.TestCase):
    def test_its_blocks_run_one_after_the_other(self):
        text = (program.SOURCE / "README.md").read_text("utf-8")
        blocks = re.findall(r"^```bash\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
        self.assertGreater(len(blocks), 5)
        script = "\n".join(blocks).replace('"$PWD/build/dev/bin:$PATH"',
                                           f'"{program.BUILD}/bin:$PATH"')
        # 1 says that some rows or recipients were refused, as the README says they are.
        guard = ("set -uE\n"
                 "trap 'code=$?; if [ $code -gt 1 ]; then echo \"$BASH_COMMAND: $code\"; exit $code; fi' ERR\n"
                 "trap 'kill $(jobs -p)' EXIT\n")
        scratch = tempfile.mkdtemp(prefix="thongbao-readme-")
        self.addCleanup(shutil.rmtree, scratch)
        done = subprocess.run(["bash", "-c", guard + script], cwd=program.SOURCE,
                              env={**os.environ, "TMPDIR": scratch}, capture_output=True,
                              text=True, timeout=240, check=False)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        for named in re.findall(r"\]\(([^)]+)\)", text):
            self.assertTrue((program.SOURCE / named).exists(), named)


if __name__ == "__main__":
    program.main()
