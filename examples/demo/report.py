"""Shows what arrived at telemetryflow-local from one environment and compares it with the programs' own accounts.

Exit code: 0 when everything that was recorded arrived, 1 when something is missing, each with a line on standard error.
"""

import argparse
import collections
import datetime
import json
import os
import sys
import urllib.parse
import urllib.request

PAGE = 10000
SIGNALS = {"traces": "spans", "logs": "log records", "metrics": "metric points"}
COLOURS = sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
BRANCHES = ("├─ ", "└─ ", "│  ") if "utf" in (sys.stdout.encoding or "").lower() else ("|- ", "`- ", "|  ")


def strong(text):
    return f"\033[1m{text}\033[0m" if COLOURS else text


def red(text):
    return f"\033[31m{text}\033[0m" if COLOURS else text


def milliseconds(nanoseconds):
    return f"{int(nanoseconds) / 1e6:.1f} ms"


class Backend:
    def __init__(self, address, environment):
        self.address = address
        self.environment = environment

    def ask(self, path, **parameters):
        url = f"{self.address}/api/v1/{path}?{urllib.parse.urlencode(parameters)}"
        with urllib.request.urlopen(url, timeout=5) as answer:
            return json.load(answer)

    def all(self, path, **parameters):
        attribute = f"deployment.environment={self.environment}"
        return self.ask(path, attribute=attribute, limit=PAGE, **parameters)


class Report:
    def __init__(self, backend, accounts):
        self.backend = backend
        self.accounts = accounts
        self.faults = []

    def expect(self, holds, fault):
        if not holds:
            self.faults.append(fault)

    def heading(self, name, text):
        print(f"\n{strong(name.ljust(9))}{text}")

    def traces(self):
        traces = self.backend.all("traces")["items"]
        depths = collections.Counter(trace["depth"] for trace in traces)
        spans = sum(trace["spans"] for trace in traces)
        errors = sum(trace["errors"] for trace in traces)
        self.heading("Traces", f"{len(traces)} with {spans} spans, {errors} of them failed")
        print("  depth " + ", ".join(f"{depth}: {count} traces" for depth, count in sorted(depths.items())))
        # The fullest trace that each program began.
        fullest = {}
        for trace in traces:
            rank = (trace["depth"], trace["spans"], trace["trace_id"])
            fullest[trace["service"]] = max(fullest.get(trace["service"], rank), rank)
        for _, _, trace_id in fullest.values():
            self.tree(self.backend.ask(f"traces/{trace_id}")["spans"])
        self.expect(max(depths, default=0) >= 4, "no trace is four spans deep")

    @staticmethod
    def tree(spans):
        known = {span["span_id"] for span in spans}
        children = collections.defaultdict(list)
        for span in spans:
            children[span["parent_span_id"] if span["parent_span_id"] in known else ""].append(span)

        def show(span, lead, below):
            failed = red(" failed") if span["status"]["code"] == "error" else ""
            name = (lead + span["name"]).ljust(36)
            print(f"  {name} {milliseconds(span['duration_ns']):>8}  {span['service']}{failed}")
            last = len(children[span["span_id"]]) - 1
            for index, child in enumerate(children[span["span_id"]]):
                show(child, below + BRANCHES[index == last], below + ("   " if index == last else BRANCHES[2]))

        print(f"  trace {spans[0]['trace_id']}")
        for root in children[""]:
            show(root, "", "")

    def logs(self):
        logs = self.backend.all("logs")["items"]
        correlated = [log for log in logs if log["trace_id"] and log["span_id"]]
        self.expect(logs, "no log record arrived")
        self.expect(len(correlated) == len(logs), f"{len(logs) - len(correlated)} log records have no trace")
        share = 100 * len(correlated) // len(logs) if logs else 0
        self.heading("Logs", f"{len(logs)}, {share}% with the ids of their trace and span")
        shown = {}
        for log in correlated:
            shown.setdefault(log["severity_text"], log)
        for log in sorted(shown.values(), key=lambda log: log["severity_number"]):
            time = datetime.datetime.fromtimestamp(int(log["time_unix_nano"]) // 10**9, datetime.timezone.utc)
            attributes = " ".join(f"{key}={value}" for key, value in log["attributes"].items())
            print(f"  {time:%H:%M:%S} {log['severity_text'].upper():<5} {log['body']} ({attributes})")
            print(f"        trace {log['trace_id']} span {log['span_id']}")

    def metrics(self):
        series = self.backend.all("metrics", latest="true")["items"]
        self.expect(series, "no metric arrived")
        self.heading("Metrics", f"{len(series)} series")
        for point in sorted(series, key=lambda point: (point["name"], str(point["attributes"]))):
            attributes = ",".join(str(value) for value in point["attributes"].values())
            name = point["name"] + (f" [{attributes}]" if attributes else "")
            print(f"  {name:<52} {point['type']:<9} {point['unit']:<9} {self.value(point)}")

    @staticmethod
    def value(point):
        if "count" not in point:
            return f"{point['value']:g}"
        return f"{point['count']} values, mean {point['sum'] / max(int(point['count']), 1):.4f}"

    def losses(self):
        arrived = {signal: self.backend.all(path)["total"] for signal, path in
                   (("traces", "spans"), ("logs", "logs"), ("metrics", "metrics"))}
        delivered = collections.Counter()
        rows = []
        for account in self.accounts:
            total = collections.Counter()
            for signal, counts in account["signals"].items():
                delivered[signal] += counts["delivered"]
                total.update(created=counts["created"], delivered=counts["delivered"], rejected=counts["rejected"])
                total.update(dropped=sum(counts["dropped"].values()))
            # Never became an item, so it is not among those created.
            total["refused"] = account["unended_spans"] + sum(account["refused_measurements"].values())
            rows.append((account["service_name"], total))
        lost = sum(total["created"] - total["delivered"] + total["refused"] for _, total in rows)
        self.heading("Losses", f"{lost}, as the programs count themselves")
        print(f"  {'':<22}{'created':>9}{'delivered':>11}{'rejected':>10}{'dropped':>9}{'refused':>9}")
        for name, total in rows:
            print(f"  {name:<22}{total['created']:>9}{total['delivered']:>11}"
                  f"{total['rejected']:>10}{total['dropped']:>9}{total['refused']:>9}")
        self.expect(lost == 0, f"{lost} items were lost")
        for signal, items in SIGNALS.items():
            self.expect(delivered[signal] > 0, f"no {items} were delivered")
            self.expect(delivered[signal] == arrived[signal],
                        f"{delivered[signal]} {items} were delivered, but {arrived[signal]} are in the backend")


def last_line(path):
    with open(path, encoding="utf-8") as file:
        return json.loads(file.read().splitlines()[-1])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--title", required=True)
    parser.add_argument("--api", required=True, help="address of telemetryflow-local")
    parser.add_argument("--environment", required=True, help="deployment.environment to look at")
    parser.add_argument("status", nargs="+", help="file whose last line is a client's status as JSON")
    arguments = parser.parse_args()

    report = Report(Backend(arguments.api, arguments.environment), [last_line(path) for path in arguments.status])
    title = f"Arrived over {arguments.title}"
    print(f"\n{strong(title)}\n{'=' * len(title)}")
    report.traces()
    report.logs()
    report.metrics()
    report.losses()
    print()
    for fault in report.faults:
        print(f"demo: {arguments.title}: {fault}", file=sys.stderr)
    return 1 if report.faults else 0


if __name__ == "__main__":
    sys.exit(main())
