"""The completions in the shells themselves, and the files that are installed."""

import os
import pathlib
import re
import shutil
import subprocess
import unittest

from generator_case import GENERATOR, GeneratorCase, clean_environment

COMMANDS = ["completion", "config", "doctor", "example", "init", "version"]
BELOW_CONFIG = ["schema", "show", "validate"]
TYPES = ["basic", "distributed", "grpc-server", "http-server", "worker"]
INSTALLED = pathlib.Path(os.environ["INSTALL_FILES"])


def run_shell(command, folder):
    path = f"{pathlib.Path(GENERATOR).parent}:{os.environ['PATH']}"
    environment = clean_environment(PATH=path, HOME=str(folder), XDG_CONFIG_HOME=str(folder))
    result = subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder, env=environment)
    if result.returncode != 0 or result.stderr:
        raise AssertionError(result)
    return result.stdout


class CompletionTest(GeneratorCase):
    def bash(self, *words):
        quoted = " ".join(f"'{word}'" for word in ("telemetryflow-gen", *words))
        script = (
            f"source <(telemetryflow-gen completion bash); COMP_WORDS=({quoted}); COMP_CWORD={len(words)}; "
            '_telemetryflow_gen; printf "%s\\n" "${COMPREPLY[@]}"'
        )
        return run_shell(["bash", "-c", script], self.folder).split()

    def test_bash(self):
        (self.folder / "folder").mkdir()
        (self.folder / "file").write_text("")
        self.assertEqual(self.bash(""), COMMANDS)
        self.assertEqual(self.bash("ex"), ["example"])
        self.assertEqual(self.bash("example", ""), TYPES)
        self.assertEqual(self.bash("example", "basic", "--no"), ["--no-banner"])
        self.assertEqual(self.bash("init", "--protocol", ""), ["grpc", "http"])
        self.assertEqual(self.bash("config", "--format", "y"), ["yaml"])
        self.assertEqual(self.bash("config", ""), BELOW_CONFIG)
        self.assertEqual(self.bash("config", "show", "fi"), ["file"])
        self.assertEqual(self.bash("config", "validate", "--j"), ["--json"])
        self.assertEqual(self.bash("config", "schema", "--f"), [])
        self.assertEqual(self.bash("init", "-o", ""), ["folder"])
        self.assertEqual(self.bash("init", "--service", ""), [])
        self.assertEqual(self.bash("completion", ""), ["bash", "fish", "zsh"])

    @unittest.skipUnless(shutil.which("fish"), "no fish here")
    def test_fish(self):
        def fish(line):
            script = f"telemetryflow-gen completion fish | source; complete -C '{line}'"
            return run_shell(["fish", "--no-config", "-c", script], self.folder).split()

        (self.folder / "folder").mkdir()
        self.assertEqual(fish("telemetryflow-gen "), COMMANDS)
        self.assertEqual(fish("telemetryflow-gen example "), TYPES)
        self.assertEqual(fish("telemetryflow-gen config --format y"), ["yaml"])
        self.assertIn("folder/", fish("telemetryflow-gen init -o "))

    @unittest.skipUnless(shutil.which("zsh"), "no zsh here")
    def test_zsh(self):
        """compadd is the last thing that a completion calls: a function in its place tells what it was given."""
        script = (
            "autoload -Uz compinit; compinit -D -u; source <(telemetryflow-gen completion zsh);"
            "compadd() { print -l -- ${@:#--} }; _files() { print files $@ };"
            "words=(%s); CURRENT=${#words}; _telemetryflow_gen"
        )

        def zsh(*words):
            quoted = " ".join(f"'{word}'" for word in ("telemetryflow-gen", *words))
            return run_shell(["zsh", "-f", "-c", script % quoted], self.folder).split()

        self.assertEqual(zsh(""), COMMANDS)
        self.assertEqual(zsh("example", ""), TYPES)
        self.assertEqual(zsh("config", "--format", "y"), ["yaml"])
        self.assertEqual(zsh("init", "-o", ""), ["files", "-/"])

    def test_what_is_installed_is_what_the_program_prints(self):
        for shell, name in [("bash", "telemetryflow-gen.bash"), ("zsh", "_telemetryflow-gen"), ("fish", "telemetryflow-gen.fish")]:
            self.assertEqual((INSTALLED / name).read_text(), self.generate("completion", shell))

    def test_the_manual_page_has_every_command_and_option_of_the_help(self):
        page = (INSTALLED / "telemetryflow-gen.1").read_text()
        self.assertTrue(page.startswith('.TH TELEMETRYFLOW\\-GEN 1 "" "TelemetryFlow '), page[:80])
        text = page.replace("\\-", "-").replace("\\fB", "").replace("\\fI", "").replace("\\fR", "")
        for command in [*COMMANDS, *(f"config {name}" for name in BELOW_CONFIG)]:
            self.assertIn(f"\n.SS {command}\n", text)
            section = text.split(f"\n.SS {command}\n")[1].split("\n.SS ")[0]
            for option in re.findall(r"^  (?:-\w,)?(--[a-z0-9-]+)", self.generate(*command.split(), "--help"), re.M):
                self.assertRegex(section, rf"(?m)^(.*, )?{option}\b", command)
        self.assertIn("Exit status: 0 done, 1 failed, 2 wrong usage.", text)

    @unittest.skipUnless(shutil.which("groff"), "no groff here")
    def test_the_manual_page_is_well_formed(self):
        command = ["groff", "-man", "-Tutf8", "-P-cbou", "-ww", INSTALLED / "telemetryflow-gen.1"]
        self.assertIn("SYNOPSIS", run_shell(command, self.folder))


if __name__ == "__main__":
    unittest.main()
