#!/usr/bin/env python3
"""Every document that a document points at is there."""

import os
import re
import subprocess
import unittest

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(
    os.path.abspath(__file__))))
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")
# In `code` and in blocks of it nothing is a link.
CODE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)


def dead_links(path, text):
    """The links of a document whose targets are not there."""
    folder = os.path.dirname(os.path.join(ROOT, path))
    targets = LINK.findall(CODE.sub("", text))
    return [target for target in targets if "://" not in target
            and not os.path.exists(os.path.join(folder, target))]


class LinksTest(unittest.TestCase):

    def test_a_dead_link_is_seen(self):
        text = ("[a](README.md) [b](docs/none.md#x) [c](https://x.example/y)"
                " `[d](none)` ")
        self.assertEqual(dead_links("x.md", text), ["docs/none.md"])

    def test_no_document_has_one(self):
        listed = subprocess.run(["git", "ls-files", "*.md"], cwd=ROOT,
                                check=True, capture_output=True, text=True)
        paths = listed.stdout.split()
        self.assertGreater(len(paths), 10)
        for path in paths:
            with open(os.path.join(ROOT, path), encoding="utf-8") as file:
                self.assertEqual(dead_links(path, file.read()), [], path)

    def test_both_indexes_name_every_page(self):
        folder = os.path.join(ROOT, "docs")
        pages = [page for page in os.listdir(folder) if page.endswith(".md")
                 and not page.startswith("README")]
        self.assertGreater(len(pages), 10)
        for index in ("README.md", "README.zh.md"):
            with open(os.path.join(folder, index), encoding="utf-8") as file:
                named = set(LINK.findall(file.read()))
            self.assertEqual([p for p in pages if p not in named], [], index)


if __name__ == "__main__":
    unittest.main()
