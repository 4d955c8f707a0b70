#!/usr/bin/env python3
"""Holds the includes of include/telemetryflow and src against tools/layers.toml.

Prints the matrix of include edges between layers, then one line per violation:
    <file>:<line>: <kind>: <what>
Exit code: 0 none found, 1 violations, 2 wrong usage.
"""

import argparse
import collections
import fnmatch
import pathlib
import re
import sys
import tomllib

from cpp_text import strip_comments
from std_headers import STD_HEADERS, SYSTEM_HEADERS

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')
PUBLIC = "include/telemetryflow/"
PRIVATE = "src/"


class Rules:
    def __init__(self, path):
        table = tomllib.loads(path.read_text())
        self.layers = table["layers"]
        self.files = table["files"]
        self.public_third_party = table.get("public_third_party", {})

    def layer_of(self, file):
        """The layer of a path relative to the root, or None for a folder that the table does not know."""
        for pattern, layer in self.files.items():
            if fnmatch.fnmatchcase(file, pattern):
                return layer
        public = file.startswith(PUBLIC)
        parts = file.removeprefix(PUBLIC if public else PRIVATE).split("/")[:-1]
        if not parts:
            return "interface" if public else None
        if parts[:2] == ["application", "ports"]:
            return "ports"
        name = "/".join(parts[:2]) if parts[0] == "infrastructure" else parts[0]
        return name if name in self.layers else None

    def may_use(self, layer, other):
        return layer == other or matches(other, self.layers[layer]["uses"])


def matches(name, patterns):
    return any(fnmatch.fnmatchcase(name, pattern) for pattern in patterns)


def resolve(root, header):
    """The file that a quoted include means, relative to the root; None when we have no such file."""
    candidate = ("include/" if header.startswith("telemetryflow/") else PRIVATE) + header
    return candidate if ".." not in header and (root / candidate).is_file() else None


class Checker:
    def __init__(self, root, rules):
        self.root = root
        self.rules = rules
        self.edges = collections.Counter()
        self.findings = []

    def report(self, file, line, kind, what):
        self.findings.append(f"{file}:{line}: {kind}: {what}")

    def check_tree(self):
        files = [
            path
            for folder in (PUBLIC, PRIVATE)
            for path in sorted((self.root / folder).rglob("*"))
            if path.suffix in (".hpp", ".cpp")
        ]
        for path in files:
            self.check_file(path.relative_to(self.root).as_posix(), path.read_text())
        return len(files)

    def check_file(self, file, text):
        layer = self.rules.layer_of(file)
        if layer is None:
            if not self.is_placeholder(file, text):
                self.report(file, 1, "unknown-folder", "tools/layers.toml names no layer for it")
            return
        words = self.rules.layers[layer].get("words_not", [])
        for number, line in enumerate(strip_comments(text).splitlines(), 1):
            include = INCLUDE.match(line)
            if include and include[1] == '"':
                self.check_ours(file, number, layer, include[2])
            elif include:
                self.check_foreign(file, number, layer, include[2])
            for word in words:
                if word in line:
                    self.report(file, number, "forbidden-word", f"{layer} may not use {word}")

    @staticmethod
    def is_placeholder(file, text):
        return file.endswith("/placeholder.cpp") and not strip_comments(text).strip()

    def check_ours(self, file, number, layer, header):
        target = resolve(self.root, header)
        if target is None:
            self.report(file, number, "unresolved", f'"{header}" is no file of include/ or src/')
            return
        other = self.rules.layer_of(target)
        if other is None:
            self.report(file, number, "unknown-folder", f"{target} belongs to no layer")
            return
        self.edges[layer, other] += 1
        if not self.rules.may_use(layer, other):
            self.report(file, number, "layer", f"{layer} may not include {other} ({header})")
        private = target.startswith(PRIVATE)
        if private and file.startswith(PUBLIC):
            self.report(file, number, "private", f"a public header may not include {target}")
        elif private and layer != other and self.rules.layers[layer].get("public_only"):
            self.report(file, number, "private", f"{layer} may include public headers only, not {target}")

    def check_foreign(self, file, number, layer, header):
        rule = self.rules.layers[layer]
        if header in STD_HEADERS:
            if header in rule.get("std_not", []):
                self.report(file, number, "standard", f"{layer} may not include <{header}>")
            return
        kind, key = "third-party", "third_party"
        if header in SYSTEM_HEADERS or header.startswith(("sys/", "linux/", "netinet/", "arpa/", "net/")):
            kind, key = "system", "system"
        if file.startswith(PUBLIC):
            if not matches(header, self.rules.public_third_party.get(file, [])):
                self.report(file, number, kind, f"a public header may not include <{header}>")
        elif not matches(header, rule.get(key, [])):
            self.report(file, number, kind, f"{layer} may not include <{header}>")

    def print_matrix(self):
        names = [name for name in self.rules.layers if any(name in edge for edge in self.edges)]
        width = max(map(len, names), default=0)
        print("include edges: the row includes the column")
        for index, column in enumerate(names):
            print(f"{'':{width}} " + "    |" * index + "    " + column)
        for row in names:
            cells = "".join(f"{self.edges[row, column] or '.':>5}" for column in names)
            print(f"{row:{width}} {cells}")


def main():
    tools = pathlib.Path(__file__).resolve().parent
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--root", type=pathlib.Path, default=tools.parent, help="tree to check (default: this one)")
    parser.add_argument("--rules", type=pathlib.Path, default=tools / "layers.toml")
    arguments = parser.parse_args()

    checker = Checker(arguments.root.resolve(), Rules(arguments.rules))
    count = checker.check_tree()
    if count == 0:
        print(f"check_layers: no sources under {arguments.root}", file=sys.stderr)
        return 2
    checker.print_matrix()
    for finding in checker.findings:
        print(finding)
    print(f"{count} files, {sum(checker.edges.values())} edges, {len(checker.findings)} violations")
    return 1 if checker.findings else 0


if __name__ == "__main__":
    sys.exit(main())
