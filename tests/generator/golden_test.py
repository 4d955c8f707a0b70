"""What telemetryflow-gen writes is what golden/ has; UPDATE_GOLDEN=1 in the environment writes that anew."""

import os
import pathlib
import shutil
import unittest

from generator_case import GeneratorCase, TEMPLATES, files

GOLDEN = pathlib.Path(__file__).resolve().parent / "golden"
KEY = ["-k", "tfk_golden", "-s", "tfs_golden"]
CASES = {
    "init_new": ["init", "-p", "checkout-service"],
    "init_existing": ["init", "-p", "checkout"],
    "init_metrics": ["init", "-p", "checkout", "--no-logs", "--traces=false"],
    "init_logs": ["init", "-p", "checkout", "--no-metrics", "--no-traces"],
    "init_traces": ["init", "-p", "checkout", "--no-metrics", "--no-logs"],
    "init_settings": [
        *["init", "-p", "checkout", "-n", "It's \"checkout\"", "--version", "2.3.4", "--environment", "staging", *KEY],
        *["-e", "https://collector.example:4318", "--protocol", "http", "--collector-name", "edge one"],
        *["--datacenter", "eu-1", "--v2-only"],
    ],
    "config_env": ["config", "-p", "checkout"],
    "config_env_http": ["config", "-p", "checkout", "--protocol", "http", "--no-v2-api", *KEY],
    "config_yaml": ["config", "-p", "checkout", "--format", "yaml"],
    "config_yaml_key": ["config", "-p", "checkout", "-n", 'a "b" \\ ${c}', "--format", "yaml", "--v2-only", *KEY],
    "example_basic": ["example", "basic", "-p", "shop"],
    "example_http_server": ["example", "http-server", "-p", "shop"],
    "example_http_server_port": ["example", "http-server", "-p", "shop", "--port", "9090"],
    "example_grpc_server": ["example", "grpc-server", "-p", "rpc-shop"],
    "example_grpc_server_port": ["example", "grpc-server", "-p", "shop", "--port", "9090"],
    "example_worker": ["example", "worker", "-p", "print-shop"],
    "example_distributed": ["example", "distributed", "-p", "shop"],
    "example_distributed_port": ["example", "distributed", "-p", "shop", "--port", "9090"],
}
EXISTING = {
    "init_existing": {
        "CMakeLists.txt": "cmake_minimum_required(VERSION 3.25)\nproject(Existing LANGUAGES CXX)\n",
        ".gitignore": "/build/",
    }
}


def as_text(folder):
    return "".join(f"===== {name}\n{text}" for name, text in files(folder).items())


def case_with(template):
    """A case that the template is part of."""
    match template.parts:
        case ("init", *_):
            return "init_new"
        case ("config", "telemetryflow.yaml.tpl"):
            return "config_yaml"
        case ("config", _):
            return "config_env"
        case ("example", type, _):
            return "example_" + type.replace("-", "_")
    return "example_distributed"


class GoldenTest(GeneratorCase):
    def prepare(self, case):
        output = self.folder / case
        output.mkdir()
        for name, text in EXISTING.get(case, {}).items():
            (output / name).write_text(text)
        return output

    def test_every_case_writes_what_is_kept_here(self):
        for case, arguments in CASES.items():
            with self.subTest(case):
                output = self.prepare(case)
                self.generate(*arguments, "-o", output)
                written, kept = as_text(output), GOLDEN / f"{case}.txt"
                if os.environ.get("UPDATE_GOLDEN"):
                    kept.write_text(written)
                self.assertEqual(written, kept.read_text(), "UPDATE_GOLDEN=1 takes it over")

    def test_nothing_is_kept_for_a_case_that_is_gone(self):
        self.assertEqual({path.stem for path in GOLDEN.iterdir()}, set(CASES))

    def test_running_again_changes_nothing(self):
        for case, arguments in CASES.items():
            with self.subTest(case):
                output = self.prepare(case)
                self.generate(*arguments, "-o", output)
                first = as_text(output)
                again = self.generate(*arguments, "-o", output)
                self.assertRegex(again, r"\d+ unchanged\n")
                self.assertNotRegex(again, "created|updated|overwritten")
                self.assertEqual(as_text(output), first)
                self.assertEqual(self.generate(*arguments, "-o", output, "--diff"), "")

    def test_every_template_is_part_of_a_case(self):
        """A template that is replaced by a line changes what some case writes."""
        override = self.folder / "templates"
        for template in sorted(TEMPLATES.rglob("*.tpl")):
            name = template.relative_to(TEMPLATES)
            with self.subTest(str(name)):
                (override / name).parent.mkdir(parents=True)
                (override / name).write_text("replaced\n")
                output = self.folder / "output"
                self.generate("--template-dir", override, *CASES[case_with(name)], "-o", output)
                self.assertIn("replaced\n", as_text(output))
                shutil.rmtree(output)
                shutil.rmtree(override)

    def test_every_embedded_template_is_a_file_of_the_folder(self):
        """The program has what the folder has: a copy of the folder, given as an override, changes nothing."""
        for case, arguments in CASES.items():
            output = self.prepare(case)
            self.generate(*arguments, "-o", output, "--template-dir", TEMPLATES)
            self.assertEqual(as_text(output), (GOLDEN / f"{case}.txt").read_text())


if __name__ == "__main__":
    unittest.main()
