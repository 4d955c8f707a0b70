"""telemetryflow-restapi on the command line: what it says, what it refuses, and what it leaves alone."""

import json
import os
import pathlib
import re
import subprocess
import unittest

from generator_case import GENERATOR, GeneratorCase, clean_environment, files, tree
from unified_diff import apply_diff

PRODUCT = ["entity", "Product", "-o", "shop", "--fields"]


class RestapiCommandsTest(GeneratorCase):
    def manifest(self, folder="shop"):
        return json.loads((self.folder / folder / "telemetryflow-restapi.json").read_text())

    def refused_fields(self, position, words, fields):
        error = self.refused(2, words, *PRODUCT, fields)
        self.assertIn(f"--fields: at character {position}: ", error, fields)

    def test_new_takes_the_folder_of_its_name(self):
        output = self.generate("new", "shop")
        self.assertTrue(output.startswith("TelemetryFlow RESTful API Generator v"), output)
        self.assertRegex(output, r"In shop: \d+ created\n")
        self.assertIn("telemetryflow-restapi entity", output)
        self.assertEqual(self.manifest()["entities"], [])
        self.generate("new", "shop", "-o", "elsewhere")
        self.assertEqual(files(self.folder / "shop"), files(self.folder / "elsewhere"))

    def test_what_is_left_out_is_spoken_of_nowhere(self):
        for option, words in [
            ("--no-auth", r"API_KEYS|X-API-Key|ApiKey\b|ApiKeys|api_keys|[Uu]nauthorized|\b401\b"),
            ("--no-cors", r"CORS|Cors|\bcors_|Access-Control|Origin\b"),
            ("--no-rate-limit", r"RATE_LIMIT|RateLimit|rate_limit\.|TooManyRequests|\b429\b"),
            ("--no-swagger", r"/openapi\.json['\"`]|openapi_document"),
            ("--no-telemetry", r"TELEMETRYFLOW_|telemetryflow/|telemetryflow::|TelemetryFlow|[Cc]ollector|exported"),
        ]:
            with self.subTest(option):
                folder = option[2:]
                self.generate("new", "shop", option, "-o", folder)
                self.generate("entity", "Product", "--fields", "title:string", "-o", folder)
                for name, text in files(self.folder / folder).items():
                    if name != "telemetryflow-restapi.json":
                        self.assertNotRegex(text, words, name)

    def test_the_flags_of_the_family_mean_the_same(self):
        self.generate("new", "shop", "-o", "one")
        self.generate("new", "-n", "shop", "-o", "two", "--telemetry", "--swagger=true", "--cors", "--auth", "--rate-limit")
        self.assertEqual(files(self.folder / "one"), files(self.folder / "two"))
        self.generate("entity", "Product", "--fields", "title:string", "-o", "one")
        self.generate("entity", "-n", "Product", "-f", "title:string", "-o", "two")
        self.assertEqual(files(self.folder / "one"), files(self.folder / "two"))

    def test_entity_needs_no_edit_by_hand(self):
        self.generate("new", "shop")
        output = self.generate(*PRODUCT, "title:string")
        self.assertIn("17 created, 4 updated", output)
        self.assertIn("/products and /products/{id}", output)
        for path in ["docs/openapi.json", "docs/er-diagram.md", "src/entities.cpp", "telemetryflow-restapi.json"]:
            self.assertIn(f"  update    {path}\n", output)

    def test_the_manifest_keeps_what_was_typed(self):
        self.generate("new", "shop", "--database", "postgres", "--port", "9090", "--service", "the shop", "--no-auth")
        self.generate(*PRODUCT, "title:string:required  price:decimal:max=9.50,min=-0.5 n:int:min=3 at:timestamp r:float:min=1")
        manifest = self.manifest()
        entity = manifest.pop("entities")[0]
        self.assertEqual(
            manifest,
            {
                "format": 2, "project": "shop", "service": "the shop", "version": "1.0.0", "environment": "production",
                "module": "app",
                "database": {"kind": "postgres", "name": "shop", "host": "127.0.0.1", "port": 5432, "user": "shop"},
                "telemetry": True, "openapi": True, "cors": True, "auth": False, "rate_limit": True, "port": 9090,
            },
        )
        self.assertEqual((entity["name"], entity["collection"], entity["migration"]), ("Product", "products", 1))
        self.assertEqual(
            entity["fields"],
            ["title:string:required,min=1,max=255", "price:decimal:min=-0.5,max=9.5", "n:integer:min=3", "at:datetime",
             "r:number:min=1.0"],
        )

    def test_tables_are_called_for_many(self):
        self.generate("new", "shop")
        for name, table in [("OrderItem", "order_items"), ("Category", "categories"), ("Box", "boxes"), ("Key", "keys"),
                            ("Bus", "buses"), ("HTTPRoute", "http_routes")]:
            self.generate("entity", name, "--fields", "title:string", "-o", "shop")
            self.assertEqual(self.manifest()["entities"][-1]["collection"], table)
        self.generate("entity", "Person", "--fields", "title:string", "-o", "shop", "--plural", "people")
        migrations = sorted(path.name for path in (self.folder / "shop/migrations").iterdir())
        self.assertEqual(migrations[1:3], ["0002_create_categories.sql", "0003_create_boxes.sql"])
        self.assertEqual(migrations[-1], "0007_create_people.sql")

    def test_a_migration_comes_after_those_of_the_users_own(self):
        self.generate("new", "shop")
        (self.folder / "shop/migrations").mkdir()
        (self.folder / "shop/migrations/0041_mine.sql").write_text("SELECT 1;\n")
        self.generate(*PRODUCT, "title:string")
        self.assertTrue((self.folder / "shop/migrations/0042_create_products.sql").exists())
        self.assertIn("21 unchanged", self.generate(*PRODUCT, "title:string"))

    def test_refuses_wrong_fields_and_says_where(self):
        self.generate("new", "shop")
        for position, words, fields in [
            (1, "there is no field", "  "),
            (7, "unknown type 'strng'; did you mean string?", "title:strng"),
            (7, "unknown type 'blob'; there are string, text, integer", "title:blob"),
            (7, "unknown type ''", "title:"),
            (6, "':' and a type must follow", "title"),
            (1, "'Title' is no name of a field", "Title:string"),
            (1, "'a__b' is no name", "a__b:string"),
            (1, "'../x' is no name", "../x:string"),
            (1, "'class' is a word of C++", "class:string"),
            (1, "'id' is taken", "id:integer"),
            (1, "'errno' is taken", "errno:integer"),
            (17, "the field 'a' is there twice", "a:string b:text a:integer"),
            (10, "unknown rule 'requird'", "a:string:requird"),
            (10, "unknown rule ''", "a:string:"),
            (19, "unknown rule ''", "a:string:required,"),
            (13, "'=' and a number must follow 'min'", "a:string:min"),
            (14, "'-1' is no length", "a:string:min=-1"),
            (15, "'1.5' is no integer", "a:integer:min=1.5"),
            (15, "'9223372036854775808' is no integer", "a:integer:min=9223372036854775808"),
            (15, "'1.23456' is no decimal", "a:decimal:max=1.23456"),
            (14, "'inf' is no number", "a:number:max=inf"),
            (17, "'min' is there twice", "a:integer:min=1,min=2"),
            (11, "a boolean has no 'min'", "a:boolean:min=1"),
            (9, "of 'b' the least, 2, is more than the most, 1", "a:text  b:integer:min=2,max=1"),
            (1, "is more than the most", "a:decimal:min=1.01,max=1.001"),
        ]:
            with self.subTest(fields):
                self.refused_fields(position, words, fields)

    def test_refuses_what_cannot_be(self):
        self.generate("new", "shop")
        self.generate("entity", "Order", "--fields", "n:integer", "-o", "shop")
        fields = ["--fields", "n:integer", "-o", "shop"]
        for arguments, words in [
            ([], "A subcommand is required"),
            (["entty"], "did you mean entity?"),
            (["new"], "name"),
            (["new", "../evil"], "'../evil' is no name"),
            (["new", "class"], "is a word of C++"),
            (["new", "shop2", "--database", "mysql"], "--database"),
            (["new", "shop2", "--port", "0"], "--port"),
            (["new", "shop2", "-m", "class"], "--module: 'class' is a word of C++"),
            (["new", "shop2", "-m", "Web"], "--module: 'Web' is no name"),
            (["new", "shop2", "-m", "std"], "--module: 'std' is taken"),
            (["new", "shop2", "-m", "../x"], "--module"),
            (["new", "shop2", "--environment", " "], "--environment"),
            (["new", "shop2", "--version", "a\nb"], "--service-version"),
            (["new", "shop2", "--db-host", "db"], "are of --database postgres"),
            (["new", "shop2", "--database", "postgres", "--db-host", "a b"], "--db-host"),
            (["new", "shop2", "--database", "postgres", "--db-user", "$(x)"], "--db-user"),
            (["new", "shop2", "--db-name", "../../etc/passwd"], "--db-name"),
            (["new", "shop2", "--db-port", "0"], "--db-port"),
            (["new", "shop2", "-n", "shop3"], "--name"),
            (["new", "shop2", "--service", " "], "--service"),
            (["entity", "Product"], "--fields"),
            (["entity", "../Evil", *fields], "'../Evil' is no name of an entity"),
            (["entity", "product", *fields], "such as OrderItem"),
            (["entity", "EOF", *fields], "not all of them capitals"),
            (["entity", "Page", *fields], "a type that every service has"),
            (["entity", "RateLimit", *fields], "a type that every service has"),
            (["entity", "Rules", *fields], "a type that every service has"),
            (["entity", "CreateOrder", *fields], "the same files or types as Order"),
            (["entity", "OrderRepository", *fields], "the same files or types as Order"),
            (["entity", "Thing", *fields, "--plural", "orders"], "is that of Order"),
            (["entity", "Thing", *fields, "--plural", "../x"], "--plural"),
            (["entity", "Thing", *fields, "--plural", "health"], "is taken"),
            (["entity", "SchemaMigration", *fields], "is taken"),
            (["entity", "SqliteThing", *fields], "is taken"),
        ]:
            with self.subTest(arguments):
                self.refused(2, words, *arguments)

    def test_an_entity_needs_a_project(self):
        self.refused(1, "has no telemetryflow-restapi.json", "entity", "Product", "--fields", "a:text")
        self.refused(1, "has no telemetryflow-restapi.json", "docs")
        manifest = self.folder / "telemetryflow-restapi.json"
        self.generate("new", "shop", "-o", ".")
        good = json.loads(manifest.read_text())
        for change, words in [
            ({"format": 1}, "another version"),
            ({"project": "../evil"}, "is no name"),
            ({"database": {"kind": "oracle"}}, "there is no oracle"),
            ({"database": {"kind": "sqlite", "name": "a b"}}, "is no name"),
            ({"module": "Web"}, "is no name"),
            ({"telemetry": "yes"}, "must be boolean"),
            ({"port": 0}, "out of range"),
            ({"entities": [{"name": "A1b", "collection": "../x", "migration": 1, "fields": ["a:text"]}]}, "is no collection"),
            ({"entities": [{"name": "Ab", "collection": "abs", "migration": 1, "fields": ["a:txt"]}]}, "unknown type 'txt'"),
            ({"entities": [{"name": "../Ab", "collection": "abs", "migration": 1, "fields": ["a:text"]}]}, "is no name"),
        ]:
            manifest.write_text(json.dumps({**good, **change}))
            self.refused(1, words, "docs")
        manifest.write_text("{")
        self.assertIn("telemetryflow-restapi.json cannot be read", self.refused(1, "parse error", "docs"))

    def test_an_existing_project_is_kept(self):
        self.generate("new", "shop")
        (self.folder / "shop/src/main.cpp").write_text("mine")
        self.assertIn("--force", self.refused(1, "shop/src/main.cpp", "new", "shop"))
        self.refused(1, "shop/src/main.cpp", "new", "shop", "--no-auth")
        self.assertIn("1 overwritten", self.generate("new", "shop", "--force"))
        self.generate(*PRODUCT, "title:string")
        self.refused(1, "has a project with entities already", "new", "shop", "--force")

    def test_what_a_user_changed_is_kept(self):
        self.generate("new", "shop")
        entities = self.folder / "shop/src/entities.cpp"
        entities.write_text(entities.read_text() + "// mine\n")
        self.refused(1, "shop/src/entities.cpp", *PRODUCT, "title:string")
        self.assertIn("overwrite src/entities.cpp", self.generate(*PRODUCT, "title:string", "--force"))
        self.refused(1, "shop/src/domain/product.hpp", *PRODUCT, "title:string other:integer")
        self.generate(*PRODUCT, "title:string other:integer", "--force")
        self.assertEqual([one["name"] for one in self.manifest()["entities"]], ["Product"])
        self.assertEqual(self.manifest()["entities"][0]["migration"], 1)

    def test_dry_run_and_diff_write_nothing_and_show_what_would_be(self):
        for option in ["--dry-run", "--diff"]:
            self.generate("new", "shop", option)
            self.assertEqual(tree(self.folder), {})
        self.generate("new", "shop")
        before = files(self.folder / "shop")
        diff = self.generate(*PRODUCT, "title:string", "--diff")
        self.assertEqual(files(self.folder / "shop"), before)
        self.generate(*PRODUCT, "title:string")
        self.assertEqual(apply_diff(diff, before), files(self.folder / "shop"))

    def test_docs_come_from_the_manifest(self):
        self.generate("new", "shop")
        self.generate(*PRODUCT, "title:string:required,max=20 price:decimal:min=0,max=5 n:integer:min=1 sold:boolean")
        document, diagram = self.folder / "shop/docs/openapi.json", self.folder / "shop/docs/er-diagram.md"
        kept = document.read_text()
        document.unlink()
        diagram.write_text("mine")
        self.refused(1, "er-diagram.md", "docs", "-o", "shop")
        self.assertIn("1 created, 1 overwritten", self.generate("docs", "-o", "shop", "--force"))
        self.assertEqual(document.read_text(), kept)
        self.assertIn("erDiagram\n    products {\n        integer id PK\n        string title\n", diagram.read_text())
        self.assertIn('decimal price "optional"', diagram.read_text())
        self.assertIn("2 unchanged", self.generate("docs", "-o", "shop"))

    def test_the_openapi_document_says_what_the_service_does(self):
        self.generate("new", "shop")
        self.generate(*PRODUCT, "title:string:required,max=20 price:decimal:min=0,max=5 n:integer:min=1 sold:boolean")
        document = json.loads((self.folder / "shop/docs/openapi.json").read_text())
        self.assertEqual(set(document["paths"]), {"/health", "/products", "/products/{id}"})
        self.assertEqual(set(document["paths"]["/products"]), {"get", "post"})
        self.assertEqual(set(document["paths"]["/products/{id}"]), {"parameters", "get", "put", "delete"})
        schema = document["components"]["schemas"]["ProductInput"]
        self.assertEqual(schema["required"], ["title"])
        self.assertEqual(schema["properties"]["title"], {"type": "string", "minLength": 1, "maxLength": 20})
        self.assertEqual(schema["properties"]["n"]["minimum"], 1)
        self.assertTrue(schema["properties"]["sold"]["nullable"])
        self.assertIn("At most 5.", schema["properties"]["price"]["description"])
        self.assertEqual(document["security"], [{"ApiKey": []}])
        names = re.findall(r'"#/components/(\w+)/(\w+)"', json.dumps(document))
        for section, name in names:
            self.assertIn(name, document["components"][section])
        ids = re.findall(r'"operationId": "(\w+)"', json.dumps(document))
        self.assertEqual(len(ids), len(set(ids)))

    def test_common_commands(self):
        version = json.loads(self.generate("version", "--json"))
        self.assertEqual(self.generate("--version"), f"telemetryflow-restapi {version['version']}\n")
        for shell in ["bash", "zsh", "fish"]:
            self.assertIn("telemetryflow-restapi", self.generate("completion", shell))
        for arguments in [["--help"], ["new", "-h"], ["entity", "--help"], ["docs", "--help"]]:
            self.assertIn("Usage:", self.generate(*arguments))
        result = json.loads(self.generate("new", "shop", "--json"))
        self.assertTrue(result["written"])
        self.assertNotIn("Generator v", self.generate("--no-banner", "new", "shop"))

    def test_what_is_installed_is_what_the_program_says(self):
        installed = pathlib.Path(os.environ["INSTALL_FILES"])
        for shell, name in [("bash", "telemetryflow-restapi.bash"), ("zsh", "_telemetryflow-restapi"), ("fish", "telemetryflow-restapi.fish")]:
            self.assertEqual((installed / name).read_text(), self.generate("completion", shell))
        page = (installed / "telemetryflow-restapi.1").read_text().replace("\\-", "-")
        for command in ["new", "entity", "docs", "version", "completion"]:
            self.assertIn(f"\n.SS {command}\n", page)
        for option in ["--database", "--no-auth", "--fields", "--plural", "--template-dir"]:
            self.assertIn(option, page)

    def test_bash_completes_databases(self):
        script = (
            'source <("$0" completion bash); COMP_WORDS=(telemetryflow-restapi new shop --database ""); COMP_CWORD=4; '
            '_telemetryflow_restapi; printf "%s " "${COMPREPLY[@]}"'
        )
        path = f"{pathlib.Path(GENERATOR).parent}:{os.environ['PATH']}"
        result = subprocess.run(["bash", "-c", script, GENERATOR], cwd=self.folder, env=clean_environment(PATH=path),
                                capture_output=True, text=True, check=True)
        self.assertEqual(result.stdout.split(), ["postgres", "sqlite"])


if __name__ == "__main__":
    unittest.main()
