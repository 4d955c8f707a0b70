"""telemetryflow-local as a child on free ports, for tests that send real telemetry and ask what arrived."""

import json
import os
import pathlib
import subprocess
import tempfile
import time
import urllib.request


class LocalBackend:
    def __init__(self, *arguments):
        self.arguments = arguments

    def __enter__(self):
        self.folder = tempfile.TemporaryDirectory()
        ready = pathlib.Path(self.folder.name, "ready.json")
        ports = ["--grpc-port", "0", "--http-port", "0", "--ready-file", str(ready)]
        self.process = subprocess.Popen([os.environ["LOCAL"], "--quiet", *ports, *self.arguments], stdout=subprocess.DEVNULL)
        deadline = time.monotonic() + 60
        while not ready.exists():
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError("telemetryflow-local is not ready")
            time.sleep(0.01)
        told = json.loads(ready.read_text())
        self.grpc = f"http://127.0.0.1:{told['grpc_port']}"
        self.http = f"http://127.0.0.1:{told['http_port']}"
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(30)
        self.folder.cleanup()

    def get(self, path):
        with urllib.request.urlopen(self.http + path, timeout=30) as answer:
            return json.load(answer)
