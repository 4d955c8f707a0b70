"""Shows the one trace that came from an order through several processes, and checks that it is one.

Exit code: 0 when it is one tree with a span of every process and nothing was lost, 1 otherwise, each fault a line on
standard error.
"""

import argparse
import collections
import sys

import report

COLUMNS = "{:<44} {:<9} {:>9}  {:<6} {}"


def children_of(spans):
    """By the parent's id; those without a parent, or with one that did not arrive, are below None."""
    known = {span["span_id"] for span in spans}
    children = collections.defaultdict(list)
    for span in sorted(spans, key=lambda span: int(span["start_unix_nano"])):
        parent = span["parent_span_id"]
        children[parent if parent in known else None].append(span)
    return children


def show(spans):
    children = children_of(spans)

    def line(span, lead, below):
        status = span["status"]["code"]
        row = COLUMNS.format(lead + span["name"], span["kind"], report.milliseconds(span["duration_ns"]), status,
                             span["service"])
        print("  " + (report.red(row) if status == "error" else row))
        last = len(children[span["span_id"]]) - 1
        for index, child in enumerate(children[span["span_id"]]):
            line(child, below + report.BRANCHES[index == last], below + ("   " if index == last else report.BRANCHES[2]))

    print("  " + COLUMNS.format("span", "kind", "duration", "status", "service"))
    for root in children[None]:
        line(root, "", "")


def faults_of(spans, logs, accounts):
    traces = {span["trace_id"] for span in spans}
    roots = [span for span in spans if not span["parent_span_id"]]
    orphans = [span["name"] for span in children_of(spans)[None] if span["parent_span_id"]]
    missing = {account["service_name"] for account in accounts} - {span["service"] for span in spans}
    stray = [log["body"] for log in logs if log["trace_id"] not in traces]
    lost = sum(counts["created"] - counts["delivered"] for account in accounts
               for counts in account["signals"].values())
    if len(traces) != 1:
        yield f"{len(traces)} traces arrived, not 1"
    if len(roots) != 1:
        yield f"{len(roots)} spans have no parent, not 1"
    if orphans:
        yield f"the parents of these did not arrive: {', '.join(orphans)}"
    if missing:
        yield f"no span came from {', '.join(sorted(missing))}"
    if stray:
        yield f"these log records are of no trace: {', '.join(stray)}"
    if lost:
        yield f"{lost} items were lost"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--api", required=True, help="address of telemetryflow-local")
    parser.add_argument("--environment", required=True, help="deployment.environment to look at")
    parser.add_argument("status", nargs="+", help="file whose last line is a process's status as JSON")
    arguments = parser.parse_args()

    backend = report.Backend(arguments.api, arguments.environment)
    spans = backend.all("spans")["items"]
    logs = backend.all("logs")["items"]
    accounts = [report.last_line(path) for path in arguments.status]
    for trace in sorted({span["trace_id"] for span in spans}):
        title = f"Trace {trace} of {len(accounts)} processes"
        print(f"\n{report.strong(title)}\n{'=' * len(title)}\n")
        show([span for span in spans if span["trace_id"] == trace])
    belonging = sum(any(log["trace_id"] == span["trace_id"] for span in spans) for log in logs)
    print(f"\n  {belonging} of {len(logs)} log records belong to it\n")
    faults = list(faults_of(spans, logs, accounts))
    for fault in faults:
        print(f"demo: {fault}", file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
