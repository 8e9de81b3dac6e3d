#!/usr/bin/env python3
"""The closing figures of tests/run are what the programs said."""

import unittest

from count_checks import count


class CountChecksTest(unittest.TestCase):

    def test_programs_that_passed(self):
        log = ["All tests passed (7 assertions in 2 test cases)",
               "All tests passed (1 assertion in 1 test case)",
               "Ran 4 tests in 0.1s"]
        self.assertEqual(count(log), (8, 7, {}))

    def test_programs_that_failed_count_what_ran(self):
        log = ["test cases: 18 | 17 passed | 1 failed",
               "assertions: 90 | 88 passed | 2 failed"]
        self.assertEqual(count(log), (90, 18, {}))

    def test_skips_are_told_apart_by_their_reason(self):
        log = ["  SKIPPED: npm is not installed"] * 2 + ["SKIPPED: go is old"]
        self.assertEqual(count(log)[2],
                         {"npm is not installed": 2, "go is old": 1})

    def test_other_lines_count_nothing(self):
        self.assertEqual(count(["100% tests passed", "assertions hold"]),
                         (0, 0, {}))


if __name__ == "__main__":
    unittest.main()
