"""The regression gate finds what has become worse and nothing else. Takes the folder of the measuring programs."""

import copy
import json
import pathlib
import subprocess
import sys
import tempfile
import unittest

TOOLS = pathlib.Path(__file__).resolve().parents[2] / "tools/bench"
sys.path.insert(0, str(TOOLS))

import gate  # noqa: E402

PROGRAMS = None
SPAN = "span, 3 attributes"
BASELINE = {
    "instructions": 1000,
    "process_instructions": 1200,
    "allocations": 0,
    "process_allocations": 0.01,
    "system_calls": 0,
}


def with_change(**values):
    return {SPAN: {**BASELINE, **values}}


class CompareTest(unittest.TestCase):
    def findings(self, same_compiler=True, **values):
        return gate.compare({SPAN: BASELINE}, with_change(**values), same_compiler)

    def test_passes_what_is_as_it_was(self):
        self.assertEqual(self.findings(), [])

    def test_passes_what_is_within_the_tolerance(self):
        self.assertEqual(self.findings(instructions=1030, process_instructions=1255), [])

    def test_finds_more_instructions(self):
        (finding,) = self.findings(instructions=1040)
        self.assertIn("instructions 1,040", finding)

    def test_finds_more_instructions_of_the_worker(self):
        self.assertEqual(len(self.findings(process_instructions=1300)), 1)

    def test_finds_one_allocation_in_a_thousand_calls(self):
        self.assertEqual(len(self.findings(allocations=0.001)), 1)

    def test_finds_one_system_call(self):
        self.assertEqual(len(self.findings(system_calls=0.001)), 1)

    def test_finds_an_operation_without_a_baseline(self):
        self.assertEqual(len(gate.compare({}, with_change())), 1)

    def test_leaves_instructions_of_another_compiler_out_and_nothing_else(self):
        self.assertEqual(self.findings(same_compiler=False, instructions=9000, process_instructions=9000), [])
        self.assertEqual(len(self.findings(same_compiler=False, allocations=1)), 1)

    def test_names_what_became_so_much_better_that_the_baseline_guards_nothing(self):
        self.assertEqual(len(list(gate.improvements({SPAN: BASELINE}, with_change(instructions=900)))), 1)
        self.assertEqual(list(gate.improvements({SPAN: BASELINE}, with_change(instructions=990))), [])


class CommandTest(unittest.TestCase):
    """The whole gate, with the programs of this build and baselines that were changed."""

    OPERATION = "bound counter"

    def run_gate(self, change):
        baselines = gate.load_baselines(gate.BASELINES)
        content = copy.deepcopy(baselines)
        change(content["operations"])
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder, "baselines.json")
            path.write_text(json.dumps(content), encoding="utf-8")
            command = [sys.executable, "-B", str(TOOLS / "gate.py"), "--programs", PROGRAMS]
            command += ["--filter", self.OPERATION, "--baselines", str(path)]
            return subprocess.run(command, capture_output=True, text=True, check=False)

    def test_fails_when_the_program_takes_more_than_the_baseline(self):
        def less(operations):
            operations[self.OPERATION]["instructions"] /= 2
            operations[self.OPERATION]["process_instructions"] /= 2

        result = self.run_gate(less)
        self.assertEqual(result.returncode, 1, result.stdout + result.stderr)
        self.assertIn(f"worse: {self.OPERATION}: instructions", result.stdout, result.stderr)

    def test_fails_when_an_operation_is_new(self):
        result = self.run_gate(lambda operations: operations.pop(self.OPERATION))
        self.assertEqual(result.returncode, 1, result.stdout + result.stderr)

    def test_refuses_a_filter_that_matches_nothing(self):
        command = [sys.executable, "-B", str(TOOLS / "gate.py"), "--programs", PROGRAMS, "--filter", "nothing"]
        self.assertEqual(subprocess.run(command, capture_output=True, check=False).returncode, 2)


if __name__ == "__main__":
    PROGRAMS = sys.argv.pop(1)
    unittest.main(verbosity=2)
