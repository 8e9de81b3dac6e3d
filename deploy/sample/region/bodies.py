"""Who keeps standards: the institutes and stations of the region."""

import typing

from region import days, designations, identifiers, places, texts
from region.draw import digest, stream

REGULATOR = "新疆维吾尔自治区市场监督管理局"

# Counties whose standards are kept by the institute of their prefecture: the
# urban districts, and a third of the others by lot.
_WITHOUT_STATION = 0.31
# institutions.json has this one.
_SHUFU = "653121"

_INDUSTRY = (
    # id, 名称, name, sectors
    ("industry-power", "新疆电力计量中心", "Xinjiang Power Metrology Centre",
     ["energy"]),
    ("industry-weather", "新疆气象计量检定所",
     "Xinjiang Meteorological Metrology Station", ["weather", "wind"]),
    ("industry-oil", "新疆油气流量计量站",
     "Xinjiang Oil and Gas Flow Station", ["oil_gas"]),
    ("industry-hydrology", "新疆水文计量检定中心",
     "Xinjiang Hydrological Metrology Centre", ["water"]),
    ("industry-transport", "新疆交通计量检测中心",
     "Xinjiang Transport Metrology Centre", ["transport"]),
    ("industry-cotton", "新疆纤维计量检验中心",
     "Xinjiang Fibre Metrology Centre", ["cotton", "agriculture"]),
    ("industry-medical", "新疆医学计量中心",
     "Xinjiang Medical Metrology Centre", ["medical"]),
    ("industry-carbon", "新疆能源与碳计量中心",
     "Xinjiang Energy and Carbon Metrology Centre", ["carbon", "energy"]),
    ("industry-survey", "新疆测绘仪器计量站",
     "Xinjiang Survey Instrument Station", ["survey"]),
    ("industry-telecom", "新疆通信计量中心",
     "Xinjiang Telecommunication Metrology Centre", ["communications"]),
    ("industry-coal", "新疆煤电计量测试中心",
     "Xinjiang Coal Power Metrology Centre", ["coal", "energy"]),
    ("industry-railway", "乌鲁木齐铁路计量所",
     "Urumqi Railway Metrology Station", ["railway"]),
    ("industry-materials", "新疆标准物质核查验证实验室",
     "Xinjiang Reference Material Check Laboratory", ["materials"]),
    ("industry-base", "新疆计量科技创新与比对中心",
     "Xinjiang Metrology Innovation and Comparison Centre", ["industry"]),
)


class Body(typing.NamedTuple):
    """A body that keeps standards."""
    id: str
    zh: str        # as printed, without the stamp
    tier: str      # as in measures.Measure.sets
    division: str
    weight: int    # how much it keeps beside others of its tier
    has_site: bool
    sectors: tuple = ()

    @property
    def name(self):
        return f"institutions/{self.id}"


def _site(division, point=None):
    site = {"id": "main", "title": texts.plain("本部", "main site"),
            "address": "计量路 1 号（模拟地址）", "division": division}
    if point:
        site["latitude"], site["longitude"] = point
    return site


def _institution(body, en, kind, tier, serial, **more):
    name = body.name
    return {
        "name": name,
        "title": texts.title(body.zh, en),
        "uscc": identifiers.uscc("12", body.division, serial),
        "kind": f"KIND_{kind}",
        "division": body.division,
        "country": "CN",
        "jurisdiction": "JURISDICTION_AUTONOMOUS_REGION",
        "tier": f"TIER_{tier}",
        "sites": [_site(body.division, more.pop("point", None))],
        "period": {"from": "1995-01-01"},
        "seals": [{"title": "检定专用章", "number": f"{body.division}{serial:07d}",
                   "period": {"from": "2010-01-01"}}],
        "signingKeys": [{
            "subject": f"CN={en},C=CN",
            "serial": f"{serial:06X}",
            "thumbprint": digest(name),
            "period": {"from": "2022-01-01", "to": "2027-12-31"}}],
        "parentAuthority": REGULATOR,
        **more,
    }


def _counties(seed):
    chance = stream(seed, "stations")
    for county in places.COUNTIES:
        urban = county.code.startswith("6501") and county.zh.endswith("区")
        lacks = chance.random() < _WITHOUT_STATION
        if county.code == _SHUFU or not (urban or lacks):
            yield county


def keepers(seed):
    """(bodies, institutions): all that keep public standards, and the records
    of those that institutions.json has not."""
    bodies = [Body("xjim", "新疆维吾尔自治区计量测试研究院", "R",
                   places.REGION, 1, True)]
    bodies += [Body(p.institute, f"{p.zh}计量检定所", "P", p.code, p.weight,
                    False) for p in places.PREFECTURES]
    records = []
    for serial, city in enumerate(places.CORPS_CITIES, 100):
        body = Body(f"corps-{city.code}", f"{city.zh}计量检定所", "P",
                    city.code, 2, True)
        bodies.append(body)
        records.append(_institution(
            body, f"{city.en} Metrology Station", "STATUTORY_PREFECTURE",
            "PREFECTURE", serial,
            jurisdiction="JURISDICTION_PRODUCTION_CORPS"))
    for serial, county in enumerate(_counties(seed), 200):
        if county.code == _SHUFU:
            bodies.append(Body("shufu", "疏附县计量检定所", "C", county.code,
                               1, False))
            continue
        body = Body(f"station-{county.code}", f"{county.zh}计量检定所", "C",
                    county.code, 1, True)
        bodies.append(body)
        records.append(_institution(
            body, f"{county.en} Metrology Station", "STATUTORY_COUNTY",
            "COUNTY", serial))
    return bodies, records


def industry():
    """(bodies, institutions) of the branches."""
    bodies, records = [], []
    for serial, (id_, zh, en, sectors) in enumerate(_INDUSTRY, 400):
        body = Body(id_, zh, "D", "650100", 1, True, tuple(sectors))
        bodies.append(body)
        record = _institution(body, en, "INDUSTRY_BODY", "INDUSTRY", serial,
                              sectors=sectors, point=(43.80, 87.60))
        roles = designations.of(id_)
        if roles:
            record["designations"] = roles
        records.append(record)
    return bodies, records


def neighbours():
    """Institutes of other provinces that take part in comparisons."""
    records = []
    for serial, (id_, zh, en, division) in enumerate((
            ("shaanxi-institute", "陕西省计量院", "Shaanxi Institute", "610000"),
            ("gansu-institute", "甘肃省计量院", "Gansu Institute", "620000"),
            ("qinghai-institute", "青海省计量院", "Qinghai Institute", "630000"),
            ("ningxia-institute", "宁夏计量院", "Ningxia Institute", "640000")),
            500):
        body = Body(id_, zh, "R", division, 1, True)
        record = _institution(body, f"{en} of Metrology", "STATUTORY_PROVINCE",
                              "REGION", serial)
        del record["jurisdiction"]
        records.append(record)
    return records
