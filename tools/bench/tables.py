"""Tables for people: of all figures, and of the targets."""

NOT_FOUND = "not found"


def number(value, unit="ns"):
    """Three or so digits and a unit that a reader can picture."""
    if value is None:
        return "-"
    if unit == "bytes":
        if value < 2**16:
            return f"{value:,.1f} B"
        return f"{value / 2**20:.2f} MiB"
    if unit == "1/s":
        return f"{value / 1e6:.2f} M/s" if value >= 1e5 else f"{value:,.0f} /s"
    if unit == "bytes/s":
        return f"{value / 1e6:,.0f} MB/s"
    if unit == "s":
        return f"{value:.2f} s"
    if unit == "ns":
        for size, name in ((1e9, "s"), (1e6, "ms"), (1e4, "µs")):
            if value >= size:
                return f"{value / (1e3 if name == 'µs' else size):,.1f} {name}"
        return f"{value:.1f} ns" if value < 100 else f"{value:,.0f} ns"
    return f"{value:,.2f}" if value < 100 else f"{value:,.0f}"


def times(ratio):
    if ratio is None:
        return "-"
    if ratio < 0.1:
        return f"{ratio:.2f}x"
    return f"{ratio:.1f}x" if ratio < 10 else f"{ratio:.0f}x"


def allocations(value):
    return "-" if value is None else f"{value:.2f}".rstrip("0").rstrip(".")


def layout(lines, numbers_from):
    """Columns as wide as they have to be; those from `numbers_from` on to the right."""
    widths = [max(len(line[at]) for line in lines) for at in range(len(lines[0]))]
    for line in lines:
        cells = [
            text.ljust(width) if at < numbers_from else text.rjust(width)
            for at, (text, width) in enumerate(zip(line, widths))
        ]
        yield "  ".join(cells).rstrip()


def figures_tables(report):
    """A table for each benchmark in the report, under its name."""
    benches = list(dict.fromkeys(figure.get("bench", report["bench"]) for figure in report["figures"]))
    for bench in benches:
        figures = [figure for figure in report["figures"] if figure.get("bench", report["bench"]) == bench]
        yield f"{bench}\n{figures_table(figures)}\n"


def figures_table(figures):
    """One line for each operation and subject, its metrics side by side."""
    metrics = list(dict.fromkeys(figure["metric"] for figure in figures))
    cells = {}
    for figure in figures:
        line = cells.setdefault((figure["op"], figure["subject"]), {})
        spread = f" ±{figure['spread'] * 50:.0f}%" if figure["unit"] == "ns" else ""
        line[figure["metric"]] = number(figure["median"], figure["unit"]) + spread
        if figure["metric"] == metrics[0]:
            line["ratio"] = times(figure["ratio"]) if figure["ratio"] else ""
    lines = [["operation", "subject", *metrics, "ratio"]]
    for (op, subject), line in cells.items():
        lines.append([op, subject, *(line.get(metric, "") for metric in metrics), line.get("ratio", "")])
    return "\n".join(layout(lines, 2))


def asked(row):
    """The target as text; empty where there is none."""
    most = row["target"] if "unit" in row else row["target_ns"]
    parts = [f"≤ {number(most, row.get('unit', 'ns'))}"] if most is not None else []
    if row["target_ratio"] is not None:
        parts.append(f"{row['target_ratio']:g}x")
    return ", ".join(parts)


def row_values(row):
    """(ours, peer) of a row as text."""
    if "unit" in row:
        ours, peer, unit = row["ours"], row["peer"], row["unit"]
    else:
        ours, peer, unit = row["ours_ns"], row["peer_ns"], "ns"
    missing = NOT_FOUND if row["target_ratio"] is not None else "-"
    peer_text = missing if peer is None else number(peer, unit)
    if "note" in row:
        peer_text += f" ({row['note']})"
    return number(ours, unit) if ours is not None else NOT_FOUND, peer_text


def met(row):
    """"-" where nothing is asked, "?" where a figure is missing."""
    if not asked(row):
        return "-"
    return {True: "yes", False: "no", None: "?"}[row["met"]]


ROW_HEADINGS = ["operation", "ours", "peer", "ratio", "allocations", "peer's", "target", "met"]


def row_cells(row):
    ours, peer = row_values(row)
    return [
        row["op"],
        ours,
        peer,
        times(row["ratio"]),
        allocations(row["ours_allocs"]),
        allocations(row["peer_allocs"]),
        asked(row) or "-",
        met(row),
    ]


def rows_table(rows):
    return "\n".join(layout([ROW_HEADINGS] + [row_cells(row) for row in rows], 1))


def markdown_table(rows):
    """The same as rows_table() for a document."""
    lines = ["| " + " | ".join(ROW_HEADINGS) + " |", "|---" + "|---:" * (len(ROW_HEADINGS) - 2) + "|---|"]
    lines += ["| " + " | ".join(row_cells(row)) + " |" for row in rows]
    return "\n".join(lines)


def machine_line(report):
    machine = report["machine"]
    return (
        f"{machine['cpus']} x {machine['cpu']}, {machine['kernel']}, {machine['compiler']}; cores {machine['state']}: "
        f"round trip {machine['round_trip_ns_before']:.0f} ns before, {machine['round_trip_ns_after']:.0f} ns after"
    )
