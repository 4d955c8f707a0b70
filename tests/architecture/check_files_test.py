"""check_files.py finds every kind of violation, and nothing in a clean tree."""

import pathlib
import tempfile
import unittest

from tool_runner import findings, run_tool

GUARD = "#pragma once\n"


class CheckFilesTest(unittest.TestCase):
    def findings_in(self, files):
        with tempfile.TemporaryDirectory() as folder:
            for name, text in files.items():
                path = pathlib.Path(folder, name)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text)
            result = run_tool("check_files.py", "--root", folder)
        found = findings(result)
        self.assertEqual(result.returncode, 1 if found else 0, result.stdout + result.stderr)
        return found

    def test_accepts_a_clean_tree(self):
        self.assertEqual(
            self.findings_in(
                {
                    "src/domain/value.hpp": "// Says what it is; std::cout, getenv() and the like are only words here.\n"
                    + GUARD,
                    "src/infrastructure/config/environment.cpp": 'const char* home() { return getenv("HOME"); }\n',
                    "tests/value_test.cpp": "int main() { std::cout << 1; }\n" * 500,
                    "README.md": "long\n" * 501,
                }
            ),
            [],
        )

    def test_finds_a_file_that_is_too_long(self):
        self.assertEqual(
            self.findings_in({"tests/value_test.cpp": "\n" * 501, "run": "#!/bin/sh\n" * 502}),
            ["run:501: length: 502 lines, at most 500", "tests/value_test.cpp:501: length: 501 lines, at most 500"],
        )

    def test_finds_words_that_were_left_over(self):
        for word in ["TO" + "DO", "FIX" + "ME", "XX" + "X"]:
            found = self.findings_in({"docs/a.md": f"fine\n{word}: later\n"})
            self.assertEqual(found, [f"docs/a.md:2: left-over: {word}"])

    def test_finds_hosts_of_package_registries(self):
        host = "de" + "b.de" + "bian.org"
        self.assertEqual(
            self.findings_in({"dev": f"curl http://{host}/x and https://example.org/debian\n"}),
            [f"dev:1: registry: host name {host}"],
        )

    def test_finds_a_header_without_its_guard(self):
        self.assertEqual(
            self.findings_in({"include/telemetryflow/a.hpp": "// Banner.\n#include <string>\n" + GUARD}),
            ["include/telemetryflow/a.hpp:1: guard: a header begins with #pragma once"],
        )

    def test_finds_the_environment_outside_its_owner(self):
        source = '#include <cstdlib>\nconst char* home() { return std::getenv("HOME"); }\n'
        self.assertEqual(
            self.findings_in({"src/hot/home.cpp": source, "apps/home.cpp": source}),
            ["src/hot/home.cpp:2: environment: only src/infrastructure/config/ reads or changes it"],
        )

    def test_finds_standard_output_in_the_library(self):
        source = "void hello() {\n    std::cout << 1;\n    printf(text);\n    std::snprintf(b, 1, text);\n}\n"
        self.assertEqual(
            self.findings_in({"src/hot/hello.cpp": source}),
            [
                "src/hot/hello.cpp:2: output: a library does not write to standard output",
                "src/hot/hello.cpp:3: output: a library does not write to standard output",
            ],
        )


if __name__ == "__main__":
    unittest.main()
