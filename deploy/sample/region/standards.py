"""Records of measurement standards."""

from region import days, evidence, places, texts
from region.bodies import REGULATOR
from region.draw import stream

_ASSESSED_ABOVE = {"R": "国家市场监督管理总局"}
_MAKERS = ("昆仑仪器厂（模拟）", "天山计量设备公司（模拟）", "塔河仪表公司（模拟）",
           "海河精密仪器厂（模拟）", "岷江电气公司（模拟）")
_ROMAN = ("", "", " Ⅱ", " Ⅲ")
_TIERS = {"R": "PUBLIC", "P": "PUBLIC", "C": "PUBLIC",
          "D": "DEPARTMENT", "E": "ENTERPRISE"}


def name_of(standard):
    body, measure = standard.body.id, standard.measure.id.replace("_", "-")
    return f"standards/{body}-{measure}-{standard.number}"


def above(body):
    """Who calibrates for a body, as certificates print it."""
    if body.tier == "R":
        return "中国计量科学研究院"
    prefecture = places.prefecture_of(body.division)
    if body.tier == "C" and prefecture:
        return f"{prefecture.zh}计量检定所"
    return "新疆维吾尔自治区计量测试研究院"


def _highest(standards):
    """The standards that are the best of their kind of quantity where they
    are: the others of the body depend on them."""
    best = {}
    for standard in standards:
        measure = standard.measure
        kind = (measure.code[:4], str(measure.kind))
        key = (standard.body.id, kind)
        if key not in best or (float(measure.uncertainty)
                               < float(best[key].measure.uncertainty)):
            best[key] = standard
    return {name_of(standard) for standard in best.values()}


def _level(standard, highest):
    tier = _TIERS[standard.body.tier]
    if name_of(standard) in highest:
        return f"LEVEL_{tier}_HIGHEST"
    return "LEVEL_PUBLIC_SUBORDINATE" if tier == "PUBLIC" else (
        "LEVEL_SUBORDINATE")


def _components(chance, standard, serial):
    measure, founded = standard.measure, standard.life.founded
    # Some have grown old in service, some were renewed since.
    taken = days.years_later(founded, -chance.choice((0, 0, 0, 1, 4)))
    main = {
        "role": "ROLE_MAIN",
        "title": texts.plain(measure.main.zh, measure.main.en),
        "manufacturer": chance.choice(_MAKERS),
        "model": measure.main.model,
        "identifications": [{"issuer": "ISSUER_MANUFACTURER",
                             "value": f"SIM-{serial:05d}"}],
        "recalibrationMonths": chance.choice((12, 12, 12, 24)),
        "capabilities": [_capability(measure)],
        "putIntoService": taken.isoformat(),
        "tracingInstitution": above(standard.body),
    }
    aid = {
        "role": "ROLE_AUXILIARY",
        "title": texts.plain("数字温湿度计", "thermohygrometer"),
        "model": "TH-20",
        "identifications": [{"issuer": "ISSUER_MANUFACTURER",
                             "value": f"SIM-TH-{serial:05d}"}],
        "putIntoService": founded.isoformat(),
    }
    return [main, aid]


def _capability(measure):
    out = {"range": evidence.extent(measure),
           "uncertainty": evidence.scaled(measure, 1),
           "accuracyClass": measure.accuracy_class}
    if measure.kind:
        out["kind"] = measure.kind
    return out


def services(standard, site):
    """开展的检定/校准项目 of a standard."""
    measure, rows = standard.measure, []
    for item in standard.measure.serves:
        row = {
            "services": ["SERVICE_LEGAL_VERIFICATION", "SERVICE_CALIBRATION"],
            "range": evidence.extent(measure),
            "equipmentClass": item.equipment_class,
            "smallestUncertainty": evidence.scaled(measure, 1.5),
            "specifications": [item.specification],
            "item": item.zh,
            "accuracyClass": item.accuracy_class,
        }
        if item.specification.startswith("JJF"):
            row["services"] = ["SERVICE_CALIBRATION"]
        if measure.kind:
            row["kind"] = measure.kind
        if item.catalogue_item:
            row["catalogueItems"] = [item.catalogue_item]
        if site:
            row["sites"] = [site]
        rows.append(row)
    return rows


def _grants(standard, serial, form):
    """One number for each term of validity."""
    authority = _ASSESSED_ABOVE.get(standard.body.tier, REGULATOR)
    return [{"number": form.format(year=first.year, serial=serial),
             "authority": authority,
             "period": days.period(first, last)}
            for first, last in standard.life.terms]


def _events(chance, standard):
    life = standard.life
    events = [("ESTABLISHED", life.founded, "新建")]
    events += [("REVIEWED", first, "复查") for first, _ in life.terms[1:]]
    for first, restored in life.sealed:
        events.append(("SEALED", first, chance.choice(
            ("设备送修", "环境条件改造", "人员不足"))))
        if restored:
            events.append(("RESTORED", restored, "复查合格"))
    if life.cancelled:
        events.append(("CANCELLED", life.cancelled, "不再开展该项目"))
    luck = chance.random()
    first = max(life.founded, days.day(2021, 1, 1))
    if luck < 0.15 and first < days.LAST_DAY:
        kind, reason = chance.choice((
            ("COMPONENT_REPLACED", "主要计量标准器更换"),
            ("METHOD_CHANGED", "采用新版规程"),
            ("PERSON_CHANGED", "检定人员变更"),
            ("ENVIRONMENT_CHANGED", "存放地点变更")))
        events.append((kind, days.between(chance, first, days.LAST_DAY),
                       reason))
    return [{"kind": f"KIND_{kind}", "day": day.isoformat(), "reason": reason}
            for kind, day, reason in sorted(events, key=lambda e: e[1])]


def _last_test(standard):
    """The day until which there are tests."""
    ends = [days.LAST_DAY, standard.life.terms[-1][1]]
    if standard.life.cancelled:
        ends.append(standard.life.cancelled)
    return min(ends)


def _tests(chance, standard):
    measure, founded = standard.measure, standard.life.founded
    last = _last_test(standard)
    recent = max(founded, days.after(last, -300))
    tested = days.between(chance, recent, last)
    out = {
        "repeatabilityTests": [evidence.repeatability(chance, measure,
                                                      tested)],
        "resultVerifications": [evidence.verification(
            chance, measure, tested, above(standard.body))]}
    checked = evidence.stability(chance, measure, founded, last)
    if checked:
        out["stabilityChecks"] = [checked]
    return out


def _environment():
    return [{"kind": {"code": "TEMC"}, "range": {
                "min": "18", "max": "25", "unit": "\\degreecelsius"}},
            {"kind": {"code": "RHUM"}, "range": {
                "max": "75", "unit": "\\percent"}}]


def record(chance, standard, serial, level, people, developed):
    """One standard as a record. `people` are the names of those who work at
    its holder."""
    measure, life = standard.measure, standard.life
    number = _ROMAN[standard.number]
    site = "main" if standard.body.has_site else ""
    out = {
        "name": name_of(standard),
        "title": texts.title(measure.zh + number, measure.en + number),
        "code": measure.code,
        "level": level,
        "holder": standard.body.name,
        "capabilities": [_capability(measure)],
        "components": _components(chance, standard, serial),
        "assessments": _grants(standard, serial,
                               "模拟〔{year}〕新量标证字第 {serial:05d} 号"),
        "events": _events(chance, standard),
        "services": services(standard, site),
        "period": days.period(life.founded, life.cancelled and days.before(
            life.cancelled)),
        "environment": _environment(),
        "sectors": measure.sectors,
        "origin": ("ORIGIN_DEVELOPED_IN_REGION" if developed
                   else "ORIGIN_PURCHASED"),
        **_tests(chance, standard),
    }
    if site:
        out["site"] = site
    if measure.kind:
        out["diagram"] = evidence.diagram(measure, above(standard.body))
    if level.startswith("LEVEL_PUBLIC"):
        out["publicCertificates"] = _grants(
            standard, serial, "模拟〔{year}〕新社量标证字第 {serial:05d} 号")
    if people:
        out["persons"] = sorted(chance.sample(people, min(2, len(people))))
    return out


def records(seed, standards, people_of, developed):
    """All standards. `people_of` gives the people of an institution,
    `developed` holds the names of what was developed in the region."""
    chance = stream(seed, "standards")
    highest = _highest(standards)
    return [record(chance, standard, serial, _level(standard, highest),
                   people_of.get(standard.body.name, []),
                   name_of(standard) in developed)
            for serial, standard in enumerate(standards, 1)]
