"""telemetryflow-gen config validate, show and schema, and what they make of the files that config writes."""

import json
import os
import pathlib
import pty
import re
import socket
import subprocess
import unittest

from generator_case import GENERATOR, GeneratorCase, clean_environment
from golden_test import CASES

ROOT = pathlib.Path(__file__).resolve().parents[2]
COMPLETE = """\
service: {name: checkout}
credentials: {key_id: tfk_file, key_secret: tfs_file}
endpoint:
  timeout: 5s
"""
FAULTY = """\
service: {name: a}
endpoint:
  timeuot: 5s
signals: {traces: {sampler_ratio: 10}}
tls: {client_key_file: key.pem}
"""


class ConfigFileCase(GeneratorCase):
    def write(self, text, name="t.yaml"):
        (self.folder / name).write_text(text)
        return name

    def run_json(self, exit_code, *arguments, **variables):
        result = self.run_generator(*arguments, "--json", **variables)
        self.assertEqual((result.returncode, result.stderr), (exit_code, ""), result.stdout[:2000])
        return json.loads(result.stdout)

    def settings(self, *arguments, exit_code=0, **variables):
        """key -> (value, kind of origin, where)"""
        shown = self.run_json(exit_code, "config", "show", *arguments, **variables)["settings"]
        return {one["key"]: (one["value"], one["origin"]["kind"], one["origin"]["where"]) for one in shown}

    def on_terminal(self, *arguments, **variables):
        outer, inner = pty.openpty()
        self.addCleanup(os.close, outer)
        process = subprocess.Popen(
            [GENERATOR, *arguments],
            stdout=inner, stderr=inner, cwd=self.folder, env=clean_environment(TERM="xterm", **variables),
        )
        os.close(inner)
        text = b""
        while True:
            try:
                text += os.read(outer, 65536)
            except OSError:  # Linux's way to say that nobody has the other side open
                break
        process.wait()
        return text.decode().replace("\r\n", "\n")


class ValidateTest(ConfigFileCase):
    def test_a_good_file(self):
        self.assertEqual(self.generate("config", "validate", self.write(COMPLETE)), "t.yaml: valid\n")
        document = self.run_json(0, "config", "validate", "t.yaml")
        self.assertEqual(document, {"file": "t.yaml", "valid": True, "faults": [], "warnings": []})

    def test_every_fault_has_its_place_and_how_to_mend_it(self):
        result = self.run_generator("config", "validate", self.write(FAULTY))
        self.assertEqual((result.returncode, result.stderr), (1, ""))
        lines = result.stdout.splitlines()
        self.assertEqual(lines[0], "t.yaml:3:3: unknown key 'endpoint.timeuot': did you mean endpoint.timeout?")
        self.assertTrue(lines[1].startswith("t.yaml:4:35: signals.traces.sampler_ratio has the bad value '10': accepted"))
        self.assertIn("t.yaml:5:24", lines[2], "settings that do not go together")
        self.assertEqual(lines[3:], ["t.yaml: 3 faults"])
        document = self.run_json(1, "config", "validate", "t.yaml")
        self.assertFalse(document["valid"])
        places = [(fault["line"], fault["column"]) for fault in document["faults"]]
        self.assertEqual(places, [(3, 3), (4, 35), (None, None)])
        for fault, line in zip(document["faults"], lines):
            self.assertTrue(line.endswith(fault["message"]), line)

    def test_variables_of_the_file_are_looked_up_and_others_are_not(self):
        self.write("service: {name: '${CHECKED_NAME}'}\n")
        self.assertIn("'CHECKED_NAME'", self.run_json(1, "config", "validate", "t.yaml")["faults"][0]["message"])
        self.generate("config", "validate", "t.yaml", CHECKED_NAME="a", TELEMETRYFLOW_TIMEOUT="soon")

    def test_what_this_sdk_does_not_offer_is_a_warning(self):
        text = self.generate("config", "validate", self.write("http: {max_idle_conns: 7}\n"))
        warning, verdict = text.splitlines()
        self.assertTrue(warning.startswith("warning: t.yaml:1:"), warning)
        self.assertEqual(verdict, "t.yaml: valid")
        document = self.run_json(0, "config", "validate", "t.yaml")
        self.assertEqual((document["valid"], document["faults"]), (True, []))
        self.assertEqual([one["line"] for one in document["warnings"]], [1])
        self.assertIn(document["warnings"][0]["message"], warning)

    def test_the_example_files_are_good(self):
        key = {"TELEMETRYFLOW_API_KEY_ID": "tfk_a", "TELEMETRYFLOW_API_KEY_SECRET": "tfs_a"}
        for file in sorted((ROOT / "examples/config_file").glob("*.yaml")):
            self.assertEqual(self.generate("config", "validate", file, **key), f"{file}: valid\n")

    def test_a_file_that_is_none(self):
        for name in ["absent.yaml", "."]:
            result = self.run_generator("config", "validate", name)
            self.assertEqual(result.returncode, 1)
            self.assertIn(f"{name}: cannot be read", result.stdout)

    def test_wrong_usage(self):
        self.refused(2, "file", "config", "validate")
        self.refused(2, "not expected", "config", "validate", "a.yaml", "b.yaml")
        self.refused(2, "--force is an option of config", "config", "validate", "a.yaml", "--force")
        self.refused(2, "did you mean validate?", "config", "valdate")


class ShowTest(ConfigFileCase):
    def test_each_value_has_its_origin(self):
        self.write(COMPLETE)
        settings = self.settings("t.yaml", TELEMETRYFLOW_ENDPOINT="http://127.0.0.1:1", OTEL_TRACES_SAMPLER="always_off")
        self.assertEqual(settings["endpoint.timeout"], ("5s", "file", "t.yaml:4:12"))
        self.assertEqual(settings["endpoint.address"], ("http://127.0.0.1:1", "variable", "TELEMETRYFLOW_ENDPOINT"))
        self.assertEqual(settings["signals.traces.sampler"], ("always_off", "variable", "OTEL_TRACES_SAMPLER"))
        self.assertEqual(settings["batch.max_size"], ("512", "default", ""))

    def test_the_file_is_the_given_one_or_the_variables_or_none(self):
        self.write(COMPLETE)
        self.write(COMPLETE.replace("5s", "6s"), "other.yaml")
        named = {"TELEMETRYFLOW_CONFIG_FILE": "other.yaml"}
        self.assertEqual(self.settings(**named)["endpoint.timeout"][0], "6s")
        self.assertEqual(self.settings("t.yaml", **named)["endpoint.timeout"][0], "5s")
        self.assertEqual(self.settings(exit_code=1)["endpoint.timeout"], ("30s", "default", ""))

    def test_a_pipe_gets_one_line_a_setting_with_tabs(self):
        text = self.generate("config", "show", self.write(COMPLETE))
        rows = [line.split("\t") for line in text.splitlines()]
        self.assertIn(["endpoint.timeout", "5s", "t.yaml:4:12"], rows)
        self.assertIn(["credentials.key_secret", "[REDACTED]", "t.yaml:2:45"], rows)
        shown = [[key, value, where or kind] for key, (value, kind, where) in self.settings("t.yaml").items()]
        self.assertEqual(rows, shown)

    def test_a_terminal_gets_a_table(self):
        self.write(COMPLETE + "resource_attributes: {city: \"K\u00f6ln\"}\n")
        for variables, coloured in [({}, True), ({"NO_COLOR": "1"}, False)]:
            text = self.on_terminal("config", "show", "t.yaml", **variables)
            self.assertEqual("\033[" in text, coloured)
            rows = re.sub(r"\033\[\d*m", "", text).splitlines()
            origins = {match.start() for row in rows if (match := re.search(r"(default|t\.yaml:[0-9:]+)$", row))}
            self.assertEqual(len(origins), 1, text)
            self.assertEqual(len(rows), len(self.settings("t.yaml")))

    def test_faults_and_warnings_go_to_the_error_stream(self):
        result = self.run_generator("config", "show", self.write(FAULTY), OTEL_TRACES_SAMPLER="xray")
        self.assertEqual(result.returncode, 1)
        self.assertIn("fault: t.yaml:3:3: unknown key 'endpoint.timeuot': did you mean", result.stderr)
        self.assertIn("fault: API key ID is required", result.stderr)
        self.assertRegex(result.stderr, "warning: OTEL_TRACES_SAMPLER has a value that is not supported here")
        self.assertIn("service.name\ta\tt.yaml:1:17\n", result.stdout)
        document = self.run_json(1, "config", "show", "t.yaml", OTEL_TRACES_SAMPLER="xray")
        said = [f"fault: {one}" for one in document["faults"]] + [f"warning: {one}" for one in document["warnings"]]
        self.assertEqual(result.stderr.splitlines(), said)

    def test_control_characters_do_not_reach_the_terminal(self):
        self.write(COMPLETE + 'resource_attributes: {note: "a\\e[31m\\tb\\x9b\\n\\x7f"}\n')
        text = self.generate("config", "show", "t.yaml")
        self.assertIn("resource_attributes.note\ta\\x1b[31m\\tb\\xc2\\x9b\\n\\x7f\tt.yaml:5:29\n", text)
        self.assertEqual(self.settings("t.yaml")["resource_attributes.note"][0], "a\033[31m\tb\x9b\n\x7f", "programs get it as it is")
        self.assertNotRegex(self.on_terminal("config", "show", "t.yaml", NO_COLOR="1"), "\033|\x9b|\x7f")


class SecrecyTest(ConfigFileCase):
    FILES = {
        "good": 'headers: {x-token: canary-1, x-tenant: "${CANARY_HEADER}"}\n'
        "credentials: {key_id: tfk_a, key_secret: tfs_canary-2}\n",
        "of a variable": "credentials: {key_id: tfk_a, key_secret: '${CANARY_SECRET}'}\n",
        "without its prefix": "credentials: {key_id: tfk_a, key_secret: canary-3}\n",
        "in the wrong place": "endpoint: {timeout: tfs_canary-4, address: tfs_canary-5}\nservice: {version: tfs_canary-6}\n",
        "as a key": "tfs_canary-7: 1\nheaders: {tfs_canary-8: 1}\n",
        "in an address": "endpoint: {address: 'https://user:canary-9@host'}\n",
        "no YAML": "credentials: {key_secret: *tfs_canary-10\n",
        "a list": "headers: [authorization, canary-11]\ncredentials: {key_secret: [tfs_canary-12]}\n",
        "of a bad header": "headers: {'a b': canary-13}\n",
    }
    VARIABLES = [
        {},
        {"TELEMETRYFLOW_API_KEY_ID": "tfk_b", "TELEMETRYFLOW_API_KEY_SECRET": "tfs_canary-20"},
        {"TELEMETRYFLOW_API_KEY_SECRET": "canary-21", "TELEMETRYFLOW_HEADERS": "authorization=canary-22,x=canary-23"},
        {"OTEL_EXPORTER_OTLP_HEADERS": "authorization=canary-24", "TELEMETRYFLOW_TIMEOUT": "tfs_canary-25"},
        {"TELEMETRYFLOW_HEADERS": "canary-26", "TELEMETRYFLOW_ENDPOINT": "http://u:canary-27@host"},
        {"TELEMETRYFLOW_API_SECRET": "canary-28"},
    ]

    def test_a_secret_shows_nowhere(self):
        values = {"CANARY_HEADER": "canary-30", "CANARY_SECRET": "tfs_canary-31"}
        for name, text in self.FILES.items():
            self.write(text)
            for variables in self.VARIABLES:
                with self.subTest(file=name, variables=list(variables)):
                    given = {**variables, **values}
                    for arguments in [["validate", "t.yaml"], ["show", "t.yaml"]]:
                        for more in [[], ["--json"]]:
                            result = self.run_generator("config", *arguments, *more, **given)
                            self.assertIn(result.returncode, (0, 1))
                            self.assertTrue(result.stdout)
                            self.assertNotIn("canary-", result.stdout + result.stderr)
            with self.subTest(file=name, terminal=True):
                self.assertNotIn("canary-", self.on_terminal("config", "show", "t.yaml", **values))

    def test_the_doctor_shows_no_secret_of_a_file_either(self):
        with socket.socket() as nobody_listens:
            nobody_listens.bind(("127.0.0.1", 0))
            variables = {
                "TELEMETRYFLOW_CONFIG_FILE": "t.yaml",
                "TELEMETRYFLOW_ENDPOINT": f"http://127.0.0.1:{nobody_listens.getsockname()[1]}",
                "CANARY_HEADER": "canary-30",
                "CANARY_SECRET": "tfs_canary-31",
            }
            for name, text in self.FILES.items():
                with self.subTest(file=name):
                    self.write(text)
                    for more in [[], ["--json"]]:
                        result = self.run_generator("doctor", *more, **variables)
                        self.assertEqual((result.returncode, result.stderr), (1, ""))
                        self.assertNotIn("canary-", result.stdout)

    def test_what_is_shown_in_place_of_a_secret(self):
        self.write(self.FILES["good"] + "service: {name: a}\n")
        settings = self.settings("t.yaml", CANARY_HEADER="canary-30")
        for key in ["credentials.key_secret", "headers.x-token", "headers.x-tenant"]:
            self.assertEqual(settings[key][:2], ("[REDACTED]", "file"))


class GeneratedFilesTest(ConfigFileCase):
    CONFIG_CASES = [case for case in CASES if case.startswith("config_")]

    def generated(self, case):
        """The same settings in both forms; the environment that the file of variables makes."""
        arguments = [one for one in CASES[case] if one not in ("--format", "yaml")]
        self.generate(*arguments, "--format", "yaml", "-f")
        self.generate(*arguments, "-f")
        command = "set -a; . ./.env.telemetryflow; exec env -0"
        printed = subprocess.run(
            ["sh", "-c", command], cwd=self.folder, env=clean_environment(), capture_output=True, text=True, check=True
        ).stdout
        pairs = dict(entry.split("=", 1) for entry in printed.split("\0") if entry)
        return {name: value for name, value in pairs.items() if name.startswith("TELEMETRYFLOW_")}

    def test_each_yaml_file_is_without_fault_and_warning(self):
        for case in self.CONFIG_CASES:
            with self.subTest(case):
                self.generated(case)
                document = self.run_json(0, "config", "validate", "telemetryflow.yaml")
                self.assertEqual((document["faults"], document["warnings"]), ([], []))

    def test_each_means_what_the_file_of_variables_means(self):
        key = {"TELEMETRYFLOW_API_KEY_ID": "tfk_x", "TELEMETRYFLOW_API_KEY_SECRET": "tfs_x"}
        for case in self.CONFIG_CASES:
            with self.subTest(case):
                variables = self.generated(case)
                with_key = {} if "TELEMETRYFLOW_API_KEY_ID" in variables else key
                of_file = self.settings("telemetryflow.yaml", **with_key)
                of_variables = self.settings(**variables, **with_key)
                self.assertEqual(
                    {name: value for name, (value, *_) in of_file.items()},
                    {name: value for name, (value, *_) in of_variables.items()},
                )
                self.assertEqual(of_file["service.name"][1], "file")
                self.assertEqual(of_variables["service.name"][1], "variable")

    def test_what_is_commented_out_can_be_switched_on_and_is_the_default(self):
        key = ["-k", "tfk_a", "-s", "tfs_b"]
        self.generate("config", "-p", "shop", "--format", "yaml", *key)
        file = self.folder / "telemetryflow.yaml"
        before = self.settings(file.name)
        text, switched_on = re.subn(r"(?m)^( *)# ((?:  )?[a-z_]+:(?: \S+)?)$", r"\1\2", file.read_text())
        self.assertEqual(switched_on, 9)
        file.write_text(text)
        after = self.settings(file.name)
        changed = {name: after[name][0] for name in after if after[name][0] != before[name][0]}
        self.assertEqual(changed, {"buffer.state_directory": "/var/lib/telemetryflow"})
        self.assertEqual(sum(kind == "file" for _, kind, _ in after.values())
                         - sum(kind == "file" for _, kind, _ in before.values()), 8, "spool: is no setting")

        self.generate("config", "-p", "shop", *key)
        file = self.folder / ".env.telemetryflow"
        pairs = re.findall(r"(?m)^# (TELEMETRYFLOW_\w+)=(\S*)$", file.read_text())
        self.assertGreaterEqual({name for name, _ in pairs}, {
            "TELEMETRYFLOW_DURABILITY", "TELEMETRYFLOW_SPOOL_MAX_BYTES", "TELEMETRYFLOW_SELF_TELEMETRY"
        })
        given = dict(re.findall(r"(?m)^(TELEMETRYFLOW_\w+)=(\S*)$", file.read_text()))
        before, after = self.settings(**given), self.settings(**given, **dict(pairs))
        changed = {name: after[name][0] for name in after if after[name][0] != before[name][0]}
        self.assertEqual(changed, {"buffer.state_directory": "/var/lib/telemetryflow"})
        self.assertEqual(sum(kind == "variable" for _, kind, _ in after.values())
                         - sum(kind == "variable" for _, kind, _ in before.values()), len(pairs))


class SchemaTest(ConfigFileCase):
    def test_it_is_the_one_of_the_reference(self):
        text = self.generate("config", "schema")
        self.assertEqual(text, (ROOT / "docs/reference/telemetryflow.schema.json").read_text())
        self.assertIn("service", json.loads(text)["properties"])


if __name__ == "__main__":
    unittest.main()
