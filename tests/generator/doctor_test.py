"""telemetryflow-gen doctor against backends that are well, absent, or wrong in one way."""

import contextlib
import email.utils
import fcntl
import http.server
import json
import os
import re
import shlex
import socket
import ssl
import subprocess
import threading
import time
import unittest

from generator_case import GENERATOR, GeneratorCase, clean_environment
from local_backend import LocalBackend

NAMES = ["variables", "endpoint", "tls", "key", "clock", "round trip", "spool"]
KEY = {"TELEMETRYFLOW_API_KEY_ID": "tfk_doctor", "TELEMETRYFLOW_API_KEY_SECRET": "tfs_do_not_show"}
SERVICE = {**KEY, "TELEMETRYFLOW_SERVICE_NAME": "patient"}
HTTP = {**SERVICE, "TELEMETRYFLOW_PROTOCOL": "http"}


class OtlpHandler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.server.paths.append(self.path)
        self.send_response(self.server.status)
        self.send_header("Content-Type", "application/x-protobuf")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def do_GET(self):
        self.send_error(404)

    def date_time_string(self, timestamp=None):
        return email.utils.formatdate(time.time() + self.server.ahead, usegmt=True)

    def log_message(self, *_):
        pass


@contextlib.contextmanager
def otlp_server(ahead=0, status=200, certificate=None, client_authority=None):
    """An OTLP/HTTP receiver whose clock and certificate are as a test wants them; gives its port and its paths."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), OtlpHandler)
    server.ahead, server.status, server.paths = ahead, status, []
    server.handle_error = lambda *_: None
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*certificate)
        if client_authority:
            context.verify_mode = ssl.CERT_REQUIRED
            context.load_verify_locations(client_authority)
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def make_certificate(folder, name="localhost"):
    """A certificate that signs itself."""
    cert, key = folder / f"{name}.pem", folder / f"{name}.key"
    command = f"openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN={name} -addext subjectAltName=DNS:{name}"
    subprocess.run([*command.split(), "-keyout", key, "-out", cert], check=True, capture_output=True)
    return str(cert), str(key)


class DoctorTest(GeneratorCase):
    def doctor(self, healthy, before=(), **variables):
        """The results by name; every one that failed says how to mend it."""
        result = self.run_generator("doctor", "--json", before=before, **variables)
        self.assertEqual((result.returncode, result.stderr), (0 if healthy else 1, ""), result.stdout)
        document = json.loads(result.stdout)
        self.assertEqual(document["healthy"], healthy)
        self.assertEqual([check["name"] for check in document["checks"]], NAMES)
        self.assertNotIn("tfs_do_not_show", result.stdout)
        for check in document["checks"]:
            self.assertEqual(bool(check["mend"]), check["status"] in ("failed", "warning"), check)
        return {check["name"]: check for check in document["checks"]}

    def assert_states(self, checks, **expected):
        wanted = {name.replace("_", " "): status for name, status in expected.items()}
        states = {name: check["status"] for name, check in checks.items()}
        self.assertEqual(states, {**states, **wanted}, checks)

    def test_a_healthy_backend_over_both_protocols(self):
        with LocalBackend() as backend:
            checks = self.doctor(True, **SERVICE, TELEMETRYFLOW_ENDPOINT=backend.grpc)
            self.assert_states(checks, variables="ok", endpoint="ok", tls="skipped", key="ok", round_trip="ok")
            self.assertIn("delivered", checks["round trip"]["message"])
            checks = self.doctor(True, **HTTP, TELEMETRYFLOW_ENDPOINT=backend.http)
            self.assert_states(checks, variables="ok", endpoint="ok", key="ok", round_trip="ok")
            self.assertIn("read back", checks["round trip"]["message"])
            spans = backend.get("/api/v1/spans?name=telemetryflow-gen%20doctor")["items"]
            self.assertEqual([span["service"] for span in spans], ["patient", "patient"])

    def test_settings_that_would_leave_the_test_span_out_do_not(self):
        with LocalBackend() as backend:
            off = {"TELEMETRYFLOW_SAMPLER": "always_off", "TELEMETRYFLOW_ENABLE_TRACES": "false"}
            checks = self.doctor(True, **SERVICE, **off, TELEMETRYFLOW_ENDPOINT=backend.grpc)
            self.assert_states(checks, round_trip="ok")

    def test_the_text_is_for_people(self):
        with otlp_server() as server:
            result = self.run_generator("doctor", **HTTP, TELEMETRYFLOW_ENDPOINT=f"http://127.0.0.1:{server.server_port}")
        self.assertEqual(result.returncode, 0, result.stdout)
        self.assertIn("  ok       clock       the same as the backend's\n", result.stdout)
        self.assertTrue(result.stdout.endswith("\nTelemetry arrives.\n"))
        result = self.run_generator("doctor", "--no-banner")
        self.assertTrue(result.stdout.startswith("  failed   variables   API key ID is required"), result.stdout)
        self.assertTrue(result.stdout.endswith("\n1 check failed.\n"))

    def test_variables_that_are_wrong(self):
        checks = self.doctor(False, TELEMETRYFLOW_TIMEOUT="soon")
        self.assert_states(checks, variables="failed", endpoint="skipped", round_trip="skipped")
        for fault in ["TELEMETRYFLOW_API_KEY_ID", "TELEMETRYFLOW_SERVICE_NAME", "TELEMETRYFLOW_TIMEOUT"]:
            self.assertIn(fault, checks["variables"]["message"])
        with LocalBackend() as backend:
            variables = {**SERVICE, "OTEL_TRACES_SAMPLER": "xray"}
            checks = self.doctor(True, **variables, TELEMETRYFLOW_ENDPOINT=backend.grpc)
            self.assert_states(checks, variables="warning", round_trip="ok")

    def test_variables_that_nobody_reads_are_named_without_their_values(self):
        mistyped = {"TELEMETRYFLOW_ENDPONT": "canary-1", "TELEMETRYFLOW_BATCH_MAXSIZE": "canary-2", "TELEMETRYFLOW_XYZZY": "3"}
        for variables, status in [({}, "failed"), (SERVICE, "warning")]:
            with LocalBackend() as backend:
                endpoint = {"TELEMETRYFLOW_ENDPOINT": backend.grpc, "TELEMETRYFLOW_BATCH_SIZE": "7"}
                checks = self.doctor(status != "failed", **variables, **mistyped, **endpoint)
            self.assert_states(checks, variables=status)
            message = checks["variables"]["message"]
            self.assertIn("TELEMETRYFLOW_ENDPONT is no variable of this SDK; did you mean TELEMETRYFLOW_ENDPOINT?", message)
            self.assertIn("did you mean TELEMETRYFLOW_BATCH_MAX_SIZE?", message)
            self.assertTrue(message.endswith("TELEMETRYFLOW_XYZZY is no variable of this SDK"), message)
            self.assertNotIn("TELEMETRYFLOW_BATCH_SIZE", message)
            self.assertNotIn("canary", json.dumps(checks))

    def spool(self, healthy=True, **variables):
        with LocalBackend() as backend:
            checks = self.doctor(healthy, **SERVICE, **variables, TELEMETRYFLOW_ENDPOINT=backend.grpc)
        self.assert_states(checks, round_trip="ok")
        return checks["spool"]

    def test_durability_that_is_off_or_has_no_folder(self):
        self.assertEqual(self.spool(TELEMETRYFLOW_DURABILITY="memory")["status"], "skipped")
        check = self.spool()
        self.assertEqual(check["status"], "warning")
        self.assertIn("TELEMETRYFLOW_STATE_DIRECTORY", check["mend"])

    def test_a_state_directory_that_can_be_used(self):
        for name in ["TELEMETRYFLOW_STATE_DIRECTORY", "XDG_STATE_HOME"]:
            base = self.folder / name
            check = self.spool(**{name: base})
            state = base / "patient" if name.startswith("TELEMETRYFLOW") else base / "telemetryflow/patient"
            self.assertEqual(check["status"], "ok")
            self.assertIn(f"{state} can be used; processes that have ended left nothing there", check["message"])
            self.assertEqual((list(state.iterdir()), state.stat().st_mode & 0o777), ([], 0o700))

    def test_a_state_directory_that_cannot_be_used(self):
        shared, file = self.folder / "shared", self.folder / "file"
        shared.mkdir()
        shared.chmod(0o777)
        file.write_text("")
        for folder, words in [(shared, f"chmod go-w {shared}"), (file, "Not a directory"), ("/proc/nowhere", "/proc/nowhere")]:
            check = self.spool(False, TELEMETRYFLOW_STATE_DIRECTORY=folder)
            self.assertEqual(check["status"], "failed")
            self.assertIn(words, check["message"])

    def test_what_dead_processes_left_is_counted_and_stays(self):
        state = self.folder / "patient"
        locks = []
        for name in ["1-dead", "2-dead", "3-alive"]:
            (state / name).mkdir(mode=0o700, parents=True)
            (state / name / "region").write_bytes(bytes(65536))
            locks.append((state / name / "lock").open("w"))
        fcntl.flock(locks[2], fcntl.LOCK_EX)
        check = self.spool(TELEMETRYFLOW_STATE_DIRECTORY=self.folder)
        for lock in locks:
            lock.close()
        self.assertEqual(check["status"], "ok")
        self.assertIn("2 processes that ended left 131072 bytes there", check["message"])
        self.assertEqual(len(list(state.iterdir())), 3, "sending and deleting it is not the doctor's")

    def test_an_absent_backend(self):
        with socket.socket() as reserved:
            reserved.bind(("127.0.0.1", 0))
            endpoint = f"http://127.0.0.1:{reserved.getsockname()[1]}"
            checks = self.doctor(False, **SERVICE, TELEMETRYFLOW_ENDPOINT=endpoint)
        self.assert_states(checks, endpoint="failed", tls="skipped", key="skipped", clock="skipped", round_trip="skipped")
        self.assertIn("Start the backend", checks["endpoint"]["mend"])

    @unittest.skipIf(os.environ.get("SANITIZED"), "LeakSanitizer does not work under strace")
    def test_a_host_without_an_address(self):
        # No name server is asked: what is sent to one fails.
        command = ["strace", "-f", "-o", "/dev/null", "-e", "inject=sendto,sendmmsg:error=ENETUNREACH"]
        variables = {**SERVICE, "TELEMETRYFLOW_ENDPOINT": "https://backend.invalid:4317", "RES_OPTIONS": "attempts:1"}
        checks = self.doctor(False, before=command, **variables)
        self.assert_states(checks, endpoint="failed", tls="skipped")
        self.assertIn("name resolution", checks["endpoint"]["mend"])

    def test_a_backend_without_tls_where_the_endpoint_says_tls(self):
        with LocalBackend() as backend:
            for variables, url in [(SERVICE, backend.grpc), (HTTP, backend.http)]:
                checks = self.doctor(False, **variables, TELEMETRYFLOW_ENDPOINT=url.replace("http:", "https:"))
                self.assert_states(checks, endpoint="ok", tls="failed", key="skipped", round_trip="skipped")
                self.assertIn("http://", checks["tls"]["mend"])

    def test_a_backend_with_tls_where_the_endpoint_says_plaintext(self):
        with otlp_server(certificate=make_certificate(self.folder)) as server:
            for variables in [SERVICE, HTTP]:
                endpoint = f"http://127.0.0.1:{server.server_port}"
                checks = self.doctor(False, **variables, TELEMETRYFLOW_ENDPOINT=endpoint)
                self.assert_states(checks, endpoint="ok", tls="failed", round_trip="skipped")
                self.assertIn("https://", checks["tls"]["mend"])

    def test_a_certificate_that_is_trusted_or_not(self):
        cert, key = make_certificate(self.folder)
        with otlp_server(certificate=(cert, key)) as server:
            endpoint = {**HTTP, "TELEMETRYFLOW_ENDPOINT": f"https://localhost:{server.server_port}"}
            checks = self.doctor(False, **endpoint)
            self.assert_states(checks, tls="failed", key="skipped")
            self.assertIn("TELEMETRYFLOW_TLS_CA_FILE", checks["tls"]["mend"])
            checks = self.doctor(True, **endpoint, TELEMETRYFLOW_TLS_CA_FILE=cert)
            self.assert_states(checks, tls="ok", key="ok", clock="ok", round_trip="ok")

    def test_a_certificate_for_another_name(self):
        cert, key = make_certificate(self.folder, "elsewhere.test")
        with otlp_server(certificate=(cert, key)) as server:
            endpoint = {**HTTP, "TELEMETRYFLOW_ENDPOINT": f"https://localhost:{server.server_port}"}
            endpoint["TELEMETRYFLOW_TLS_CA_FILE"] = cert
            checks = self.doctor(False, **endpoint)
            self.assert_states(checks, tls="failed")
            self.assertIn("TELEMETRYFLOW_TLS_SERVER_NAME", checks["tls"]["mend"])
            checks = self.doctor(True, **endpoint, TELEMETRYFLOW_TLS_SERVER_NAME="elsewhere.test")
            self.assert_states(checks, tls="ok", round_trip="ok")

    def test_a_backend_that_demands_a_certificate(self):
        server_files = make_certificate(self.folder)
        client_files = make_certificate(self.folder, "client")
        for version in [ssl.TLSVersion.TLSv1_3, ssl.TLSVersion.TLSv1_2]:
            with otlp_server(certificate=server_files, client_authority=client_files[0]) as server:
                server.socket.context.maximum_version = version
                endpoint = {**HTTP, "TELEMETRYFLOW_ENDPOINT": f"https://localhost:{server.server_port}"}
                endpoint["TELEMETRYFLOW_TLS_CA_FILE"] = server_files[0]
                checks = self.doctor(False, **endpoint)
                self.assert_states(checks, endpoint="ok", tls="failed", key="skipped", round_trip="skipped")
                self.assertIn("TELEMETRYFLOW_TLS_CLIENT_CERT_FILE", checks["tls"]["mend"])
                own = dict(zip(["TELEMETRYFLOW_TLS_CLIENT_CERT_FILE", "TELEMETRYFLOW_TLS_CLIENT_KEY_FILE"], client_files))
                checks = self.doctor(True, **endpoint, **own)
                self.assert_states(checks, tls="ok", key="ok", round_trip="ok")

    def test_a_backend_that_says_nothing_is_given_up_on(self):
        with socket.create_server(("127.0.0.1", 0)) as silent:
            endpoint = f"http://127.0.0.1:{silent.getsockname()[1]}"
            started = time.monotonic()
            checks = self.doctor(False, **HTTP, TELEMETRYFLOW_ENDPOINT=endpoint)
            self.assertLess(time.monotonic() - started, 60)
        self.assert_states(checks, endpoint="ok", tls="skipped", key="skipped", round_trip="failed")
        self.assertIn("timed out", checks["round trip"]["message"])

    def test_an_address_of_version_6(self):
        try:
            probe = socket.create_server(("::1", 0), family=socket.AF_INET6)
        except OSError:
            self.skipTest("no IPv6 here")
        probe.close()
        with LocalBackend("--host", "::1") as backend:
            port = backend.grpc.rsplit(":", 1)[1]
            checks = self.doctor(True, **SERVICE, TELEMETRYFLOW_ENDPOINT=f"http://[::1]:{port}")
        self.assert_states(checks, endpoint="ok", key="ok", round_trip="ok")
        self.assertIn("[::1]:", checks["endpoint"]["message"])

    def test_a_key_that_is_refused(self):
        with LocalBackend("--require-key", "tfk_other:tfs_other") as backend:
            for variables, url in [(SERVICE, backend.grpc), (HTTP, backend.http)]:
                checks = self.doctor(False, **variables, TELEMETRYFLOW_ENDPOINT=url)
                self.assert_states(checks, endpoint="ok", key="failed", round_trip="skipped")
                self.assertIn("tfk_doctor is refused", checks["key"]["message"])
                self.assertIn("TELEMETRYFLOW_API_KEY_SECRET", checks["key"]["mend"])
            self.assertEqual(backend.get("/api/v1/spans")["items"], [])

    def test_no_key_where_the_profile_needs_none(self):
        with LocalBackend() as backend:
            variables = {"TELEMETRYFLOW_SERVICE_NAME": "patient", "TELEMETRYFLOW_BACKEND_PROFILE": "otlp"}
            checks = self.doctor(True, **variables, TELEMETRYFLOW_ENDPOINT=backend.grpc)
            self.assert_states(checks, key="skipped", round_trip="ok")
        with otlp_server(status=401) as server:
            variables["TELEMETRYFLOW_PROTOCOL"] = "http"
            checks = self.doctor(False, **variables, TELEMETRYFLOW_ENDPOINT=f"http://127.0.0.1:{server.server_port}")
            self.assertIn("demands a key", checks["key"]["message"])

    def test_clocks_that_differ(self):
        for ahead, status, healthy, words in [
            (0, "ok", True, "the same"),
            (2, "ok", True, "the same"),
            (30, "warning", True, "s behind the backend's"),
            (-30, "warning", True, "s ahead of the backend's"),
            (3600, "failed", False, "s behind the backend's"),
            (-3600, "failed", False, "s ahead of the backend's"),
        ]:
            with self.subTest(ahead), otlp_server(ahead=ahead) as server:
                checks = self.doctor(healthy, **HTTP, TELEMETRYFLOW_ENDPOINT=f"http://127.0.0.1:{server.server_port}")
                self.assert_states(checks, clock=status, round_trip="ok")
                self.assertIn(words, checks["clock"]["message"])
                self.assertEqual(server.paths, ["/v2/traces", "/v2/traces"], "an empty request and the test span")

    def test_a_port_that_speaks_another_protocol(self):
        with LocalBackend() as backend:
            for variables, url in [(SERVICE, backend.http), (HTTP, backend.grpc)]:
                checks = self.doctor(False, **variables, TELEMETRYFLOW_ENDPOINT=url)
                self.assert_states(checks, endpoint="ok", key="skipped", round_trip="failed")
                self.assertIn("TELEMETRYFLOW_PROTOCOL", checks["round trip"]["mend"])

    def test_a_backend_that_refuses_requests(self):
        with otlp_server(status=404) as server:
            checks = self.doctor(False, **HTTP, TELEMETRYFLOW_ENDPOINT=f"http://127.0.0.1:{server.server_port}")
        self.assert_states(checks, key="skipped", round_trip="failed")
        self.assertIn("404", checks["key"]["message"])
        self.assertIn("404", checks["round trip"]["message"])

    def test_what_config_writes_is_accepted_with_every_line_of_it(self):
        """Also the lines that are there to be switched on."""
        with LocalBackend() as backend:
            for more in [[], ["--protocol", "http"]]:
                url = backend.http if more else backend.grpc
                self.generate("config", "-p", "shop", "-n", "It's \"a\" $shop", "-e", url, *more, "-f")
                file = self.folder / ".env.telemetryflow"
                text = re.sub(r"(?m)^# (TELEMETRYFLOW_\w+=)", r"\1", file.read_text())
                self.assertIn("=/var/lib/telemetryflow\n", text)
                file.write_text(text.replace("=/var/lib/", f"={self.folder}/"))
                command = f"set -a; . ./.env.telemetryflow; set +a; {shlex.quote(GENERATOR)} doctor"
                result = subprocess.run(
                    ["sh", "-c", command],
                    cwd=self.folder, env=clean_environment(), capture_output=True, text=True, check=False,
                )
                self.assertIn('ok       variables   complete for the service It\'s "a" $shop\n', result.stdout)
                self.assertIn(f"ok       spool       durability is on, and {self.folder}/telemetryflow", result.stdout)
                self.assertEqual(result.returncode, 0, result.stdout)


if __name__ == "__main__":
    unittest.main()
