"""examples/demo.sh: it shows what arrived, fails when something is missing, and leaves nothing behind."""

import json
import os
import pathlib
import re
import signal
import subprocess
import tempfile
import unittest
import urllib.request

BUILD = pathlib.Path(os.environ["BUILD"])
SCRIPT = pathlib.Path(__file__).resolve().parents[3] / "examples/demo.sh"
DISTRIBUTED = (BUILD / "examples/distributed/example_distributed_client").exists()


class DemoTest(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)

    def run_demo(self, *arguments, **environment):
        variables = {**os.environ, "TMPDIR": self.folder.name, **environment}
        return subprocess.run(["bash", SCRIPT, *arguments], capture_output=True, text=True, check=False, env=variables)

    def left_behind(self):
        return [path.name for path in pathlib.Path(self.folder.name).glob("telemetryflow-demo.*")]

    def build_with_worker(self, script):
        """A build folder whose worker is a stand-in."""
        build = pathlib.Path(self.folder.name, "build")
        examples = build / "examples"
        (examples / "worker").mkdir(parents=True)
        (build / "apps").symlink_to(BUILD / "apps")
        for example in ("demo", "http_server"):
            (examples / example).symlink_to(BUILD / "examples" / example)
        worker = examples / "worker/example_worker"
        worker.write_text(f"#!/bin/sh\n{script}\n")
        worker.chmod(0o755)
        return build

    def build_with_client(self, script):
        """A build folder whose distributed client is a stand-in; REAL is the one it stands for."""
        build = pathlib.Path(self.folder.name, "build")
        examples = build / "examples/distributed"
        examples.mkdir(parents=True)
        (build / "apps").symlink_to(BUILD / "apps")
        real = BUILD / "examples/distributed"
        for program in real.glob("example_distributed_*"):
            (examples / program.name).symlink_to(program)
        client = examples / "example_distributed_client"
        client.unlink()
        client.write_text(f"#!/bin/sh\nREAL={real}/example_distributed_client\n{script}\n")
        client.chmod(0o755)
        return build

    def test_shows_what_arrived_over_both_protocols(self):
        # Settings of the caller have no say.
        result = self.run_demo(BUILD, TELEMETRYFLOW_ENDPOINT="nonsense://", OTEL_SDK_DISABLED="true")
        self.assertEqual((result.returncode, result.stderr), (0, ""))
        self.assertEqual(re.findall("Arrived over (.*)", result.stdout), ["OTLP/gRPC", "OTLP/HTTP"])
        self.assertEqual(re.findall(r"Traces   (\d+) with (\d+) spans", result.stdout), [("80", "488")] * 2)
        self.assertEqual(result.stdout.count("Losses   0,"), 2)
        self.assertRegex(result.stdout, r"\n  take order .* ms  example-worker\n  \S+ process order ")
        self.assertRegex(result.stdout, r"Logs     \d+, 100% with the ids of their trace and span")
        self.assertIn("orders.processed [failed]                            sum       {order}   8", result.stdout)
        self.assertNotIn("\033", result.stdout, "no colours in a pipe")
        self.assertEqual(self.left_behind(), [])

    def test_fails_when_a_program_lost_something(self):
        counts = {"created": 2, "delivered": 1, "rejected": 0, "dropped": {"http_400": 1}, "in_memory": 0, "in_spool": 0}
        status = {"service_name": "w", "signals": {"logs": counts}, "unended_spans": 0, "refused_measurements": {}}
        result = self.run_demo(self.build_with_worker(f"echo '{json.dumps(status)}'"))
        self.assertEqual(result.returncode, 1)
        self.assertIn("1 items were lost", result.stderr)
        self.assertIn("log records were delivered, but", result.stderr, "what it says arrived did not")
        self.assertEqual(self.left_behind(), [])

    def test_fails_when_a_program_fails(self):
        result = self.run_demo(self.build_with_worker("echo no paper >&2; exit 3"))
        self.assertEqual(result.returncode, 1)
        self.assertIn("worker failed: no paper", result.stderr)
        self.assertEqual(self.left_behind(), [])

    @unittest.skipUnless(DISTRIBUTED, "the distributed example was not built")
    def test_distributed_shows_one_trace_as_a_tree(self):
        result = self.run_demo(BUILD, "--distributed")
        self.assertEqual((result.returncode, result.stderr), (0, ""), result.stdout)
        rows = re.findall(r"^  [^\w\n]*(\w.*?)  +(\w+) +[\d.]+ ms  (\w+) +(\S+)$", result.stdout, re.MULTILINE)
        self.assertEqual(
            rows,
            [
                ("place order", "internal", "unset", "example-client"),
                ("POST", "client", "unset", "example-client"),
                ("POST /orders", "server", "unset", "example-api"),
                ("shop.Inventory/Reserve", "client", "unset", "example-api"),
                ("shop.Inventory/Reserve", "server", "unset", "example-inventory"),
                ("SELECT items", "client", "unset", "example-inventory"),
                ("send jobs", "producer", "unset", "example-inventory"),
                ("INSERT jobs", "client", "unset", "example-inventory"),
                ("process jobs", "consumer", "unset", "example-shipping"),
                ("UPDATE jobs", "client", "unset", "example-shipping"),
            ],
        )
        self.assertIn("4 of 4 log records belong to it", result.stdout)
        self.assertEqual(self.left_behind(), [])

    @unittest.skipUnless(DISTRIBUTED, "the distributed example was not built")
    def test_distributed_fails_when_it_is_not_one_trace(self):
        result = self.run_demo(self.build_with_client('"$REAL" "$@" chair'), "--distributed")
        self.assertEqual(result.returncode, 1)
        self.assertIn("2 traces arrived, not 1", result.stderr)
        self.assertIn("2 spans have no parent, not 1", result.stderr)
        self.assertEqual(self.left_behind(), [])

    @unittest.skipUnless(DISTRIBUTED, "the distributed example was not built")
    def test_distributed_fails_when_a_process_left_nothing(self):
        # The trace begins in the API then, and is a tree all the same.
        status = {"service_name": "gone", "signals": {}}
        order = 'OTEL_SDK_DISABLED=true TELEMETRYFLOW_PROPAGATORS=none "$REAL" "$@"'
        result = self.run_demo(self.build_with_client(f"{order}; echo '{json.dumps(status)}'"), "--distributed")
        self.assertEqual(result.returncode, 1, result.stdout)
        self.assertIn("no span came from gone", result.stderr)

    def test_keep_leaves_the_backend_running(self):
        result = self.run_demo(BUILD, "--keep")
        self.assertEqual(result.returncode, 0, result.stderr)
        process = int(re.search(r"Stop the backend: kill (\d+)", result.stdout)[1])
        self.addCleanup(os.kill, process, signal.SIGTERM)
        address = re.search(r"Look at the data: (\S+)", result.stdout)[1]
        with urllib.request.urlopen(address, timeout=60) as answer:
            self.assertEqual(json.load(answer)["total"], 160)

    def test_wrong_usage_ends_with_2(self):
        for arguments in [[], [BUILD, "--nonsense"], [BUILD, BUILD]]:
            result = self.run_demo(*arguments)
            self.assertEqual((result.returncode, result.stdout), (2, ""), arguments)
            self.assertIn("usage:", result.stderr)
        self.assertTrue(self.run_demo("--help").stdout.startswith("usage:"))

    def test_a_folder_without_programs_is_named(self):
        result = self.run_demo(self.folder.name)
        self.assertEqual(result.returncode, 1)
        self.assertIn("telemetryflow-local is not built", result.stderr)


if __name__ == "__main__":
    unittest.main()
