"""check_layers.py finds every kind of violation in layer_fixture, and nothing else."""

import pathlib
import tempfile
import unittest

from tool_runner import ROOT, findings, run_tool

FIXTURE = ROOT / "tests" / "architecture" / "layer_fixture"

EXPECTED = """\
include/telemetryflow/application/ports/port.hpp:3: third-party: a public header may not include <curl/curl.h>
include/telemetryflow/application/ports/port.hpp:4: system: a public header may not include <unistd.h>
include/telemetryflow/client.hpp:5: unresolved: "telemetryflow/nowhere.hpp" is no file of include/ or src/
include/telemetryflow/client.hpp:7: private: a public header may not include src/hot/ring.hpp
include/telemetryflow/domain/value.hpp:4: standard: domain may not include <thread>
include/telemetryflow/domain/value.hpp:6: layer: domain may not include ports (telemetryflow/application/ports/port.hpp)
include/telemetryflow/domain/value.hpp:11: forbidden-word: domain may not use ::now(
include/telemetryflow/middleware/httplib.hpp:3: third-party: a public header may not include <curl/curl.h>
src/application/lifecycle.hpp:3: third-party: application may not include <zlib.h>
src/application/lifecycle.hpp:5: layer: application may not include hot (hot/ring.hpp)
src/domain/value.cpp:4: forbidden-word: domain may not use getenv
src/elsewhere/stray.cpp:1: unknown-folder: tools/layers.toml names no layer for it
src/hot/ring.hpp:3: standard: hot may not include <functional>
src/hot/ring.hpp:9: layer: hot may not include pipeline (pipeline/worker.hpp)
src/infrastructure/otlp/encoder.hpp:3: system: infrastructure/otlp may not include <sys/socket.h>
src/infrastructure/otlp/encoder.hpp:5: layer: infrastructure/otlp may not include infrastructure/transport (infrastructure/transport/http.hpp)
src/infrastructure/transport/http.hpp:7: layer: infrastructure/transport may not include infrastructure/resource (infrastructure/resource/host.hpp)
src/interface/client_state.hpp:3: layer: interface may not include infrastructure/otlp (infrastructure/otlp/encoder.hpp)
src/interface/client_state.hpp:4: layer: interface may not include pipeline (pipeline/worker.hpp)
src/pipeline/worker.hpp:3: unresolved: "../hot/ring.hpp" is no file of include/ or src/
src/pipeline/worker.hpp:5: layer: pipeline may not include infrastructure/otlp (infrastructure/otlp/encoder.hpp)
src/testing/fake.cpp:3: private: testing may include public headers only, not src/interface/client_state.hpp
"""


class CheckLayersTest(unittest.TestCase):
    def test_names_exactly_the_violations_of_the_fixture(self):
        result = run_tool("check_layers.py", "--root", FIXTURE)
        self.assertEqual(result.returncode, 1, result.stderr)
        self.assertEqual(findings(result), EXPECTED.strip().splitlines())

    def test_knows_every_kind_of_violation(self):
        kinds = {line.split(": ")[1] for line in EXPECTED.strip().splitlines()}
        self.assertEqual(
            kinds,
            {"forbidden-word", "layer", "private", "standard", "system", "third-party", "unknown-folder", "unresolved"},
        )

    def test_counts_the_edges_that_it_allows(self):
        result = run_tool("check_layers.py", "--root", FIXTURE)
        row = next(line for line in result.stdout.splitlines() if line.startswith("composition "))
        self.assertEqual(row.split()[1:].count("1"), 3, result.stdout)

    def test_accepts_a_tree_without_violations(self):
        with tempfile.TemporaryDirectory() as folder:
            header = pathlib.Path(folder, "src", "domain", "value.hpp")
            header.parent.mkdir(parents=True)
            header.write_text("#pragma once\n\n#include <string>\n")
            result = run_tool("check_layers.py", "--root", folder)
        self.assertEqual(result.returncode, 0, result.stdout)
        self.assertEqual(findings(result), [])

    def test_refuses_a_tree_without_sources(self):
        with tempfile.TemporaryDirectory() as folder:
            self.assertEqual(run_tool("check_layers.py", "--root", folder).returncode, 2)


if __name__ == "__main__":
    unittest.main()
