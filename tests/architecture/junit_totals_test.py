"""junit_totals.py counts what ctest reports, names what failed, and never a test that did not run as passed."""

import pathlib
import tempfile
import unittest

from tool_runner import run_tool

REPORT = """<?xml version="1.0" encoding="UTF-8"?>
<testsuite tests="5">
  <testcase name="a" status="run"/>
  <testcase name="b" status="run"/>
  <testcase name="c" status="fail"><failure message=""/><system-out>{many}
x &lt; y

</system-out></testcase>
  <testcase name="d" status="notrun"><skipped message="SKIP_REGULAR_EXPRESSION_MATCHED"/></testcase>
  <testcase name="e" status="notrun"><skipped message="Unable to find executable"/></testcase>
  <testcase name="f" status="disabled"/>
</testsuite>
""".format(many="\n".join(f"line {i}" for i in range(100)))


class JunitTotalsTest(unittest.TestCase):
    def test_adds_up_all_files(self):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder, "junit.xml")
            path.write_text(REPORT)
            result = run_tool("junit_totals.py", path, path)
        words = "".join(f"    line {i}\n" for i in range(81, 100)) + "    x < y\n"
        self.assertEqual(result.stdout, "4 4 2\n" + f"junit: c\n{words}junit: e\n" * 2)
        self.assertEqual(result.returncode, 0)

    def test_prints_the_lines_of_ten_failures(self):
        case = '<testcase name="t" status="fail"><system-out>why</system-out></testcase>'
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder, "junit.xml")
            path.write_text(f"<testsuite>{case * 12}</testsuite>")
            result = run_tool("junit_totals.py", path)
        self.assertEqual(result.stdout, "0 12 0\n" + "junit: t\n    why\n" * 10 + "junit: t\n" * 2)

    def test_refuses_what_is_missing_or_broken(self):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder, "junit.xml")
            self.assertEqual(run_tool("junit_totals.py", path).returncode, 2)
            path.write_text("<testsuite>")
            self.assertEqual(run_tool("junit_totals.py", path).returncode, 2)


if __name__ == "__main__":
    unittest.main()
