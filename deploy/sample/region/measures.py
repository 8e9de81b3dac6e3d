"""The kinds of measurement standards of measures.txt."""

import datetime
import os
import re
import typing

FILE = os.path.join(os.path.dirname(os.path.abspath(__file__)),
                    "measures.txt")


class Device(typing.NamedTuple):
    """Something with a name in both languages."""
    zh: str
    en: str
    model: str = ""


class Item(typing.NamedTuple):
    """What a standard serves."""
    zh: str
    equipment_class: str
    catalogue_item: str  # "" where it is in no catalogue
    specification: str
    accuracy_class: str


class Measure(typing.NamedTuple):
    """A kind of standard. Numbers are texts in `unit`."""
    id: str
    zh: str
    en: str
    code: str
    kind: dict  # {} where no kind of quantity fits
    unit: str
    least: str
    most: str
    point: str
    uncertainty: str  # U at k = 2: in `unit`, or a fraction of the value
    relative: bool
    accuracy_class: str
    sets: dict  # by tier: "R" region, "P", "C", "D" industry, "E" enterprise
    sectors: list
    main: Device
    upper: Device
    serves: list
    since: datetime.date


def _kind(text):
    code, _, qualifiers = text.partition(" ")
    if code == "-":
        return {}
    kind = {"code": code}
    if qualifiers:
        kind["qualifiers"] = dict(q.split("=") for q in qualifiers.split(","))
    return kind


def _fields(line):
    return [field.strip() for field in line.split("|")]


def _fraction(percent):
    """The text of a percentage as a fraction: "0.05" is "0.0005"."""
    return f"{float(percent) / 100:.6f}".rstrip("0")


def _measure(lines):
    (id_, zh, en, code, kind, unit, extent, uncertainty, accuracy_class, sets,
     sectors) = _fields(lines[0])
    least, most, point = re.fullmatch(
        r"(\S+)\.\.(\S+) @ (\S+)", extent).groups()
    more = {"serves": [], "since": datetime.date.min}
    for line in lines[1:]:
        what, _, rest = line.strip().partition(": ")
        if what == "serves":
            item = Item(*_fields(rest))
            catalogue_item = item.catalogue_item.replace("-", "")
            more["serves"].append(item._replace(catalogue_item=catalogue_item))
        elif what == "since":
            more["since"] = datetime.date.fromisoformat(rest)
        else:
            more[what] = Device(*_fields(rest))
    relative = uncertainty.endswith("%")
    return Measure(
        id_, zh, en, code, _kind(kind), unit, least, most, point,
        _fraction(uncertainty[:-1]) if relative else uncertainty, relative,
        accuracy_class, {each[0]: int(each[1:]) for each in sets.split()},
        sectors.split(), **more)


def read():
    """All kinds, in the order of the file."""
    with open(FILE, encoding="utf-8") as file:
        lines = [line for line in file if not line.startswith("#")]
    blocks = "".join(lines).strip().split("\n\n")
    return [_measure(block.strip().splitlines()) for block in blocks]
