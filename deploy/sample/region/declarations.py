"""企业计量能力自我声明 (art. 22): what enterprises say of themselves."""

from region import days, evidence, measures
from region.draw import digest, stream

_TRADES = ("machinery", "silicon", "oilfield", "power", "grid", "gas")


def records(seed, owners):
    """One of two enterprises in some trades declares something."""
    chance = stream(seed, "declarations")
    kinds = [kind for kind in measures.read() if "E" in kind.sets]
    out = []
    for number, owner in enumerate(owners, 1):
        if owner.trade not in _TRADES or chance.random() < 0.5:
            continue
        first = days.between(chance, days.day(2023, 6, 1),
                             days.day(2026, 9, 1))
        chosen = chance.sample(kinds, chance.randint(1, 3))
        out.append({
            "name": f"declarations/sim-{number:04d}",
            "holder": owner.name,
            "number": f"模拟数据 声明〔{first.year}〕{number:04d} 号",
            "scope": [_row(kind) for kind in chosen],
            "documentDigest": digest(f"{owner.name} {number}"),
            "period": days.period(first,
                                  days.before(days.years_later(first, 3))),
        })
    return out


def _row(measure):
    item = measure.serves[0]
    row = {"services": ["SERVICE_CALIBRATION"],
           "range": evidence.extent(measure),
           "equipmentClass": item.equipment_class,
           "smallestUncertainty": evidence.scaled(measure, 2),
           "item": item.zh}
    if measure.kind:
        row["kind"] = measure.kind
    return row
