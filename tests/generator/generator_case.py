"""What the tests of the generators share: running the one of GENERATOR, and looking at what it wrote."""

import os
import pathlib
import subprocess
import tempfile
import unittest

GENERATOR = os.environ["GENERATOR"]
TEMPLATES = pathlib.Path(__file__).resolve().parents[2] / "apps" / pathlib.Path(GENERATOR).name / "templates"


def clean_environment(**variables):
    """The caller's environment without settings of telemetry and of colours."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("TELEMETRYFLOW_", "OTEL_")) and name not in ("ENV", "ENVIRONMENT", "NO_COLOR", "XDG_STATE_HOME")
    }
    return {**kept, **variables}


class GeneratorCase(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.folder = pathlib.Path(temporary.name)

    def run_generator(self, *arguments, cwd=None, before=(), **variables):
        return subprocess.run(
            [*before, GENERATOR, *(one if isinstance(one, bytes) else str(one) for one in arguments)],
            capture_output=True,
            text=True,
            check=False,
            cwd=cwd or self.folder,
            env=clean_environment(**variables),
        )

    def generate(self, *arguments, **options):
        """Runs it, which has to succeed and to complain about nothing."""
        result = self.run_generator(*arguments, **options)
        self.assertEqual((result.returncode, result.stderr), (0, ""), result.args)
        return result.stdout

    def refused(self, exit_code, words, *arguments, **options):
        """Runs it, which has to end with this code, to say these words on standard error, and to write nothing."""
        before = tree(self.folder)
        result = self.run_generator(*arguments, **options)
        self.assertEqual(result.returncode, exit_code, result)
        self.assertIn(words, result.stderr)
        self.assertEqual(result.stdout, "")
        self.assertEqual(tree(self.folder), before)
        return result.stderr


def tree(folder):
    """Every path below, with a file's text and its rights for others."""
    found = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_dir():
            found[name + "/"] = ""
        else:
            mode = "" if path.stat().st_mode & 0o044 else " (owner only)"
            found[name + mode] = path.read_text()
    return found


def files(folder):
    return {name: text for name, text in tree(folder).items() if not name.endswith("/")}
