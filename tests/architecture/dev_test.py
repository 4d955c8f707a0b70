"""./dev answers for itself: help, wrong usage, and what setup does to a machine (with stand-ins for apt)."""

import os
import pathlib
import subprocess
import tempfile
import unittest

from tool_runner import ROOT

COMMANDS = ["setup", "build", "test", "demo", "serve", "bench", "fuzz", "soak", "lint"]
PACKAGES = [
    line.split()[0]
    for line in (ROOT / "tools/dev/packages.txt").read_text().splitlines()
    if line and not line.startswith("#")
]
ON_DEBIAN = "ID=debian\n" in pathlib.Path("/etc/os-release").read_text()
ADDRESS = "http://mirror.example/debian/"


def run(*arguments, **environment):
    return subprocess.run(
        [ROOT / "dev", *arguments], capture_output=True, text=True, check=False, env={**os.environ, **environment}
    )


def in_setup(script):
    """Runs a line of bash with the functions of setup.sh."""
    tools = ROOT / "tools/dev"
    sources = f'root="{ROOT}" command=setup; set -euo pipefail; . {tools}/common.sh; . {tools}/setup.sh'
    return subprocess.run(["bash", "-c", f"{sources}; {script}"], capture_output=True, text=True, check=True).stdout


class UsageTest(unittest.TestCase):
    def test_every_command_has_help_that_fits_a_terminal(self):
        for arguments in [["--help"], *([command, "--help"] for command in COMMANDS)]:
            result = run(*arguments)
            self.assertEqual((result.returncode, result.stderr), (0, ""), arguments)
            self.assertTrue(result.stdout.startswith("usage: ./dev"), arguments)
            self.assertLessEqual(max(map(len, result.stdout.splitlines())), 80, arguments)

    def test_general_help_names_every_command(self):
        help_text = run("--help").stdout
        for command in COMMANDS:
            self.assertIn(f"\n  {command} ", help_text)

    def test_wrong_usage_ends_with_2_and_says_why_on_stderr(self):
        for arguments in [
            [],
            ["nonsense"],
            ["setup", "nonsense"],
            ["build", "--preset"],
            ["build", "--preset", "nonsense"],
            ["build", "-j", "0"],
            ["test", "--all", "--preset", "dev"],
            ["test", "-R"],
            ["lint", "--nonsense"],
            ["bench", "--nonsense"],
            ["bench", "gate", "--nonsense"],
            ["fuzz", "nonsense"],
            ["fuzz", "--seconds", "0"],
            ["fuzz", "-j", "none"],
            ["soak", "now"],
            ["soak", "--kills", "99"],
            ["soak", "--minutes", "-1"],
        ]:
            result = run(*arguments)
            self.assertEqual((result.returncode, result.stdout), (2, ""), arguments)
            self.assertIn("./dev", result.stderr, arguments)


@unittest.skipUnless(ON_DEBIAN, "setup installs packages on Debian only")
class SetupTest(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.log = pathlib.Path(self.folder.name, "log")
        self.log.touch()

    def stand_in(self, name, script):
        path = pathlib.Path(self.folder.name, name)
        path.write_text(f'#!/bin/sh\necho "{name} $*" >>"{self.log}"\n{script}\n')
        path.chmod(0o755)

    def setup_with_installed(self, packages):
        listing = "\n".join(f"{package} installed" for package in packages)
        self.stand_in("dpkg-query", f"cat <<TEXT\n{listing}\nTEXT\n[ {len(packages)} -eq {len(PACKAGES)} ]")
        self.stand_in("apt-get", "")
        self.stand_in("sudo", 'exec "$@"')
        self.stand_in("apt-cache", "printf '%s:\\n  Candidate: 1\\n' \"$2\"")
        return run("setup", PATH=f"{self.folder.name}:{os.environ['PATH']}")

    def apt_calls(self):
        return [line for line in self.log.read_text().splitlines() if line.startswith("apt-get")]

    def test_does_nothing_when_everything_is_installed(self):
        result = self.setup_with_installed(PACKAGES)
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertEqual(self.apt_calls(), [])

    def test_installs_only_what_is_missing(self):
        result = self.setup_with_installed([package for package in PACKAGES if package not in ("strace", "cmake")])
        self.assertEqual(result.returncode, 0, result.stderr)
        update, install = self.apt_calls()
        self.assertTrue(update.endswith(" update"), update)
        self.assertTrue(install.endswith(" install -y --no-install-recommends cmake strace"), install)

    def test_knows_which_packages_bring_a_service_that_is_not_there(self):
        services = dict(line.split() for line in in_setup("service_packages").splitlines())
        self.assertLessEqual(set(services), set(PACKAGES))
        absent = [name for name in services.values() if not pathlib.Path("/etc/init.d", name).exists()]
        found = in_setup(f"new_services strace {' '.join(services)} cmake").split()
        self.assertEqual(found, absent)
        pretended = "service_packages() { echo 'some-server no-such-service'; echo 'other-server other'; }"
        self.assertEqual(in_setup(f"{pretended}; new_services cmake some-server").split(), ["no-such-service"])
        self.assertEqual(in_setup(f"{pretended}; new_services cmake"), "")

    def test_takes_the_archive_from_apt_itself(self):
        self.stand_in(
            "apt-get",
            "cat <<TEXT\n"
            "Debian|Debian-Security|bookworm-security|main|http://mirror.example/security/ /etc/apt/a.list:1\n"
            f"Debian|Debian|bookworm|main|{ADDRESS} /etc/apt/sources.list:2\n"
            f"Debian|Debian|bookworm|main|{ADDRESS} /etc/apt/sources.list:2\nTEXT",
        )
        archive = in_setup(f'PATH="{self.folder.name}:$PATH"; main_archive bookworm')
        self.assertEqual(archive, f"{ADDRESS} /etc/apt/sources.list:2\n")


class SignedByTest(unittest.TestCase):
    def signed_by(self, name, text):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder, name)
            path.write_text(text)
            return in_setup(f'signed_by "{path}" "{ADDRESS}"')

    def test_reads_the_option_of_a_one_line_source(self):
        text = "deb [signed-by=/other.gpg] http://other.example/x a main\n"
        self.assertEqual(self.signed_by("a.list", text), "")
        text += "deb [arch=amd64 signed-by=/key.gpg] http://mirror.example/debian bookworm main\n"
        self.assertEqual(self.signed_by("a.list", text), "Signed-By: /key.gpg\n")

    def test_reads_the_field_of_the_entry_that_names_the_archive(self):
        text = (
            "Types: deb\nURIs: http://other.example/x\nSigned-By: /other.gpg\n\n"
            "# A comment.\nTypes: deb\nSigned-By: /key.gpg\nURIs: http://mirror.example/debian\nSuites: bookworm\n"
        )
        self.assertEqual(self.signed_by("a.sources", text), "Signed-By: /key.gpg\n")

    def test_keeps_a_key_that_is_written_out(self):
        key = "Signed-By:\n -----BEGIN KEY-----\n .\n abc\n"
        text = f"Types: deb\nURIs: {ADDRESS}\n{key}Suites: bookworm\n"
        self.assertEqual(self.signed_by("a.sources", text), key)

    def test_leaves_the_field_out_where_the_entry_has_none(self):
        self.assertEqual(self.signed_by("a.sources", f"Types: deb\nURIs: {ADDRESS}\n"), "")
        self.assertEqual(self.signed_by("a.list", f"deb {ADDRESS} bookworm main\n"), "")


if __name__ == "__main__":
    unittest.main()
