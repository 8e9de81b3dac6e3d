"""What becomes of a standard over the years: assessments, seals, its end."""

import datetime
import typing

from region import days


class Life(typing.NamedTuple):
    """The days of one standard, all inclusive."""
    founded: datetime.date
    terms: list             # (first, last) of each assessment, without a gap
    sealed: list            # (first day sealed, day restored or None)
    cancelled: datetime.date  # the day from which it has ended, or None

    def counts_on(self, day):
        """Whether it is a standard in force on the day."""
        if self.cancelled and day >= self.cancelled:
            return False
        if any(first <= day and (restored is None or day < restored)
               for first, restored in self.sealed):
            return False
        return any(first <= day <= last for first, last in self.terms)


def _term_end(first):
    """计量标准考核办法 (2020) gives five years, what was before it four."""
    years = 4 if first < days.day(2020, 3, 1) else 5
    return days.before(days.years_later(first, years))


def _terms(chance, founded, lapses):
    terms = [(founded, _term_end(founded))]
    while terms[-1][1] < days.LAST_DAY:
        if chance.random() < lapses:
            break
        first = days.after(terms[-1][1], 1)
        terms.append((first, _term_end(first)))
    return terms


def steady(chance, founded):
    """A standard to which nothing happens but its reviews."""
    return Life(founded, _terms(chance, founded, 0), [], None)


def lived(chance, founded):
    """A standard like another: some lapse, some are sealed, some end."""
    terms = _terms(chance, founded, 0.008)
    first = max(founded, days.day(2019, 1, 1))
    sealed, cancelled = [], None
    luck = chance.random()
    if luck < 0.03:
        begin = days.between(chance, first, days.LAST_DAY)
        back = days.after(begin, chance.randint(60, 400))
        reopened = chance.random() < 0.7 and back < days.LAST_DAY
        sealed = [(begin, back if reopened else None)]
    elif luck < 0.05:
        cancelled = days.between(chance, first, days.LAST_DAY)
    return Life(founded, terms, sealed, cancelled)
