"""The JSON Schema of configuration files, judged by a validator that is not ours, accepts the examples and the guide's
files, and refuses what the SDK refuses."""

import copy
import json
import pathlib
import re
import unittest

import jsonschema
import yaml

ROOT = pathlib.Path(__file__).resolve().parents[3]
SCHEMA = json.loads((ROOT / "docs/reference/telemetryflow.schema.json").read_text(encoding="utf-8"))
EXAMPLES = sorted((ROOT / "examples/config_file").glob("*.yaml"))
GUIDE = (ROOT / "docs/guides/configuration.md").read_text(encoding="utf-8")


def faults(text):
    validator = jsonschema.Draft202012Validator(SCHEMA)
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(yaml.safe_load(text))]


class ConfigSchemaTest(unittest.TestCase):
    def test_it_is_a_schema(self):
        jsonschema.Draft202012Validator.check_schema(SCHEMA)

    def test_it_accepts_the_examples(self):
        self.assertGreaterEqual(len(EXAMPLES), 3)
        for path in EXAMPLES:
            self.assertEqual(faults(path.read_text(encoding="utf-8")), [], path.name)

    def test_it_accepts_the_files_of_the_guide(self):
        files = re.findall(r"^```yaml\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL)
        self.assertGreaterEqual(len(files), 1)
        for text in files:
            self.assertEqual(faults(text), [], text)

    def test_it_accepts_every_form_of_a_value(self):
        for text in [
            "",
            "service:",
            "service: {name: }",
            "service: {version: 1.10}",
            "endpoint: {timeout: 10}",
            "endpoint: {timeout: 1.5s}",
            "endpoint: {timeout: '${T:10s}'}",
            "endpoint: {insecure: yes}",
            "endpoint: {insecure: 0}",
            "endpoint: {insecure: '${P:true}'}",
            "batch: {max_bytes: 128KiB}",
            "batch: {max_bytes: 131072}",
            "compression: {enabled: gzip}",
            "propagators: [b3, '${P:baggage}']",
            "propagators: none",
            "signals: {metrics: {histogram_boundaries: [1, 2.5]}}",
            "headers: {x-number: 7}",
            "resource_attributes: {a.b: c}",
        ]:
            self.assertEqual(faults(text), [], text)

    def test_it_refuses_what_the_sdk_refuses(self):
        for text in [
            "- a",
            "servcie: {}",
            "service: {nmae: a}",
            "service: {name: [a]}",
            "tls: 7",
            "endpoint: {timeout: soon}",
            "endpoint: {protocol: smtp}",
            "endpoint: {insecure: perhaps}",
            "batch: {max_size: 0}",
            "batch: {max_bytes: 63}",
            "signals: {traces: {sampler_ratio: 2}}",
            "propagators: [jaeger]",
            "headers: [a]",
            "headers: {a: {b: c}}",
        ]:
            self.assertNotEqual(faults(text), [], text)

    def test_a_misspelt_key_of_an_example_is_found(self):
        whole = yaml.safe_load(EXAMPLES[0].read_text(encoding="utf-8"))
        for key in whole:
            broken = copy.deepcopy(whole)
            broken[key + "x"] = broken.pop(key)
            self.assertEqual(len(faults(yaml.safe_dump(broken))), 1, key)


if __name__ == "__main__":
    unittest.main()
