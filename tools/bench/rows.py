"""The table of targets, filled in from a report."""

import dataclasses

import reports
import targets

NANOSECONDS = "ns"
JEMALLOC = " + jemalloc"
ON_JEMALLOC = ", peer on jemalloc"


def delivery_figure(report, name, subject, paced_counts):
    """Per delivered span: paced at a million a second where that was reached, else the cheaper of both."""
    costs = {}
    for load in (targets.PACED, targets.SATURATED):
        cost = reports.find(report, "export", f"{load} {name}", "process_cpu", subject)
        if cost:
            costs[load] = cost
    throughput = reports.median(report, "export", f"{targets.PACED} {name}", "throughput", subject)
    if paced_counts and throughput and throughput > 0.95e6:
        return costs[targets.PACED]
    return min(costs.values(), key=lambda figure: figure["median"], default=None)


def figure_of(report, target, subject, name):
    if target.bench == "export" and target.metric == "process_cpu":
        return delivery_figure(report, name, subject, paced_counts=subject == reports.OURS)
    return reports.find(report, target.bench, name, target.metric, subject)


def peer_figure_of(report, target, peer):
    """The peer's figure, and whether it is one of plain bodies beside ours of compressed ones."""
    if peer is None:
        return None, False
    figure = figure_of(report, target, peer, target.name)
    if figure is None and target.plain_figure:
        figure = figure_of(report, target, peer, target.plain_figure)
        return figure, figure is not None
    return figure, False


def allocations_of(report, target, figure, subject):
    if figure is None or not target.allocations:
        return None
    return reports.median(report, target.bench, figure["op"], target.allocations, subject)


def ratio_of(target, ours, peer):
    if not ours or not peer or not ours["median"] or not peer["median"]:
        return None
    ratio = peer["median"] / ours["median"]
    return 1 / ratio if target.more_is_better else ratio


def limit_of(report, target):
    if target.of:
        one = reports.median(report, target.bench, target.of, target.metric, reports.OURS)
        return None if one is None else one * target.most
    if target.op == "span, 3 attributes" and report["machine"]["state"] == "far":
        return targets.SPAN_NS_WHEN_FAR
    return target.most


def is_met(target, ours, limit, ratio, ours_allocations):
    """None when nothing is asked, or a figure is missing that the answer needs."""
    if ours is None or (limit is None and target.ratio is None):
        return None
    if limit is not None and ours["median"] > limit:
        return False
    if ours_allocations is not None and ours_allocations > target.allowed:
        return False
    if target.ratio is None:
        return True
    return None if ratio is None else ratio >= target.ratio


def row_of(report, target, ours, peer):
    ours_figure = figure_of(report, target, ours, target.name)
    peer_figure, plain = peer_figure_of(report, target, peer)
    if plain:
        target = dataclasses.replace(target, ratio=None)
    ratio = ratio_of(target, ours_figure, peer_figure)
    limit = limit_of(report, target)
    allocations = allocations_of(report, target, ours_figure, ours)
    row = {
        "op": target.op,
        "ours_ns": None,
        "peer_ns": None,
        "ratio": ratio,
        "ours_allocs": allocations,
        "peer_allocs": allocations_of(report, target, peer_figure, peer),
        "target_ns": None,
        "target_ratio": target.ratio,
        "met": is_met(target, ours_figure, limit, ratio, allocations),
    }
    values = {"ours": ours_figure and ours_figure["median"], "peer": peer_figure and peer_figure["median"]}
    if target.unit == NANOSECONDS:
        row.update(ours_ns=values["ours"], peer_ns=values["peer"], target_ns=limit)
    else:
        row.update(values, unit=target.unit, target=limit)
    if plain:
        row["note"] = "plain"
    return row


def on_jemalloc(target):
    """The same target with what is asked when the peer runs on jemalloc; None where nothing is."""
    if target.bench == "export":
        ratio = targets.JEMALLOC_RATIO_OF_THROUGHPUT if target.more_is_better else None
    elif target in targets.RECORDING + targets.ON_TWO_THREADS + targets.PROCESS:
        ratio = targets.JEMALLOC_RATIO if target.op.startswith(("span", "log")) else None
    else:
        return None
    return dataclasses.replace(
        target, op=target.op + ON_JEMALLOC, figure=target.name, most=None, of="", ratio=ratio, allocations=""
    )


def jemalloc_row_of(report, target, peer):
    """Programs that run whole on jemalloc have our figures of that run, which the peer's are compared with."""
    ours = reports.OURS + JEMALLOC
    if figure_of(report, target, ours, target.name) is None:
        ours = reports.OURS
    return row_of(report, target, ours, peer + JEMALLOC)


def rows_of(report, benches=None):
    """Of all targets, or of those of some benchmarks."""
    peer = reports.peer_of(report)
    wanted = [target for target in targets.TARGETS if benches is None or target.bench in benches]
    rows = [row_of(report, target, reports.OURS, peer) for target in wanted]
    if peer is not None and any(figure["subject"] == peer + JEMALLOC for figure in report["figures"]):
        further = [on_jemalloc(target) for target in wanted]
        rows += [jemalloc_row_of(report, target, peer) for target in further if target is not None]
    return rows
