"""Identifiers in their forms, with their check digits right."""

USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def uscc(kind, division, serial):
    """统一社会信用代码 (GB 32100). `kind` is its first two characters: "12" of
    a public institution, "91" of an enterprise. The nine characters for the
    body are MY and a number, which no body of the real world is likely to
    have."""
    first = f"{kind}{division}MY{serial:07d}"
    total = sum(USCC_ALPHABET.index(c) * pow(3, i, 31)
                for i, c in enumerate(first))
    return first + USCC_ALPHABET[(31 - total % 31) % 31]


class Serials:
    """Numbers that count up within each series."""

    def __init__(self):
        self._last = {}

    def next(self, series):
        self._last[series] = self._last.get(series, 0) + 1
        return self._last[series]
