"""All files or none, wherever a run is interrupted or the system fails: strace interrupts and fails it."""

import re
import unittest

from generator_case import GeneratorCase, tree

INIT = ["init", "-p", "shop", "-o", "shop"]
OLD_PROJECT = {"CMakeLists.txt": "project(Old)\n", "telemetry/metrics.hpp": "// old\n"}


class AtomicTest(GeneratorCase):
    def prepare(self, existing):
        project = self.folder / "shop"
        if existing:
            (project / "telemetry").mkdir(parents=True)
            for name, text in OLD_PROJECT.items():
                (project / name).write_text(text)

    def clear(self):
        for path in sorted(self.folder.rglob("*"), reverse=True):
            path.rmdir() if path.is_dir() else path.unlink()

    def outcomes(self, call, action, existing):
        """Runs it with the first, the second, ... of these system calls disturbed, until there is none left."""
        self.clear()
        self.prepare(existing)
        before = tree(self.folder)
        self.generate(*INIT, "--force")
        after = tree(self.folder)
        results = []
        for number in range(1, 500):
            self.clear()
            self.prepare(existing)
            log = self.folder.parent / (self.folder.name + ".trace")
            self.addCleanup(lambda log=log: log.unlink(missing_ok=True))
            disturb = ["strace", "-f", "-o", str(log), "-e", f"inject={call}:{action}:when={number}"]
            result = self.run_generator(*INIT, "--force", before=disturb)
            disturbed = re.search(r"INJECTED|--- SIG(INT|TERM)", log.read_text())
            state = tree(self.folder)
            if not disturbed:
                self.assertEqual((result.returncode, list(state)), (0, list(after)), "undisturbed it has to succeed")
                return results
            self.assertTrue(state in (before, after), (call, action, number, result.stderr, list(state)))
            if result.returncode < 0:
                self.assertTrue(state == after, "a signal ends it as usual once everything is written")
                continue
            self.assertEqual(result.returncode == 0, state == after, result.stderr)
            if result.returncode != 0:
                self.assertEqual(result.returncode, 1)
                self.assertIn("nothing was", result.stderr)
            results.append((result.returncode, result.stderr))
        self.fail("it never ended by itself")

    def test_a_signal_anywhere_leaves_all_or_nothing(self):
        for existing in [False, True]:
            for signal in ["SIGINT", "SIGTERM"]:
                results = self.outcomes("write", f"signal={signal}", existing)
                self.assertIn((1, "telemetryflow-gen: interrupted; nothing was written\n"), results)

    def test_a_signal_while_files_are_put_in_place_comes_too_late(self):
        for existing in [False, True]:
            results = self.outcomes("rename", "signal=SIGINT", existing)
            self.assertEqual({code for code, _ in results}, {0})
            self.assertGreaterEqual(len(results), 15 if existing else 1)

    def test_a_file_that_cannot_be_put_in_place_takes_the_others_back(self):
        results = self.outcomes("rename", "error=EIO", existing=True)
        self.assertGreaterEqual(len(results), 15)
        for code, error in results:
            self.assertEqual(code, 1)
            self.assertRegex(error, r"cannot write shop/\S+: Input/output error; nothing was changed")
        self.outcomes("rename", "error=EACCES", existing=False)

    def test_a_full_disk_leaves_nothing(self):
        for existing in [False, True]:
            results = self.outcomes("write", "error=ENOSPC", existing) + self.outcomes("writev", "error=ENOSPC", existing)
            self.assertIn("No space left on device", "".join(error for _, error in results))

    def test_a_folder_that_cannot_be_made_leaves_nothing(self):
        for existing in [False, True]:
            results = self.outcomes("mkdir", "error=EACCES", existing)
            self.assertIn("Permission denied", "".join(error for _, error in results))


if __name__ == "__main__":
    unittest.main()
