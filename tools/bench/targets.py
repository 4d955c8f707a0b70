"""The targets: what each operation may cost, and how much cheaper than opentelemetry-cpp it has to be.

A row names a figure of ours and the peer's figure that it is compared with. Times are CPU nanoseconds of the calling
thread unless the metric says otherwise.
"""

from dataclasses import dataclass


# Of the metrics that are no times in nanoseconds.
UNITS = {
    "throughput": "1/s",
    "resident": "bytes",
    "stripped_size": "bytes",
    "compile_cpu": "s",
    "preprocessed_lines": "1",
}


@dataclass(frozen=True)
class Target:
    op: str
    bench: str = "compare"
    figure: str = ""  # the figures' name, where it is not the op's
    plain_figure: str = ""  # the figures' name without compression, for a peer that has none
    metric: str = "caller_cpu"
    most: float | None = None  # in the metric's unit; or, with `of`, times that operation's figure
    of: str = ""
    ratio: float | None = None  # at least this much cheaper than the peer
    allocations: str = "allocations"  # the metric that has to be nothing; empty: none
    allowed: float = 0.005  # what counts as nothing: a map that grew, a thread's first burst
    more_is_better: bool = False

    @property
    def name(self):
        return self.figure or self.op

    @property
    def unit(self):
        return UNITS.get(self.metric, "ns")


RECORDING = [
    Target("bound counter", most=1.5, ratio=50),
    Target("bound histogram", most=6, ratio=15),
    Target("counter by handle, 3 attributes", most=18, ratio=5),
    Target("counter by name, 3 attributes", most=25, ratio=4),
    Target("histogram by handle, 3 attributes", most=24, ratio=5),
    Target("span, 3 attributes", most=60, ratio=20),
    Target("span, child span and event", most=140, ratio=20),
    Target("span not sampled, 3 attributes", most=12, ratio=15),
    Target("log, 2 attributes, inside a span", most=30, ratio=20),
]

ON_TWO_THREADS = [
    Target(f"{target.op} (2 threads)", most=1.15, of=target.op, ratio=15) for target in RECORDING
]

PROCESS = [
    Target("span by id, 3 attributes", most=110, ratio=10),
    Target(
        "span, 3 attributes: record, drain, encode",
        figure="span, 3 attributes, encoded",
        metric="process_cpu",
        most=110,
        ratio=15,
        allocations="process_allocations",
    ),
    Target(
        "collect and encode 1000 counter series",
        metric="process_cpu",
        most=40_000,
        ratio=25,
        allocations="process_allocations",
    ),
]

# Of a library that calls the OpenTelemetry API, whichever SDK is behind it. That API takes no memory for these calls.
THROUGH_THE_API = [
    Target(f"API {op}", bench="api", ratio=ratio)
    for op, ratio in (
        ("counter, 3 attributes", 3),
        ("span, 3 attributes", 5),
        ("log, 2 attributes", 8),
        ("log, 2 attributes, inside a span", 8),
    )
]

# None for a span, but the transport's library may allocate for a request, of which there is one for hundreds of spans.
ALLOCATIONS_OF_REQUESTS = 0.1

# Debian builds the peer without compression for HTTP: told to compress, it sends plain bodies. Those are shown beside
# ours, and no ratio is asked.
DELIVERY = [
    Target(
        f"delivered span, {wire} {coding}",
        bench="export",
        figure=f"{wire} {coding}",
        metric="process_cpu",
        most=450 if coding == "gzip" else 220,
        ratio=10 if coding == "gzip" else 12,
        plain_figure=f"{wire} plain" if coding == "gzip" else "",
        allowed=ALLOCATIONS_OF_REQUESTS,
    )
    for wire in ("gRPC", "HTTP")
    for coding in ("plain", "gzip")
] + [
    Target(
        f"delivered spans per second, {wire} {coding}",
        bench="export",
        figure=f"saturated {wire} {coding}",
        plain_figure=f"saturated {wire} plain" if coding == "gzip" else "",
        metric="throughput",
        ratio=10,
        allocations="",
        more_is_better=True,
    )
    for wire in ("gRPC", "HTTP")
    for coding in ("plain", "gzip")
]

def limit(op, bench, figure, metric, most):
    """A target that the peer has no part in."""
    return Target(op, bench=bench, figure=figure, metric=metric, most=most, allocations="")


REST = [
    limit("initialize()", "memory", "initialize(), gRPC", "wall", 2e6),
    limit("shutdown(), nothing queued", "memory", "shutdown(), nothing queued, gRPC", "wall", 2e6),
    limit("resident memory of an idle client", "memory", "idle after an export, HTTP over TLS", "resident", 8 * 2**20),
    limit("stripped size added", "memory", "hello world, grown by", "stripped_size", 1.2 * 2**20),
    limit("compile a file with client.hpp", "compile", "file that records", "compile_cpu", 0.6),
    limit("its preprocessed size", "compile", "file that records", "preprocessed_lines", 60_000),
]

TARGETS = RECORDING + ON_TWO_THREADS + PROCESS + THROUGH_THE_API + DELIVERY + REST

# With the peer on jemalloc.
JEMALLOC_RATIO = 8
JEMALLOC_RATIO_OF_THROUGHPUT = 5
# What passes memory between threads takes longer when these are far apart.
SPAN_NS_WHEN_FAR = 90
PACED = "paced 1000000/s"
SATURATED = "saturated"
