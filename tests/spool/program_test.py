"""The frame of telemetryflow-spool: its help, its exit codes, its completions and its manual page."""

import json
import os
import pathlib
import re
import subprocess
import unittest

from spool_case import SpoolCase, clean_environment

COMMANDS = ["cat", "completion", "drain", "ls", "purge", "verify", "version"]
INSTALLED = pathlib.Path(os.environ["INSTALL_FILES"])


class ProgramTest(SpoolCase):
    def test_help_and_version(self):
        for arguments in [["--help"], *([command, "-h"] for command in COMMANDS)]:
            self.assertIn("Usage:", self.spool(*arguments))
        version = json.loads(self.spool("version", "--json"))
        self.assertEqual(self.spool("--version"), f"telemetryflow-spool {version['version']}\n")
        self.assertNotIn("--template-dir", self.spool("--help"))

    def test_refuses_what_cannot_be(self):
        for arguments, code, words in [
            ([], 2, "A subcommand is required"),
            (["lss"], 2, "no command 'lss'; did you mean ls?"),
            (["ls", "--nonsense"], 2, "--nonsense"),
            (["ls", "a", "b"], 2, "b"),
            (["ls"], 2, "no state directory: name one, or set TELEMETRYFLOW_STATE_DIRECTORY or XDG_STATE_HOME"),
            (["ls", "nowhere"], 1, "nowhere: there is no such folder"),
            (["verify", "/dev/null"], 1, "/dev/null is no folder"),
            (["cat", "/proc/1/root/nowhere/x"], 1, "/proc/1/root/nowhere/x"),
        ]:
            with self.subTest(arguments):
                result = self.run_spool(*arguments)
                self.assertEqual((result.returncode, result.stdout), (code, ""), result.stderr)
                self.assertTrue(result.stderr.startswith("telemetryflow-spool: "), result.stderr)
                self.assertIn(words, result.stderr)

    def test_what_is_installed_is_what_the_program_says(self):
        for shell, name in [("bash", "telemetryflow-spool.bash"), ("zsh", "_telemetryflow-spool"),
                            ("fish", "telemetryflow-spool.fish")]:
            self.assertEqual((INSTALLED / name).read_text(), self.spool("completion", shell))
        page = (INSTALLED / "telemetryflow-spool.1").read_text()
        text = page.replace("\\-", "-").replace("\\fB", "").replace("\\fI", "").replace("\\fR", "")
        for command in COMMANDS:
            section = text.split(f"\n.SS {command}\n")[1].split("\n.SS ")[0]
            for option in re.findall(r"^  (?:-\w,)?(--[a-z0-9-]+)", self.spool(command, "--help"), re.M):
                self.assertRegex(section, rf"(?m)^(.*, )?{option}\b", command)
        self.assertIn("Exit status: 0 done, 1 failed, 2 wrong usage.", text)

    def test_bash_completes(self):
        script = (
            'source <("$0" completion bash); COMP_WORDS=(telemetryflow-spool drain --protocol ""); COMP_CWORD=3; '
            '_telemetryflow_spool; printf "%s " "${COMPREPLY[@]}"'
        )
        program = os.environ["SPOOL"]
        path = f"{pathlib.Path(program).parent}:{os.environ['PATH']}"
        result = subprocess.run(["bash", "-c", script, program], env=clean_environment(PATH=path), capture_output=True,
                                text=True, check=True)
        self.assertEqual(result.stdout.split(), ["grpc", "http"])


if __name__ == "__main__":
    unittest.main()
