"""Batches of reference materials (art. 19, 专栏6) and checks on them."""

from region import days, decimals, evidence, texts
from region.draw import stream

PRODUCERS = (
    # id, 名称, name
    ("producer-cotton", "绿洲农产品标准物质中心",
     "Oasis Agricultural Reference Materials"),
    ("producer-silicon", "准噶尔新材料标准物质公司",
     "Junggar Materials Reference Company"),
    ("producer-medicine", "民族医药标准物质研究中心",
     "Traditional Medicine Reference Materials"),
)

_MATERIALS = (
    # field, 名称, name, analyte, matrix, kind, value, unit, U %, producer,
    # major class
    ("cotton", "棉花回潮率标准物质", "cotton moisture", "moisture", "cotton",
     "MSFR", 8.5, "\\percent", 2, "producer-cotton", "05"),
    ("soil", "灰漠土中镉", "cadmium in grey desert soil", "Cd", "soil",
     "MSFR", 0.21, "\\milli\\gram\\per\\kilogram", 6, "producer-cotton", "07"),
    ("pesticide", "葡萄中毒死蜱残留", "chlorpyrifos in grapes",
     "chlorpyrifos", "grape", "MSFR", 0.52, "\\milli\\gram\\per\\kilogram", 8,
     "producer-cotton", "10"),
    ("fertiliser", "复合肥中总氮", "total nitrogen in fertiliser", "N",
     "fertiliser", "MSFR", 15.2, "\\percent", 1, "producer-cotton", "06"),
    ("food", "驼奶粉中钙", "calcium in camel milk powder", "Ca",
     "camel milk powder", "MSFR", 1.02, "\\percent", 3, "producer-cotton",
     "10"),
    ("materials", "单晶硅电阻率", "resistivity of monocrystalline silicon",
     "resistivity", "silicon", "RESY", 0.0102, "\\ohm\\metre", 2,
     "producer-silicon", "13"),
    ("materials", "多晶硅中硼", "boron in polysilicon", "B", "silicon",
     "MSFR", 0.35, "\\micro\\gram\\per\\kilogram", 9, "producer-silicon",
     "02"),
    ("energy", "煤的发热量", "calorific value of coal", "calorific value",
     "coal", "CALV", 26.41, "\\mega\\joule\\per\\kilogram", 0.4,
     "producer-silicon", "11"),
    ("medicine", "神香草中迷迭香酸", "rosmarinic acid in hyssop",
     "rosmarinic acid", "hyssop", "MSFR", 0.83, "\\percent", 4,
     "producer-medicine", "09"),
    ("medicine", "甘草中甘草酸", "glycyrrhizic acid in liquorice",
     "glycyrrhizic acid", "liquorice", "MSFR", 2.94, "\\percent", 3,
     "producer-medicine", "09"),
    ("environment", "氮中二氧化硫", "sulphur dioxide in nitrogen", "SO2", "N2",
     "AMFR", 502.0, "\\micro\\mole\\per\\mole", 1.5, "gas-centre", "08"),
    ("environment", "氮中二氧化碳", "carbon dioxide in nitrogen", "CO2", "N2",
     "AMFR", 12.01, "\\percent", 1, "gas-centre", "08"),
    ("safety", "空气中甲烷", "methane in air", "CH4", "air", "AMFR", 1.01,
     "\\percent", 1.5, "gas-centre", "08"),
    ("energy", "天然气组成", "natural gas composition", "CH4", "natural gas",
     "AMFR", 92.3, "\\percent", 0.8, "gas-centre", "11"),
)
_CHECKER = "新疆标准物质核查验证实验室（模拟数据）"


def _value(material):
    (_, _, _, analyte, matrix, kind, value, unit, percent, _, _) = material
    u = value * percent / 100
    return {"analyte": analyte, "matrix": matrix, "kind": {"code": kind},
            "value": decimals.fixed(value, decimals.places_of(u)),
            "unit": unit,
            "uncertainty": evidence.expanded(decimals.short(u)),
            "status": "STATUS_CERTIFIED"}


def _check(chance, material, day, number):
    """What a supervisor found: one in ten does not hold."""
    value, u = material[6], material[6] * material[8] / 100
    holds = chance.random() > 0.1
    found = value + (chance.uniform(-0.6, 0.6) if holds else 2.5) * u
    return {"day": day.isoformat(), "institution": _CHECKER,
            "analyte": material[3],
            "value": decimals.fixed(found, decimals.places_of(u)),
            "uncertainty": evidence.expanded(decimals.short(u)),
            "conclusion": ("CONCLUSION_CONFORMING" if holds
                           else "CONCLUSION_NONCONFORMING"),
            "documentNumber": f"模拟核查〔{day.year}〕{number} 号"}


def _batch(chance, material, order, batch):
    field, zh, en = material[:3]
    made = days.between(chance, days.day(2022, 3, 1), days.day(2026, 6, 1))
    out = {
        "name": f"referenceMaterials/sim-{order:02d}-{batch}",
        "title": texts.title(zh, en),
        "number": f"GBW(E){material[-1]}{9000 + order:04d}",
        "grade": "GRADE_SECONDARY",
        "batch": f"SIM-{made.year}-{batch}",
        "producer": f"institutions/{material[-2]}",
        "period": days.period(days.after(made, 60),
                              days.years_later(made, chance.choice((2, 3)))),
        "values": [_value(material)],
        "gradingCertificate": f"模拟标物定级 {9000 + order}",
        "productionDay": made.isoformat(),
        "traceabilityStatement": "模拟：称量法或多家定值，溯源至国家基准",
        "minimumSample": "0.2 g",
        "storage": "干燥、避光",
        "openedMonths": 6,
        "fields": [field],
    }
    if chance.random() < 0.6:
        day = days.between(chance, days.after(made, 90), days.LAST_DAY)
        check = _check(chance, material, day, f"{order}{batch}")
        out["supervisionChecks"] = [check]
        if check["conclusion"] == "CONCLUSION_NONCONFORMING":
            out["suspensions"] = [{"kind": "KIND_REVOKED",
                                   "period": days.period(days.after(day, 14)),
                                   "reason": "监督核查不符合"}]
    return out


def records(seed):
    """Three batches of each material."""
    chance = stream(seed, "materials")
    return [_batch(chance, material, order, batch)
            for order, material in enumerate(_MATERIALS, 1)
            for batch in (1, 2, 3)]


def producers():
    """Their producers, but for the one that institutions.json has."""
    return [{"name": f"institutions/{id_}", "title": texts.title(zh, en),
             "kind": "KIND_REFERENCE_MATERIAL_PRODUCER", "division": "650100",
             "country": "CN",
             "jurisdiction": "JURISDICTION_AUTONOMOUS_REGION",
             "period": {"from": "2016-01-01"}}
            for id_, zh, en in PRODUCERS]
