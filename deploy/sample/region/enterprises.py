"""Who owns instruments, and who offers calibration for money."""

import typing

from region import identifiers, places, texts
from region.bodies import Body
from region.draw import stream


class Owner(typing.NamedTuple):
    """An institution that uses instruments."""
    name: str
    zh: str
    trade: str  # of TRADES
    division: str


# What there is in each prefecture, and in each county: how many of what.
_IN_PREFECTURE = (("grid", 1), ("water", 1), ("gas", 1), ("heat", 1),
                  ("hospital", 2), ("taxi", 1), ("charging", 2),
                  ("inspection", 1), ("optician", 1), ("logistics", 1),
                  ("monitoring", 1), ("police", 1))
_IN_COUNTY = (("market", 1), ("fuel", 2), ("hospital", 1), ("water", 1))

TRADES = {
    # 名称, name, sectors
    "grid": ("供电公司", "Power Supply Company", ["energy"]),
    "water": ("供水公司", "Water Company", ["water"]),
    "gas": ("燃气公司", "Gas Company", ["oil_gas"]),
    "heat": ("供热公司", "Heating Company", ["energy"]),
    "hospital": ("人民医院", "People's Hospital", ["medical"]),
    "taxi": ("出租汽车公司", "Taxi Company", ["transport"]),
    "charging": ("充电运营公司", "Charging Operator", ["energy", "transport"]),
    "inspection": ("机动车检验公司", "Vehicle Inspection Company",
                   ["transport"]),
    "optician": ("眼镜公司", "Opticians", ["medical"]),
    "logistics": ("物流公司", "Logistics Company", ["transport", "trade"]),
    "monitoring": ("环境监测站", "Environmental Monitoring Station",
                   ["environment"]),
    "police": ("交通管理支队", "Traffic Police", ["safety"]),
    "market": ("集贸市场", "Market", ["trade"]),
    "fuel": ("加油站", "Filling Station", ["oil_gas"]),
    # Once in a while.
    "mine": ("煤矿", "Coal Mine", ["coal"]),
    "wind": ("风电场", "Wind Farm", ["wind"]),
    "solar": ("光伏电站", "Solar Plant", ["photovoltaic"]),
    "hydrogen": ("绿氢公司", "Green Hydrogen Company", ["hydrogen"]),
    "oilfield": ("油田公司", "Oilfield Company", ["oil_gas"]),
    "cotton": ("棉花加工厂", "Cotton Works", ["cotton"]),
    "power": ("火电厂", "Thermal Power Plant", ["coal", "carbon"]),
    "machinery": ("装备制造公司", "Machinery Works", ["machinery"]),
    "silicon": ("晶硅材料公司", "Silicon Works", ["materials"]),
    "rail": ("铁路货运站", "Rail Freight Station", ["railway"]),
}

# Where what is not everywhere stands.
_SCATTERED = (
    ("mine", ("650502", "652301", "652902", "654202")),
    ("wind", ("650107", "650521", "652722", "654301")),
    ("solar", ("650502", "652902", "653122", "652822")),
    ("hydrogen", ("652902", "650203", "650502")),
    ("oilfield", ("650203", "652801", "650421")),
    ("cotton", ("652924", "653130", "654202", "652928", "652901")),
    ("power", ("652301", "650502", "650109", "654003")),
    ("machinery", ("650104", "652301", "650106", "650203")),
    ("silicon", ("650109", "652302", "652327")),
    ("rail", ("650106", "652801", "650502")),
)

_LABORATORIES = (
    ("laboratory-kunlun", "昆仑校准技术公司", "Kunlun Calibration", "650104"),
    ("laboratory-tarim", "塔里木校准实验室", "Tarim Calibration Laboratory",
     "652801"),
    ("laboratory-ili", "伊犁河计量技术公司", "Ili River Metrology", "654002"),
    ("laboratory-shihezi", "石河子校准实验室",
     "Shihezi Calibration Laboratory", "659001"),
)


def _record(id_, zh, en, division, serial, sectors, kind="ENTERPRISE"):
    corps = division.startswith("6590")
    return {
        "name": f"institutions/{id_}",
        "title": texts.title(zh, en),
        "uscc": identifiers.uscc("91", division, serial),
        "kind": f"KIND_{kind}",
        "division": division,
        "country": "CN",
        "jurisdiction": ("JURISDICTION_PRODUCTION_CORPS" if corps
                         else "JURISDICTION_AUTONOMOUS_REGION"),
        "period": {"from": "2012-01-01"},
        "sectors": sectors,
    }


def _wanted():
    """(trade, place, number among its like) of every owner."""
    for place in places.PREFECTURES + places.CORPS_CITIES:
        for trade, count in _IN_PREFECTURE:
            for number in range(1, count + 1):
                yield trade, place, number
    for place in places.COUNTIES + places.CORPS_CITIES:
        for trade, count in _IN_COUNTY:
            # A city of the corps has its hospital and its water already.
            if place in places.CORPS_CITIES and trade in ("hospital", "water"):
                continue
            for number in range(1, count + 1):
                yield trade, place, number
    by_code = {place.code: place for place in places.COUNTIES}
    for trade, codes in _SCATTERED:
        for code in codes:
            yield trade, by_code[code], 1


def owners(seed):
    """(owners, institutions)."""
    chance = stream(seed, "owners")
    out, records = [], []
    for serial, (trade, place, number) in enumerate(_wanted(), 1000):
        zh, en, sectors = TRADES[trade]
        ordinal = "" if number == 1 else f"第{'一二三四'[number - 1]}"
        owner = Owner(f"institutions/{trade}-{place.code}-{number}",
                      f"{place.zh}{ordinal}{zh}", trade, place.code)
        out.append(owner)
        record = _record(owner.name.partition("/")[2], owner.zh,
                         f"{place.en} {en} {number}", place.code, serial,
                         sectors)
        if trade in ("machinery", "grid") and chance.random() < 0.3:
            record["designations"] = [{
                "kind": "KIND_MEASUREMENT_MANAGEMENT_SYSTEM",
                "title": texts.plain("测量管理体系认证",
                                     "measurement management system"),
                "documentNumber": f"模拟 CMS {serial}",
                "period": {"from": "2024-05-01", "to": "2029-04-30"}}]
        records.append(record)
    return out, records


def keepers(of_trades):
    """The owners that keep measurement standards for their own use."""
    return [Body(owner.name.partition("/")[2], owner.zh, "E", owner.division,
                 1, False, tuple(TRADES[owner.trade][2]))
            for owner in of_trades
            if owner.trade in ("machinery", "silicon", "oilfield", "power")]


def laboratories():
    """Calibration laboratories: institutions alone."""
    return [_record(id_, zh, en, division, serial, ["industry"],
                    "COMMERCIAL_LABORATORY")
            for serial, (id_, zh, en, division)
            in enumerate(_LABORATORIES, 5000)]
