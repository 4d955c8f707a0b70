#!/usr/bin/env python3
"""Adds up JUnit files as ctest writes them: prints "<passed> <failed> <skipped>", then "<file>: <test>" of each failed one,
and below it, indented, the last lines that the test printed: a log that is cut short then still says why.

A test that should have run and did not, because its program is missing for example, has failed. Disabled tests are
not counted. Exit code: 0 read, 2 a file is missing or no JUnit file.
"""

import pathlib
import sys
import xml.etree.ElementTree

# A failure's own words, and not a whole log when everything has failed.
LINES_OF_A_FAILURE = 20
FAILURES_WITH_LINES = 10


def outcome(case):
    status = case.get("status")
    if status == "notrun":
        skipped = case.find("skipped")
        message = skipped.get("message", "") if skipped is not None else ""
        return "skipped" if message.startswith("SKIP_") else "failed"
    return {"run": "passed", "disabled": "disabled"}.get(status, "failed")


def last_lines(case):
    lines = [line.rstrip() for line in case.findtext("system-out", "").splitlines() if line.strip()]
    return [f"    {line}" for line in lines[-LINES_OF_A_FAILURE:]]


def main(paths):
    totals = dict.fromkeys(("passed", "failed", "skipped", "disabled"), 0)
    failures = []
    for path in paths:
        try:
            cases = xml.etree.ElementTree.parse(path).iter("testcase")
        except (OSError, xml.etree.ElementTree.ParseError) as error:
            print(f"junit_totals: {path}: {error}", file=sys.stderr)
            return 2
        for case in cases:
            result = outcome(case)
            totals[result] += 1
            if result == "failed":
                failures.append([f"{pathlib.Path(path).stem}: {case.get('name')}"])
                if len(failures) <= FAILURES_WITH_LINES:
                    failures[-1] += last_lines(case)
    print(totals["passed"], totals["failed"], totals["skipped"])
    print("".join(line + "\n" for failure in failures for line in failure), end="")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
