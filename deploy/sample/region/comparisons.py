"""Comparisons at every stage (计量比对): the records, and the calls that take
them there. What a comparison went through is recorded as it is called, so the
sample's comparisons go through it when it is loaded."""

import uuid

from region import decimals, evidence, standards, texts
from region.draw import digest, stream

_NAMESPACE = uuid.UUID("5d1d6a52-6f0e-4f43-9c0c-6f7f0b6a3f11")
_ORGANISER = "institutions/xj-amr"
_PILOT = "institutions/xjim"
_NEIGHBOURS = ("shaanxi-institute", "gansu-institute", "qinghai-institute",
               "ningxia-institute")
_STATES = ("PROTOCOL_APPROVED", "PILOT_FIRST", "ROUND", "PILOT_LAST",
           "ANALYSIS", "DRAFT_A", "DRAFT_B", "FINAL", "CONSEQUENCES")
# On which day is measured in which state.
_MEASURED = {"PILOT_FIRST": "2026-06-10", "ROUND": "2026-08-20",
             "PILOT_LAST": "2026-09-22"}


class _Comparison:
    """A comparison in the making: its record and its calls."""

    def __init__(self, id_, zh, en, level, measure, participants, method):
        self.id = id_
        self.measure = measure
        self.participants = participants
        self.calls = []
        self.record = {
            "name": f"comparisons/{id_}",
            "title": texts.title(zh, en),
            "level": f"LEVEL_{level}",
            "organiser": _ORGANISER,
            "pilot": _PILOT,
            "participants": [
                {"institution": name, "contributes": True,
                 "deadline": "2026-09-30", "received": "2026-06-15",
                 **({"standard": standard} if standard else {})}
                for name, standard in participants],
            "travellingStandards": [{
                "title": texts.plain(measure.main.zh, measure.main.en),
                "identifications": [{"issuer": "ISSUER_MANUFACTURER",
                                     "value": f"SIM-TS-{id_}"}]}],
            "points": [self._point()],
            "referenceMethod": f"REFERENCE_METHOD_{method}",
            "protocolNumber": f"模拟比对 {id_}",
            "protocolDigest": digest(id_),
            "period": {"from": "2026-03-01"},
        }

    def _point(self):
        measure = self.measure
        return {"id": "p1", "kind": measure.kind,
                "nominalValue": measure.point, "unit": measure.unit}

    def call(self, verb, body):
        """The next call. It does no harm a second time."""
        order = len(self.calls)
        self.calls.append({
            "method": "POST",
            "path": f"/v1/comparisons/{self.id}:{verb}",
            "body": {**body, "requestId": str(
                uuid.uuid5(_NAMESPACE, f"{self.id} {order}"))},
            "done": ["COMPARISON_STATE", "COMPARISON_LOCKED"]})

    def _measured(self, chance, off):
        """A result `off` times U from the nominal value, more or less."""
        u = evidence.absolute(self.measure)
        value = float(self.measure.point) + (off + chance.gauss(0, 0.1)) * u
        return [{"point": "p1",
                 "value": decimals.fixed(value, decimals.places_of(u) + 1),
                 "uncertainty": evidence.expanded(decimals.short(u))}]

    def _submit(self, chance, institution, state, off=0):
        submission = {"institution": institution, "day": _MEASURED[state],
                      "results": self._measured(chance, off)}
        if state != "ROUND":
            submission["round"] = f"ROUND_{state}"
        self.call("submit", {"submission": submission})

    def _confirm(self, chance, is_last):
        """All confirm their data, but for the first of them, who asks for
        another value where the comparison goes on and is awaited where it
        does not."""
        first = self.participants[0][0]
        for name in [_PILOT] + [name for name, _ in self.participants[1:]]:
            self.call("confirm", {"institution": name})
        if not is_last:
            self.call("requestCorrection", {"correction": {
                "institution": first, "results": self._measured(chance, 0),
                "reason": "记录转抄有误"}})

    def walk(self, chance, to, failing="", silent=()):
        """All calls until the state `to`."""
        for state in _STATES[:_STATES.index(to) + 1]:
            self.call("advance", self._step(state))
            if state in ("PILOT_FIRST", "PILOT_LAST"):
                self._submit(chance, _PILOT, state)
            elif state == "ROUND":
                for name, _ in self.participants:
                    if name not in silent:
                        self._submit(chance, name, state,
                                     3.0 if name == failing else 0)
            elif state == "DRAFT_A":
                self._confirm(chance, state == to)
        return self

    def _step(self, state):
        step = {"state": f"STATE_{state}"}
        if state == "FINAL":
            step["reportNumber"] = f"模拟比对报告 {self.id}"
        if state == "CONSEQUENCES":
            step.update(day="2026-10-12", due="2027-04-11")
        return step


def _holders(public, measure_id, day):
    """(institution, standard) of the bodies below the region that have a
    standard of the kind in force, the first one of each."""
    found = {}
    for standard in public:
        if (standard.measure.id == measure_id and standard.body.tier == "P"
                and standard.life.counts_on(day)):
            found.setdefault(standard.body.name, standards.name_of(standard))
    return sorted(found.items())


def all_of(seed, public, kinds, day):
    """(records, calls)."""
    chance = stream(seed, "comparisons")
    by_id = {kind.id: kind for kind in kinds}

    def made(id_, zh, en, level, measure, count, method, more=()):
        holders = _holders(public, measure, day)
        return _Comparison(id_, zh, en, level, by_id[measure],
                           list(more) + holders[:count], method)

    neighbours = [(f"institutions/{name}", "") for name in _NEIGHBOURS]
    gas = made("sim-carbon-monoxide", "西北大区一氧化碳检测报警器计量比对",
               "Northwestern comparison of carbon monoxide alarms",
               "MULTI_REGION", "carbon_monoxide", 3, "PILOT", neighbours)
    gas.walk(chance, "CONSEQUENCES", failing=gas.participants[-1][0])
    weights = made("sim-weights", "全区 F1 等级砝码计量比对",
                   "Regional comparison of F1 weights", "LOCAL", "f1_weights",
                   8, "WEIGHTED_MEAN").walk(chance, "DRAFT_A")
    pressure = made("sim-pressure", "全区 0.05 级数字压力计计量比对",
                    "Regional comparison of digital pressure gauges", "LOCAL",
                    "digital_pressure", 5, "WEIGHTED_MEAN")
    pressure.walk(chance, "ROUND",
                  silent=[name for name, _ in pressure.participants[2:]])
    energy = made("sim-energy", "全国交流电能表检定装置计量比对",
                  "National comparison of energy meter benches", "NATIONAL",
                  "energy_meter_bench", 4, "WEIGHTED_MEAN", neighbours)
    energy.walk(chance, "PROTOCOL_APPROVED")
    planned = made("sim-blood-pressure", "全区血压计检定装置计量比对",
                   "Regional comparison of sphygmomanometers", "LOCAL",
                   "blood_pressure", 6, "WEIGHTED_MEAN")
    flow = made("sim-water-flow", "全区水表检定装置计量比对",
                "Regional comparison of water meter benches", "LOCAL",
                "water_meter_bench", 5, "WEIGHTED_MEAN")
    flow.call("advance", {"state": "STATE_CANCELLED",
                          "reason": "传递标准损坏"})
    ways = [gas, weights, pressure, energy, planned, flow]
    return ([way.record for way in ways],
            [call for way in ways for call in way.calls])
