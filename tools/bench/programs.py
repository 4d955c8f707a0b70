"""Runs the measuring programs: by themselves, with the allocation hook, on another allocator."""

import os
import pathlib
import subprocess
import tempfile

import reports

JEMALLOC = [
    pathlib.Path(folder, "libjemalloc.so.2")
    for folder in ("/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib64", "/usr/lib")
]


class ProgramFailed(Exception):
    """A program ended with an error, which it has printed."""


def jemalloc():
    return next((path for path in JEMALLOC if path.exists()), None)


class Programs:
    """The programs of one build folder."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)

    def has(self, name):
        return self.path(name).exists()

    def path(self, name):
        return self.folder / f"{name}_bench"

    @property
    def hook(self):
        return self.folder / "libtf_allocation_hook.so"

    def measure(self, name, options=(), preload=(), quiet=False):
        """Runs a program and returns its report. Its progress goes to standard error, unless it is quiet and works."""
        # The dynamic loader only warns, and what was not counted would look like what was measured.
        for library in preload:
            if not library.exists():
                raise ProgramFailed(f"{library} is not built")
        environment = dict(os.environ)
        if preload:
            environment["LD_PRELOAD"] = ":".join(str(path) for path in preload)
        with tempfile.TemporaryDirectory(prefix="bench.") as folder:
            file = pathlib.Path(folder, "report.json")
            command = [str(self.path(name)), "--json", str(file), *options]
            errors = subprocess.PIPE if quiet else None
            result = subprocess.run(
                command, env=environment, stdout=subprocess.DEVNULL, stderr=errors, text=True, check=False
            )
            if result.returncode != 0:
                raise ProgramFailed(f"{name}_bench ended with {result.returncode}\n{result.stderr or ''}")
            return reports.load(file)

    def operations(self, name):
        """The names of a program's own operations."""
        output = subprocess.run(
            [self.path(name), "--list"], capture_output=True, text=True, check=True
        ).stdout.splitlines()
        return [line.split(": ", 1)[1] for line in output if line.startswith(reports.OURS + ": ")]

    def compiler(self, name):
        nothing = ["--rounds", "1", "--filter", "no operation has this name"]
        return self.measure(name, nothing, quiet=True)["machine"]["compiler"]
