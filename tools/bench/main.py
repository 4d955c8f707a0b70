#!/usr/bin/env python3
"""Runs the benchmarks, prints their tables, and writes their figures.

Names: hot         what our recording calls cost, on one thread and on two
       compare     ours beside every peer that is installed, with the table of
                   targets; runs api, export, memory and compile too, for its
                   rows
       api         ours and opentelemetry-cpp behind the OpenTelemetry API, the
                   same calls; alone with its rows of that table
       export      delivery through real sockets to a local receiver
       contention  1 to 64 threads at once
       cold        first uses, overflow, large attributes, and the slowest calls
                   while the worker delivers
       memory      memory of a client, what it adds to a program's size, and how
                   long it takes to start and end
       compile     what including the headers costs
       middleware  what the middleware adds to a request of cpp-httplib
       durability  our recording calls in each mode of durability, the slowest
                   while the file is written back, and those that wait for
                   the disk
       recovery    how fast the next process delivers a spool of 1 GiB, beside
                   how fast its files are read, and in how much memory
Without a name all are run. The programs are in the folder bench of a build of
the preset release; each takes --help.
"""

import argparse
import pathlib
import sys

import charts
import counters
import documents
import reports
import rows
import tables
from programs import ProgramFailed, Programs, jemalloc

ROOT = pathlib.Path(__file__).resolve().parents[2]
NAMES = ("hot", "compare", "api", "export", "contention", "cold", "memory", "compile", "middleware", "durability", "recovery")
# Which other programs have rows of the table of targets.
WITH_ROWS = ("api", "export", "memory", "compile")
# Rounds that are enough where only allocations are counted.
COUNTING_ROUNDS = 3


def say(text):
    print(f"bench: {text}", file=sys.stderr, flush=True)


class Session:
    def __init__(self, programs, arguments):
        self.programs = programs
        self.arguments = arguments

    def options(self, name):
        options = []
        if self.arguments.rounds:
            options += ["--rounds", str(self.arguments.rounds)]
        if self.arguments.filter and name not in ("memory", "compile", "middleware", "recovery"):
            options += ["--filter", self.arguments.filter]
        return options

    def measure(self, name, preload=(), more=()):
        return self.programs.measure(name, [*self.options(name), *more], preload)

    def counted(self, name, report):
        say(f"{name}: counting allocations")
        more = ["--rounds", str(COUNTING_ROUNDS)]
        return reports.combine(report, [self.measure(name, [self.programs.hook], more)])

    def hot(self):
        report = self.counted("hot", self.measure("hot"))
        if self.arguments.instructions:
            report["figures"] += self.instructions()
        return report

    def instructions(self):
        program = self.programs.path("hot")
        for operation in self.programs.operations("hot"):
            if self.arguments.filter and self.arguments.filter not in operation:
                continue
            say(f"hot: counting instructions of '{operation}'")
            each = counters.instructions_each(program, operation, caller_only=True)
            value = {"median": each, "min": each, "max": each, "spread": 0.0, "samples": 1, "ratio": None}
            yield {
                "op": operation,
                "subject": reports.OURS,
                "metric": "instructions",
                "unit": "instructions",
                **value,
            }

    def compare(self):
        report = self.counted("compare", self.measure("compare"))
        if library := jemalloc():
            say("compare: the same on jemalloc")
            on_jemalloc = reports.with_suffix(self.measure("compare", [library]), rows.JEMALLOC)
            report = reports.combine(report, [on_jemalloc])
        if self.arguments.peer_programs:
            say("compare: the self-built peer")
            self_built = Programs(self.arguments.peer_programs).measure("compare", self.options("compare"))
            figures = [figure for figure in self_built["figures"] if "self-built" in figure["subject"]]
            report = reports.combine(report, [{"figures": figures}])
        return report

    def run(self, name):
        say(name)
        if name == "hot":
            return self.hot()
        if name == "compare":
            return self.compare()
        if name == "api":
            return self.counted("api", self.measure("api"))
        return self.measure(name)


def names_to_run(names, programs):
    """In the order of NAMES, and with what the table of targets needs besides."""
    wanted = set(names or NAMES)
    if "compare" in wanted:
        wanted.update(WITH_ROWS)
    missing = [name for name in NAMES if name in wanted and not programs.has(name)]
    for name in missing:
        if name in names:
            raise ProgramFailed(f"{programs.path(name)} is not built")
        say(f"{name}: not built; its rows say so")
    return [name for name in NAMES if name in wanted and name not in missing]


def join(names, done):
    """One report of all that ran, with the rows of the targets where they were compared."""
    if len(done) == 1 and "compare" not in done:
        (report,) = done.values()
        return {**report, "rows": rows.rows_of(report, ("api",))} if "api" in done else report
    report = reports.merge(names[0] if len(names) == 1 else "all", list(done.values()))
    if "compare" in done:
        # Of one state of the cores: that of the comparison.
        report["machine"] = done["compare"]["machine"]
        report["rows"] = rows.rows_of(report)
    return report


def print_report(report):
    for table in tables.figures_tables(report):
        print(table)
    if "rows" in report:
        print(tables.rows_table(report["rows"]))
        asked = [row for row in report["rows"] if tables.asked(row)]
        print(f"{sum(row['met'] is True for row in asked)} of {len(asked)} targets met")
    print(tables.machine_line(report))


def parse():
    parser = argparse.ArgumentParser(
        prog="./dev bench", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help="what to run; none: all")
    parser.add_argument("--json", metavar="FILE", help="write every figure, and the rows of the targets")
    parser.add_argument("--svg", metavar="FILE", help="draw the targets' rows")
    parser.add_argument("--docs", action="store_true", help="write docs/performance.md and .svg of this run")
    parser.add_argument("--from", dest="source", metavar="FILE", help="run nothing; read what --json wrote")
    parser.add_argument("--rounds", type=int, metavar="N", help="rounds of each program (default: its own)")
    parser.add_argument("--filter", metavar="TEXT", help="only operations whose name contains TEXT")
    parser.add_argument("--instructions", action="store_true", help="hot: count instructions with callgrind too")
    parser.add_argument("--programs", default=ROOT / "build/release/bench", metavar="FOLDER", help=argparse.SUPPRESS)
    parser.add_argument("--peer-programs", metavar="FOLDER", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    for name in arguments.names:
        if name not in NAMES:
            parser.error(f"no benchmark '{name}' ({', '.join(NAMES)})")
    return arguments


def main():
    arguments = parse()
    try:
        if arguments.source:
            report = reports.load(arguments.source)
            if "rows" in report:
                report["rows"] = rows.rows_of(report, ("api",) if report["bench"] == "api" else None)
        else:
            session = Session(Programs(arguments.programs), arguments)
            done = {name: session.run(name) for name in names_to_run(arguments.names, session.programs)}
            report = join(arguments.names, done)
    except (ProgramFailed, OSError, ValueError, RuntimeError) as error:
        print(f"bench: {error}", file=sys.stderr)
        return 1
    print_report(report)
    if arguments.json:
        reports.save(report, arguments.json)
    if arguments.svg:
        pathlib.Path(arguments.svg).write_text(charts.draw(report), encoding="utf-8")
    if arguments.docs:
        documents.write(report, ROOT / "docs")
    return 0


if __name__ == "__main__":
    sys.exit(main())
