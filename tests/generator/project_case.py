"""What the tests share that build what a generator wrote, run it, and ask a backend what arrived."""

import contextlib
import os
import re
import signal
import subprocess
import urllib.error
import urllib.request

from generator_case import GeneratorCase, clean_environment
from local_backend import LocalBackend

WARNINGS = "-Wall -Wextra -Werror"
STRICT = WARNINGS + " -Wpedantic -Wshadow -Wconversion -Wsign-conversion"


def request(url, method="GET"):
    try:
        with urllib.request.urlopen(urllib.request.Request(url, method=method), timeout=30) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code


class ProjectCase(GeneratorCase):
    def setUp(self):
        super().setUp()
        self.backend = self.enterContext(LocalBackend("--require-key", "tfk_build:tfs_build"))

    def build(self, project, warnings=STRICT, tested=True):
        """Builds a project, and runs its tests."""
        build = self.folder / project / "build"
        configure = [
            *[os.environ["CMAKE"], "-G", "Ninja", "-S", self.folder / project, "-B", build, "-DCMAKE_BUILD_TYPE=Debug"],
            *[f"-DCMAKE_CXX_FLAGS_DEBUG=-O0 -g0 {warnings}", f"-DCMAKE_PREFIX_PATH={os.environ['PREFIX']}"],
            f"-DCMAKE_CXX_COMPILER_LAUNCHER={os.environ['LAUNCHER']}",
        ]
        # What projects have in common is compiled once, wherever they lie.
        environment = {**os.environ, "CCACHE_BASEDIR": str(self.folder), "CCACHE_NOHASHDIR": "1"}
        for command in [configure, [os.environ["CMAKE"], "--build", build, "-j", "2"]]:
            result = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False,
                                    env=environment)
            self.assertEqual(result.returncode, 0, result.stdout)
            self.assertNotIn("CMake Warning", result.stdout)
        if tested:
            command = ["ctest", "--test-dir", build, "--no-tests=error", "--output-on-failure"]
            result = subprocess.run(command, capture_output=True, text=True, check=False, env=clean_environment())
            self.assertEqual(result.returncode, 0, result.stdout)
            self.assertNotIn("Skipped", result.stdout)
        return build

    def environment(self, protocol="grpc"):
        endpoint = self.backend.grpc if protocol == "grpc" else self.backend.http
        return clean_environment(
            TELEMETRYFLOW_API_KEY_ID="tfk_build",
            TELEMETRYFLOW_API_KEY_SECRET="tfs_build",
            TELEMETRYFLOW_ENDPOINT=endpoint,
            TELEMETRYFLOW_PROTOCOL=protocol,
        )

    @contextlib.contextmanager
    def server(self, *command, **variables):
        """A server as a child; gives the address that its first line names, and expects a clean end on SIGTERM."""
        environment = {**self.environment(), **variables}
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)
        try:
            yield re.fullmatch(r"listening on (\S+)\n", process.stdout.readline())[1]
        finally:
            process.send_signal(signal.SIGTERM)
            rest, _ = process.communicate(timeout=60)
        self.assertEqual(process.returncode, 0, rest)
        self.assertIn('"dropped":{}', rest.replace(" ", ""))

    def items(self, what, query=""):
        return self.backend.get(f"/api/v1/{what}?limit=1000{query}")["items"]

    def spans(self, service):
        return {span["name"]: span for span in self.items("spans", f"&service={service}")}

    def metric_names(self):
        return {metric["name"] for metric in self.items("metrics")}
