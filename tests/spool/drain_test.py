"""drain: what killed processes left arrives at a receiver, once, as theirs, and is deleted then and not before."""

import http.server
import json
import os
import pty
import re
import signal
import socket
import subprocess
import threading
import time
import unittest

from spool_case import KEY, LocalBackend, SpoolCase, clean_environment, contents


class Receiver:
    """Answers every request with one status, or not at all, and keeps how many there were."""

    def __init__(self, status, headers=(), hold=False):
        self.requests = 0
        self.bodies = []
        self.freed = threading.Event()
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                outer.bodies.append(self.rfile.read(int(self.headers["Content-Length"])))
                outer.requests += 1
                if hold:
                    outer.freed.wait(60)
                self.send_response(status)
                for name, value in headers:
                    self.send_header(name, value)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}"

    def __enter__(self):
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.freed.set()
        self.server.shutdown()
        self.server.server_close()


class DrainTest(SpoolCase):
    def drain(self, backend, *arguments, exit_code=0, protocol="grpc", **variables):
        endpoint = backend if isinstance(backend, str) else backend.grpc if protocol == "grpc" else backend.http
        result = self.run_spool(
            "drain", self.state, "--endpoint", endpoint, "--protocol", protocol, *arguments, **{**KEY, **variables}
        )
        self.assertEqual(result.returncode, exit_code, result)
        self.assertNotIn("canary", result.stdout + result.stderr)
        return result

    def test_what_killed_processes_left_arrives_as_theirs_and_is_deleted(self):
        for protocol in ["grpc", "http"]:
            with self.living("shop", logs=3, spans=2):
                # At the same time: else the second would take on what the first left.
                first = next((self.state / "shop").iterdir())
                second = self.killed("shop", logs=1, spans=0)
            self.killed("other", logs=0, spans=1)
            with LocalBackend("--require-key", "tfk_spool:tfs_canary-spool") as backend:
                result = self.drain(backend, protocol=protocol)
                self.assertEqual(result.stderr, "")
                self.assertIn("sent        shop  4 log records delivered, 2 spans delivered\n", result.stdout)
                self.assertIn("sent        other  1 span delivered\n", result.stdout)
                logs = backend.get("/api/v1/logs?limit=100")["items"]
                spans = backend.get("/api/v1/spans?limit=100")["items"]
            self.assertEqual(sorted(log["body"] for log in logs), ["log 0", "log 0", "log 1", "log 2"], "each once")
            self.assertEqual(sorted((span["service"], span["name"]) for span in spans),
                             [("other", "span 0"), ("shop", "span 0"), ("shop", "span 1")])
            for one in logs + spans:
                self.assertEqual(one["resource"]["telemetryflow.recovered"], True)
                self.assertEqual(one["resource"]["service.version"], "1.2.3")
            self.assertNotEqual({one["resource"].get("process.pid") for one in logs}, {os.getpid()})
            self.assertFalse(first.exists() or second.exists())
            self.assertEqual(self.list(), {})

    def test_batches_on_disk_arrive_too(self):
        self.killed("shop", logs=300, spans=20, spill=True)
        with LocalBackend() as backend:
            document = json.loads(self.drain(backend, "--json").stdout)
            names = {one["name"] for one in backend.get("/api/v1/metrics?limit=100")["items"]}
            logs = backend.get("/api/v1/logs?limit=1000")["items"]
        signals = {name: one["delivered"] for name, one in document["services"][0]["signals"].items()}
        self.assertEqual(signals, {"metrics": 1, "logs": 300, "traces": 20})
        self.assertEqual(names, {"orders"})
        self.assertEqual(len({log["body"] for log in logs}), 300)
        self.assertTrue(all(log["resource"]["telemetryflow.recovered"] for log in logs))
        self.assertEqual(self.list(), {})

    def test_open_spans_and_the_last_metrics_arrive_too(self):
        self.killed("shop", logs=1, spans=1, mode="open")
        with LocalBackend() as backend:
            document = json.loads(self.drain(backend, "--json").stdout)
            spans = {span["name"]: span for span in backend.get("/api/v1/spans?limit=100")["items"]}
            metrics = {one["name"] for one in backend.get("/api/v1/metrics?limit=100")["items"]}
        signals = {name: one["delivered"] for name, one in document["services"][0]["signals"].items()}
        self.assertEqual(signals, {"metrics": 1, "logs": 1, "traces": 2})
        self.assertEqual((set(spans), metrics), ({"span 0", "left open"}, {"orders"}))
        self.assertTrue(spans["left open"]["attributes"]["telemetryflow.unfinished"])
        self.assertEqual(self.list(), {})

    def test_what_a_later_version_wrote_stays(self):
        folder = self.killed("shop", logs=3, spans=2, spill=True)
        path = self.segment(folder, "metrics")
        data = bytearray(path.read_bytes())
        data[7] = 9
        path.write_bytes(data)
        with LocalBackend() as backend:
            started = time.monotonic()
            result = self.drain(backend, exit_code=1)
            self.assertLess(time.monotonic() - started, 20)
        self.assertIn("3 log records delivered, 2 spans delivered; 1 process left", result.stdout)
        self.assertEqual(path.read_bytes(), bytes(data))

    def test_a_living_process_is_not_touched(self):
        with self.living("shop", logs=5) as living, LocalBackend() as backend:
            before = contents(self.state / "shop" / self.list()["shop"][0]["process"])
            self.killed("shop")
            self.drain(backend)
            self.assertEqual(len(backend.get("/api/v1/logs?limit=100")["items"]), 3)
            self.assertIsNone(living.poll())
            (kept,) = self.list()["shop"]
            self.assertEqual((kept["in_use"], kept["waiting"]["logs"]["items"]), (True, 5))
            self.assertEqual(contents(self.state / "shop" / kept["process"]), before)

    def test_json_and_one_service(self):
        self.killed("shop")
        self.killed("other")
        with LocalBackend() as backend:
            document = json.loads(self.drain(backend, "--json", "--service", "shop").stdout)
        self.assertTrue(document["complete"])
        (shop,) = document["services"]
        self.assertEqual((shop["service"], shop["processes"], shop["processes_left"]), ("shop", 1, 0))
        self.assertEqual(shop["signals"]["logs"], {"delivered": 3, "rejected": 0, "dropped": {}})
        self.assertEqual(list(self.list()), ["other"])

    def test_much_goes_in_several_requests(self):
        self.killed("shop", logs=30000, spans=5000)
        with LocalBackend() as backend:
            document = json.loads(self.drain(backend, "--json").stdout)
        signals = document["services"][0]["signals"]
        self.assertEqual((signals["logs"]["delivered"], signals["traces"]["delivered"]), (30000, 5000))

    def test_everything_stays_when_nobody_answers(self):
        with socket.socket() as nobody:
            nobody.bind(("127.0.0.1", 0))
            self.killed("shop")
            before = self.list()
            started = time.monotonic()
            result = self.drain(f"http://127.0.0.1:{nobody.getsockname()[1]}", "--patience", "1.5", exit_code=1)
        self.assertGreater(time.monotonic() - started, 1.4)
        self.assertLess(time.monotonic() - started, 20)
        self.assertIn("unfinished  shop  nothing was delivered; 1 process left\n", result.stdout)
        self.assertIn("warning: will be sent again: ", result.stderr)
        self.assertEqual(self.list(), before)
        with LocalBackend() as backend:
            self.drain(backend)
        self.assertEqual(self.list(), {})

    def test_a_refused_key_ends_it_at_once(self):
        self.killed("shop")
        before = self.list()
        with LocalBackend("--require-key", "tfk_another:tfs_another") as backend:
            for protocol in ["grpc", "http"]:
                started = time.monotonic()
                result = self.drain(backend, exit_code=1, protocol=protocol)
                self.assertLess(time.monotonic() - started, 20)
                self.assertIn("held until this is mended", result.stderr)
        self.assertEqual(self.list(), before)

    def test_a_busy_backend_is_waited_for(self):
        self.killed("shop")
        with Receiver(503, [("Retry-After", "1")]) as receiver:
            result = self.drain(receiver.address, "--patience", "6", exit_code=1, protocol="http")
            self.assertGreaterEqual(receiver.requests, 2)
            logs = [body for body in receiver.bodies if body == receiver.bodies[0]]
            self.assertGreaterEqual(len(logs), 2, "the same bytes")
        self.assertIn("unfinished", result.stdout)
        self.assertIn("shop", self.list())

    def test_what_is_refused_for_good_is_told(self):
        self.killed("shop")
        with Receiver(400) as receiver:
            result = self.drain(receiver.address, exit_code=1, protocol="http")
        self.assertIn("3 log records dropped (http_400), 2 spans dropped (http_400)", result.stdout)
        self.assertEqual(self.list(), {})

    def test_damage_costs_what_is_damaged(self):
        folder = self.killed("shop", logs=3, spans=2)
        self.damage_chunk(folder, 64, b"\xff" * 8)
        with LocalBackend() as backend:
            result = self.drain(backend, exit_code=1)
        self.assertRegex(result.stdout, r"dropped \(corrupt\)")
        self.assertRegex(result.stdout, r"[23] (log records|spans) delivered")
        self.assertEqual(self.list(), {})

    def test_an_interruption_leaves_what_is_not_delivered(self):
        for number in [signal.SIGINT, signal.SIGTERM]:
            self.killed("shop")
            before = self.list()
            with Receiver(200, hold=True) as receiver:
                command = [os.environ["SPOOL"], "drain", self.state, "-e", receiver.address, "--protocol", "http"]
                process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                                           env=clean_environment(**KEY))
                while receiver.requests == 0:
                    self.assertIsNone(process.poll())
                    time.sleep(0.01)
                self.assertEqual([one["in_use"] for one in self.list()["shop"]], [True])
                started = time.monotonic()
                process.send_signal(number)
                output, error = process.communicate(timeout=60)
                self.assertLess(time.monotonic() - started, 10)
            self.assertEqual(process.returncode, 1)
            self.assertIn("interrupted; what is left stays", error)
            self.assertIn("unfinished", output)
            self.assertEqual(self.list(), before)
            self.spool("purge", self.state, "--yes")

    def test_a_kill_loses_nothing(self):
        self.killed("shop", logs=30000, spans=0)
        with Receiver(200) as receiver:
            for instant in range(1, 6):
                process = subprocess.Popen(
                    [os.environ["SPOOL"], "drain", self.state, "-e", receiver.address, "--protocol", "http"],
                    stdout=subprocess.DEVNULL, env=clean_environment(**KEY),
                )
                time.sleep(0.02 * instant)
                process.kill()
                process.wait()
            self.drain(receiver.address, protocol="http")
        names = set()
        for body in receiver.bodies:
            # A string of a log's body: its tag, its length, its bytes.
            for match in re.finditer(rb"\x0a([\x05-\x0a])(?=log )", body):
                names.add(body[match.end() : match.end() + match[1][0]].decode())
        self.assertEqual(names, {f"log {i}" for i in range(30000)})
        self.assertEqual(self.list(), {})

    def test_progress_is_for_terminals(self):
        self.killed("shop")
        outer, inner = pty.openpty()
        with LocalBackend() as backend:
            result = subprocess.run(
                [os.environ["SPOOL"], "drain", self.state, "-e", backend.grpc],
                stdout=subprocess.PIPE, stderr=inner, text=True, check=False, env=clean_environment(TERM="xterm", **KEY),
            )
        os.close(inner)
        self.assertEqual(result.returncode, 0)
        self.assertIn(b" of 5 items, ", os.read(outer, 65536))
        os.close(outer)

    def test_nothing_to_send(self):
        self.state.mkdir()
        result = self.drain("http://127.0.0.1:9")
        self.assertIn("No process that has ended left anything", result.stdout)

    def test_settings_that_are_missing_or_wrong(self):
        self.killed("shop")
        before = contents(self.state)
        for arguments, variables, code, words in [
            (["-e", "http://user@host"], KEY, 2, "--endpoint"),
            (["--protocol", "udp"], KEY, 2, "--protocol"),
            (["--patience", "-1"], KEY, 2, "--patience"),
            (["--patience", "soon"], KEY, 2, "--patience"),
            (["-e", "http://127.0.0.1:9"], {}, 1, "TELEMETRYFLOW_API_KEY_ID"),
            (["--service", "nobody"], KEY, 1, "has no service 'nobody'"),
            (["-e", "http://127.0.0.1:9"], {**KEY, "TELEMETRYFLOW_TIMEOUT": "soon"}, 1, "TELEMETRYFLOW_TIMEOUT"),
        ]:
            with self.subTest(arguments):
                result = self.run_spool("drain", self.state, *arguments, **variables)
                self.assertEqual((result.returncode, result.stdout), (code, ""))
                self.assertIn(words, result.stderr)
                self.assertEqual(contents(self.state), before)


if __name__ == "__main__":
    unittest.main()
