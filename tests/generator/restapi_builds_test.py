"""The services that telemetryflow-restapi writes build against the installed SDK with warnings as errors, pass their own
tests, run, and their requests arrive as traces with the statements of the database.

What can be left out, and the database, do not depend on each other: each pair of their values is in some service here."""

import contextlib
import json
import os
import re
import shutil
import subprocess
import unittest
import unittest.mock
import urllib.error
import urllib.request

from generator_case import clean_environment
from postgres_server import PostgresServer
from project_case import ProjectCase
from restapi_documents_test import packages_of

ENTITIES = {
    "Product": (
        "title:string:required,max=200 summary:text:min=2 stock:integer:required,min=0,max=1000 weight:number:min=0.5,max=9 "
        "price:decimal:required,min=0.01,max=9999.99 sold:boolean made:datetime:required code:uuid"
    ),
    # Words of C++ and SQL, and nothing that is required.
    "Class": "order:string group:integer:max=-1 select:decimal:max=-0.5 user:boolean:required",
}
PRODUCT = {"title": "Löwe", "stock": 3, "price": "12.5", "made": "2026-01-31T12:00:00Z"}
KEY = {"X-API-Key": "one"}


def call(method, url, body=None, headers=KEY):
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data, {"Content-Type": "application/json", **headers}, method=method)
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            text = answer.read()
            return answer.status, json.loads(text) if text else None
    except urllib.error.HTTPError as error:
        return error.code, json.loads(error.read())


class RestapiBuildsTest(ProjectCase):
    def service(self, name, *options, entities=("Product", "Class")):
        """Writes a service with entities, builds and tests it; gives the program."""
        self.generate("new", name, *options)
        for entity in entities:
            self.generate("entity", entity, "--fields", ENTITIES[entity], "-o", name)
        build = self.build(name)
        self.image_would_hold_it(name, build)
        return build / name

    def image_would_hold_it(self, name, build):
        """The Dockerfile's last stage installs the packages of the libraries that the program is linked with."""
        command = [os.environ["CMAKE"], "--install", build, "--prefix", self.folder / "app" / name]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        program = self.folder / "app" / name / "bin" / name
        dynamic = subprocess.run(["readelf", "-d", program], capture_output=True, text=True, check=True).stdout
        needed = re.findall(r"\(NEEDED\).*\[(.*)\]", dynamic)
        self.assertIn("libc.so.6", needed)
        if not shutil.which("dpkg-query"):
            return
        loaded = dict(re.findall(r"(\S+) => (\S+)", subprocess.run(["ldd", program], capture_output=True, text=True,
                                                                  check=True).stdout))
        packages = set()
        for library in needed:
            path = os.path.realpath(loaded.get(library, library))
            found = subprocess.run(["dpkg-query", "-S", path, path.removeprefix("/usr")], capture_output=True, text=True,
                                   check=False)
            packages.update(re.findall(r"(?m)^([^:,\s]+)(?::\w+)?: ", found.stdout))
        installed = packages_of((self.folder / name / "Dockerfile").read_text())[-1]
        in_every_image = {"libc6", "libgcc-s1", "libstdc++6"}
        self.assertLessEqual(packages - in_every_image, set(installed))

    def exchange_products(self, address, headers):
        status, created = call("POST", address + "/products", PRODUCT, headers)
        self.assertEqual(status, 201, created)
        self.assertEqual(call("GET", f"{address}/products/{created['id']}", headers=headers), (200, created))
        self.assertEqual(call("GET", address + "/products", headers=headers)[1]["total"], 1)

    def exchange(self, address):
        """Requests of every kind."""
        products = address + "/products"
        status, created = call("POST", products, PRODUCT)
        self.assertEqual(status, 201, created)
        one = f"{products}/{created['id']}"
        whole = {"id": created["id"], "summary": None, "weight": None, "sold": None, "code": None, **PRODUCT}
        self.assertEqual((created, call("GET", one)), (whole, (200, whole)))
        self.assertEqual(call("GET", products)[1]["items"], [whole])
        self.assertEqual(call("POST", products, {**PRODUCT, "stock": -1})[1]["fields"], {"stock": "must be at least 0"})
        # What would end a statement, were it part of one.
        odd = {**PRODUCT, "title": "'); DROP TABLE products; --", "price": "0.01"}
        self.assertEqual(call("PUT", one, odd)[1]["title"], odd["title"])
        self.assertEqual(call("GET", one)[1]["price"], "0.01")
        self.assertEqual(call("POST", address + "/classes", {"user": True})[0], 201)
        self.assertEqual(call("DELETE", one)[0], 204)
        self.assertEqual(call("GET", one)[0], 404)

    def check_traces(self, service, system):
        spans = [span for span in self.items("spans") if span["service"] == service]
        requests = {span["span_id"]: span for span in spans if span["kind"] == "server"}
        self.assertEqual(
            {span["name"] for span in requests.values()},
            {"POST /products", "GET /products", "GET /products/{id}", "PUT /products/{id}", "DELETE /products/{id}",
             "POST /classes"},
        )
        for span in requests.values():
            self.assertNotEqual(span["status"]["code"], "error", "what callers do wrong is no error of the service")
            self.assertEqual(span["events"], [])
        below = {}
        for span in spans:
            if span["parent_span_id"] in requests:
                request = requests[span["parent_span_id"]]
                self.assertEqual((span["trace_id"], span["kind"]), (request["trace_id"], "client"))
                self.assertEqual(span["attributes"]["db.system.name"], system)
                below.setdefault(request["name"], set()).add(span["name"])
        self.assertEqual(below.pop("GET /products"), {"SELECT products"})
        self.assertEqual(
            below,
            {"POST /products": {"INSERT products"}, "GET /products/{id}": {"SELECT products"},
             "PUT /products/{id}": {"UPDATE products"}, "DELETE /products/{id}": {"DELETE products"},
             "POST /classes": {"INSERT classes"}},
        )
        self.assertNotIn("DROP TABLE", json.dumps(spans), "data is not recorded")

    @contextlib.contextmanager
    def plain_server(self, program, **variables):
        """A service without telemetry."""
        process = subprocess.Popen([program], stdout=subprocess.PIPE, text=True, env=clean_environment(**variables))
        try:
            yield re.fullmatch(r"listening on (\S+)\n", process.stdout.readline())[1]
        finally:
            process.terminate()
            rest, _ = process.communicate(timeout=60)
        self.assertEqual((process.returncode, rest), (0, ""))

    def refuses_to_start(self, program, words, **variables):
        environment = {**self.environment(), "API_KEYS": "one", **variables}
        result = subprocess.run([program], cwd=self.folder, env=environment, capture_output=True, text=True, check=False,
                                timeout=60)
        self.assertEqual(result.returncode, 2, result)
        self.assertIn(words, result.stderr)

    def test_on_sqlite(self):
        program = self.service("shop")
        settings = {"PORT": "0", "DATABASE_URL": str(self.folder / "shop.db"), "API_KEYS": "another,one"}
        with self.server(program, **settings) as address:
            self.exchange(address)
        self.check_traces("shop", "sqlite")
        with self.server(program, **settings) as address:
            self.assertEqual(call("GET", address + "/classes")[1]["total"], 1, "what is kept is there the next time")
            self.assertEqual(call("GET", address + "/products", headers={})[0], 401)
            self.assertEqual(call("GET", address + "/products", headers={"X-API-Key": "on"})[0], 401)
            self.assertEqual(call("GET", address + "/health", headers={})[0], 200)
        refused = [span for span in self.items("spans") if span["attributes"].get("http.response.status_code") == 401]
        self.assertEqual([span["name"] for span in refused], ["GET", "GET"], "a request without a key has no route")
        self.refuses_to_start(program, "API_KEYS", API_KEYS="")
        self.refuses_to_start(program, "PORT: '70000'", PORT="70000")
        self.refuses_to_start(program, "cannot open", DATABASE_URL="/nowhere/shop.db")
        self.refuses_to_start(program, "TELEMETRYFLOW_API_KEY_ID", TELEMETRYFLOW_API_KEY_ID="")

    @unittest.skipUnless(os.environ.get("POSTGRES_PROGRAMS"), "no PostgreSQL here")
    def test_on_postgres(self):
        with contextlib.ExitStack() as stack:
            database = stack.enter_context(PostgresServer())
            stack.enter_context(unittest.mock.patch.dict(os.environ, TEST_DATABASE_URL=database.url))
            options = ["--db-driver", "postgresql", "--no-cors", "--no-swagger", "-m", "pages", "--version", "2.3.4"]
            program = self.service("pg-shop", *options)
            settings = {"PORT": "0", "DATABASE_URL": database.url, "API_KEYS": "one"}
            with self.server(program, **settings) as address:
                self.exchange(address)
            self.check_traces("pg-shop", "postgresql")
            versions = {span["resource"]["service.version"] for span in self.items("spans")}
            self.assertEqual(versions, {"2.3.4"})
            with self.server(program, **settings) as first, self.server(program, **settings) as second:
                self.assertEqual(call("GET", first + "/classes")[1], call("GET", second + "/classes")[1])
                self.assertEqual(call("GET", first + "/openapi.json")[0], 404)

    @unittest.skipUnless(os.environ.get("POSTGRES_PROGRAMS"), "no PostgreSQL here")
    def test_without_telemetry_on_postgres(self):
        with contextlib.ExitStack() as stack:
            database = stack.enter_context(PostgresServer())
            stack.enter_context(unittest.mock.patch.dict(os.environ, TEST_DATABASE_URL=database.url))
            for name, options, headers in [
                ("pages", ["--no-auth", "--no-swagger"], {}),
                ("keys", ["--no-cors", "--no-rate-limit"], KEY),
            ]:
                program = self.service(name, "--database", "postgres", "--no-telemetry", *options, entities=["Product"])
                url = database.url + f" options=-csearch_path={name.replace('-', '_')}"
                subprocess.run([os.environ["POSTGRES_PROGRAMS"] + "/psql", "-q", "-c",
                                f"CREATE SCHEMA {name.replace('-', '_')}", database.url], check=True)
                with self.plain_server(program, PORT="0", DATABASE_URL=url, API_KEYS="one") as address:
                    self.exchange_products(address, headers)
        self.assertEqual(self.items("spans"), [], "nothing is sent")

    def test_without_anything(self):
        options = ["--no-auth", "--no-cors", "--no-rate-limit", "--no-swagger", "--no-telemetry"]
        program = self.service("bare", *options, entities=["Product"])
        with self.plain_server(program, PORT="0", DATABASE_URL=str(self.folder / "bare.db")) as address:
            self.exchange_products(address, {})
        self.assertNotIn("telemetryflow", (self.folder / "bare/build/build.ninja").read_text())

    def test_callers_are_limited_and_pages_of_other_origins_may_call(self):
        program = self.service("busy", "--no-auth", entities=["Product"])
        settings = {"PORT": "0", "DATABASE_URL": str(self.folder / "busy.db"), "RATE_LIMIT": "3",
                    "CORS_ORIGINS": "https://a.example,https://b.example"}
        with self.server(program, **settings) as address:
            page = {"Origin": "https://b.example"}
            with urllib.request.urlopen(urllib.request.Request(address + "/products", headers=page), timeout=30) as answer:
                self.assertEqual(answer.headers["Access-Control-Allow-Origin"], "https://b.example")
            statuses = [call("GET", address + "/products", headers={})[0] for _ in range(4)]
            self.assertEqual(statuses, [200, 200, 429, 429])
            self.assertEqual(call("GET", address + "/health", headers={})[0], 200)
        self.refuses_to_start(program, "RATE_LIMIT: 'many'", RATE_LIMIT="many")

    def test_without_auth(self):
        program = self.service("open-shop", "--no-auth", "--no-rate-limit")
        with self.server(program, PORT="0", DATABASE_URL=str(self.folder / "open.db")) as address:
            self.assertEqual(call("POST", address + "/products", PRODUCT, headers={})[0], 201)
            self.assertNotIn("security", call("GET", address + "/openapi.json", headers={})[1])

    def test_an_entity_comes_into_a_service_that_has_data(self):
        self.generate("new", "bare", "--no-auth", "--no-cors", "--no-rate-limit")
        program = self.build("bare") / "bare"
        settings = {"PORT": "0", "DATABASE_URL": str(self.folder / "bare.db")}
        with self.server(program, **settings) as address:
            self.assertEqual(call("GET", address + "/notes")[0], 404)
        self.generate("entity", "Note", "--fields", "title:string", "-o", "bare")
        self.build("bare")
        with self.server(program, **settings) as address:
            self.assertEqual(call("POST", address + "/notes", {"title": "first"})[0], 201)
            self.assertIn("/notes", call("GET", address + "/openapi.json")[1]["paths"])
        result = subprocess.run([program], env=clean_environment(), capture_output=True, text=True, check=False, timeout=60)
        self.assertEqual(result.returncode, 2)


if __name__ == "__main__":
    unittest.main()
