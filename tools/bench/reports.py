"""Reports as the programs write them (schema 1): load, name, merge, look up."""

import json

OURS = "telemetryflow"
SCHEMA = 1


def load_text(text, name):
    report = json.loads(text)
    if report.get("schema") != SCHEMA:
        raise ValueError(f"{name}: not a report of schema {SCHEMA}")
    return report


def load(path):
    with open(path, encoding="utf-8") as file:
        return load_text(file.read(), path)


def save(report, path):
    with open(path, "w", encoding="utf-8") as file:
        json.dump(report, file, indent=1)
        file.write("\n")


def with_suffix(report, suffix):
    """The same figures with a suffix on every subject; ratios stay those of the run."""
    figures = [{**figure, "subject": figure["subject"] + suffix} for figure in report["figures"]]
    return {**report, "figures": figures}


def merge(name, reports):
    """One report of several: the first one's machine, all figures, each with the bench that it is of."""
    figures = []
    for report in reports:
        figures += [{"bench": figure.get("bench", report["bench"]), **figure} for figure in report["figures"]]
    return {"schema": SCHEMA, "bench": name, "machine": reports[0]["machine"], "figures": figures}


def combine(report, others):
    """Adds the figures of further runs of the same program."""
    return {**report, "figures": report["figures"] + [figure for other in others for figure in other["figures"]]}


def find(report, bench, op, metric, subject):
    for figure in report["figures"]:
        of = figure.get("bench", report["bench"])
        if (of, figure["op"], figure["metric"], figure["subject"]) == (bench, op, metric, subject):
            return figure
    return None


def median(report, bench, op, metric, subject):
    figure = find(report, bench, op, metric, subject)
    return None if figure is None else figure["median"]


def peer_of(report):
    """The system's opentelemetry-cpp, without what only differs in the allocator or the build."""
    for figure in report["figures"]:
        name = figure["subject"]
        if name.startswith("opentelemetry-cpp ") and "+" not in name and "self-built" not in name:
            return name
    return None
