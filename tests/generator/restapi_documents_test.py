"""The documents beside a service's code mean something to those who read them: the OpenAPI document keeps the rules of
the OpenAPI Initiative's own schema, the compose file, the collector's configuration and the Dockerfile fit together.
There is no daemon where tests run, so that images are not built; restapi_builds_test.py looks at what they would hold."""

import json
import pathlib
import re
import shutil
import subprocess
import unittest

import jsonschema
import yaml

from generator_case import GeneratorCase

ROOT = pathlib.Path(__file__).resolve().parents[2]
OPENAPI_SCHEMA = pathlib.Path("/usr/share/openapi-specification/schemas/v3.0/schema.json")
ALL_TYPES = (
    "title:string:required,max=200 summary:text stock:integer:required,min=0,max=1000 weight:number:min=0.5 "
    "price:decimal:required,min=0.01,max=9999.99 sold:boolean made:datetime:required code:uuid"
)
INSTRUCTIONS = {"FROM", "RUN", "COPY", "USER", "WORKDIR", "ENV", "EXPOSE", "CMD"}


def packages_of(dockerfile):
    """The packages that each stage installs."""
    stages = re.split(r"(?m)^FROM .*$", dockerfile.replace("\\\n", " "))[1:]
    return [
        [word for words in re.findall(r"apt-get install ([^&\n]*)", stage) for word in words.split() if word[0] != "-"]
        for stage in stages
    ]


class RestapiDocumentsTest(GeneratorCase):
    def service(self, *options, entities=True):
        folder = self.folder / "shop"
        shutil.rmtree(folder, ignore_errors=True)
        self.generate("new", "shop", *options)
        if entities:
            self.generate("entity", "Product", "--fields", ALL_TYPES, "-o", "shop")
            self.generate("entity", "OrderItem", "--fields", "note:text", "-o", "shop", "--plural", "lines")
        return folder

    def settings_of(self, folder):
        return set(re.findall(r'variable\("(\w+)"', (folder / "src/infrastructure/settings.cpp").read_text()))

    @unittest.skipUnless(OPENAPI_SCHEMA.exists(), "no schema of OpenAPI here")
    def test_the_openapi_document_keeps_the_rules_of_openapi(self):
        validator = jsonschema.Draft4Validator(json.loads(OPENAPI_SCHEMA.read_text()))
        for options in [[], ["--no-auth"], ["--no-rate-limit", "--version", "2.3.4"], ["--database", "postgres"]]:
            for entities in [False, True]:
                with self.subTest(options=options, entities=entities):
                    text = (self.service(*options, entities=entities) / "docs/openapi.json").read_text()
                    document = json.loads(text)
                    self.assertEqual([error.message for error in validator.iter_errors(document)], [])
                    self.keeps_what_a_schema_cannot_say(document)
        # It can refuse.
        del document["info"]["title"]
        document["paths"]["/products"]["get"]["responses"] = {}
        self.assertEqual(len(list(validator.iter_errors(document))), 2)

    def keeps_what_a_schema_cannot_say(self, document):
        for section, name in re.findall(r'"#/components/(\w+)/(\w+)"', json.dumps(document)):
            self.assertIn(name, document["components"][section])
        schemes = set(document["components"].get("securitySchemes", {}))
        self.assertLessEqual({name for one in document.get("security", []) for name in one}, schemes)
        operations = []
        for path, item in document["paths"].items():
            declared = [one["$ref"].rsplit("/", 1)[1] for one in item.get("parameters", [])]
            places = [document["components"]["parameters"][name]["in"] for name in declared]
            self.assertEqual((re.findall(r"\{(\w+)\}", path), places), (declared, ["path"] * len(declared)))
            operations += [one["operationId"] for verb, one in item.items() if verb != "parameters"]
        self.assertEqual(len(operations), len(set(operations)))
        for name, schema in document["components"]["schemas"].items():
            self.assertLessEqual(set(schema.get("required", [])), set(schema["properties"]), name)

    def test_the_compose_file_fits_the_service_and_the_collector(self):
        known = set(re.findall(r"`(TELEMETRYFLOW_\w+)`", (ROOT / "docs/reference/environment.md").read_text()))
        for options in [
            [], ["--no-auth", "--port", "9090"], ["--database", "postgres"], ["--no-telemetry", "--no-cors"],
            ["--no-telemetry", "--database", "postgres", "--db-user", "yes", "--db-name", "null", "--no-rate-limit"],
        ]:
            with self.subTest(options=options):
                folder = self.service(*options, entities=False)
                compose = yaml.safe_load((folder / "compose.yaml").read_text())
                services = compose["services"]
                telemetry = "--no-telemetry" not in options
                self.assertEqual(set(services) - {"database"}, {"service", "collector"} if telemetry else {"service"})
                self.assertEqual("database" in services, "postgres" in options)
                for name, service in services.items():
                    self.assertTrue(("build" in service) != ("image" in service), name)
                    self.assertLessEqual(set(service.get("depends_on", [])), set(services))
                    for volume in service.get("volumes", []):
                        source = volume.split(":")[0]
                        self.assertTrue(source in compose["volumes"] or (folder / source).is_file(), volume)
                given = set(services["service"]["environment"])
                ours = {name for name in given if name.startswith("TELEMETRYFLOW_")}
                self.assertLessEqual(ours, known)
                self.assertEqual(given - ours, self.settings_of(folder) - {"HOST"}, "the Dockerfile has HOST")
                if "database" in services:
                    self.assertTrue(all(isinstance(one, str) for one in services["database"]["environment"].values()))
                for condition in services["service"]["depends_on"] if "database" in services else []:
                    if services["service"]["depends_on"][condition]["condition"] == "service_healthy":
                        self.assertIn("healthcheck", services[condition])
                port = services["service"]["environment"]["PORT"]
                self.assertEqual(services["service"]["ports"], [f"127.0.0.1:{port}:{port}"])
                if telemetry:
                    self.check_collector(folder, services)

    def check_collector(self, folder, services):
        collector = yaml.safe_load((folder / "collector.yaml").read_text())
        used = {"receivers": set(), "processors": set(), "exporters": set()}
        self.assertEqual(set(collector["service"]["pipelines"]), {"traces", "metrics", "logs"})
        for pipeline in collector["service"]["pipelines"].values():
            self.assertTrue(pipeline["receivers"] and pipeline["exporters"])
            for kind, names in pipeline.items():
                used[kind].update(names)
        self.assertEqual(used, {kind: set(collector[kind]) for kind in used}, "named is what is used, and nothing else")
        file = services["collector"]["command"][0].removeprefix("--config=")
        self.assertEqual(services["collector"]["volumes"], [f"./collector.yaml:{file}:ro"])
        listens = collector["receivers"]["otlp"]["protocols"]["grpc"]["endpoint"].rsplit(":", 1)[1]
        endpoint = services["service"]["environment"]["TELEMETRYFLOW_ENDPOINT"]
        self.assertEqual(endpoint, f"http://collector:{listens}")

    def test_the_dockerfile_is_whole(self):
        for options in [[], ["--database", "postgres", "--port", "9090"], ["--no-telemetry"]]:
            with self.subTest(options=options):
                folder = self.service(*options, entities=False)
                text = (folder / "Dockerfile").read_text()
                lines = text.replace("\\\n", " ").splitlines()
                instructions = [line.split()[0] for line in lines if line and not line.startswith("#")]
                self.assertLessEqual(set(instructions), INSTRUCTIONS)
                sources = set(re.findall(r"COPY --from=(\w+)", text))
                stages = set(re.findall(r"(?m)^FROM \S+ AS (\w+)$", text))
                compose = yaml.safe_load((folder / "compose.yaml").read_text())
                self.assertEqual(sources, stages | set(compose["services"]["service"]["build"].get("additional_contexts", [])))
                self.assertIn(f"EXPOSE {compose['services']['service']['environment']['PORT']}\n", text)
                self.assertEqual(re.search(r'CMD \["(.*)"\]', text)[1], "shop")
                self.assertNotIn("build/", (folder / ".dockerignore").read_text().replace("/build/", ""))

    def test_debian_has_the_packages_of_the_dockerfile(self):
        release = pathlib.Path("/etc/os-release")
        if "VERSION_CODENAME=bookworm" not in (release.read_text() if release.exists() else ""):
            self.skipTest("the image is Debian bookworm, this machine is not")
        if not list(pathlib.Path("/var/lib/apt/lists").glob("*bookworm*Packages*")):
            self.skipTest("apt-get update has not run here")
        for options in [[], ["--database", "postgres"], ["--no-telemetry"]]:
            dockerfile = (self.service(*options, entities=False) / "Dockerfile").read_text()
            packages = [package for stage in packages_of(dockerfile) for package in stage]
            self.assertGreater(len(packages), 10)
            # apt-get refuses virtual packages, which have no such line.
            shown = subprocess.run(["apt-cache", "show", *packages], capture_output=True, text=True, check=False).stdout
            self.assertEqual(set(packages) - set(re.findall(r"(?m)^Package: (.*)$", shown)), set())


if __name__ == "__main__":
    unittest.main()
