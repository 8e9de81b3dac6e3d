"""What standards show for themselves (JJF 1033): tracing diagrams, repeatability,
stability, verification of results."""

from region import days, decimals, texts


def expanded(value, relative=False):
    """U at k = 2 as the records write it."""
    out = {"expanded": value, "coverageFactor": "2"}
    if relative:
        out["relative"] = True
    return out


def absolute(measure):
    """U at the point of the measure, in its unit."""
    value = float(measure.uncertainty)
    return value * float(measure.point) if measure.relative else value


def scaled(measure, factor):
    """U of a standard that is so many times as uncertain."""
    value = float(measure.uncertainty) * factor
    return expanded(decimals.short(value), measure.relative)


def extent(measure):
    return {"min": measure.least, "max": measure.most, "unit": measure.unit}


def diagram(measure, above):
    """量值溯源与传递框图. `above` is the institution of the upper tier."""
    item = measure.serves[0]
    return {"branches": [{
        "kind": measure.kind,
        "upper": {"title": texts.plain(measure.upper.zh, measure.upper.en),
                  "institution": above, "range": extent(measure),
                  "uncertainty": scaled(measure, 1 / 3)},
        "methodUp": "直接比较法",
        "own": {"title": texts.plain(measure.zh, measure.en),
                "range": extent(measure),
                "uncertainty": scaled(measure, 1),
                "accuracyClass": measure.accuracy_class},
        "methodDown": "直接测量法",
        "specificationDown": item.specification,
        "lower": [{"title": texts.plain(item.zh), "range": extent(measure),
                   "uncertainty": scaled(measure, 4),
                   "accuracyClass": item.accuracy_class}],
    }]}


def _test(measure):
    """What all tests say alike."""
    out = {"unit": measure.unit}
    if measure.kind:
        out["kind"] = measure.kind
    return out


def _near(chance, measure, spread):
    """A value about the point, with one decimal more than U has."""
    u = absolute(measure)
    return decimals.fixed(float(measure.point) + chance.gauss(0, spread * u),
                          decimals.places_of(u) + 1)


def repeatability(chance, measure, day):
    """重复性试验: ten readings. One in forty is too wide for its budget."""
    u = absolute(measure)
    spread = 0.4 if chance.random() < 0.025 else 0.1
    readings = [_near(chance, measure, spread) for _ in range(10)]
    return {**_test(measure), "day": day.isoformat(),
            "nominalValue": measure.point, "readings": readings,
            "budgetStandardDeviation": decimals.short(0.2 * u)}


def stability(chance, measure, first, last):
    """稳定性考核: one group a year."""
    days_of = [day for day in (days.years_later(first, n) for n in range(30))
               if days.day(2019, 1, 1) <= day <= last][-4:]
    if len(days_of) < 2:
        return None
    out = {**_test(measure), "nominalValue": measure.point,
           "groups": [{"day": day.isoformat(),
                       "mean": _near(chance, measure, 0.15)}
                      for day in days_of],
           "correctionsUsed": True}
    u = decimals.short(absolute(measure))
    return {**out, "uncertainty": expanded(u)}


def verification(chance, measure, day, above):
    """检定或校准结果的验证 by the transfer method. One in sixty is off."""
    u = absolute(measure)
    off = 2.5 if chance.random() < 1 / 60 else 0.3
    return {**_test(measure), "day": day.isoformat(),
            "method": "METHOD_TRANSFER",
            "own": {"value": _near(chance, measure, off),
                    "uncertainty": expanded(decimals.short(u))},
            "others": [{"institution": above,
                        "value": _near(chance, measure, 0.1),
                        "uncertainty": expanded(decimals.short(u / 3))}]}
