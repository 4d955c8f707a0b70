"""A reader of unified diffs that shares nothing with the one that writes them."""

import re


def apply_diff(diff, files):
    """The files, by name, after the change; a hunk that does not fit raises."""
    result = dict(files)
    for part in re.split(r"(?m)^(?=--- )", diff):
        if not part:
            continue
        header, *lines = part.splitlines(keepends=True)
        name = re.fullmatch(r"\+\+\+ b/(.*)\n", lines.pop(0))[1]
        old = [] if header == "--- /dev/null\n" else files[name].splitlines(keepends=True)
        result[name] = "".join(patched(old, lines))
    return result


def patched(old, lines):
    new, at = [], 0
    for index, line in enumerate(lines):
        text = line[1:]
        if index + 1 < len(lines) and lines[index + 1].startswith("\\"):
            text = text[:-1]
        if line.startswith("@@"):
            start, count = (int(n) for n in re.match(r"@@ -(\d+),(\d+) ", line).groups())
            start = start - 1 if count else start
            new += old[at:start]
            at = start
        elif line.startswith("+"):
            new.append(text)
        elif not line.startswith("\\"):
            if old[at] != text:
                raise ValueError(f"line {at + 1} is {old[at]!r}, not {text!r}")
            at += 1
            if line.startswith(" "):
                new.append(text)
    return new + old[at:]
