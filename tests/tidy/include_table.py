#!/usr/bin/env python3
"""Holds a tree's #include lines to the table in includes.txt."""

import os
import re
import sys

INCLUDE = re.compile(r'^\s*#\s*include\s+[<"]([^>"]+)[>"]', re.MULTILINE)
TARGET = re.compile(r"add_(?:library|executable)\(\s*([\w-]+)([^)]*)\)")
FOLDERS = ("libs", "services", "tests")


class TableError(Exception):
    """The table itself cannot be read."""


def to_regex(pattern):
    if pattern == "@std":
        return re.compile(r"[^./]+\Z")
    parts = re.split(r"(\*\*|\*)", pattern)
    words = {"**": ".*", "*": "[^/]*"}
    text = "".join(words.get(part) or re.escape(part) for part in parts)
    return re.compile(text + r"\Z")


class Rule:
    """One line of the table."""

    def __init__(self, kind, who, allowed, refused):
        self.kind = kind
        self.who = who
        self._matches = to_regex(who)
        self._allowed = [to_regex(p) for p in allowed]
        self._refused = [to_regex(p) for p in refused]

    def speaks_of(self, name):
        return self._matches.match(name) is not None

    def allows(self, included):
        if any(p.match(included) for p in self._refused):
            return False
        return any(p.match(included) for p in self._allowed)


def parse_table(text):
    """The rules, in order."""
    groups = {"@std": ["@std"]}
    rules = []
    for number, line in enumerate(text.splitlines(), 1):
        line = line.split("#")[0].strip()
        if not line:
            continue
        head, colon, tail = line.partition(":")
        words = head.split()
        if not colon or len(words) != 2 or words[0] not in (
                "group", "files", "target", "wiring"):
            raise TableError(f"line {number}: {line!r}")
        allowed, refused = [], []
        for word in tail.split():
            into = refused if word.startswith("!") else allowed
            name = word.lstrip("!")
            if name.startswith("@") and name not in groups:
                raise TableError(f"line {number}: no group {name}")
            into.extend(groups.get(name, [name]))
        if words[0] == "group":
            groups["@" + words[1]] = allowed
        else:
            rules.append(Rule(words[0], words[1], allowed, refused))
    return rules


class Tree:
    """Sources under a root: their include lines and their targets."""

    def __init__(self, root):
        self.root = root
        self.includes = {}
        self.targets = {}  # source -> names of targets
        for top in FOLDERS:
            for folder, _, names in os.walk(os.path.join(root, top)):
                for name in sorted(names):
                    self._add(os.path.relpath(os.path.join(folder, name), root))

    def _add(self, path):
        if path.endswith((".h", ".cc")):
            self.includes[path] = INCLUDE.findall(self._read(path))
        elif path.startswith("services/") and path.endswith("CMakeLists.txt"):
            folder = os.path.dirname(path)
            for name, body in TARGET.findall(self._read(path)):
                for word in body.split():
                    source = os.path.normpath(os.path.join(folder, word))
                    self.targets.setdefault(source, []).append(name)

    def _read(self, path):
        with open(os.path.join(self.root, path), encoding="utf-8") as file:
            return file.read()


def service_of(path):
    parts = path.split("/")
    return "/".join(parts[:2]) + "/" if parts[0] == "services" else None


def reached(tree, source):
    """{included: the way to it} for all outside the source's own service."""
    own = service_of(source)
    outside = {}
    ways = [(source, source)]
    seen = {source}
    while ways:
        path, way = ways.pop()
        for included in tree.includes.get(path, []):
            if not included.startswith(own):
                outside.setdefault(included, way)
            elif included not in seen:
                seen.add(included)
                ways.append((included, f"{way} > {included}"))
    return outside


def rules_for(tree, rules, path):
    """The rule that decides, for each target of a source; [] if none does."""
    found = []
    for target in tree.targets.get(path, [None]):
        for rule in rules:
            subject = target if rule.kind == "target" else path
            if subject is not None and rule.speaks_of(subject):
                if rule not in found:
                    found.append(rule)
                break
    return found


def check(tree, rules):
    """What breaks the table, as lines to print."""
    wrong = []
    for path in sorted(tree.includes):
        in_service = service_of(path) is not None
        if in_service and path.endswith(".h"):
            continue  # answered for by the sources that reach it
        deciding = rules_for(tree, rules, path)
        if not deciding:
            wrong.append(f"{path}: no line of the table speaks of it")
        for rule in deciding:
            seen = (reached(tree, path) if in_service else
                    {i: path for i in tree.includes[path]})
            wrong.extend(
                f"{way} includes {included}, which {rule.kind} {rule.who} "
                "may not" for included, way in sorted(seen.items())
                if not rule.allows(included))
    return wrong


def main():
    here = os.path.dirname(os.path.abspath(__file__))
    root = os.path.dirname(os.path.dirname(here))
    with open(os.path.join(here, "includes.txt"), encoding="utf-8") as file:
        rules = parse_table(file.read())
    tree = Tree(root)
    wrong = check(tree, rules)
    for line in wrong:
        print(line)
    print(f"{len(tree.includes)} files, {len(rules)} lines of the table, "
          f"{len(wrong)} breaches")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
