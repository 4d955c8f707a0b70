#!/usr/bin/env python3
"""Checks what every file of the repository keeps to, whatever its language.

Prints one line per violation, <file>:<line>: <kind>: <what>, then the sizes and the ratio of test to code lines.
Exit code: 0 none found, 1 violations, 2 wrong usage.
"""

import argparse
import os
import pathlib
import re
import sys

from cpp_text import strip_comments

MAX_LINES = 500
SKIPPED_FOLDERS = {".git", "build", "out", "node_modules", "__pycache__", ".cache"}
# Trees whose violations are the point of a test.
FIXTURES = "tests/architecture/layer_fixture"
CODE_SUFFIXES = {".hpp", ".cpp", ".py", ".sh", ".cmake", ".js", ".ts", ".css", ".html"}
TEXT_SUFFIXES = CODE_SUFFIXES | {".md", ".json", ".toml", ".in", ".yaml", ".yml", ".txt", ""}
CPP_SUFFIXES = {".hpp", ".cpp"}

# Written so that this file does not find itself.
LEFT_OVER = re.compile(r"\b(" + "|".join(["TO" + "DO", "FIX" + "ME", "XX" + "X", "HA" + "CK"]) + r")\b")
# Hosts that serve packages: the machine's own configuration names them, never a file of ours.
REGISTRY_HOST = re.compile(
    r"\b(?:[a-z0-9-]+\.)*(?:archive|conan|crates|deb|debian|docker|npmjs|nodesource|pypi|registry|rubygems|ubuntu)"
    r"(?:\.[a-z0-9-]+)*\.(?:com|dev|io|net|org)\b"
)
ENVIRONMENT = re.compile(r"\b(?:secure_)?getenv\s*\(|\bsetenv\s*\(|\bputenv\s*\(|\benviron\b")
STANDARD_OUTPUT = re.compile(r"\bstd::cout\b|\b(?:std::)?(?:printf|puts|putchar)\s*\(")
ENVIRONMENT_OWNER = "src/infrastructure/config/"


def files_of(root):
    for folder, names, files in os.walk(root):
        names[:] = sorted(name for name in names if name not in SKIPPED_FOLDERS)
        for name in sorted(files):
            path = pathlib.Path(folder, name)
            file = path.relative_to(root).as_posix()
            if path.suffix in TEXT_SUFFIXES and not path.is_symlink() and not file.startswith(FIXTURES):
                yield file, path


def is_code(path, text):
    return path.suffix in CODE_SUFFIXES or path.name == "CMakeLists.txt" or text.startswith("#!")


class Checker:
    def __init__(self):
        self.findings = []
        self.lines = {"code": 0, "tests": 0}
        self.sizes = []

    def report(self, file, line, kind, what):
        self.findings.append(f"{file}:{line}: {kind}: {what}")

    def check(self, file, path):
        text = path.read_text(encoding="utf-8", errors="replace")
        lines = text.splitlines()
        if is_code(path, text) and len(lines) > MAX_LINES:
            self.report(file, MAX_LINES + 1, "length", f"{len(lines)} lines, at most {MAX_LINES}")
        for number, line in enumerate(lines, 1):
            if found := LEFT_OVER.search(line):
                self.report(file, number, "left-over", found[0])
            if found := REGISTRY_HOST.search(line):
                self.report(file, number, "registry", f"host name {found[0]}")
        if path.suffix in CPP_SUFFIXES:
            self.check_cpp(file, path, text, len(lines))

    def check_cpp(self, file, path, text, length):
        ours = file.startswith(("include/", "src/"))
        if ours or file.startswith("tests/"):
            self.lines["code" if ours else "tests"] += length
        if ours:
            self.sizes.append(length)
        code = strip_comments(text).splitlines()
        first = next((line.strip() for line in code if line.strip()), "")
        if path.suffix == ".hpp" and first != "#pragma once":
            self.report(file, 1, "guard", "a header begins with #pragma once")
        if not ours:
            return
        for number, line in enumerate(code, 1):
            if ENVIRONMENT.search(line) and not file.startswith(ENVIRONMENT_OWNER):
                self.report(file, number, "environment", f"only {ENVIRONMENT_OWNER} reads or changes it")
            if STANDARD_OUTPUT.search(line):
                self.report(file, number, "output", "a library does not write to standard output")

    def print_sizes(self):
        sizes = sorted(self.sizes)
        if sizes:
            ninth = sizes[(len(sizes) - 1) * 9 // 10]
            print(f"source files: {len(sizes)}, median {sizes[len(sizes) // 2]} lines, 90% <= {ninth}, max {sizes[-1]}")
        code, tests = self.lines["code"], self.lines["tests"]
        print(f"code {code} lines, tests {tests} lines, ratio {tests / code if code else 0:.2f} (aim: 1.2)")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    default = pathlib.Path(__file__).resolve().parent.parent
    parser.add_argument("--root", type=pathlib.Path, default=default, help="tree to check (default: this one)")
    root = parser.parse_args().root.resolve()

    checker = Checker()
    count = 0
    for file, path in files_of(root):
        checker.check(file, path)
        count += 1
    if count == 0:
        print(f"check_files: no files under {root}", file=sys.stderr)
        return 2
    for finding in checker.findings:
        print(finding)
    checker.print_sizes()
    print(f"{count} files, {len(checker.findings)} violations")
    return 1 if checker.findings else 0


if __name__ == "__main__":
    sys.exit(main())
