"""telemetryflow-gen on the command line: what it says, what it refuses, and what it leaves alone."""

import json
import os
import pty
import re
import subprocess
import unittest

from generator_case import GENERATOR, GeneratorCase, clean_environment, files, tree
from unified_diff import apply_diff

BASIC = ["example", "basic", "-p", "shop", "-o"]


class CommandsTest(GeneratorCase):
    def test_says_what_it_wrote_and_what_to_do_next(self):
        output = self.generate(*BASIC, "new")
        self.assertTrue(output.startswith("TelemetryFlow Generator v"), output)
        for line in ["  create    main.cpp\n", "In new: 6 created\n", "Next\n", "cmake -S new -B new/build"]:
            self.assertIn(line, output)
        self.assertNotIn("\033", output)
        self.assertNotIn("Generator v", self.generate("--no-banner", *BASIC, "other"))
        self.assertNotIn("Generator v", self.generate(*BASIC, "third", "--no-banner"), "common options may come later")

    def test_is_coloured_on_a_terminal_only_and_not_against_the_users_will(self):
        for variables, coloured in [({"TERM": "xterm"}, True), ({"TERM": "xterm", "NO_COLOR": "1"}, False)]:
            variables = {**clean_environment(), **variables}
            outer, inner = pty.openpty()
            self.addCleanup(os.close, outer)
            command = [GENERATOR, *BASIC, "coloured", "--force"]
            subprocess.run(command, stdout=inner, check=True, cwd=self.folder, env=variables)
            os.close(inner)
            self.assertEqual(b"\033[32mcreate" in os.read(outer, 65536), coloured, variables["TERM"])
            subprocess.run(["rm", "-r", self.folder / "coloured"], check=True)

    def test_json_is_for_programs(self):
        result = json.loads(self.generate(*BASIC, "new", "--json"))
        self.assertEqual([one["action"] for one in result["files"]], ["create"] * 6)
        self.assertEqual(result["folder"], str(self.folder / "new"))
        self.assertTrue(result["written"] and result["next"])
        self.assertFalse(json.loads(self.generate(*BASIC, "new", "--json", "--dry-run"))["written"])

    def test_a_folder_may_have_any_name(self):
        for name in [b"caf\xe9", b"with 'quotes' and spaces", b"-o"]:
            result = json.loads(self.generate("example", "basic", "--json", b"--output=./" + name))
            self.assertTrue((self.folder / os.fsdecode(name) / "main.cpp").exists(), result)

    def test_what_to_do_next_can_be_pasted_into_a_shell(self):
        key = ["-k", "tfk_a", "-s", "tfs_b"]
        output = self.generate("init", "-p", "shop", *key, "-o", "my 'shop' $x")
        line = re.search(r"Run it with the settings: (.*)", output)[1]
        shown = subprocess.run(
            ["sh", "-c", line + "; echo $TELEMETRYFLOW_SERVICE_NAME"],
            cwd=self.folder, env=clean_environment(), capture_output=True, text=True, check=True,
        )
        self.assertEqual(shown.stdout, "shop\n")
        self.assertIn("cmake -S 'my '\\''shop'\\'' $x' -B ", output)

    def test_existing_files_are_kept_without_force(self):
        self.generate(*BASIC, "shop")
        (self.folder / "shop/main.cpp").write_text("mine")
        error = self.refused(1, "shop/main.cpp", *BASIC, "shop")
        self.assertIn("--force", error)
        self.assertIn("overwrite main.cpp", self.generate(*BASIC, "shop", "--dry-run"))
        self.assertIn("1 overwritten, 5 unchanged", self.generate(*BASIC, "shop", "-f"))
        self.assertIn("int main()", (self.folder / "shop/main.cpp").read_text())

    def test_dry_run_and_diff_write_nothing(self):
        for option in ["--dry-run", "--diff"]:
            self.generate("init", "-p", "shop", "-o", "new", option)
            self.assertEqual(tree(self.folder), {})

    def test_diff_shows_exactly_what_would_change(self):
        original = self.folder / "shop"
        original.mkdir()
        (original / "CMakeLists.txt").write_text("project(Old)\n" + "# line\n" * 20)
        self.generate("init", "-p", "shop", "-o", "shop")
        changed = original / "telemetry/telemetry.cpp"
        changed.write_text("// mine\n" + changed.read_text().replace("std::mutex& starting() {", "") + "no newline")
        (original / "telemetry/logs.hpp").unlink()
        (original / "CMakeLists.txt").write_text("project(Old)\n")
        before = files(original)
        diff = self.generate("init", "-p", "shop", "-o", "shop", "--diff")
        self.assertEqual(files(original), before)
        names = re.findall(r"^\+\+\+ b/(.*)", diff, re.M)
        self.assertEqual(names, ["CMakeLists.txt", "telemetry/telemetry.cpp", "telemetry/logs.hpp"])
        self.generate("init", "-p", "shop", "-o", "shop", "--force")
        self.assertEqual(apply_diff(diff, before), files(original))

    def test_a_secret_shows_nowhere(self):
        key = ["-k", "tfk_one", "-s"]
        self.generate("config", "-p", "shop", *key, "tfs_first")
        shown = self.generate("config", "-p", "shop", *key, "tfs_second", "--diff")
        self.assertIn("-TELEMETRYFLOW_API_KEY_SECRET=tfs_[REDACTED]\n+TELEMETRYFLOW_API_KEY_SECRET=tfs_[REDACTED]", shown)
        self.assertNotIn("your_secret", self.generate("config", "-p", "shop", "-o", "new", "--diff"))
        for more in [["--dry-run"], ["--json", "-f"], ["-f"]]:
            shown += self.generate("config", "-p", "shop", *key, "tfs_third", *more)
        shown += self.refused(2, "together", "config", "-p", "shop", "-s", "tfs_fourth")
        shown += self.refused(2, "--key-id", "config", "-p", "shop", *key, "fifth")
        self.assertNotRegex(shown, "tfs_first|tfs_second|tfs_third|tfs_fourth|fifth")

    def test_init_keeps_what_an_existing_project_has(self):
        (self.folder / "CMakeLists.txt").write_text("project(Mine)\n")
        (self.folder / "CMakeLists.txt").chmod(0o600)
        (self.folder / ".gitignore").write_text("*.o\n")
        output = self.generate("init", "-p", "mine")
        self.assertIn("  update    CMakeLists.txt\n", output)
        self.assertIn("target_link_libraries(<your target> PRIVATE mine_telemetry)", output)
        written = files(self.folder)
        self.assertNotIn("main.cpp", written)
        self.assertTrue(written["CMakeLists.txt (owner only)"].startswith("project(Mine)\n\n# >>> telemetryflow-gen"))
        self.assertTrue(written[".gitignore"].startswith("*.o\n\n# >>> telemetryflow-gen"))
        self.assertIn(".env.telemetryflow (owner only)", written)
        self.assertNotIn("target_link_libraries", self.generate("init", "-p", "mine"), "not a second time")

    def test_names_itself_after_the_folder(self):
        self.generate("init", "-o", "my shop (2)")
        self.assertIn("TELEMETRYFLOW_SERVICE_NAME=my-shop-2\n", files(self.folder)["my shop (2)/.env.telemetryflow (owner only)"])
        (self.folder / "here").mkdir()
        self.generate("init", cwd=self.folder / "here")
        self.assertIn("project(here ", (self.folder / "here/CMakeLists.txt").read_text())
        self.refused(2, "--project", "init", "-o", "test")

    def test_refuses_what_cannot_be(self):
        for arguments, words in [
            ([], "A subcommand is required"),
            (["exmple"], "no command 'exmple'; did you mean example?"),
            (["--nonsense"], "no option '--nonsense'"),
            (["init", "--nonsense"], "--nonsense"),
            (["example", "htp-server"], "did you mean http-server?"),
            (["example", "nothing"], "there are basic, http-server"),
            (["example"], "type"),
            (["example", "basic", "--port", "80"], "basic listens on no port"),
            (["example", "http-server", "--port", "0"], "--port"),
            (["example", "basic", "-p", "../evil"], "--project: '../evil' is no name"),
            (["example", "basic", "-p", "/evil"], "is no name"),
            (["example", "basic", "-p", "2fast"], "is no name"),
            (["init", "-p", "class"], "is a word of C++"),
            (["init", "-p", "a--b"], "no identifier"),
            (["init", "-p", "test"], "every build has"),
            (["init", "-p", "shop", "-n", "two\nlines"], "--service"),
            (["init", "-p", "shop", "--environment", " "], "--environment"),
            (["init", "-p", "shop", "-e", "http://user@host"], "--endpoint"),
            (["init", "-p", "shop", "--protocol", "udp"], "--protocol"),
            (["init", "-p", "shop", "--v2-only", "--no-v2-api"], "exclude each other"),
            (["init", "-p", "shop", "--no-metrics", "--no-logs", "--no-traces"], "nothing is left"),
            (["init", "-p", "shop", "--diff", "--json"], "excludes"),
            (["config", "-p", "shop", "--format", "toml"], "--format"),
            (["completion", "tcsh"], "there are bash, zsh and fish"),
            (["init", "-p", "shop", "--template-dir", "nowhere"], "nowhere is no folder"),
        ]:
            with self.subTest(arguments):
                self.refused(2, words, *arguments)

    def test_refuses_to_write_where_it_cannot(self):
        (self.folder / "file").write_text("")
        self.refused(1, "is no folder", *BASIC, "file")
        self.refused(1, "file: Not a directory", *BASIC, "file/below")
        self.refused(1, "cannot write to /proc", *BASIC, "/proc/nowhere")
        (self.folder / "shop/main.cpp").mkdir(parents=True)
        self.refused(1, "no plain file", *BASIC, "shop")
        (self.folder / "elsewhere").mkdir()
        (self.folder / "linked").mkdir()
        (self.folder / "linked/telemetry").symlink_to("../elsewhere")
        self.refused(1, "leads out of the folder", "init", "-p", "shop", "-o", "linked")
        (self.folder / "half").mkdir()
        (self.folder / "half/CMakeLists.txt").write_text("# <<< telemetryflow-gen\n")
        self.refused(1, "one of the lines", "init", "-p", "shop", "-o", "half")

    def test_templates_of_the_users_own(self):
        own = self.folder / "own/example/basic"
        own.mkdir(parents=True)
        (own / "main.cpp.tpl").write_text("int main() {}  // @{project} a@@b c@d\n")
        (own / "notes.txt").write_text("no template")
        self.generate("--template-dir", "own", *BASIC, "shop")
        self.assertEqual((self.folder / "shop/main.cpp").read_text(), "int main() {}  // shop a@b c@d\n")
        self.assertIn("TelemetryFlow", (self.folder / "shop/CMakeLists.txt").read_text())
        for text, words in [
            ("\n@{projct}", "main.cpp.tpl:2: no value 'projct'; did you mean project?"),
            ("@if nothing\n@end", "no flag 'nothing'"),
            ("\n@if serves\n", "main.cpp.tpl:2: @if without @end"),
        ]:
            (own / "main.cpp.tpl").write_text(text)
            self.refused(1, words, *BASIC, "other", "--template-dir", "own")
        (own / "man.cpp.tpl").write_text("")
        self.refused(2, "did you mean example/basic/main.cpp.tpl?", *BASIC, "other", "--template-dir", "own")

    def test_version(self):
        text = self.generate("version")
        version = json.loads(self.generate("version", "--json"))
        self.assertEqual(self.generate("--version"), f"telemetryflow-gen {version['version']}\n")
        for value in version.values():
            self.assertIn(value, text)

    def test_help_is_a_success(self):
        for arguments in [["--help"], ["init", "-h"], ["doctor", "--help"]]:
            self.assertIn("Usage:", self.generate(*arguments))


if __name__ == "__main__":
    unittest.main()
