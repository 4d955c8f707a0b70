"""telemetryflow-gen writes all files or none, wherever a run is interrupted or killed, or the system fails."""

import unittest

from atomic_case import AtomicCase, without_leftovers
from generator_case import tree

INIT = ["init", "-p", "shop", "-o", "shop", "--force"]
OLD_PROJECT = {"CMakeLists.txt": "project(Old)\n", "telemetry/metrics.hpp": "// old\n"}


class AtomicTest(AtomicCase):
    def nothing(self):
        pass

    def old_project(self):
        project = self.folder / "shop"
        (project / "telemetry").mkdir(parents=True)
        for name, text in OLD_PROJECT.items():
            (project / name).write_text(text)

    def test_a_signal_anywhere_leaves_all_or_nothing(self):
        for first in [self.nothing, self.old_project]:
            for signal in ["SIGINT", "SIGTERM"]:
                results = self.outcomes("write", f"signal={signal}", first, INIT)
                self.assertIn((1, "telemetryflow-gen: interrupted; nothing was written\n"), results)

    def test_a_signal_while_files_are_put_in_place_comes_too_late(self):
        for first in [self.nothing, self.old_project]:
            results = self.outcomes("rename", "signal=SIGINT", first, INIT)
            self.assertEqual({code for code, _ in results}, {0})
            self.assertGreaterEqual(len(results), 1 if first == self.nothing else 15)

    def test_a_kill_anywhere_leaves_all_or_nothing_or_what_the_next_run_takes_back(self):
        for call in ["write,writev", "mkdir", "unlink,unlinkat,rmdir"]:
            for first in [self.nothing, self.old_project]:
                self.kills(call, first, INIT)
        self.assertEqual(self.kills("rename", self.nothing, INIT), 0, "a new folder appears at once")
        self.assertGreaterEqual(self.kills("rename", self.old_project, INIT), 15)

    def test_a_file_that_cannot_be_put_in_place_takes_the_others_back(self):
        results = self.outcomes("rename", "error=EIO", self.old_project, INIT)
        self.assertGreaterEqual(len(results), 15)
        for code, error in results:
            self.assertEqual(code, 1)
            self.assertRegex(error, r"cannot write shop\S*: Input/output error; nothing was changed")
        self.outcomes("rename", "error=EACCES", self.nothing, INIT)

    def test_what_cannot_be_taken_back_is_kept_for_the_next_run(self):
        before, after = self.before_and_after(self.old_project, INIT)
        self.prepare(self.old_project)
        result, _ = self.disturb(INIT, "rename", "error=EIO", "8+1")
        self.assertEqual(result.returncode, 1)
        self.assertNotEqual(without_leftovers(tree(self.folder)), before)
        self.assertIn("an earlier run was killed", self.run_generator(*INIT).stderr)
        self.assertEqual(tree(self.folder), after)

    def test_a_full_disk_leaves_nothing(self):
        for first in [self.nothing, self.old_project]:
            results = []
            for call in ["write", "writev"]:
                results += self.outcomes(call, "error=ENOSPC", first, INIT)
            self.assertIn("No space left on device", "".join(error for _, error in results))

    def test_a_folder_that_cannot_be_made_leaves_nothing(self):
        for first in [self.nothing, self.old_project]:
            results = self.outcomes("mkdir", "error=EACCES", first, INIT)
            self.assertIn("Permission denied", "".join(error for _, error in results))


if __name__ == "__main__":
    unittest.main()
