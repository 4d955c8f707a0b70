"""ls, verify and cat: what waits, whether it is whole, and what it is. None of them changes anything."""

import json
import os
import pty
import re
import struct
import subprocess
import unittest
import urllib.request

from spool_case import HEADER, LocalBackend, SpoolCase, clean_environment, contents


class LsTest(SpoolCase):
    def test_what_a_killed_process_left_and_what_a_living_one_keeps(self):
        with self.living("shop", logs=5, spans=0), self.living("other", logs=0, spans=1):
            dead = self.killed("shop", logs=3, spans=2)
            found = self.list()
        self.assertEqual(set(found), {"other", "shop"})
        first, second = sorted(found["shop"], key=lambda one: one["in_use"])
        self.assertEqual((first["process"], first["in_use"], second["in_use"]), (dead.name, False, True))
        self.assertEqual(first["path"], str(dead))
        waiting = {signal: one["items"] for signal, one in first["waiting"].items()}
        self.assertEqual(waiting, {"metrics": 0, "logs": 3, "traces": 2})
        self.assertGreater(first["waiting"]["logs"]["bytes"], 3 * 64)
        self.assertEqual(second["waiting"]["logs"]["items"], 5)
        self.assertEqual(found["other"][0]["waiting"]["traces"]["items"], 1)
        self.assertEqual(first["file_bytes"], (dead / "region").stat().st_size)
        self.assertAlmostEqual(first["since"], (dead / "lock").stat().st_mtime, delta=2)

    def test_people_get_a_table(self):
        self.killed("shop")
        lines = self.spool("ls", self.state).splitlines()
        self.assertEqual(lines[0].split(), ["SERVICE", "PROCESS", "STATE", "AGE", "LOGS", "SPANS", "METRICS", "BYTES"])
        self.assertRegex(lines[1], r"^shop +\d+-[0-9a-f]{16} +ended +\d+s +3 +2 +0 +\d+ bytes$")
        with self.living("shop"):
            lines = self.spool("ls", self.state).splitlines()
            self.assertEqual([" in use " in line for line in lines], [False, True, True], "it is sending that of the other")

    def test_where_it_looks(self):
        self.killed("shop")
        for arguments, variables in [
            ([self.state], {}),
            (["state"], {}),
            ([], {"TELEMETRYFLOW_STATE_DIRECTORY": str(self.state), "XDG_STATE_HOME": "/nowhere"}),
        ]:
            self.assertIn("shop", self.spool("ls", *arguments, **variables))
        home = self.folder / "home"
        home.mkdir()
        self.state.rename(home / "telemetryflow")
        self.assertIn("shop", self.spool("ls", XDG_STATE_HOME=str(home)))

    def test_one_service_or_process(self):
        first, second = self.killed("shop"), self.killed("other")
        self.assertNotIn("other", self.spool("ls", self.state, "--service", "shop"))
        text = self.spool("ls", self.state, "--process", second.name)
        self.assertIn(second.name, text)
        self.assertNotIn(first.name, text)
        error = self.run_spool("ls", self.state, "--service", "shopp")
        self.assertEqual(error.returncode, 1)
        self.assertIn("has no service 'shopp'; did you mean shop?", error.stderr)
        self.assertIn("has no process '1-2'", self.run_spool("ls", self.state, "--process", "1-2").stderr)

    def test_nothing_waits(self):
        self.state.mkdir()
        self.assertEqual(self.spool("ls", self.state), f"Nothing waits in {self.state}.\n")
        self.assertEqual(json.loads(self.spool("ls", self.state, "--json"))["processes"], [])

    def test_what_is_no_process_is_left_out(self):
        dead = self.killed("shop")
        (self.state / "shop" / "notes").mkdir()
        (self.state / "shop" / "file").write_text("")
        (self.state / "shop" / "link").symlink_to(dead)
        (self.state / "shop" / ".new-1-2").mkdir()
        (self.state / "shop" / ".new-1-2" / "lock").write_text("")
        self.assertEqual([one["process"] for one in self.list()["shop"]], [dead.name])

    def test_batches_on_disk_count_too(self):
        folder = self.killed("shop", logs=300, spans=20, spill=True)
        (process,) = self.list()["shop"]
        waiting = {signal: one["items"] for signal, one in process["waiting"].items()}
        self.assertEqual(waiting, {"metrics": 1, "logs": 300, "traces": 20})
        self.assertEqual(process["file_bytes"], sum(path.stat().st_size for path in folder.glob("[rs]e*")))

    def test_open_spans_and_the_last_metrics_count_too(self):
        self.killed("shop", logs=1, spans=1, mode="open")
        (process,) = self.list()["shop"]
        waiting = {signal: one["items"] for signal, one in process["waiting"].items()}
        self.assertEqual(waiting, {"metrics": 1, "logs": 1, "traces": 2})
        self.assertIn("ok ", self.spool("verify", self.state))
        shown = self.spool("cat", self.state)
        for name in ["left open", "telemetryflow.unfinished", "orders", "span 0"]:
            self.assertIn(f'"{name}"', shown)

    def test_a_folder_that_others_may_write_into_is_refused(self):
        self.killed("shop")
        (self.state / "shop").chmod(0o777)
        result = self.run_spool("ls", self.state)
        self.assertEqual((result.returncode, result.stdout), (1, ""))
        self.assertIn("may be written by others", result.stderr)

    def test_colours_are_for_terminals(self):
        self.killed("shop")
        outer, inner = pty.openpty()
        self.addCleanup(os.close, outer)
        command = [os.environ["SPOOL"], "ls", self.state]
        subprocess.run(command, stdout=inner, check=True, env=clean_environment(TERM="xterm"))
        os.close(inner)
        self.assertIn(b"\033[33mended", os.read(outer, 65536))
        self.assertNotIn("\033", self.spool("ls", self.state))


class VerifyTest(SpoolCase):
    def test_what_is_whole(self):
        folder = self.killed("shop")
        self.assertEqual(self.spool("verify", self.state), f"ok        shop/{folder.name}  3 log records, 2 spans\n")
        document = json.loads(self.spool("verify", self.state, "--json"))
        self.assertEqual((document["sound"], document["processes"][0]["verdict"]), (True, "ok"))

    def test_a_living_process_is_not_checked(self):
        with self.living("shop"):
            self.assertTrue(self.spool("verify", self.state).startswith("in use    shop/"))

    def damaged(self, folder, words):
        text = self.spool("verify", self.state, exit_code=1)
        self.assertIn(f"damaged   shop/{folder.name}", text)
        self.assertRegex(text, words)
        document = json.loads(self.spool("verify", self.state, "--json", exit_code=1))
        self.assertFalse(document["sound"])
        self.assertRegex(document["processes"][0]["damage"][0], words)
        self.assertIn(folder.name, self.spool("ls", self.state))

    def test_a_record_that_is_overwritten(self):
        folder = self.killed("shop", logs=3, spans=0)
        self.damage_chunk(folder, HEADER, b"\xff" * 8)
        self.damaged(folder, "region: 3 of 3 records of chunk [0-9]+ are damaged")

    def test_records_behind_the_damaged_one(self):
        folder = self.killed("shop", logs=3, spans=0)
        region = (folder / "region").read_bytes()
        at = region.index(struct.pack("<HH", 0x5246, 0)) - 4
        (size,) = struct.unpack_from("<I", region, at)
        second = HEADER + 16 + (size + 7) // 8 * 8
        self.damage_chunk(folder, second, b"\xff" * 16)
        self.damaged(folder, "region: 2 of 3 records of chunk [0-9]+ are damaged")

    def test_headers_that_cannot_be(self):
        for at, bytes_, words in [
            (4, struct.pack("<I", 12345), "has a size that cannot be"),
            (4, struct.pack("<I", 0xFFFFFFC0), "has a size that cannot be"),
            (16, b"\x7f", "is of no signal"),
            (24, struct.pack("<I", 0x7FFFFFFF), "holds more than it has room for"),
        ]:
            with self.subTest(words):
                folder = self.killed("shop", logs=3, spans=0)
                self.damage_chunk(folder, at, bytes_)
                self.damaged(folder, "region: the chunk at byte [0-9]+ " + words)
                for path in folder.iterdir():
                    path.unlink()
                folder.rmdir()

    def test_a_description_that_is_cut_off(self):
        folder = self.killed("shop")
        about = folder / "about"
        about.write_bytes(about.read_bytes()[:-1])
        self.damaged(folder, "about: it does not say whose telemetry this is")

    def test_a_batch_on_disk_that_is_damaged(self):
        folder = self.killed("shop", logs=300, spans=20, spill=True)
        self.assertIn("ok ", self.spool("verify", self.state))
        path = self.segment(folder, "logs")
        data = bytearray(path.read_bytes())
        data[-100] ^= 1
        path.write_bytes(data)
        self.damaged(folder, rf"{path.name}: a batch of [0-9]+ items is damaged")

    def test_what_is_no_batch_on_disk(self):
        folder = self.killed("shop", logs=300, spans=20, spill=True)
        path = self.segment(folder, "traces")
        data = bytearray(path.read_bytes())
        data[16:24] = b"\xff" * 8
        path.write_bytes(data)
        self.damaged(folder, rf"{path.name}: in 1 places? there is no batch")

    def test_a_segment_of_a_later_version(self):
        folder = self.killed("shop", logs=300, spans=20, spill=True)
        path = self.segment(folder, "metrics")
        data = bytearray(path.read_bytes())
        data[7] = 9
        path.write_bytes(data)
        self.damaged(folder, rf"{path.name}: it is of a later version \(9\), and left to that")

    def test_files_that_clients_set_aside(self):
        self.killed("shop")
        path = self.state / "shop" / "quarantine-1-2-segment-0000000000000001-logs"
        path.write_text("nothing")
        text = self.spool("verify", self.state, exit_code=1)
        self.assertIn(f"set aside {path}  nothing could be read from it\n", text)
        document = json.loads(self.spool("verify", self.state, "--json", exit_code=1))
        self.assertEqual((document["sound"], document["quarantined"]), (False, [str(path)]))

    def test_every_length_of_a_segment(self):
        folder = self.killed("shop", logs=300, spans=20, spill=True)
        path = self.segment(folder, "logs")
        data = path.read_bytes()
        for length in [*range(0, 80), 100, len(data) // 2, len(data) - 1]:
            path.write_bytes(data[:length])
            for command in ["verify", "ls", "cat"]:
                self.assertIn(self.run_spool(command, self.state).returncode, (0, 1), (command, length))

    def test_every_length_of_a_region(self):
        folder = self.killed("shop", logs=300, spans=0)
        region = (folder / "region").read_bytes()
        for length in [0, 1, 63, 64, 16383, 16384, 16385, 40000, len(region) - 1]:
            (folder / "region").write_bytes(region[:length])
            self.assertIn(self.run_spool("verify", self.state).returncode, (0, 1))
            self.assertEqual(self.run_spool("ls", self.state).returncode, 0)
            self.assertIn(self.run_spool("cat", self.state).returncode, (0, 1))

    def test_noise_is_no_telemetry(self):
        folder = self.killed("shop")
        size = (folder / "region").stat().st_size
        for pattern in [b"\0", b"\xff", struct.pack("<I", 0x54464331)]:
            (folder / "region").write_bytes(pattern * (size // len(pattern)))
            self.run_spool("verify", self.state)
            self.assertEqual(self.spool("cat", self.state, exit_code=int(pattern[0] == 0x31), error=self.warning(folder, pattern)), "")

    def warning(self, folder, pattern):
        if pattern[0] != 0x31:
            return ""
        return f"warning: shop/{folder.name} is damaged, and not all of it can be shown; `verify` says more\n"


class CatTest(SpoolCase):
    def lines(self, *arguments):
        return [json.loads(line) for line in self.spool("cat", self.state, *arguments).splitlines()]

    def bodies(self, lines):
        return [
            record["body"]["stringValue"]
            for line in lines
            for resource in line.get("resourceLogs", [])
            for scope in resource["scopeLogs"]
            for record in scope["logRecords"]
        ]

    def test_requests_with_the_resource_of_who_recorded(self):
        self.killed("shop", logs=3, spans=2)
        logs, spans = self.lines()
        self.assertEqual(self.bodies([logs]), ["log 0", "log 1", "log 2"])
        resource = {one["key"]: one["value"] for one in logs["resourceLogs"][0]["resource"]["attributes"]}
        self.assertEqual(resource["service.name"], {"stringValue": "shop"})
        self.assertEqual(resource["service.version"], {"stringValue": "1.2.3"})
        self.assertEqual(logs["resourceLogs"][0]["scopeLogs"][0]["scope"]["name"], "telemetryflow")
        names = [span["name"] for span in spans["resourceSpans"][0]["scopeSpans"][0]["spans"]]
        self.assertEqual(names, ["span 0", "span 1"])

    def test_an_otlp_receiver_takes_its_lines(self):
        for spill in [False, True]:
            with self.subTest(spill=spill):
                self.killed("shop", logs=3, spans=2, spill=spill)
                self.receiver_takes(self.lines(), {"orders"} if spill else set())
                self.spool("purge", self.state, "--yes")

    def receiver_takes(self, lines, metrics):
        paths = {"resourceLogs": "/v1/logs", "resourceSpans": "/v1/traces", "resourceMetrics": "/v1/metrics"}
        with LocalBackend() as backend:
            for line in lines:
                (kind,) = line
                path = paths[kind]
                request = urllib.request.Request(
                    backend.http + path, json.dumps(line).encode(), {"Content-Type": "application/json"}
                )
                with urllib.request.urlopen(request, timeout=30) as answer:
                    self.assertEqual(answer.status, 200)
            logs = backend.get("/api/v1/logs?limit=100")["items"]
            spans = backend.get("/api/v1/spans?limit=100")["items"]
            self.assertEqual({one["name"] for one in backend.get("/api/v1/metrics?limit=100")["items"]}, metrics)
        self.assertEqual({log["body"] for log in logs}, {"log 0", "log 1", "log 2"})
        self.assertEqual({(span["name"], span["service"]) for span in spans}, {("span 0", "shop"), ("span 1", "shop")})

    def test_much_becomes_several_requests(self):
        self.killed("shop", logs=20000, spans=0)
        lines = self.lines()
        self.assertGreater(len(lines), 1)
        self.assertEqual(self.bodies(lines), [f"log {i}" for i in range(20000)])

    def test_of_a_living_process_what_it_keeps(self):
        with self.living("shop", logs=4, spans=0) as process:
            self.assertEqual(self.bodies(self.lines()), [f"log {i}" for i in range(4)])
            self.assertIsNone(process.poll())

    def test_looking_changes_nothing(self):
        folder = self.killed("shop")
        before = contents(self.state)
        for command in ["ls", "verify", "cat"]:
            self.spool(command, self.state)
        self.assertEqual(contents(self.state), before)
        with self.living("other"):
            before = contents(self.state)
            for command in ["ls", "verify", "cat"]:
                self.spool(command, self.state)
            self.assertEqual(contents(self.state), before)
        self.assertTrue(folder.exists())

    def test_what_is_damaged_is_left_out_and_told(self):
        folder = self.killed("shop", logs=3, spans=2)
        region = folder / "region"
        region.write_bytes(region.read_bytes().replace(b"log 1", b"\xff\xff\xff\xff\xff", 1))
        self.assertEqual(len(self.bodies(self.lines())), 3, "text that is not UTF-8 is mended")
        self.damage_chunk(folder, HEADER, b"\xff" * 8)
        result = self.run_spool("cat", self.state)
        self.assertEqual((result.returncode, len(result.stdout.splitlines())), (1, 1), "the other signal is whole")
        self.assertIn("is damaged, and not all of it can be shown", result.stderr)

    def test_a_reader_that_has_seen_enough(self):
        self.killed("shop", logs=20000, spans=0)
        command = f"'{os.environ['SPOOL']}' cat '{self.state}' | head -c 100 | wc -c; echo ${{PIPESTATUS[0]}}"
        result = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=True, env=clean_environment())
        self.assertRegex(result.stdout, r"^100\n(141|1)\n$")
        self.assertFalse(re.search("terminate|Abort", result.stderr))


if __name__ == "__main__":
    unittest.main()
