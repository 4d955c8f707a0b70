"""The targets' recording calls as a chart: a dot for each subject on a logarithmic axis of nanoseconds."""

import math
from xml.sax.saxutils import escape

import reports
import rows
import targets

WIDTH = 980
LEFT, RIGHT = 330, 96
TOP, LINE, BOTTOM = 126, 34, 64
LEAST_NS, MOST_NS = 1, 10_000

TEXT, FAINT, GRID = "#1f2328", "#59636e", "#d1d9e0"
OURS_COLOUR, PEER_COLOUR, OTHER_COLOUR = "#0969da", "#bc4c00", "#6e7781"

OPERATIONS = targets.RECORDING + [target for target in targets.PROCESS if target.op.startswith("span")]


def x_of(nanoseconds):
    part = math.log(max(nanoseconds, LEAST_NS) / LEAST_NS) / math.log(MOST_NS / LEAST_NS)
    return LEFT + part * (WIDTH - LEFT - RIGHT)


def text(x, y, content, anchor="start", size=14, colour=TEXT, weight="normal"):
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="{size}" fill="{colour}" '
        f'font-weight="{weight}">{escape(content)}</text>'
    )


def circle(x, y, colour, hollow=False):
    fill = "#ffffff" if hollow else colour
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="6" fill="{fill}" stroke="{colour}" stroke-width="2"/>'


def square(x, y, colour):
    return f'<rect x="{x - 5:.1f}" y="{y - 5:.1f}" width="10" height="10" fill="{colour}"/>'


def triangle(x, y, colour):
    return f'<path d="M{x:.1f} {y - 7:.1f} L{x + 7:.1f} {y + 5:.1f} L{x - 7:.1f} {y + 5:.1f} Z" fill="{colour}"/>'


def mark_of_target(x, y):
    return f'<path d="M{x:.1f} {y - 11:.1f} V{y + 11:.1f}" stroke="{TEXT}" stroke-width="2"/>'


def marks(peer):
    """Subject: what draws it, in the order of the legend."""
    known = {reports.OURS: lambda x, y: circle(x, y, OURS_COLOUR)}
    if peer:
        known[peer] = lambda x, y: circle(x, y, PEER_COLOUR)
        known[peer + rows.JEMALLOC] = lambda x, y: circle(x, y, PEER_COLOUR, hollow=True)
    known["prometheus-cpp"] = lambda x, y: square(x, y, OTHER_COLOUR)
    known["spdlog async"] = lambda x, y: triangle(x, y, OTHER_COLOUR)
    return known


def axis(bottom):
    parts = []
    for exponent in range(5):
        x = x_of(10**exponent)
        parts.append(f'<path d="M{x:.1f} {TOP - 16} V{bottom}" stroke="{GRID}"/>')
        label = f"{10**exponent} ns" if exponent < 3 else f"{10**(exponent - 3)} µs"
        parts.append(text(x, bottom + 20, label, "middle", 13, FAINT))
    return parts


def legend(subjects, shapes):
    parts, x = [], 32
    for subject in subjects:
        parts += [shapes[subject](x, 72), text(x + 12, 77, subject, size=13)]
        x += 12 + 7.1 * len(subject) + 22
    parts += [mark_of_target(x, 72), text(x + 8, 77, "target", size=13)]
    return parts


def line(report, target, shapes, peer, y):
    """One operation: its name, a dot for each subject, the target, and the ratio of the peer to ours."""
    costs = {subject: reports.median(report, target.bench, target.name, target.metric, subject) for subject in shapes}
    costs = {subject: cost for subject, cost in costs.items() if cost}
    parts = [text(LEFT - 20, y + 5, target.op, "end")]
    if len(costs) > 1:
        parts.append(
            f'<path d="M{x_of(min(costs.values())):.1f} {y} H{x_of(max(costs.values())):.1f}" stroke="{GRID}" '
            'stroke-width="3"/>'
        )
    parts.append(mark_of_target(x_of(rows.limit_of(report, target)), y))
    parts += [shapes[subject](x_of(cost), y) for subject, cost in reversed(costs.items())]
    if reports.OURS in costs and peer in costs:
        ratio = f"{costs[peer] / costs[reports.OURS]:.0f}x"
        parts.append(text(WIDTH - 24, y + 5, ratio, "end", weight="bold"))
    return parts


def draw(report):
    """The chart as SVG. Operations that were not measured are left out."""
    peer = reports.peer_of(report)
    shapes = marks(peer)
    measured = [
        target
        for target in OPERATIONS
        if reports.find(report, target.bench, target.name, target.metric, reports.OURS)
    ]
    present = [
        subject
        for subject in shapes
        if any(reports.find(report, one.bench, one.name, one.metric, subject) for one in measured)
    ]
    bottom = TOP + LINE * len(measured) - 10
    height = bottom + BOTTOM
    machine = report["machine"]
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" viewBox="0 0 {WIDTH} {height}" '
        'font-family="system-ui, sans-serif">',
        f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>',
        text(24, 32, "CPU time of one recording call", size=20, weight="bold"),
        text(
            24,
            bottom + 46,
            f"One thread, median; logarithmic. {machine['cpus']} x {machine['cpu']}, {machine['compiler']}, "
            f"cores {machine['state']}. “Record, drain, encode” is the time of all threads.",
            size=12,
            colour=FAINT,
        ),
        text(WIDTH - 24, TOP - 22, "peer / ours", "end", 13, FAINT),
        *axis(bottom),
        *legend(present, shapes),
    ]
    for at, target in enumerate(measured):
        parts += line(report, target, shapes, peer, TOP + LINE * at)
    return "\n".join([*parts, "</svg>", ""])
