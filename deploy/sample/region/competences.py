"""Authorisations and accreditations, with scopes in every form."""

from region import days, decimals, evidence, measures
from region.bodies import REGULATOR
from region.draw import stream
from region.standards import services


def _authorisation(chance, body, standards, serial):
    first = days.between(chance, days.day(2021, 12, 1), days.day(2026, 3, 1))
    scope = []
    for standard in standards:
        if standard.life.terms[-1][1] >= first and standard.number == 1:
            scope += services(standard, "main" if body.has_site else "")
    return {
        "name": f"competences/{body.id}-drawn-authorisation",
        "holder": body.name,
        "kind": "KIND_AUTHORISATION",
        "number": f"(模拟数据)法计({first.year}){serial:05d} 号",
        "authority": REGULATOR,
        "period": days.period(first,
                              days.before(days.years_later(first, 5))),
        "scope": scope,
        "form": ("FORM_PUBLIC_STANDARD" if body.tier == "D"
                 else "FORM_STATUTORY"),
        "region": "650000" if body.tier in "RD" else body.division,
        "criteria": "JJF 1069",
    }


def _points(measure):
    """U over the range: best in the middle."""
    best = float(measure.uncertainty)
    return [{"value": value, "expanded": decimals.short(best * factor)}
            for value, factor in ((measure.least, 3), (measure.point, 1.2),
                                  (measure.most, 2))]


def _stated(chance, measure):
    """The smallest uncertainty in one of its three forms."""
    form = chance.choice(("single", "table", "function"))
    if form == "table":
        return {"uncertaintyTable": {
            "points": _points(measure), "coverageFactor": "2",
            **({"relative": True} if measure.relative else {})}}
    u = evidence.absolute(measure)
    proportion = u / float(measure.point) if float(measure.point) else 0
    if form == "function" and proportion:
        return {"uncertaintyFunction": {
            "form": chance.choice(("FORM_LINEAR", "FORM_QUADRATIC")),
            "constant": decimals.short(u / 2),
            "proportional": decimals.short(proportion / 2),
            "coverageFactor": "2"}}
    return {"smallestUncertainty": evidence.scaled(measure, 1.2)}


def _row(chance, measure):
    item = measure.serves[0]
    row = {"services": ["SERVICE_CALIBRATION"],
           "range": evidence.extent(measure),
           "equipmentClass": item.equipment_class,
           "specifications": [item.specification],
           "item": item.zh, **_stated(chance, measure)}
    if measure.kind:
        row["kind"] = measure.kind
    return row


def _accreditation(chance, holder, kinds, serial, first, people):
    out = {
        "name": f"competences/{holder.partition('/')[2]}-drawn-accreditation",
        "holder": holder,
        "kind": "KIND_ACCREDITATION",
        "number": f"模拟数据 L{serial:05d}",
        "authority": "CNAS",
        "period": days.period(first,
                              days.before(days.years_later(first, 6))),
        "scope": [_row(chance, measure) for measure in kinds],
        "criteria": "CNAS-CL01",
    }
    if people:
        out["signatories"] = [{"person": people[0],
                               "fields": [kinds[0].serves[0].zh],
                               "period": days.period(first)}]
    if chance.random() < 0.2:
        begin = days.between(chance, first, days.LAST_DAY)
        out["suspensions"] = [{
            "kind": "KIND_SUSPENDED",
            "period": days.period(begin, days.after(begin, 90)),
            "reason": "监督评审整改"}]
    return out


def records(seed, bodies, standards_of, laboratories, people_of):
    """All competences: an authorisation of each body that keeps public
    standards or serves a branch, accreditations of the greater bodies and of
    the laboratories."""
    chance = stream(seed, "competences")
    out = [_authorisation(chance, body, standards_of[body.name], serial)
           for serial, body in enumerate(bodies, 1)
           if standards_of.get(body.name)]
    kinds = measures.read()
    holders = [body.name for body in bodies if body.tier == "R"
               or (body.tier == "P" and body.weight >= 4)]
    holders += [laboratory["name"] for laboratory in laboratories]
    for serial, holder in enumerate(holders, 1):
        first = days.between(chance, days.day(2021, 3, 1),
                             days.day(2025, 12, 1))
        offered = chance.sample(kinds, chance.randint(12, 28))
        offered = [kind for kind in offered if kind.since <= first]
        out.append(_accreditation(chance, holder, offered, serial, first,
                                  people_of.get(holder)))
    return out
