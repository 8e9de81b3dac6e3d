"""Which body has which standards, and since when: a region on its way from the
base year of the plan to its targets, and what it never came to build."""

import typing

from region import days, lives, measures
from region.bodies import Body
from region.draw import stream

# Public standards in force at the end of each year. (The chains of the sample
# have some two dozen more, all of them assessed after the base year.)
IN_FORCE = {2021: 1360, 2022: 1372, 2023: 1401, 2024: 1436, 2025: 1482,
            2026: 1496}


class Standard(typing.NamedTuple):
    """One standard: a kind of them, at a body."""
    body: Body
    measure: measures.Measure
    number: int  # 1 for the first of its kind there
    life: lives.Life


class _Slot(typing.NamedTuple):
    body: Body
    measure: measures.Measure
    number: int


def _slots(chance, bodies, kinds):
    """Every standard that could be, the region's own first, then in the order
    in which they are built: sooner where there is more to measure."""
    own, others = [], []
    for body in bodies:
        for measure in kinds:
            for number in range(1, measure.sets.get(body.tier, 0) + 1):
                slot = _Slot(body, measure, number)
                if body.tier == "R":
                    own.append(slot)
                else:
                    rank = chance.random() ** (number / body.weight)
                    others.append((-rank, slot))
    others.sort(key=lambda each: each[0])
    return own, [slot for _, slot in others]


def _first_day(year):
    return max(days.day(year, 1, 1), days.after(days.BASE_DAY, 1))


def _last_day(year):
    return min(days.day(year, 12, 31), days.LAST_DAY)


def _found(chance, slot, first, last, live):
    """The slot with its life, or None where its kind is not yet built by
    `last`. The region builds as soon as it can."""
    since = slot.measure.since
    if since > last:
        return None
    first = max(first, since)
    founded = (first if slot.body.tier == "R" and since > days.BASE_DAY
               else days.between(chance, first, last))
    return Standard(*slot, live(chance, founded))


def _of_base_year(chance, own, others):
    """What there was at the end of the base year."""
    first = days.day(2004, 1, 1)
    built, left = [], []
    in_force = 0
    for slot in own + others:
        standard = None
        if in_force < IN_FORCE[2021]:
            live = lives.steady if slot.body.tier == "R" else lives.lived
            standard = _found(chance, slot, first, days.BASE_DAY, live)
        if standard is None:
            left.append(slot)
            continue
        built.append(standard)
        in_force += standard.life.counts_on(days.BASE_DAY)
    return built, left


def _in_year(chance, year, built, left):
    """Adds to `built` what is founded in a year; what is left to build."""
    last = _last_day(year)
    in_force = sum(each.life.counts_on(last) for each in built)
    waiting = []
    for slot in left:
        own = slot.body.tier == "R"
        standard = None
        if own or in_force < IN_FORCE[year]:
            standard = _found(chance, slot, _first_day(year), last,
                              lives.steady if own else lives.lived)
        if standard is None:
            waiting.append(slot)
            continue
        built.append(standard)
        in_force += standard.life.counts_on(last)
    return waiting


def public_standards(seed, bodies):
    """All public standards that ever were."""
    chance = stream(seed, "progress")
    own, others = _slots(chance, bodies, measures.read())
    built, left = _of_base_year(chance, own, others)
    for year in sorted(IN_FORCE)[1:]:
        left = _in_year(chance, year, built, left)
    return built


def inner_standards(seed, bodies):
    """Standards of branches and enterprises: for their own use."""
    chance = stream(seed, "inner")
    out = []
    for body in bodies:
        for measure in measures.read():
            serves_it = set(measure.sectors) & set(body.sectors)
            if body.tier in measure.sets and serves_it:
                first = max(days.day(2010, 1, 1), measure.since)
                founded = days.between(chance, first, days.LAST_DAY)
                out.append(Standard(body, measure, 1,
                                    lives.lived(chance, founded)))
    return out


def in_force(standards, day):
    """How many of them count on a day."""
    return sum(each.life.counts_on(day) for each in standards)
