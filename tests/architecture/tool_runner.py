"""Runs a checker of tools/ as its users do."""

import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]


def run_tool(name, *arguments):
    command = [sys.executable, str(ROOT / "tools" / name), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def findings(result):
    """The lines of a checker's output that name a file and a line."""
    return [line for line in result.stdout.splitlines() if ": " in line and line.split(":")[1].isdigit()]
