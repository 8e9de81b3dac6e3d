"""Roles that authorities gave to institutions, each with its day."""

from region import days, texts

AUTHORITY = "新疆维吾尔自治区市场监督管理局"

# id of the institution, kind of role, title, day.
_ROLES = (
    ("industry-power", "TECHNICAL_COMMITTEE", "电学与电能计量",
     "electricity", (2022, 6, 10)),
    ("industry-weather", "TECHNICAL_COMMITTEE", "气象与环境计量",
     "weather and environment", (2023, 3, 17)),
    ("industry-oil", "TECHNICAL_COMMITTEE", "流量与容量计量",
     "flow and volume", (2023, 5, 20)),
    ("industry-hydrology", "TECHNICAL_COMMITTEE", "水资源计量",
     "water resources", (2023, 10, 12)),
    ("industry-transport", "TECHNICAL_COMMITTEE", "交通运输计量",
     "transport", (2024, 3, 22)),
    ("industry-cotton", "TECHNICAL_COMMITTEE", "农业与棉花计量",
     "agriculture and cotton", (2024, 7, 5)),
    ("industry-medical", "TECHNICAL_COMMITTEE", "医学计量",
     "medicine", (2024, 11, 15)),
    ("industry-carbon", "TECHNICAL_COMMITTEE", "能源与碳计量",
     "energy and carbon", (2025, 4, 18)),
    ("industry-survey", "TECHNICAL_COMMITTEE", "测绘计量",
     "surveying", (2025, 9, 26)),
    ("industry-telecom", "TECHNICAL_COMMITTEE", "时间频率计量",
     "time and frequency", (2026, 5, 20)),
    ("industry-coal", "NATIONAL_INDUSTRY_CENTRE", "国家煤电产业计量测试中心",
     "National Coal Power Metrology Centre", (2025, 10, 30)),
    ("industry-cotton", "REGIONAL_INDUSTRY_CENTRE",
     "自治区棉花产业计量测试中心",
     "Regional Cotton Industry Metrology Centre", (2024, 5, 30)),
    ("industry-hydrology", "REGIONAL_INDUSTRY_CENTRE",
     "自治区水文水资源生态产业计量测试中心",
     "Regional Hydrology Metrology Centre", (2025, 6, 11)),
    ("industry-carbon", "CARBON_CENTRE", "自治区碳计量中心",
     "Regional Carbon Metrology Centre", (2024, 8, 20)),
    ("industry-carbon", "ENERGY_CENTRE", "国家城市能源计量中心（新疆）",
     "National Urban Energy Metrology Centre (Xinjiang)", (2014, 6, 1)),
    ("industry-materials", "REFERENCE_MATERIAL_CHECK_LABORATORY",
     "标准物质量值核查验证实验室",
     "Reference Material Check Laboratory", (2025, 3, 14)),
    ("industry-base", "INNOVATION_BASE", "国家计量科技创新基地（中亚能源计量）",
     "National Metrology Innovation Base (Central Asian energy)",
     (2025, 11, 20)),
    ("industry-base", "COMPARISON_CENTRE", "自治区级计量比对中心",
     "Regional Comparison Centre", (2024, 1, 10)),
)


def _designation(number, kind, zh, en, since):
    if kind == "TECHNICAL_COMMITTEE":
        zh = f"自治区{zh}专业计量技术委员会"
        en = f"Regional Technical Committee for {en}"
    return {
        "kind": f"KIND_{kind}",
        "title": texts.plain(zh, en),
        "authority": AUTHORITY,
        "documentNumber": f"模拟〔{since.year}〕{number} 号",
        "period": days.period(since),
    }


def of(institution_id):
    """The designations of an institution."""
    return [_designation(number, kind, zh, en, days.day(*since))
            for number, (id_, kind, zh, en, since) in enumerate(_ROLES, 11)
            if id_ == institution_id]
