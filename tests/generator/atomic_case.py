"""What the tests share that disturb a generator with strace, at each of its system calls in turn: all files or none."""

import re

from generator_case import GeneratorCase, tree

HIDDEN = ".telemetryflow-gen-"


def without_leftovers(found):
    """What is there for a user: without the hidden folder that a killed run leaves."""
    return {name: text for name, text in found.items() if HIDDEN not in name}


class AtomicCase(GeneratorCase):
    """Each class names its commands: what is run in an empty folder before the one that is disturbed, and that one."""

    def prepare(self, first):
        """Puts what is there before the disturbed run into an empty folder."""
        for path in sorted(self.folder.rglob("*"), reverse=True):
            path.rmdir() if path.is_dir() else path.unlink()
        first()

    def disturb(self, command, call, action, number):
        """The result of a run whose call of this number is disturbed, and whether that call came."""
        log = self.folder.parent / (self.folder.name + ".trace")
        self.addCleanup(lambda: log.unlink(missing_ok=True))
        strace = ["strace", "-f", "-o", str(log), "-e", f"inject={call}:{action}:when={number}"]
        result = self.run_generator(*command, before=strace)
        return result, re.search(r"INJECTED|--- SIG(INT|TERM)|killed by SIGKILL", log.read_text()) is not None

    def before_and_after(self, first, command):
        self.prepare(first)
        before = tree(self.folder)
        self.generate(*command)
        return before, tree(self.folder)

    def outcomes(self, call, action, first, command):
        """Runs it with the first, the second, ... of these system calls disturbed, until there is none left."""
        before, after = self.before_and_after(first, command)
        results = []
        for number in range(1, 500):
            self.prepare(first)
            result, disturbed = self.disturb(command, call, action, number)
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

    def kills(self, call, first, command):
        """Kills it at the first, the second, ... of these calls; gives how many times the next run took a change back,
        which it does before it looks at anything."""
        before, after = self.before_and_after(first, command)
        taken_back = 0
        for number in range(1, 500):
            self.prepare(first)
            result, disturbed = self.disturb(command, call, "signal=SIGKILL", number)
            if not disturbed:
                return taken_back
            self.assertEqual(result.returncode, -9)
            half_done = without_leftovers(tree(self.folder)) not in (before, after)
            again = self.run_generator(*command)
            self.assertEqual(again.returncode, 0, (call, number, again.stderr))
            told = "an earlier run was killed" in again.stderr
            self.assertTrue(told or not half_done, (call, number))
            taken_back += told
            left = tree(self.folder)
            self.assertEqual(without_leftovers(left), after, (call, number))
            # A folder that was new was complete, and what the run left lies beside it.
            self.assertFalse([name for name in left if "/" + HIDDEN in name], (call, number))
        self.fail("it never ended by itself")
