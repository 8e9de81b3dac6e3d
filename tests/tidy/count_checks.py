#!/usr/bin/env python3
"""Adds up what Catch2 and unittest programs say in a ctest log.

count_checks.py LastTest.log
"""

import re
import sys

PASSED = re.compile(
    r"^All tests passed \((\d+) assertions? in (\d+) test cases?\)$")
CASES = re.compile(r"^test cases:\s+(\d+)(?: \|\s+(\d+) passed)?.*$")
CHECKS = re.compile(r"^assertions:\s+(\d+)(?: \|\s+(\d+) passed)?.*$")
UNITTEST = re.compile(r"^Ran (\d+) tests? in ")
SKIPPED = re.compile(r"SKIPPED: (.*)$")


def count(lines):
    """(assertions, test cases, skips) of a log."""
    assertions = cases = 0
    skipped = {}
    for line in lines:
        line = line.rstrip()
        if match := PASSED.match(line):
            assertions += int(match[1])
            cases += int(match[2])
        elif match := CASES.match(line):
            cases += int(match[1])
        elif match := CHECKS.match(line):
            assertions += int(match[1])
        elif match := UNITTEST.match(line):
            cases += int(match[1])
        if match := SKIPPED.search(line):
            skipped[match[1]] = skipped.get(match[1], 0) + 1
    return assertions, cases, skipped


def main():
    with open(sys.argv[1], encoding="utf-8", errors="replace") as log:
        assertions, cases, skipped = count(log)
    print(f"\n{cases} test cases with {assertions} assertions ran.")
    for reason, times in sorted(skipped.items()):
        print(f"SKIPPED {times} times: {reason}")


if __name__ == "__main__":
    main()
