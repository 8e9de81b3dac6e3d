"""Regional specifications, JJG(新) and JJF(新): made up, every one of them. The
eighty-six of the base year are a reported count (counts.py)."""

from region import days, texts
from region.bodies import REGULATOR
from region.draw import stream

# How many were issued in each year. They are numbered in the order of _titles();
# measures.txt names some of them.
_ISSUED = {2022: 12, 2023: 15, 2024: 18, 2025: 21, 2026: 8}
_FIRST_NUMBER = 101

_OBJECTS = (
    # 名称, name, kind of instrument
    ("棉花回潮率测定仪", "cotton moisture meters", "cotton_moisture_meter"),
    ("驼奶脂肪测定仪", "camel milk fat meters", "milk_fat_meter"),
    ("光伏组件测试仪", "photovoltaic module testers", "pv_tester"),
    ("氢气加气机", "hydrogen dispensers", "hydrogen_dispenser"),
    ("烟气连续监测系统", "flue gas monitors", "flue_gas_monitor"),
    ("换流站直流分压器", "converter station dividers", "dc_divider"),
    ("渠道明渠流量计", "open channel flow meters", "open_channel_flow_meter"),
    ("滴灌施肥机", "drip fertigation units", "fertigation_unit"),
    ("机动车黑烟抓拍系统", "black smoke cameras", "smoke_camera"),
    ("机动车尾气遥感监测系统", "exhaust remote sensors", "exhaust_sensor"),
    ("无人机测绘系统", "survey drones", "survey_drone"),
    ("冷链温度记录仪", "cold chain loggers", "temperature_logger"),
    ("远程在线校准的充电桩", "chargers under remote calibration",
     "ac_charging_pile"),
    ("远程抄表水表", "remotely read water meters", "water_meter"),
    ("智能电能表状态评价", "state evaluation of electricity meters",
     "energy_meter"),
    ("油田单井计量装置", "well metering units", "well_meter"),
    ("皮棉杂质分析机", "lint trash analysers", "lint_trash_analyser"),
    ("果品糖度计", "fruit sugar meters", "sugar_meter"),
    ("时间服务器", "time servers", "time_server"),
    ("蒸散发监测仪", "evapotranspiration monitors", "evaporation_monitor"),
    ("煤矿用风速传感器", "mine air speed sensors", "mine_anemometer"),
    ("高原型呼吸机校验仪", "high altitude ventilator testers",
     "ventilator_tester"),
    ("维吾尔医药煎药设备温度", "temperature of decoction units",
     "decoction_unit"),
    ("铁路罐车容积", "rail tank car volumes", "tank_car"),
    ("口岸集装箱动态称重", "container weighing at ports",
     "dynamic_vehicle_scale"),
)
_ASPECTS = (("", ""), ("（现场）", " on site"), ("（第 2 部分）", ", part 2"),
            ("（在线）", " on line"))


def _titles():
    """(object, aspect), each once, the objects first."""
    return [(thing, aspect) for aspect in _ASPECTS for thing in _OBJECTS]


def records(seed):
    """All regional editions since the base year."""
    chance = stream(seed, "specifications")
    titles = iter(enumerate(_titles()))
    out = []
    for year, count in _ISSUED.items():
        last = min(days.day(year, 12, 20), days.LAST_DAY)
        issued_on = sorted(days.between(chance, days.day(year, 1, 10), last)
                           for _ in range(count))
        for issued in issued_on:
            order, title = next(titles)
            out.append(_record(chance, order, issued, *title))
    return out


def _record(chance, order, issued, thing, aspect):
    zh, en, equipment_class = thing
    number = _FIRST_NUMBER + order
    verifies = order % 5 == 1
    kind, letters = (("VERIFICATION_REGULATION", "JJG") if verifies
                     else ("CALIBRATION_SPECIFICATION", "JJF"))
    document = (("检定规程", "Verification regulation") if verifies
                else ("校准规范", "Calibration specification"))
    out = {
        "name": f"specifications/{letters.lower()}-xin-{number}-{issued.year}",
        "number": f"{letters}(新) {number}-{issued.year}",
        "title": texts.title(f"{zh}{document[0]}{aspect[0]}",
                             f"{document[1]} of {en}{aspect[1]}"),
        "kind": f"KIND_{kind}",
        "issuer": REGULATOR,
        "region": "新",
        "issued": issued.isoformat(),
        "period": days.period(days.after(issued, 90)),
        "trial": chance.random() < 0.2,
        "equipmentClasses": [equipment_class],
    }
    if verifies:
        out["verificationMonths"] = chance.choice((12, 24))
    return out
