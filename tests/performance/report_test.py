"""What the benchmarks' tools make of figures: ratios, targets met or not, the chart and the page."""

import pathlib
import sys
import unittest
import xml.etree.ElementTree

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "tools/bench"))

import charts  # noqa: E402
import documents  # noqa: E402
import reports  # noqa: E402
import rows  # noqa: E402
import tables  # noqa: E402
import targets  # noqa: E402

PEER = "opentelemetry-cpp 1.19"
MACHINE = {
    "cpu": "some processor",
    "cpus": 2,
    "kernel": "Linux 6",
    "compiler": "g++ 12",
    "round_trip_ns_before": 90.0,
    "round_trip_ns_after": 91.0,
    "state": "near",
}


def figure(op, subject, median, metric="caller_cpu", unit="ns", bench="compare"):
    return {
        "bench": bench,
        "op": op,
        "subject": subject,
        "metric": metric,
        "unit": unit,
        "median": median,
        "min": median,
        "max": median,
        "spread": 0.0,
        "samples": 9,
        "ratio": None,
    }


def report_of(*figures, state="near"):
    return {"schema": 1, "bench": "compare", "machine": {**MACHINE, "state": state}, "figures": list(figures)}


def row(report, op):
    (found,) = [one for one in rows.rows_of(report) if one["op"] == op]
    return found


def span(ours, peer, allocations=0.0, state="near"):
    op = "span, 3 attributes"
    return row(
        report_of(
            figure(op, reports.OURS, ours),
            figure(op, PEER, peer),
            figure(op, reports.OURS, allocations, "allocations", "1"),
            figure(op, PEER, 29.0, "allocations", "1"),
            state=state,
        ),
        op,
    )


class RowsTest(unittest.TestCase):
    def test_have_the_keys_that_readers_know(self):
        one = span(50.0, 1500.0)
        self.assertEqual(one["ours_ns"], 50)
        self.assertEqual(one["peer_ns"], 1500)
        self.assertEqual(one["ratio"], 30)
        self.assertEqual(one["ours_allocs"], 0)
        self.assertEqual(one["peer_allocs"], 29)
        self.assertEqual((one["target_ns"], one["target_ratio"]), (60, 20))

    def test_are_met_only_when_time_ratio_and_allocations_are(self):
        self.assertIs(span(50.0, 1500.0)["met"], True)
        self.assertIs(span(61.0, 1500.0)["met"], False)
        self.assertIs(span(50.0, 900.0)["met"], False)
        self.assertIs(span(50.0, 1500.0, allocations=1.0)["met"], False)

    def test_allow_a_span_more_time_when_the_cores_are_far(self):
        self.assertIs(span(80.0, 1800.0, state="far")["met"], True)
        self.assertIs(span(91.0, 1900.0, state="far")["met"], False)

    def test_are_there_for_every_target_without_any_figure(self):
        found = rows.rows_of(report_of())
        self.assertEqual([one["op"] for one in found], [target.op for target in targets.TARGETS])
        self.assertEqual({one["met"] for one in found}, {None})

    def test_compare_sizes_with_their_limits(self):
        def size(mebibytes):
            op = "hello world, grown by"
            return row(
                report_of(figure(op, reports.OURS, mebibytes * 2**20, "stripped_size", "bytes", "memory")),
                "stripped size added",
            )

        self.assertIs(size(1.1)["met"], True)
        self.assertIs(size(1.3)["met"], False)
        self.assertEqual((size(1.1)["ours_ns"], size(1.1)["unit"]), (None, "bytes"))

    def test_of_calls_through_the_api_stand_alone_too(self):
        op = "API counter, 3 attributes"
        report = {
            **report_of(figure(op, reports.OURS, 40.0, bench="api"), figure(op, PEER, 130.0, bench="api")),
            "bench": "api",
        }
        found = rows.rows_of(report, ("api",))
        self.assertEqual([one["op"] for one in found], [target.op for target in targets.THROUGH_THE_API])
        self.assertIs(found[0]["met"], True)
        self.assertEqual({one["met"] for one in found[1:]}, {None})

    def test_compare_two_threads_with_one(self):
        op = "bound counter"
        figures = [figure(op, reports.OURS, 1.0), figure(f"{op} (2 threads)", PEER, 100.0)]
        within = report_of(*figures, figure(f"{op} (2 threads)", reports.OURS, 1.1))
        beyond = report_of(*figures, figure(f"{op} (2 threads)", reports.OURS, 1.2))
        self.assertIs(row(within, f"{op} (2 threads)")["met"], True)
        self.assertIs(row(beyond, f"{op} (2 threads)")["met"], False)

    def test_turn_the_ratio_round_where_more_is_better(self):
        figures = [
            figure("saturated gRPC plain", reports.OURS, 5e6, "throughput", "1/s", "export"),
            figure("saturated gRPC plain", PEER, 4e5, "throughput", "1/s", "export"),
        ]
        one = row(report_of(*figures), "delivered spans per second, gRPC plain")
        self.assertEqual(one["ratio"], 12.5)
        self.assertIsNone(one["ours_ns"])
        self.assertEqual((one["ours"], one["unit"]), (5e6, "1/s"))
        self.assertIs(one["met"], True)

    def test_ask_no_ratio_of_gzip_to_a_peer_that_sends_plain_bodies(self):
        op = "delivered span, HTTP gzip"
        ours = figure("saturated HTTP gzip", reports.OURS, 400.0, "process_cpu", "ns", "export")
        plain = figure("saturated HTTP plain", PEER, 3000.0, "process_cpu", "ns", "export")
        packed = figure("saturated HTTP gzip", PEER, 3900.0, "process_cpu", "ns", "export")
        beside_plain = row(report_of(ours, plain), op)
        self.assertEqual((beside_plain["ratio"], beside_plain["target_ratio"]), (7.5, None))
        self.assertEqual(beside_plain["note"], "plain")
        self.assertIs(beside_plain["met"], True)
        self.assertIs(row(report_of(ours, plain, packed), op)["met"], False)

    def test_take_what_ours_costs_at_the_pace_only_where_it_was_kept(self):
        def delivered(throughput):
            return row(
                report_of(
                    figure("paced 1000000/s gRPC plain", reports.OURS, throughput, "throughput", "1/s", "export"),
                    figure("paced 1000000/s gRPC plain", reports.OURS, 300.0, "process_cpu", "ns", "export"),
                    figure("saturated gRPC plain", reports.OURS, 200.0, "process_cpu", "ns", "export"),
                ),
                "delivered span, gRPC plain",
            )["ours_ns"]

        self.assertEqual(delivered(1e6), 300)
        self.assertEqual(delivered(5e5), 200)

    def test_compare_with_the_peer_on_jemalloc_within_its_own_run(self):
        op = "log, 2 attributes, inside a span"
        report = report_of(
            figure(op, reports.OURS, 20.0),
            figure(op, PEER, 800.0),
            figure(op, reports.OURS + rows.JEMALLOC, 30.0),
            figure(op, PEER + rows.JEMALLOC, 300.0),
        )
        one = row(report, op + rows.ON_JEMALLOC)
        self.assertEqual((one["ours_ns"], one["ratio"], one["target_ratio"]), (30, 10, 8))
        self.assertIs(one["met"], True)


class OutputTest(unittest.TestCase):
    REPORT = report_of(
        figure("bound counter", reports.OURS, 1.4),
        figure("bound counter", PEER, 128.0),
        figure("span, 3 attributes", reports.OURS, 55.0),
        figure("span, 3 attributes", "quick <& odd>", 70.0),
        figure("span, 3 attributes (64 threads)", reports.OURS, 56.0, bench="contention"),
        figure("span, 3 attributes", reports.OURS, 300.0, "p99.9", bench="cold"),
    )

    def test_values_have_units_that_can_be_pictured(self):
        self.assertEqual(tables.number(1.44), "1.4 ns")
        self.assertEqual(tables.number(44_500), "44.5 µs")
        self.assertEqual(tables.number(8 * 2**20, "bytes"), "8.00 MiB")
        self.assertEqual(tables.number(1.7e7, "1/s"), "17.00 M/s")

    def test_what_is_missing_is_said_to_be(self):
        text = tables.rows_table(rows.rows_of(self.REPORT))
        self.assertRegex(text, r"bound histogram +not found +not found")

    def test_the_chart_is_well_formed_and_shows_what_was_measured(self):
        root = xml.etree.ElementTree.fromstring(charts.draw(self.REPORT))
        texts = [element.text for element in root.iter("{http://www.w3.org/2000/svg}text")]
        self.assertIn("bound counter", texts)
        self.assertIn("91x", texts)
        self.assertNotIn("bound histogram", texts)

    def test_the_page_has_every_part_filled_in(self):
        page = documents.page({**self.REPORT, "rows": rows.rows_of(self.REPORT)})
        self.assertNotRegex(page, r"\{\w+\}(?!\))")
        self.assertIn("| bound counter | 1.4 ns | 128 ns | 91x |", page)
        self.assertIn("| span, 3 attributes | telemetryflow | - | 56.0 ns |", page)
        self.assertIn("| span, 3 attributes | telemetryflow | - | - | 300 ns | - |", page)

    def test_reports_of_another_schema_are_refused(self):
        with self.assertRaises(ValueError):
            reports.load_text('{"schema": 2}', "some file")


if __name__ == "__main__":
    unittest.main(verbosity=2)
