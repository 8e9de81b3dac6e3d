"""Persons: numbers of registration and what they were assessed for. There is no
name of anybody, made up or not."""

from region import days
from region.draw import stream

_PER_TIER = {"R": 36, "P": 9, "C": 3, "D": 4, "E": 2}
_QUALIFICATIONS = ("FIRST", "FIRST", "SECOND", "SECOND", "SECOND", "VERIFIER")


def _project(chance, standard, first, last, number):
    item = standard.measure.serves[0]
    return {
        "title": f"{item.zh}（模拟数据）",
        "certificateNumber": f"模拟计考〔{first.year}〕{number} 号",
        "scope": [{
            "services": ["SERVICE_LEGAL_VERIFICATION"],
            "equipmentClass": item.equipment_class,
            "specifications": [item.specification],
            "item": item.zh}],
        "period": days.period(first, last),
    }


def _person(chance, body, number, serial, standards):
    first = days.between(chance, days.day(2020, 1, 1), days.day(2026, 6, 30))
    last = days.before(days.years_later(first, 5))
    out = {
        "name": f"persons/{body.id}-{number:02d}",
        "registrationNumber": f"模拟数据 {body.division}-{serial:05d}",
        "qualification": f"QUALIFICATION_{chance.choice(_QUALIFICATIONS)}",
        "employer": body.name,
        "period": days.period(first, last),
    }
    chosen = chance.sample(standards, min(len(standards),
                                          chance.randint(1, 4)))
    out["projects"] = [
        _project(chance, standard, first, last,
                 f"{serial:05d}{order}")
        for order, standard in enumerate(chosen, 1)]
    if chance.random() < 0.02:
        day = days.between(chance, first, last)
        out["suspensions"] = [{
            "kind": "KIND_REVOKED", "period": days.period(day),
            "reason": "变更执业单位"}]
    return out


def records(seed, bodies, standards_of):
    """The people of all bodies. `standards_of` gives the standards of each."""
    chance = stream(seed, "people")
    wanted = [(body, number) for body in bodies
              for number in range(1, _PER_TIER[body.tier] + 1)]
    return [_person(chance, body, number, serial,
                    standards_of.get(body.name, []))
            for serial, (body, number) in enumerate(wanted, 1)]


def by_employer(persons):
    """The names of the people of each employer."""
    out = {}
    for person in persons:
        out.setdefault(person["employer"], []).append(person["name"])
    return out
