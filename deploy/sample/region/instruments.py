"""Instruments in use, by who owns them."""

import typing

from region import days, places, texts
from region.draw import digest, stream


class Kind(typing.NamedTuple):
    """A kind of instrument and how many of it an owner has."""
    zh: str
    en: str
    equipment_class: str
    catalogue_item: str
    purpose: str
    model: str
    least: int
    most: int
    fleet: int = 0       # pieces to a record, where it is a lot
    has_software: bool = False
    on_site: bool = True


_METER = "智能电能表"
# What the owners of each trade have.
_OF = {
    "grid": (
        Kind(_METER, "electricity meter", "energy_meter",
             "electric_energy_meter", "TRADE", "DDZY-S", 6, 12, 20000, True),
        Kind("计量用电流互感器", "current transformer", "instrument_transformer",
             "instrument_transformer", "TRADE", "LZZBJ-10", 3, 8)),
    "water": (
        Kind("旋翼式水表 DN20", "water meter DN20", "water_meter",
             "water_meter_to_dn25", "TRADE", "LXS-20E", 3, 6, 3000),
        Kind("水表 DN40", "water meter DN40", "water_meter_dn50",
             "water_meter_to_dn50", "TRADE", "LXS-40", 1, 3, 60),
        Kind("电磁水表 DN100", "electromagnetic water meter DN100",
             "bulk_water_meter", "water_meter_above_dn50", "TRADE",
             "LDE-100", 1, 4)),
    "gas": (Kind("膜式燃气表 G4", "diaphragm gas meter G4", "gas_meter",
                 "gas_meter", "TRADE", "G4", 4, 8, 4000),
            Kind("可燃气体检测报警器", "combustible gas alarm",
                 "combustible_gas_alarm", "combustible_gas_alarm", "SAFETY",
                 "GT-100", 4, 10)),
    "heat": (Kind("超声波热能表 DN25", "ultrasonic heat meter DN25",
                  "heat_meter", "heat_meter", "TRADE", "RC-25", 3, 6, 900),
             Kind("压力表", "pressure gauge", "pressure_gauge",
                  "pressure_gauge", "SAFETY", "Y-100", 4, 9)),
    "hospital": (
        Kind("电子血压计", "automatic sphygmomanometer",
             "blood_pressure_meter", "blood_pressure_meter", "MEDICAL",
             "HEM-8", 3, 8, on_site=False),
        Kind("电子体温计", "electronic thermometer", "clinical_thermometer",
             "clinical_thermometer", "MEDICAL", "TM-36", 1, 3, 40,
             on_site=False),
        Kind("心电图机", "electrocardiograph", "electrocardiograph",
             "electrocardiograph", "MEDICAL", "ECG-12", 1, 3),
        Kind("数字 X 射线机", "digital X-ray machine",
             "diagnostic_x_ray_source", "diagnostic_x_ray_source", "MEDICAL",
             "DR-50", 1, 2)),
    "taxi": (Kind("出租汽车计价器", "taximeter", "taximeter", "taximeter",
                  "TRADE", "JJQ-T", 6, 14, has_software=True),),
    "charging": (
        Kind("交流充电桩", "AC charging pile", "ac_charging_pile",
             "ev_charger", "TRADE", "AC-7K", 6, 12, has_software=True),
        Kind("非车载充电机", "DC charger", "dc_charger", "ev_charger",
             "TRADE", "DC-120K", 3, 8, has_software=True)),
    "inspection": (
        Kind("汽车排放气体测试仪", "vehicle exhaust analyser",
             "exhaust_analyser", "exhaust_analyser", "ENVIRONMENT", "NHA-5",
             2, 4),
        Kind("透射式烟度计", "opacimeter", "opacity_meter", "opacity_meter",
             "ENVIRONMENT", "NHT-6", 1, 3),
        Kind("滚筒反力式制动检验台", "roller brake tester",
             "roller_brake_tester", "", "OTHER", "FZ-10", 1, 2)),
    "optician": (
        Kind("焦度计", "lensmeter", "lensmeter", "lensmeter", "MEDICAL",
             "JD-2000", 2, 4, on_site=False),
        Kind("电脑验光仪", "autorefractor", "optometer", "optometer",
             "MEDICAL", "RM-8", 1, 3)),
    "logistics": (
        Kind("汽车衡", "weighbridge", "truck_scale", "truck_scale", "TRADE",
             "SCS-100", 2, 5, has_software=True),
        Kind("动态公路车辆自动衡器", "scale for vehicles in motion",
             "dynamic_vehicle_scale", "dynamic_vehicle_scale", "SAFETY",
             "ZDG-30", 1, 2)),
    "monitoring": (
        Kind("声级计", "sound level meter", "sound_level_meter",
             "sound_level_meter", "ENVIRONMENT", "AWA-6228", 2, 4,
             on_site=False),
        Kind("化学需氧量在线监测仪", "COD analyser",
             "water_quality_analyser", "water_quality_analyser",
             "ENVIRONMENT", "COD-3000", 2, 5),
        Kind("粉尘浓度测量仪", "dust meter", "dust_meter", "dust_meter",
             "ENVIRONMENT", "FC-2", 1, 2)),
    "police": (
        Kind("机动车雷达测速仪", "radar speed meter", "vehicle_speed_meter",
             "vehicle_speed_meter", "SAFETY", "LD-24", 3, 7),
        Kind("呼出气体酒精含量检测仪", "breath alcohol analyser",
             "breath_alcohol_tester", "breath_alcohol_tester", "SAFETY",
             "AD-2", 3, 8, on_site=False)),
    "market": (
        Kind("电子计价秤", "price-computing scale", "price_computing_scale",
             "price_computing_scale", "TRADE", "ACS-30", 5, 12),),
    "fuel": (
        Kind("燃油加油机", "fuel dispenser", "fuel_dispenser",
             "fuel_dispenser", "TRADE", "CS-46", 3, 6, has_software=True),
        Kind("汽车加气机", "vehicle gas dispenser", "gas_dispenser",
             "gas_dispenser", "TRADE", "JQ-20", 0, 2)),
    "mine": (
        Kind("一氧化碳检测报警器", "carbon monoxide alarm", "gas_alarm",
             "carbon_monoxide_alarm", "SAFETY", "CTH-1000", 8, 16,
             on_site=False),
        Kind("煤矿用风速传感器", "mine air speed sensor", "mine_anemometer",
             "", "OTHER", "GFW-15", 3, 6)),
    "wind": (Kind("风速表", "anemometer", "anemometer", "", "OTHER", "FS-12",
                  4, 9),),
    "solar": (Kind("光伏组件测试仪", "photovoltaic tester", "pv_tester", "",
                   "OTHER", "PVT-1", 2, 5),),
    "hydrogen": (Kind("氢气加气机", "hydrogen dispenser",
                      "hydrogen_dispenser", "", "TRADE", "H35", 2, 4),
                 Kind("电解槽氢气流量计", "electrolyser gas flow meter",
                      "hydrogen_flow_meter", "", "OTHER", "HF-50", 3, 6)),
    "oilfield": (
        Kind("压力表", "pressure gauge", "pressure_gauge", "pressure_gauge",
             "SAFETY", "Y-150", 8, 16),
        Kind("油田单井计量装置", "well metering unit", "well_meter", "",
             "TRADE", "DJ-3", 3, 7)),
    "cotton": (
        Kind("棉花回潮率测定仪", "cotton moisture meter",
             "cotton_moisture_meter", "", "TRADE", "Y412", 3, 6),),
    "power": (
        Kind("烟气连续监测系统", "flue gas monitor", "flue_gas_monitor", "",
             "ENVIRONMENT", "CEMS-2", 2, 4),
        Kind("皮带秤", "belt weigher", "belt_weigher", "", "TRADE", "ICS-20",
             1, 3)),
    "machinery": (
        Kind("外径千分尺", "micrometer", "micrometer", "", "OTHER", "0-25", 6,
             12, on_site=False),
        Kind("三坐标测量机", "coordinate measuring machine",
             "coordinate_measuring_machine", "", "OTHER", "CMM-8", 1, 2)),
    "silicon": (Kind("电阻率测试仪", "resistivity tester",
                     "resistivity_tester", "", "OTHER", "RT-4", 2, 5),),
    "rail": (Kind("轨道衡", "rail weighbridge", "rail_scale", "rail_scale",
                  "TRADE", "GCU-100", 1, 2),),
}
_MAKERS = ("昆仑仪表（模拟）", "天池电子（模拟）", "博格达衡器（模拟）",
           "塔河计量（模拟）")


def _identities(chance, kind, name, since):
    if not kind.has_software:
        return []
    out = []
    for version, day in ((1, since), (2, days.after(since, 400))):
        if day > days.LAST_DAY or (version == 2 and chance.random() < 0.6):
            continue
        out.append({
            "seals": [f"铅封 {chance.randint(1, 999999):06d}"],
            "firmwareVersion": f"{version}.{chance.randint(0, 4)}",
            "firmwareDigest": digest(f"{kind.model} {version}"),
            "day": day.isoformat()})
    return out


def _record(chance, owner, kind, number):
    since = days.between(chance, days.day(2018, 1, 1), days.day(2026, 8, 31))
    name = (f"instruments/{owner.name.partition('/')[2]}-"
            f"{kind.equipment_class.replace('_', '-')}-{number:02d}")
    out = {
        "name": name[:len("instruments/") + 63].rstrip("-"),
        "title": texts.title(kind.zh, kind.en),
        "manufacturer": chance.choice(_MAKERS),
        "model": kind.model,
        "identifications": [{
            "issuer": "ISSUER_MANUFACTURER",
            "value": f"SIM{chance.randrange(10**9):09d}"}],
        "equipmentClass": kind.equipment_class,
        "owner": owner.name,
        "division": owner.division,
        "place": f"{owner.zh} {number} 号位（模拟数据）",
        "purpose": f"PURPOSE_{kind.purpose}",
        "period": days.period(since),
        "verifiedOnSite": kind.on_site,
    }
    if kind.catalogue_item:
        out["catalogueItem"] = kind.catalogue_item
        out["catalogueEdition"] = "2020-42"
    if kind.fleet:
        out["quantity"] = chance.randint(kind.fleet // 2, kind.fleet)
        out["fleet"] = f"{owner.zh} {kind.zh} {since.year} 批（模拟数据）"
    identities = _identities(chance, kind, name, since)
    if identities:
        out["identities"] = identities
    prefecture = places.prefecture_of(owner.division)
    if prefecture and owner.division == prefecture.code:
        out["latitude"] = round(prefecture.latitude
                                + chance.uniform(-0.1, 0.1), 4)
        out["longitude"] = round(prefecture.longitude
                                 + chance.uniform(-0.1, 0.1), 4)
    # Some were taken out of use.
    if chance.random() < 0.03:
        last = days.between(chance, since, days.LAST_DAY)
        out["period"] = days.period(since, last)
    return out


def records(seed, owners):
    """The instruments of all owners."""
    chance = stream(seed, "instruments")
    return [_record(chance, owner, kind, number)
            for owner in owners
            for kind in _OF[owner.trade]
            for number in range(1, chance.randint(kind.least, kind.most) + 1)]
