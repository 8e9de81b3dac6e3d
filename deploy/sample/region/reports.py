"""The calls that freeze reports on the indicators (art. 34)."""

from region import texts

_REPORTS = (
    # id, kind, as of, 名称, name
    ("sim-2024-mid-term", "MID_TERM", "2024-06-30", "计量发展中期评估",
     "Mid-term assessment"),
    ("sim-2025-final", "FINAL", "2025-12-31", "计量发展总结评估",
     "Final assessment"),
    ("sim-2026-q3", "QUARTERLY", "2026-09-30", "2026 年第三季度指标报告",
     "Indicators, third quarter of 2026"),
)


def calls():
    return [{
        "method": "POST",
        "path": f"/v1/indicatorReports?indicatorReportId={id_}",
        "body": {"kind": f"KIND_{kind}", "asOf": day,
                 "title": texts.title(zh, en),
                 "evaluator": "第三方评估机构（模拟数据）",
                 "findings": ["县级建标不足", "个别项目仍须出辖区检定"],
                 "measures": ["按指导性目录补建标准"]},
        "done": ["RECORD_EXISTS"]}
        for id_, kind, day, zh, en in _REPORTS]
