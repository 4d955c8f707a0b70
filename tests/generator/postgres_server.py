"""A PostgreSQL of a test's own, on a socket in a temporary folder; its programs are in POSTGRES_PROGRAMS."""

import os
import pathlib
import signal
import subprocess
import tempfile
import time

# It does not run as root.
UNPRIVILEGED = {"user": "nobody", "group": "nogroup", "extra_groups": []} if os.geteuid() == 0 else {}


class PostgresServer:
    def __init__(self):
        self.programs = pathlib.Path(os.environ["POSTGRES_PROGRAMS"])

    def __enter__(self):
        self.temporary = tempfile.TemporaryDirectory()
        folder = self.temporary.name
        data = pathlib.Path(folder, "data")
        if UNPRIVILEGED:
            subprocess.run(["chown", "nobody:nogroup", folder], check=True)
        self.run("initdb", "--pgdata", data, "--username", "tester", "--auth", "trust", "--no-sync", "--no-instructions",
                 "--encoding", "UTF8", "--locale", "C")
        options = ["-D", data, "-k", folder, "-c", "listen_addresses=", "-c", "max_connections=50", "-F"]
        self.process = subprocess.Popen(
            [self.programs / "postgres", *options], cwd="/",
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **UNPRIVILEGED,
        )
        self.url = f"host={folder} user=tester dbname=postgres"
        state, deadline = data / "postmaster.pid", time.monotonic() + 60
        # Its last line says so when it takes connections.
        while not (state.exists() and state.read_text().rstrip().endswith("ready")):
            if self.process.poll() is not None or time.monotonic() > deadline:
                self.__exit__()
                raise RuntimeError("postgres is not ready")
            time.sleep(0.01)
        return self

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGINT)  # a fast shutdown, which takes its own children along
        self.process.wait(60)
        self.temporary.cleanup()

    def run(self, program, *arguments):
        result = subprocess.run([self.programs / program, *arguments], cwd="/", capture_output=True, text=True,
                                check=False, **UNPRIVILEGED)
        if result.returncode != 0:
            raise RuntimeError(f"{program}: {result.stderr}")
        return result.stdout
