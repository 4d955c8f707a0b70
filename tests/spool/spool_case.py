"""What the tests of telemetryflow-spool share: services that are killed, and the program that looks at what they left."""

import contextlib
import json
import os
import pathlib
import struct
import subprocess
import sys
import tempfile
import unittest

sys.path.append(str(pathlib.Path(__file__).resolve().parents[1] / "generator"))
from local_backend import LocalBackend  # noqa: E402

CHUNK = 16 * 1024
HEADER = 64
MAGIC = 0x54464331
KEY = {"TELEMETRYFLOW_API_KEY_ID": "tfk_spool", "TELEMETRYFLOW_API_KEY_SECRET": "tfs_canary-spool"}


def clean_environment(**variables):
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("TELEMETRYFLOW_", "OTEL_")) and name not in ("NO_COLOR", "XDG_STATE_HOME")
    }
    return {**kept, **variables}


def contents(folder):
    """Every file below, with its bytes."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


class SpoolCase(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.folder = pathlib.Path(temporary.name)
        self.state = self.folder / "state"

    @contextlib.contextmanager
    def living(self, service="shop", logs=3, spans=2, spill=False, mode=None):
        """A service that has recorded, and lives; killed with SIGKILL at the end. With `spill` all of it is in segments,
        and a metric of one point."""
        mode = "spill" if spill else mode
        command = [os.environ["WRITER"], self.state, service, str(logs), str(spans), *[mode] * (mode is not None)]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=clean_environment())
        try:
            self.assertEqual(process.stdout.readline(), "ready\n")
            yield process
        finally:
            process.kill()
            process.communicate()

    def killed(self, service="shop", logs=3, spans=2, spill=False, mode=None):
        """A service that was killed; gives its folder."""
        before = set(self.state.glob("*/*"))
        with self.living(service, logs, spans, spill, mode):
            (folder,) = set(self.state.glob("*/*")) - before
        return folder

    def segment(self, folder, signal):
        (path,) = folder.glob(f"segment-*-{signal}")
        return path

    def run_spool(self, *arguments, cwd=None, stdin=subprocess.DEVNULL, **variables):
        return subprocess.run(
            [os.environ["SPOOL"], *map(str, arguments)],
            stdin=stdin, capture_output=True, text=True, check=False, cwd=cwd or self.folder,
            env=clean_environment(**variables), timeout=120,
        )

    def spool(self, *arguments, exit_code=0, error="", **options):
        result = self.run_spool(*arguments, **options)
        self.assertEqual((result.returncode, result.stderr), (exit_code, error), result.stdout)
        return result.stdout

    def list(self):
        """What `ls` tells programs, by service."""
        document = json.loads(self.spool("ls", self.state, "--json"))
        found = {}
        for process in document["processes"]:
            found.setdefault(process["service"], []).append(process)
        return found

    def damage_chunk(self, folder, at, bytes_, chunk=0):
        """Overwrites bytes of a chunk that is in use, counted from its header."""
        region = folder / "region"
        data = bytearray(region.read_bytes())
        used = [i for i in range(0, len(data), CHUNK) if struct.unpack_from("<I", data, i)[0] == MAGIC]
        data[used[chunk] + at : used[chunk] + at + len(bytes_)] = bytes_
        region.write_bytes(data)
