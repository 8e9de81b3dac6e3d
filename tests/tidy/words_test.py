#!/usr/bin/env python3
"""What belongs to one machine is found, and the project has none of it."""

import unittest

import words

PLACE = "/ho" "me/somebody/suyuan"  # in two, so that this file has none


class WordsTest(unittest.TestCase):

    def found(self, text):
        return words.findings(text, {words.digest("gossip.example")})

    def test_a_path_of_a_machine_is_found_where_it_stands(self):
        for before in ("", "cd ", '"', "=", "(", "file at\n"):
            with self.subTest(before):
                found = self.found(f"{before}{PLACE}")
                self.assertEqual(len(found), 1)
                self.assertEqual(found[0][0], before.count("\n") + 1)

    def test_a_path_below_something_else_is_none(self):
        for text in (f"https://example.com{PLACE}", f"..{PLACE}", f"${PLACE}",
                     "home/somebody", "/usr/lib/home", "/root"):
            with self.subTest(text):
                self.assertEqual(self.found(text), [])

    def test_a_listed_word_is_found_whatever_its_case(self):
        for text in ("gossip.example", "see Gossip.Example.", "(GOSSIP.EXAMPLE)",
                     "https://gossip.example/x"):
            with self.subTest(text):
                self.assertEqual(len(self.found(text)), 1)

    def test_a_word_that_holds_it_is_another(self):
        for text in ("gossip.examples", "my-gossip.example", "gossip example"):
            with self.subTest(text):
                self.assertEqual(self.found(text), [])

    def test_the_list_holds_digests_only(self):
        listed = words.forbidden_digests()
        self.assertGreater(len(listed), 10)
        for line in listed:
            self.assertRegex(line, r"\A[0-9a-f]{64}\Z")

    def test_this_project_has_none(self):
        paths = words.tracked_files()
        self.assertGreater(len(paths), 400)
        self.assertEqual(words.check(paths), [])


if __name__ == "__main__":
    unittest.main()
