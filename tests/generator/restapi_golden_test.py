"""What telemetryflow-restapi writes is what golden_restapi/ has; UPDATE_GOLDEN=1 in the environment writes that anew."""

import os
import pathlib
import shutil
import unittest

from generator_case import GeneratorCase, TEMPLATES, files

GOLDEN = pathlib.Path(__file__).resolve().parent / "golden_restapi"
ALL_TYPES = (
    "title:string:required,max=200 summary:text stock:integer:required,min=0,max=1000 weight:number:min=0.5 "
    "price:decimal:required,min=0.01,max=9999.99 sold:boolean made:datetime:required code:uuid"
)
NEW, ENTITY = ["new", "web-shop"], ["entity", "Product", "--fields", ALL_TYPES]
# Of a case only what differs from an earlier one is kept.
CASES = {
    "new": ([NEW], None),
    "new_settings": ([[*NEW, "--service", "It's \"mine\"", "--port", "9090"]], "new"),
    "new_family": (
        [["new", "-n", "web-shop", "-m", "web", "--version", "2.3.4", "--env", "staging", "--db-driver", "postgresql",
          "--db-host", "db.example", "--db-port", "5433", "--db-name", "orders", "--db-user", "clerk"]],
        "new_postgres",
    ),
    "new_no_auth": ([[*NEW, "--no-auth"]], "new"),
    "new_no_cors": ([[*NEW, "--no-cors"]], "new"),
    "new_no_rate_limit": ([[*NEW, "--no-rate-limit"]], "new"),
    "new_no_swagger": ([[*NEW, "--no-swagger"]], "new"),
    "new_no_telemetry": ([[*NEW, "--no-telemetry"]], "new"),
    "new_no_telemetry_postgres": ([[*NEW, "--no-telemetry", "--database", "postgres"]], "new_postgres"),
    "new_bare": (
        [[*NEW, "--no-auth", "--cors=false", "--no-rate-limit", "--no-swagger", "--no-telemetry"]], "new_no_telemetry"
    ),
    "new_postgres": ([[*NEW, "--database", "postgres"]], "new"),
    "entity": ([NEW, ENTITY], "new"),
    "entity_postgres": ([[*NEW, "--database", "postgres"], ENTITY], "entity"),
    "entity_no_auth": ([[*NEW, "--no-auth"], ENTITY], "entity"),
    "entity_no_telemetry": ([[*NEW, "--no-telemetry", "-m", "web"], ENTITY], "entity"),
    "entity_second": ([NEW, ENTITY, ["entity", "OrderItem", "--fields", "note:text", "--plural", "lines"]], "entity"),
}


class RestapiGoldenTest(GeneratorCase):
    def write(self, case, *options):
        """Runs the commands of a case into an empty folder; gives what is there then."""
        output = self.folder / case
        shutil.rmtree(output, ignore_errors=True)
        for command in CASES[case][0]:
            self.generate(*command, "-o", output, *options)
        return files(output)

    def as_text(self, case):
        earlier = self.write(CASES[case][1]) if CASES[case][1] else {}
        written = self.write(case)
        kept = {name: text for name, text in written.items() if earlier.get(name) != text}
        gone = [name for name in earlier if name not in written]
        return "".join(f"===== {name}\n{text}" for name, text in kept.items()) + "".join(
            f"===== {name}: not there\n" for name in gone
        )

    def test_every_case_writes_what_is_kept_here(self):
        for case in CASES:
            with self.subTest(case):
                written, kept = self.as_text(case), GOLDEN / f"{case}.txt"
                if os.environ.get("UPDATE_GOLDEN"):
                    kept.write_text(written)
                self.assertEqual(written, kept.read_text(), "UPDATE_GOLDEN=1 takes it over")

    def test_nothing_is_kept_for_a_case_that_is_gone(self):
        self.assertEqual({path.stem for path in GOLDEN.iterdir()}, set(CASES))

    def test_running_again_changes_nothing(self):
        for case in ["new", "entity", "entity_postgres"]:
            with self.subTest(case):
                first = self.write(case)
                command = CASES[case][0][-1]
                again = self.generate(*command, "-o", self.folder / case)
                self.assertRegex(again, r"\d+ unchanged\n")
                self.assertNotRegex(again, "created|updated|overwritten")
                self.assertEqual(files(self.folder / case), first)
                self.assertEqual(self.generate(*command, "-o", self.folder / case, "--diff"), "")

    def test_every_template_is_part_of_a_case(self):
        """A template that is replaced by a line changes what some case writes."""
        override = self.folder / "templates"
        for template in sorted(TEMPLATES.rglob("*.tpl")):
            name = template.relative_to(TEMPLATES)
            case = "entity_postgres" if "postgres" in name.name else "entity"
            with self.subTest(str(name)):
                (override / name).parent.mkdir(parents=True)
                (override / name).write_text("replaced\n")
                written = self.write(case, "--template-dir", override)
                self.assertIn("replaced\n", written.values())
                shutil.rmtree(override)

    def test_every_embedded_template_is_a_file_of_the_folder(self):
        """The program has what the folder has: a copy of the folder, given as an override, changes nothing."""
        for case in ["entity", "entity_postgres"]:
            self.assertEqual(self.write(case), self.write(case, "--template-dir", TEMPLATES))


if __name__ == "__main__":
    unittest.main()
