"""What telemetryflow-gen writes builds against the installed SDK with warnings as errors, passes its own tests, runs, and
its telemetry arrives."""

import contextlib
import re
import socket
import subprocess
import unittest

from generator_case import GENERATOR, clean_environment
from project_case import ProjectCase, STRICT, WARNINGS, request

KEY = ["-k", "tfk_build", "-s", "tfs_build"]


def free_port():
    """A port whose successor is free too, a moment ago."""
    while True:
        with socket.socket() as first, socket.socket() as second, contextlib.suppress(OSError, OverflowError):
            first.bind(("127.0.0.1", 0))
            second.bind(("127.0.0.1", first.getsockname()[1] + 1))
            return first.getsockname()[1]


class BuildsTest(ProjectCase):
    def run_program(self, *command, exit_code=0, **variables):
        result = subprocess.run(
            command, capture_output=True, text=True, check=False, env={**self.environment(), **variables}, timeout=60
        )
        self.assertEqual((result.returncode, result.stderr), (exit_code, ""), result)
        return result.stdout

    def without_key(self, program):
        """A program without a key says what it misses, and ends."""
        result = subprocess.run([program], capture_output=True, text=True, check=False, env=clean_environment(), timeout=60)
        self.assertEqual(result.returncode, 2)
        self.assertIn("TELEMETRYFLOW_API_KEY_ID", result.stderr)

    def run_with_env_file(self, build, program):
        command = f"set -a; . ./.env.telemetryflow; set +a; build/{program}"
        result = subprocess.run(
            ["sh", "-c", command],
            cwd=build.parent, env=clean_environment(), capture_output=True, text=True, check=False, timeout=60,
        )
        self.assertEqual((result.returncode, result.stderr), (0, ""))
        return result.stdout

    def test_init_of_a_new_project(self):
        name = "It's \"checkout\""
        settings = ["-p", "checkout-app", "-n", name, "--version", "2.3.4", "--environment", "staging", *KEY, "-o", "new"]
        self.generate("init", *settings, "-e", self.backend.grpc)
        build = self.build("new")
        self.assertEqual(self.run_with_env_file(build, "checkout-app"), f"hello from {name}\n")
        self.generate("config", *settings, "-e", self.backend.http, "--protocol", "http", "-f")
        self.run_with_env_file(build, "checkout-app")
        # What else changes the settings alone.
        other = [["--no-v2-api"], ["--v2-only", "--collector-name", "edge one", "--datacenter", "eu-1"]]
        for more in other:
            self.generate("config", *settings, "-e", self.backend.http, "--protocol", "http", *more, "-f")
            self.run_with_env_file(build, "checkout-app")

        spans = self.items("spans")
        self.assertEqual([span["name"] for span in spans], ["start"] * 4, "over gRPC, and over HTTP")
        for span in spans:
            resource = span["resource"]
            self.assertEqual((resource["service.name"], resource["service.version"]), (name, "2.3.4"))
            self.assertEqual(resource["deployment.environment"], "staging")
        logs = self.items("logs")
        self.assertEqual([log["body"] for log in logs], ["started"] * 4)
        self.assertEqual({log["span_id"] for log in logs}, {span["span_id"] for span in spans})
        self.assertIn("starts", self.metric_names())

    def test_init_without_telemetry_in_the_environment(self):
        self.generate("init", "-p", "lonely", "-o", "lonely")
        build = self.build("lonely")
        result = subprocess.run([build / "lonely"], capture_output=True, text=True, check=False, env=clean_environment())
        self.assertEqual((result.returncode, result.stdout), (0, "hello from lonely\n"), "it does its work")
        self.assertIn("telemetry is off: API key ID is required", result.stderr)

    def test_init_of_each_signal_alone(self):
        for signal_name, without in [
            ("metrics", ["--no-logs", "--no-traces"]),
            ("logs", ["--no-metrics", "--traces=false"]),
            ("traces", ["--no-metrics", "--no-logs"]),
        ]:
            project = "only-" + signal_name
            self.generate("init", "-p", project, *without, *KEY, "-e", self.backend.grpc, "-o", project)
            build = self.build(project)
            self.run_with_env_file(build, project)
        self.assertEqual([span["service"] for span in self.items("spans")], ["only-traces"])
        self.assertEqual([log["service"] for log in self.items("logs")], ["only-logs"])
        self.assertEqual({metric["service"] for metric in self.items("metrics")}, {"only-metrics"})

    def test_init_of_an_existing_project(self):
        project = self.folder / "old"
        project.mkdir()
        (project / "CMakeLists.txt").write_text(
            "cmake_minimum_required(VERSION 3.25)\nproject(Old LANGUAGES CXX)\nadd_executable(old old.cpp)\n"
        )
        (project / "old.cpp").write_text("int main() { return 0; }\n")
        output = self.generate("init", "-p", "old", *KEY, "-e", self.backend.grpc, "-o", "old")
        self.build("old", tested=False)
        # What the output asks for.
        line = re.search(r"Link it: (target_link_libraries\(<your target> PRIVATE \w+\))", output)[1]
        with (project / "CMakeLists.txt").open("a") as file:
            file.write(line.replace("<your target>", "old") + "\n")
        (project / "old.cpp").write_text(
            '#include "telemetry/telemetry.hpp"\n#include "telemetry/traces.hpp"\n'
            "int main() {\n    if (!telemetry::init()) return 1;\n"
            '    telemetry::traces::trace("work", [](telemetryflow::Span&) {});\n'
            "    return telemetry::shutdown() ? 0 : 1;\n}\n"
        )
        self.run_with_env_file(self.build("old", tested=False), "old")
        self.assertEqual(list(self.spans("old")), ["work"])

    def test_config_in_both_forms(self):
        """telemetryflow-gen doctor is a program that is configured by them."""
        for protocol in ["grpc", "http"]:
            for form in ["env", "yaml"]:
                name = f"{form}-{protocol}"
                endpoint = self.backend.grpc if protocol == "grpc" else self.backend.http
                self.generate("config", "-n", name, *KEY, "-e", endpoint, "--protocol", protocol, "--format", form, "-f")
                if form == "yaml":
                    result = self.run_generator("doctor", TELEMETRYFLOW_CONFIG_FILE="telemetryflow.yaml")
                else:
                    script = "set -a; . ./.env.telemetryflow; set +a; exec \"$0\" doctor"
                    result = subprocess.run(["sh", "-c", script, GENERATOR], cwd=self.folder, env=clean_environment(),
                                            capture_output=True, text=True, check=False, timeout=60)
                self.assertEqual(result.returncode, 0, result.stdout)
                self.assertEqual(list(self.spans(name)), ["telemetryflow-gen doctor"])

    def test_example_basic(self):
        self.generate("example", "basic", "-o", "shop")
        program = self.build("shop") / "shop"
        self.without_key(program)
        self.run_program(program)
        spans = self.spans("shop")
        self.assertEqual(set(spans), {"checkout", "charge card", "refund"})
        self.assertEqual(spans["charge card"]["parent_span_id"], spans["checkout"]["span_id"])
        self.assertEqual(spans["refund"]["status"]["code"], "error")
        self.assertEqual([event["name"] for event in spans["checkout"]["events"]], ["receipt sent"])
        self.assertEqual({log["body"] for log in self.items("logs")}, {"card charged", "no such order"})
        self.assertLessEqual({"stock.level", "checkouts", "payment.duration"}, self.metric_names())

    def test_example_http_server(self):
        port = free_port()
        self.generate("example", "http-server", "-p", "signal", "-o", "http", "--port", port)
        program = self.build("http") / "signal"
        self.without_key(program)
        with self.server(program) as address:
            self.assertEqual(address, f"http://127.0.0.1:{port}")
            statuses = [request(address + path) for path in ["/orders/7", "/orders/1000", "/broken", "/health"]]
        self.assertEqual(statuses, [200, 404, 500, 200])
        with self.server(program, "0") as address:
            self.assertNotEqual(address, f"http://127.0.0.1:{port}")
        spans = [span for span in self.items("spans") if span["kind"] == "server"]
        self.assertEqual(sorted(span["name"] for span in spans), ["GET /broken", "GET /orders/{id}", "GET /orders/{id}"])
        broken = self.spans("signal")["GET /broken"]
        self.assertEqual(broken["status"]["code"], "error")
        self.assertEqual(len(broken["events"]), 1, "the exception, once")
        logs = {log["body"]: log for log in self.items("logs")}
        self.assertEqual(set(logs), {"order read", "no such order", "request failed"})
        self.assertEqual(logs["request failed"]["span_id"], broken["span_id"])
        self.assertLessEqual({"http.server.request.duration", "http.requests.total"}, self.metric_names())

    def test_example_grpc_server(self):
        port = free_port()
        self.generate("example", "grpc-server", "-p", "orders", "-o", "rpc", "--port", port)
        build = self.build("rpc", WARNINGS)
        self.without_key(build / "orders-server")
        self.without_key(build / "orders-client")
        with self.server(build / "orders-server") as address:
            self.assertEqual(address, f"127.0.0.1:{port}")
            self.assertIn("order 7: shipped\n", self.run_program(build / "orders-client"))
            for order in ["1000", "-1"]:
                command = [build / "orders-client", address, order]
                failed = subprocess.run(command, capture_output=True, check=False, env=self.environment(), timeout=60)
                self.assertEqual(failed.returncode, 1)
        traces = self.backend.get("/api/v1/traces?limit=10")["items"]
        self.assertEqual([trace["root_name"] for trace in traces], ["look after an order"] * 3)
        self.assertEqual([trace["depth"] for trace in traces], [4] * 3, "own span, call, server's call, its work")
        servers = [span for span in self.items("spans", "&service=orders-server") if span["kind"] == "server"]
        self.assertEqual(sorted(span["status"]["code"] for span in servers), ["error", "unset", "unset"])
        self.assertEqual({log["body"] for log in self.items("logs")}, {"order read", "no such order"})

    def test_example_worker(self):
        self.generate("example", "worker", "-p", "print-shop", "-o", "worker")
        program = self.build("worker") / "print-shop"
        self.without_key(program)
        self.run_program(program, "10", TELEMETRYFLOW_PROTOCOL="http", TELEMETRYFLOW_ENDPOINT=self.backend.http)
        spans = self.items("spans")
        queued = {span["span_id"]: span for span in spans if span["name"] == "queue job"}
        processed = [span for span in spans if span["name"] == "process job"]
        self.assertEqual((len(queued), len(processed)), (10, 10))
        for span in processed:
            parent = queued[span["parent_span_id"]]
            self.assertEqual(parent["attributes"]["job.number"], span["attributes"]["job.number"])
        self.assertEqual([span["status"]["code"] for span in processed].count("error"), 2)
        self.assertEqual(len(self.items("logs")), 10)
        self.assertLessEqual({"jobs.done", "jobs.active", "jobs.waiting", "job.duration"}, self.metric_names())

    def test_example_distributed(self):
        port = free_port()
        self.generate("example", "distributed", "-p", "shop", "-o", "two", "--port", port)
        build = self.build("two")
        self.without_key(build / "shop-gateway")
        self.without_key(build / "shop-inventory")
        with self.server(build / "shop-gateway") as gateway:
            self.assertEqual(gateway, f"http://127.0.0.1:{port}")
            with self.server(build / "shop-inventory") as inventory:
                self.assertEqual(inventory, f"http://127.0.0.1:{port + 1}")
                self.assertEqual(request(gateway + "/orders/tea", "POST"), 201)
                self.assertEqual(request(gateway + "/orders/coffee", "POST"), 409)
            self.assertEqual(request(gateway + "/orders/tea", "POST"), 502)
        traces = self.backend.get("/api/v1/traces?limit=10")["items"]
        self.assertEqual([trace["root_name"] for trace in traces], ["POST /orders/{item}"] * 3)
        self.assertEqual(sorted(trace["depth"] for trace in traces), [2, 4, 4], "request, call, request, its work")
        self.assertEqual(set(self.spans("shop-inventory")), {"GET /stock/{item}", "SELECT stock"})
        bodies = sorted(log["body"] for log in self.items("logs"))
        self.assertEqual(bodies, ["order answered", "order answered", "out of stock", "the inventory does not answer"])


if __name__ == "__main__":
    unittest.main()
