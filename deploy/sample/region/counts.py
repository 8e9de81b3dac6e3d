"""Reported counts: the base year of the plan, and what no record shows."""

from region import texts
from region.draw import digest

_BASE = (
    # indicator, 名称, name, value
    ("COMPARISONS_LED", "2021 年前主导的西北大区计量比对",
     "comparisons led before the plan", 1),
    ("STANDARDS_DEVELOPED", "2021 年前研发的计量标准装置",
     "standards developed before the plan", 6),
    ("REGIONAL_SPECIFICATIONS", "2021 年底前发布的地方计量技术规范",
     "regional specifications issued before the plan", 86),
)

_SINCE = (
    # indicator, 名称, name, division, first day
    ("RESEARCH_PROJECTS", "NQI 专项：中亚高干热环境能源计量关键技术",
     "research on energy metrology in hot dry climates", "650100",
     "2024-03-01"),
    ("RESEARCH_PROJECTS", "NQI 专项：绿氢贸易计量", "research on green hydrogen",
     "652900", "2025-09-15"),
    ("COMPARISONS_LED", "西北大区电子血压计计量比对",
     "northwestern comparison of sphygmomanometers", "650100", "2024-06-28"),
)


def _entry(id_, indicator, zh, en, value, period, **more):
    return {
        "name": f"indicatorEntries/{id_}",
        "indicator": f"INDICATOR_{indicator}",
        "title": texts.title(zh, en),
        "value": str(value),
        "evidence": [{"title": f"{zh}的证明材料（模拟数据）",
                      "documentNumber": f"模拟证明 {id_}",
                      "digest": digest(id_)}],
        "period": period,
        **more,
    }


def records():
    """All reported counts."""
    base = [_entry(f"base-{number}", indicator, zh, en, value,
                   {"from": "2021-12-31"}, baseline=True)
            for number, (indicator, zh, en, value) in enumerate(_BASE, 1)]
    since = [_entry(f"since-{number}", indicator, zh, en, 1, {"from": day},
                    division=division)
             for number, (indicator, zh, en, division, day)
             in enumerate(_SINCE, 1)]
    return base + since
