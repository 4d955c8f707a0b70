"""Counts what one operation of ours takes: instructions with callgrind, system calls with strace, allocations with the
hook. Unlike times these depend on the program alone, so they are the same on a busy machine."""

import pathlib
import re
import subprocess
import tempfile

import reports

# Two runs, so that what is paid once cancels out of their difference.
FEW, MANY = 4_000, 24_000
# Operations of which one is a collection of 1000 series.
FEW_COLLECTIONS, MANY_COLLECTIONS = 20, 60
TRACED = 20_000
COLLECTED = re.compile(r"Collected : (\d+)")


def runs_of(operation):
    return (FEW_COLLECTIONS, MANY_COLLECTIONS) if operation.startswith("collect") else (FEW, MANY)


def instructions(program, operation, count, caller_only):
    with tempfile.TemporaryDirectory(prefix="bench.") as folder:
        command = ["valgrind", "--tool=callgrind", f"--callgrind-out-file={folder}/out"]
        if caller_only:
            command += ["--collect-atstart=no", "--toggle-collect=*measured_loop*"]
        command += [str(program), "--count", str(count), operation]
        result = subprocess.run(command, capture_output=True, text=True, check=False)
    found = COLLECTED.search(result.stderr)
    if result.returncode != 0 or not found:
        raise RuntimeError(f"callgrind failed on '{operation}':\n{result.stderr[-2000:]}")
    return int(found[1])


def instructions_each(program, operation, caller_only):
    few, many = runs_of(operation)
    more = instructions(program, operation, many, caller_only) - instructions(program, operation, few, caller_only)
    return more / (many - few)


def system_calls_each(program, operation):
    """System calls of the recording thread within its bursts."""
    count = MANY_COLLECTIONS if operation.startswith("collect") else TRACED
    with tempfile.TemporaryDirectory(prefix="bench.") as folder:
        trace = pathlib.Path(folder, "trace")
        command = ["strace", "-o", str(trace), str(program), "--count", str(count), operation]
        result = subprocess.run(command, capture_output=True, text=True, check=False)
        if result.returncode != 0:
            raise RuntimeError(f"strace failed on '{operation}':\n{result.stderr[-2000:]}")
        calls = bursts = 0
        inside = False
        for line in trace.read_text(encoding="utf-8", errors="replace").splitlines():
            if "bench begin" in line:
                inside = True
                bursts += 1
            elif "bench end" in line:
                inside = False
            elif inside:
                calls += 1
    if bursts == 0:
        raise RuntimeError(f"'{operation}' shows no burst in the trace of its system calls")
    return calls / count


def allocations_each(programs, operation):
    """(by the calling thread, by the whole process)"""
    options = ["--threads", "1", "--rounds", "2", "--filter", operation]
    report = programs.measure("hot", options, [programs.hook], quiet=True)
    figures = [
        reports.find(report, "hot", operation, metric, reports.OURS)
        for metric in ("allocations", "process_allocations")
    ]
    if None in figures:
        raise RuntimeError(f"no allocations of '{operation}' were counted")
    return tuple(figure["median"] for figure in figures)
