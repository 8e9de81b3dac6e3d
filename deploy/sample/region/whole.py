"""The region as a whole: every record of the sample that is drawn by lot."""

from region import (bodies, comparisons, competences, counts, days,
                    declarations, enterprises, instruments, materials,
                    measures, people, progress, reports, specifications,
                    standards)
from region.draw import stream

# Sets developed in the region, founded in each year (专栏1, beside the six of
# the base year).
_DEVELOPED = {2022: 3, 2023: 6, 2024: 6, 2025: 6, 2026: 2}


def _by_body(drawn):
    out = {}
    for standard in drawn:
        out.setdefault(standard.body.name, []).append(standard)
    return out


def _developed(seed, drawn):
    """The names of standards developed in the region."""
    chance = stream(seed, "developed")
    names = set()
    for year, count in _DEVELOPED.items():
        founded = [each for each in drawn if each.life.founded.year == year]
        own = [each for each in founded if each.body.tier in "RD"]
        others = [each for each in founded if each.body.tier == "P"]
        chosen = (own + chance.sample(others, len(others)))[:count]
        names.update(standards.name_of(each) for each in chosen)
    return names


def draw(seed):
    """(records by kind in the order in which a registry takes them, calls)."""
    keepers, stations = bodies.keepers(seed)
    branches, branch_records = bodies.industry()
    owners, owner_records = enterprises.owners(seed)
    laboratories = enterprises.laboratories()
    public = progress.public_standards(seed, keepers)
    inner = branches + enterprises.keepers(owners)
    drawn = public + progress.inner_standards(seed, inner)
    of_body = _by_body(drawn)
    persons = people.records(seed, keepers + inner, of_body)
    people_of = people.by_employer(persons)
    compared, calls = comparisons.all_of(seed, public, measures.read(),
                                         days.LAST_DAY)
    records = {
        "institutions": (stations + branch_records + bodies.neighbours()
                         + materials.producers() + laboratories
                         + owner_records),
        "specifications": specifications.records(seed),
        "persons": persons,
        "competences": competences.records(
            seed, keepers + branches, of_body, laboratories, people_of),
        "standards": standards.records(seed, drawn, people_of,
                                       _developed(seed, drawn)),
        "referenceMaterials": materials.records(seed),
        "instruments": instruments.records(seed, owners),
        "declarations": declarations.records(seed, owners),
        "comparisons": compared,
        "indicatorEntries": counts.records(),
    }
    return records, calls + reports.calls()
