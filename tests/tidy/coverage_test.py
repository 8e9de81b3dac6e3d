#!/usr/bin/env python3
"""Each method and each test that docs/coverage.md names is there."""

import unittest

import coverage


class CoverageTest(unittest.TestCase):

    def test_rows_are_read(self):
        page = ("| article | asks | served by | shown by |\n"
                "|---|---|---|---|\n"
                '| 一(二) | x | `A.Do`, `B.See` | "One thing" |\n'
                "| 二(三) | y | later | |\n")
        self.assertEqual(
            [row[:3] for row in coverage.rows(page)],
            [("一(二)", ["A.Do", "B.See"], ["One thing"]),
             ("二(三)", [], [])])

    def test_methods_and_cases_are_found(self):
        self.assertEqual(
            coverage.methods_in("service A {\n  // Does.\n  rpc Do(X) "
                                "returns (Y) {\n    option;\n  }\n}\n"),
            {"A.Do"})
        self.assertEqual(
            coverage.cases_in('TEST_CASE("One "\n          "thing") {}\n'
                              'TEMPLATE_TEST_CASE("Two", "", int) {}'),
            {"One thing", "Two"})

    def test_what_the_page_names_is_there(self):
        methods, cases = coverage.methods(), coverage.cases()
        self.assertGreater(len(methods), 100)
        found = coverage.rows(coverage.read(coverage.PAGE))
        self.assertGreater(len(found), 20)
        for article, named, tests, line in found:
            with self.subTest(article):
                self.assertEqual([m for m in named if m not in methods], [])
                self.assertEqual([t for t in tests if t not in cases], [])
                # What is served is shown, and what is shown is served.
                self.assertEqual(bool(named), bool(tests), line)


if __name__ == "__main__":
    unittest.main()
