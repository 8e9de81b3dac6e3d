"""Days as the records write them: ISO 8601 text."""

import calendar
import datetime

# Between these the sample tells a story: from the base year of the plan to the
# last thing that is known.
BASE_DAY = datetime.date(2021, 12, 31)
LAST_DAY = datetime.date(2026, 10, 31)


def day(year, month, of_month):
    return datetime.date(year, month, of_month)


def years_later(start, years):
    """The same day `years` later; 28 February where that year has no 29th."""
    year = start.year + years
    last = calendar.monthrange(year, start.month)[1]
    return start.replace(year=year, day=min(start.day, last))


def before(start):
    return start - datetime.timedelta(days=1)


def after(start, days):
    return start + datetime.timedelta(days=days)


def between(chance, first, last):
    """A working day from `first` to `last`, if there is one."""
    for _ in range(8):
        drawn = after(first, chance.randint(0, (last - first).days))
        if drawn.weekday() < 5:
            break
    return drawn


def period(first, last=None):
    out = {"from": first.isoformat()}
    if last:
        out["to"] = last.isoformat()
    return out
