"""README.md and docs/guides quote code that compiles: every quote equals its section of docs/guides/samples, or of an
example.

A quote is a C++ fence after <!-- sample: <file>#<section> -->; a section lies between // [section] and // [/section].
With --update the quotes are rewritten from the samples instead.
"""

import pathlib
import re
import sys
import textwrap
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[3]
SAMPLES = [*(ROOT / "docs/guides/samples").glob("*.cpp"), *(ROOT / "examples").glob("*/*.cpp")]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs/guides").glob("*.md"))]
SECTION = re.compile(r"^[ ]*// \[(\w+)\]\n(.*?)^[ ]*// \[/\1\]\n", re.MULTILINE | re.DOTALL)
QUOTE = re.compile(r"(<!-- sample: (\S+)#(\w+) -->\n```cpp\n)(.*?)(^```$)", re.MULTILINE | re.DOTALL)


def sections():
    return {
        (path.name, name): textwrap.dedent(code)
        for path in SAMPLES
        for name, code in SECTION.findall(path.read_text(encoding="utf-8"))
    }


class GuideSamplesTest(unittest.TestCase):
    def setUp(self):
        self.sections = sections()

    def test_every_quote_equals_its_sample(self):
        for page in PAGES:
            for _, file, name, code, _ in QUOTE.findall(page.read_text(encoding="utf-8")):
                self.assertIn((file, name), self.sections, page.name)
                self.assertEqual(code, self.sections[file, name], f"{page.name} quotes {file}#{name}")

    def test_no_code_is_quoted_from_nowhere(self):
        for page in PAGES:
            text = page.read_text(encoding="utf-8")
            self.assertEqual(text.count("```cpp"), len(QUOTE.findall(text)), page.name)

    def test_every_sample_is_quoted(self):
        quoted = {key[1:3] for page in PAGES for key in QUOTE.findall(page.read_text(encoding="utf-8"))}
        self.assertEqual(set(self.sections), quoted)

    def test_links_lead_somewhere(self):
        for page in [*PAGES, *sorted((ROOT / "docs").glob("*.md"))]:
            prose = re.sub(r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
            for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", prose):
                self.assertTrue((page.parent / target).exists(), f"{page.relative_to(ROOT)}: {target}")


def update():
    known = sections()
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        page.write_text(QUOTE.sub(lambda m: m[1] + known[m[2], m[3]] + m[5], text), encoding="utf-8")


if __name__ == "__main__":
    if sys.argv[1:] == ["--update"]:
        update()
    else:
        unittest.main()
