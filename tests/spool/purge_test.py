"""purge: what is deleted, what is not, and who is asked."""

import json
import os
import pty
import subprocess
import unittest

from spool_case import SpoolCase, clean_environment, contents


class PurgeTest(SpoolCase):
    def test_deletes_what_dead_processes_left_and_tells_what_it_was(self):
        self.killed("shop", logs=3, spans=2)
        self.killed("shop", logs=1, spans=0)
        with self.living("other") as living:
            text = self.spool("purge", self.state, "--yes")
            self.assertIn("Deleted what 2 processes left: ", text)
            self.assertIn("4 log records, 2 spans.\n", text)
            self.assertNotIn("other", text)
            self.assertIsNone(living.poll())
            self.assertEqual([one["in_use"] for one in self.list()["other"]], [True])
        self.assertEqual(list((self.state / "shop").iterdir()), [])
        self.assertEqual(len(list((self.state / "other").iterdir())), 1)

    def test_one_service_or_process(self):
        keep, gone = self.killed("shop"), self.killed("shop")
        self.killed("other")
        result = json.loads(self.spool("purge", self.state, "--yes", "--json", "--process", gone.name))
        self.assertEqual(result, {
            "removed": [{"service": "shop", "process": gone.name}],
            "dropped": {"metrics": 0, "logs": 3, "traces": 2},
        })
        self.spool("purge", self.state, "--yes", "--service", "other")
        self.assertEqual({name: [one["process"] for one in found] for name, found in self.list().items()},
                         {"shop": [keep.name]})

    def test_batches_on_disk_go_too(self):
        self.killed("shop", logs=3, spans=2, spill=True)
        result = json.loads(self.spool("purge", self.state, "--yes", "--json"))
        self.assertEqual(result["dropped"], {"metrics": 1, "logs": 3, "traces": 2})
        self.assertEqual(list((self.state / "shop").iterdir()), [])

    def test_a_dry_run_deletes_nothing(self):
        self.killed("shop")
        before = contents(self.state)
        self.assertIn("Nothing was deleted.\n", self.spool("purge", self.state, "--dry-run"))
        self.assertEqual(json.loads(self.spool("purge", self.state, "--dry-run", "--json"))["removed"], [])
        self.assertEqual(contents(self.state), before)

    def test_somebody_has_to_agree(self):
        self.killed("shop")
        before = contents(self.state)
        result = self.run_spool("purge", self.state)
        self.assertEqual((result.returncode, result.stdout), (2, ""))
        self.assertIn("nobody can be asked here: --yes deletes", result.stderr)
        for answer, deletes in [(b"n\n", False), (b"\n", False), (b"\x04", False), (b"y\n", True)]:
            outer, inner = pty.openpty()
            os.write(outer, answer)
            result = subprocess.run(
                [os.environ["SPOOL"], "purge", self.state],
                stdin=inner, capture_output=True, text=True, check=False, env=clean_environment(), timeout=60,
            )
            os.close(inner)
            os.close(outer)
            self.assertEqual(result.returncode, 0, result.stderr)
            self.assertIn("Go on? [y/N]", result.stdout)
            self.assertEqual("Deleted what 1 process left" in result.stdout, deletes, answer)
            self.assertEqual(contents(self.state) != before, deletes)

    def test_nothing_to_delete(self):
        self.state.mkdir()
        self.assertIn("No process that has ended left anything", self.spool("purge", self.state, "--yes"))


if __name__ == "__main__":
    unittest.main()
