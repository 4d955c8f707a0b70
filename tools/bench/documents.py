"""Writes docs/performance.md and its chart from a report."""

import json
import pathlib
import re

import charts
import reports
import rows
import tables

HERE = pathlib.Path(__file__).resolve().parent
BASELINES = HERE.parents[1] / "tests/performance/baselines.json"
NOT_IN_RUN = "Not part of the run that wrote this page.\n"
THREADS = re.compile(r"(.*) \((\d+) threads\)$")
QUANTILES = ("p50", "p99", "p99.9", "max")


def markdown(headings, lines):
    """A table whose first column is text and whose others are numbers."""
    cells = [headings, ["---", *["---:"] * (len(headings) - 1)], *lines]
    return "\n".join("| " + " | ".join(line) + " |" for line in cells) + "\n"


def of_bench(report, bench):
    return [figure for figure in report["figures"] if figure.get("bench", report["bench"]) == bench]


def section(title, text, body):
    return f"## {title}\n\n{text}\n\n{body or NOT_IN_RUN}"


def contention(report):
    lines, threads = {}, {1}
    for figure in of_bench(report, "contention"):
        if figure["metric"] != "caller_cpu":
            continue
        many = THREADS.match(figure["op"])
        op, count = (many[1], int(many[2])) if many else (figure["op"], 1)
        threads.add(count)
        lines.setdefault((op, figure["subject"]), {})[count] = tables.number(figure["median"])
    columns = sorted(threads)
    body = lines and markdown(
        ["operation", "subject", *(str(count) for count in columns)],
        [[op, subject, *(line.get(count, "-") for count in columns)] for (op, subject), line in lines.items()],
    )
    text = "CPU time of a call on so many threads at once, all recording the same."
    return section("Contention", text, body)


def pivot(report, bench, metrics, keep=lambda figure: True):
    """One line for each operation and subject with these metrics side by side."""
    lines = {}
    for figure in of_bench(report, bench):
        if figure["metric"] in metrics and keep(figure):
            line = lines.setdefault((figure["op"], figure["subject"]), {})
            line[figure["metric"]] = tables.number(figure["median"], figure["unit"])
    return [[op, subject, *(line.get(metric, "-") for metric in metrics)] for (op, subject), line in lines.items()]


def delivery(report):
    metrics = ("throughput", "process_cpu", "caller_cpu", "lost", "wire_bytes", "resident")
    lines = pivot(report, "export", metrics)
    lost = 2 + metrics.index("lost")
    headings = ["load", "subject", "delivered", "CPU each", "of it the caller's", "lost", "sent", "memory"]
    text = (
        "Spans with three attributes to a receiver on this machine, sender and receiver in processes of their own. CPU\n"
        "time is that of the sending process for each delivered span, the caller's included; \"sent\" is a span's part of the\n"
        "bodies. What is lost was recorded and never arrived."
    )
    for line in lines:
        line[0] = line[0].replace("paced 1000000/s", "1 M/s").replace("paced 100000/s", "100,000/s")
        line[lost] = f"{float(line[lost]):.0%}"
    return section("Delivery", text, lines and markdown(headings, lines))


def by_subject(figures, heading, name):
    """One line for each name, ours and everybody else's side by side."""
    subjects, lines = [reports.OURS], {}
    for figure in figures:
        if figure["subject"] not in subjects:
            subjects.append(figure["subject"])
        line = lines.setdefault(name(figure), {})
        line[figure["subject"]] = tables.number(figure["median"], figure["unit"])
    body = [[what, *(line.get(subject, "-") for subject in subjects)] for what, line in lines.items()]
    return body and markdown([heading, *subjects], body)


def memory(report):
    figures = [figure for bench in ("memory", "compile") for figure in of_bench(report, bench)]
    text = "Memory is over that of a process that does nothing; the headers are compiled with `g++ -std=c++20`."
    body = by_subject(figures, "what", lambda figure: f"{figure['op']}: {figure['metric'].replace('_', ' ')}")
    return section("Memory, size, start and end, compiling", text, body)


def cold(report):
    def is_shown(figure):
        whole = figure["op"].startswith("thread")
        return figure["metric"] == ("process_cpu" if whole else "caller_cpu")

    text = (
        "CPU time of the calling thread; of a thread's whole life that of the process. A string longer than 4 KiB is cut\n"
        "by ours, as its limit says; the peer has none. Beyond its cardinality limit of 2000 series the peer loses\n"
        "measurements when it collects; ours has them in the overflow series."
    )
    figures = [figure for figure in of_bench(report, "cold") if is_shown(figure)]
    return section("First uses and large attributes", text, by_subject(figures, "operation", lambda one: one["op"]))


def tails(report):
    lines = pivot(report, "cold", QUANTILES)
    lines.sort(key=lambda line: line[0])
    text = (
        "Wall-clock time of single calls, one every 10 µs, while what they record is drained and exported. What else the\n"
        "machine does is a part of it, and so is reading the clock: the last line is the clock alone."
    )
    lines.sort(key=lambda line: line[1] == "nothing")
    body = lines and markdown(["operation", "subject", *QUANTILES], lines)
    return section("Slowest calls", text, body)


def baselines():
    with open(BASELINES, encoding="utf-8") as file:
        content = json.load(file)
    lines = []
    for operation, values in content["operations"].items():
        counts = (
            f"{values['instructions']:,.0f}",
            f"{values['process_instructions']:,.0f}",
            tables.allocations(values["allocations"]),
            "≤ 1/32" if 0 < values["system_calls"] < 1 else f"{values['system_calls']:g}",
        )
        lines.append([operation, *counts])
    headings = ["operation", "instructions", "of all threads", "allocations", "system calls"]
    return markdown(headings, lines) + f"\nCompiled with {content['compiler']}."


def target_rows(report):
    if "rows" not in report:
        return NOT_IN_RUN
    plain = [row for row in report["rows"] if not row["op"].endswith(rows.ON_JEMALLOC)]
    on_jemalloc = [
        {**row, "op": row["op"].removesuffix(rows.ON_JEMALLOC)} for row in report["rows"] if row not in plain
    ]
    text = tables.markdown_table(plain)
    if on_jemalloc:
        text += "\n\nWith the peer on jemalloc:\n\n" + tables.markdown_table(on_jemalloc)
    return text


def page(report):
    template = (HERE / "performance.md.in").read_text(encoding="utf-8")
    values = {
        "machine": tables.machine_line(report) + ".",
        "peer": reports.peer_of(report) or "opentelemetry-cpp, which was not found",
        "rows": target_rows(report),
        "contention": contention(report),
        "delivery": delivery(report),
        "memory": memory(report),
        "cold": cold(report),
        "tails": tails(report),
        "baselines": baselines(),
    }
    return re.sub(r"\{(\w+)\}", lambda found: values[found[1]], template)


def write(report, folder):
    folder = pathlib.Path(folder)
    (folder / "performance.md").write_text(page(report), encoding="utf-8")
    (folder / "performance.svg").write_text(charts.draw(report), encoding="utf-8")
