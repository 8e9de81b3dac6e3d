#!/usr/bin/env python3
"""Finds in the project's files what belongs to one machine or workplace.

Paths of a machine, and words whose digests are in words.sha256: names of hosts
and of tools that only some people have. Digests, so that the list itself may be
part of the project.

words.py           checks every file that git knows
words.py --digest  prints the digest of each word on stdin, for the list
"""

import hashlib
import os
import re
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))

# A folder of one person or machine, at the beginning of an absolute path.
MACHINE_PATH = re.compile(r"(?<![\w.:/~*}$-])/(?:home|root|work|Users)/[\w.-]+")
WORD = re.compile(r"[a-z0-9][a-z0-9.-]*[a-z0-9]")
# Bytes of others, or too large to be prose.
BINARY = (".binpb", ".png", ".gz", ".ico", ".woff2")


def digest(word):
    return hashlib.sha256(word.lower().encode()).hexdigest()


def forbidden_digests():
    with open(os.path.join(HERE, "words.sha256"), encoding="utf-8") as file:
        lines = (line.split("#")[0].strip() for line in file)
        return {line for line in lines if line}


def findings(text, forbidden):
    """(line number, what) of each finding in a text."""
    found = []
    known = {}
    for number, line in enumerate(text.splitlines(), 1):
        for match in MACHINE_PATH.finditer(line):
            found.append((number, f"a path of one machine: {match[0]}"))
        for word in WORD.findall(line.lower()):
            if word not in known:
                known[word] = digest(word) in forbidden
            if known[word]:
                found.append((number, f"a word of one workplace: {word}"))
    return found


def tracked_files():
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True,
                            capture_output=True).stdout.decode()
    return [path for path in listed.split("\0") if path]


def check(paths):
    forbidden = forbidden_digests()
    wrong = []
    for path in paths:
        full = os.path.join(ROOT, path)
        if path.endswith(BINARY) or not os.path.isfile(full):
            continue
        with open(full, encoding="utf-8", errors="replace") as file:
            found = findings(file.read(), forbidden)
        wrong.extend(f"{path}:{number}: {what}" for number, what in found)
    return wrong


def main():
    if sys.argv[1:] == ["--digest"]:
        for word in sys.stdin.read().split():
            print(digest(word))
        return 0
    paths = tracked_files()
    wrong = check(paths)
    print("\n".join(wrong + [f"{len(paths)} files, {len(wrong)} findings"]))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
