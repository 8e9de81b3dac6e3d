#!/usr/bin/env python3
"""docs/errors.md lists the reasons that the sources make, and no others."""

import unittest

import reasons


class ReasonsTest(unittest.TestCase):

    def found(self, text, makers=("WithReason",)):
        return reasons.reasons_in(text, set(makers))

    def test_a_reason_given_at_once_is_seen(self):
        self.assertEqual(
            self.found('return WithReason(absl::NotFoundError(absl::StrCat('
                       '"no, (", Quoted(\'"\'), \'\\\'\', x)), "NO_SUCH_COIN");'),
            {"NO_SUCH_COIN"})

    def test_a_reason_given_through_a_function_is_seen(self):
        text = ('absl::Status Refused(string_view text, string_view reason) {'
                ' return WithReason(Error(text), reason); }\n'
                'return Refused("a COIN_NAME", "COIN_WORN");')
        makers = reasons.makers_in(text) | {"WithReason"}
        self.assertEqual(makers, {"WithReason", "Refused"})
        self.assertEqual(self.found(text, makers), {"COIN_WORN"})

    def test_other_words_are_no_reasons(self):
        self.assertEqual(self.found('Say("NO_SUCH_COIN"); '
                                    'WithReason(status, reason); '
                                    'WithReason(Error("NO_COIN at all"), r);'),
                         set())

    def test_what_sources_make_is_told(self):
        made, told = reasons.made(), reasons.told()
        self.assertGreater(len(made), 100)
        self.assertEqual(sorted(made.keys() - told.keys()), [],
                         "made, and not in docs/errors.md")

    def test_what_is_told_is_made(self):
        made, told = reasons.made(), reasons.told()
        ours = {r for r, path in told.items() if path == "docs/errors.md"}
        self.assertEqual(sorted(ours - made.keys()), [],
                         "in docs/errors.md, and made by no source")

    def test_each_reason_is_told_once(self):
        rows = reasons.IN_DOCS.findall(reasons.read("docs/errors.md"))
        self.assertEqual(len(rows), len(set(rows)))


if __name__ == "__main__":
    unittest.main()
