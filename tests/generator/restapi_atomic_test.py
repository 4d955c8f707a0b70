"""telemetryflow-restapi writes all files or none, wherever a run is interrupted or killed, or the disk is full."""

import unittest

from atomic_case import AtomicCase

NEW = ["new", "shop"]
ENTITY = ["entity", "Product", "-o", "shop", "--fields", "title:string:required price:decimal:min=0"]


class RestapiAtomicTest(AtomicCase):
    def nothing(self):
        pass

    def service(self):
        self.generate(*NEW)

    def test_a_signal_anywhere_leaves_all_or_nothing(self):
        for first, command in [(self.nothing, NEW), (self.service, ENTITY)]:
            for signal in ["SIGINT", "SIGTERM"]:
                results = self.outcomes("write", f"signal={signal}", first, command)
                self.assertIn((1, "telemetryflow-restapi: interrupted; nothing was written\n"), results)

    def test_a_kill_leaves_all_or_nothing_or_what_the_next_run_takes_back(self):
        self.assertEqual(self.kills("rename", self.nothing, NEW), 0, "a new folder appears at once")
        self.assertEqual(self.kills("write,writev", self.service, ENTITY), 0, "nothing is in place yet")
        self.assertGreaterEqual(self.kills("rename", self.service, ENTITY), 20)

    def test_a_full_disk_leaves_nothing(self):
        results = self.outcomes("writev", "error=ENOSPC", self.service, ENTITY)
        results += self.outcomes("write", "error=ENOSPC", self.service, ENTITY)
        self.assertIn("No space left on device", "".join(error for _, error in results))


if __name__ == "__main__":
    unittest.main()
