"""Every test that docs/reference/fault-matrix.md names exists in the file that it links to, and no row is empty."""

import re
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs/reference/fault-matrix.md"
ROWS = 80

ROW = re.compile(r"^\| (\d+) \| ([^|]+) \| ([^|]*) \| ([^|]*) \|$", re.MULTILINE)
LINK = re.compile(r"\[(\w+)\.(\w+)\]\(([^)]+)\)")


def faults(text: str) -> list[str]:
    found = []
    rows = ROW.findall(text)
    numbers = [int(number) for number, *_ in rows]
    if numbers != list(range(1, ROWS + 1)):
        found.append(f"the rows are not 1 to {ROWS}: {numbers}")
    for number, _, _, shown in rows:
        if not shown.strip():
            found.append(f"row {number} has neither a test nor a reason")
        for suite, name, target in LINK.findall(shown):
            file = (PAGE.parent / target).resolve()
            test = re.compile(rf"^TEST(_F|_P)?\({suite}, {name}\)", re.MULTILINE)
            if not file.is_file() or not test.search(file.read_text()):
                found.append(f"row {number}: there is no {suite}.{name} in {target}")
    return found


class FaultMatrixTest(unittest.TestCase):
    def test_names_what_exists(self):
        self.assertEqual(faults(PAGE.read_text()), [])

    def test_can_fail(self):
        text = PAGE.read_text()
        renamed = text.replace("KillLoopTest.Nothing", "KillLoopTest.Everything")
        self.assertIn("row 43: there is no KillLoopTest.Everything", faults(renamed)[0])
        moved = text.replace("durability/kill_loop_test.cpp", "durability/client_test.cpp")
        self.assertEqual(len(faults(moved)), text.count("durability/kill_loop_test.cpp"))
        without_test = re.sub(r"^(\| 47 .*\| )[^|]+\|$", r"\1 |", text, flags=re.MULTILINE)
        self.assertEqual(faults(without_test), ["row 47 has neither a test nor a reason"])
        shorter = "\n".join(line for line in text.splitlines() if not line.startswith("| 12 "))
        self.assertEqual(len(faults(shorter)), 1)


if __name__ == "__main__":
    unittest.main()
