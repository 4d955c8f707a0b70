#!/usr/bin/env python3
"""Compares what recording takes with the committed baselines: instructions,
allocations and system calls of one call.

These depend on the program alone, so a busy machine does not matter; times are
not looked at. Instructions also depend on the compiler: with another one than
the baselines', only allocations and system calls are compared.
Exit code: 0 within the tolerances, 1 not, 2 wrong usage or a count failed.
"""

import argparse
import concurrent.futures
import json
import pathlib
import sys

import counters
from programs import ProgramFailed, Programs

ROOT = pathlib.Path(__file__).resolve().parents[2]
BASELINES = ROOT / "tests/performance/baselines.json"

# Metric: (allowed part of the baseline, allowed on top of it).
TOLERANCES = {
    "instructions": (0.03, 1),  # of the calling thread
    "process_instructions": (0.05, 2),  # of all threads: draining and encoding too
    "allocations": (0, 0),  # by the calling thread
    "process_allocations": (0, 0.05),  # by all threads; queues that grow while the worker falls behind
    "system_calls": (0.5, 0),  # of the calling thread; none stays none
}
# A recording thread tells the worker once in 64 records, and of full chunks; how often that sleeps is chance. Operations
# record one or two.
WAKES_OF_RECORDS = 1 / 32
# Chance only adds, to the layout of a hash table or to wake-ups, so of several counts the least is the program's.
COUNTS = 3
DEPENDS_ON_COMPILER = {"instructions", "process_instructions"}
FORMAT = 1


def measure(programs, operation):
    program = programs.path("hot")
    caller, process = counters.allocations_each(programs, operation)
    return {
        "instructions": counters.instructions_each(program, operation, caller_only=True),
        "process_instructions": counters.instructions_each(program, operation, caller_only=False),
        "allocations": caller,
        "process_allocations": process,
        "system_calls": counters.system_calls_each(program, operation),
    }


def measure_again(programs, operation, values):
    """The least of `values` and another count."""
    return {metric: min(values[metric], value) for metric, value in measure(programs, operation).items()}


def limit(metric, baseline):
    part, more = TOLERANCES[metric]
    return baseline * (1 + part) + more


def rounded(metric, value):
    """As it is kept in the baselines: wake-ups as the most that there may be, since chance decides how many."""
    if metric == "system_calls" and 0 < value < 1:
        return WAKES_OF_RECORDS
    return round(value, 2)


def compare(baselines, measured, same_compiler=True):
    """Returns one line for each violation."""
    findings = []
    for operation, values in measured.items():
        baseline = baselines.get(operation)
        if baseline is None:
            findings.append(f"{operation}: has no baseline; ./dev bench gate --update adds it")
            continue
        for metric, value in values.items():
            if metric in DEPENDS_ON_COMPILER and not same_compiler:
                continue
            most = limit(metric, baseline[metric])
            if value > most:
                findings.append(
                    f"{operation}: {metric} {value:,.4g}, at most {most:,.4g} (baseline {baseline[metric]:,.4g})"
                )
    return findings


def improvements(baselines, measured):
    """Operations whose baseline would let them grow back without anybody noticing."""
    for operation, values in measured.items():
        baseline = baselines.get(operation)
        if baseline and values["instructions"] < baseline["instructions"] * (1 - TOLERANCES["instructions"][0]):
            yield f"{operation}: {values['instructions']:,.0f} instructions, baseline {baseline['instructions']:,.0f}"


def table(measured):
    for operation, values in measured.items():
        counts = "  ".join(f"{metric} {value:,.4g}" for metric, value in values.items())
        print(f"{operation}: {counts}")


def load_baselines(path):
    with open(path, encoding="utf-8") as file:
        content = json.load(file)
    if content.get("format") != FORMAT:
        raise ValueError(f"{path}: not in format {FORMAT}")
    return content


def save_baselines(path, compiler, measured):
    operations = {
        operation: {metric: rounded(metric, value) for metric, value in values.items()}
        for operation, values in measured.items()
    }
    content = {"format": FORMAT, "compiler": compiler, "operations": operations}
    path.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")


def check(programs, baselines, compiler, measured):
    same = baselines["compiler"] == compiler
    if not same:
        print(f"instructions are not compared: the baselines are of {baselines['compiler']}, this is {compiler}")
    operations = baselines["operations"]
    for operation in measured:
        for _ in range(1, COUNTS):
            if not compare(operations, {operation: measured[operation]}, same):
                break
            measured[operation] = measure_again(programs, operation, measured[operation])
    table(measured)
    findings = compare(operations, measured, same)
    for finding in findings:
        print(f"worse: {finding}")
    if same:
        for line in improvements(operations, measured):
            print(f"better, so renew the baselines with ./dev bench gate --update: {line}")
    print(f"{len(measured)} operations, {len(findings)} findings")
    return 1 if findings else 0


def parse():
    parser = argparse.ArgumentParser(
        prog="./dev bench gate", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--update", action="store_true", help="write what was counted as the new baselines")
    parser.add_argument("--filter", default="", metavar="TEXT", help="only operations whose name contains TEXT")
    parser.add_argument("--baselines", type=pathlib.Path, default=BASELINES, metavar="FILE")
    parser.add_argument("--programs", default=ROOT / "build/release/bench", metavar="FOLDER")
    parser.add_argument("--jobs", type=int, default=2, metavar="N", help="operations counted at once (default: 2)")
    arguments = parser.parse_args()
    if arguments.update and arguments.filter:
        parser.error("--update writes all baselines, so it takes no --filter")
    return arguments


def main():
    arguments = parse()
    programs = Programs(arguments.programs)
    try:
        operations = [name for name in programs.operations("hot") if arguments.filter in name]
        if not operations:
            raise ValueError(f"no operation's name contains '{arguments.filter}'")
        compiler = programs.compiler("hot")
        with concurrent.futures.ThreadPoolExecutor(arguments.jobs) as pool:
            counted = pool.map(lambda operation: measure(programs, operation), operations)
            measured = dict(zip(operations, counted))
        if arguments.update:
            table(measured)
            save_baselines(arguments.baselines, compiler, measured)
            print(f"written: {arguments.baselines}")
            return 0
        return check(programs, load_baselines(arguments.baselines), compiler, measured)
    except (ProgramFailed, OSError, ValueError, RuntimeError) as error:
        print(f"gate: {error}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
