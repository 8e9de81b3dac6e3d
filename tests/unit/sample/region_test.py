#!/usr/bin/env python3
"""What the drawn sample region promises, before any service has seen it."""

import collections
import glob
import json
import os
import re
import subprocess
import sys
import tempfile
import unittest

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.dirname(
    os.path.abspath(__file__)))))
SAMPLE = os.path.join(ROOT, "deploy", "sample")
STAMP = "模拟数据"
NAME = re.compile(r"[a-zA-Z]+/[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\Z")


def draw(folder, *options):
    subprocess.run([os.path.join(SAMPLE, "generate"), folder, *options],
                   check=True, stdout=subprocess.DEVNULL, timeout=120)


def read(folder, kind):
    with open(os.path.join(folder, f"{kind}.jsonl"),
              encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def by_hand(file, field):
    """The records of a kind that a world of the sample holds."""
    with open(os.path.join(SAMPLE, file), encoding="utf-8") as opened:
        steps = json.load(opened).get("steps", [])
    return [record for step in steps for record in step.get(field, [])]


def contains(period, day):
    return period["from"] <= day <= period.get("to", "9999-12-31")


def in_force(standard, day):
    """Whether a standard counts: its period, its seals, its assessments."""
    state = "RESTORED"
    for event in standard["events"]:
        what = event["kind"].removeprefix("KIND_")
        if event["day"] <= day and what in ("SEALED", "RESTORED",
                                            "CANCELLED"):
            state = what
    return (state == "RESTORED" and contains(standard["period"], day)
            and any(contains(each["period"], day)
                    for each in standard["assessments"]))


def texts_of(value):
    if isinstance(value, dict):
        for each in value.values():
            yield from texts_of(each)
    elif isinstance(value, list):
        for each in value:
            yield from texts_of(each)
    else:
        yield str(value)


class RegionTest(unittest.TestCase):

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        draw(cls.folder.name)
        cls.records = {
            file.removesuffix(".jsonl"): read(cls.folder.name,
                                              file.removesuffix(".jsonl"))
            for file in os.listdir(cls.folder.name)
            if file != "calls.jsonl"}
        cls.public = [each for each in cls.records["standards"]
                      if each["level"].startswith("LEVEL_PUBLIC")]

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def all(self):
        return [record for of_kind in self.records.values()
                for record in of_kind]

    def files(self, folder):
        out = {}
        for file in os.listdir(folder):
            with open(os.path.join(folder, file), "rb") as opened:
                out[file] = opened.read()
        return out

    def test_one_seed_gives_the_same_bytes_and_another_gives_others(self):
        with tempfile.TemporaryDirectory() as again:
            draw(again)
            self.assertEqual(self.files(again), self.files(self.folder.name))
        with tempfile.TemporaryDirectory() as other:
            draw(other, "--seed", "7")
            self.assertNotEqual(self.files(other),
                                self.files(self.folder.name))

    def test_every_record_says_that_it_is_made_up(self):
        for record in self.all():
            self.assertTrue(any(STAMP in text for text in texts_of(record)),
                            record["name"])

    def test_every_title_says_so_in_both_languages(self):
        for record in self.all():
            if "title" not in record:
                continue
            self.assertIn(STAMP, record["title"]["texts"]["zh"])
            self.assertIn("simulated data", record["title"]["texts"]["en"])

    def test_names_are_such_as_a_registry_takes_and_each_is_there_once(self):
        names = [record["name"] for record in self.all()]
        for file in glob.glob("**/*.json", root_dir=SAMPLE, recursive=True):
            for field in ("institutions", "competences", "specifications",
                          "standards", "referenceMaterials", "instruments"):
                names += {record["name"] for record in by_hand(file, field)}
        self.assertEqual([name for name, count
                          in collections.Counter(names).items() if count > 1],
                         [])
        for name in names:
            self.assertRegex(name, NAME)

    def test_what_a_record_names_is_there(self):
        known = {record["name"] for record in self.all()}
        known |= {record["name"] for record
                  in by_hand("institutions.json", "institutions")}
        pattern = re.compile(
            r"(?:institutions|standards|persons)/[a-z0-9-]+\Z")
        for record in self.all():
            for text in texts_of(record):
                if pattern.match(text):
                    self.assertIn(text, known, record["name"])

    def test_places_are_those_of_the_region(self):
        with open(os.path.join(ROOT, "libs/divisions/division_table.cc"),
                  encoding="utf-8") as file:
            table = dict(re.findall(r'\{"(65\d{4})", "([^"]+)"', file.read()))
        sys.path.insert(0, SAMPLE)
        from region import places  # pylint: disable=import-outside-toplevel
        drawn = {place.code: place.zh for place in places.PREFECTURES
                 + places.COUNTIES + places.CORPS_CITIES}
        for whole in ("650000", "659000"):
            del table[whole]
        self.assertEqual(drawn, table)

    def test_a_person_is_numbers_only(self):
        fields = {field for person in self.records["persons"]
                  for field in person}
        self.assertEqual(fields - {"suspensions"},
                         {"name", "registrationNumber", "qualification",
                          "employer", "projects", "period"})

    def count_on(self, day):
        return sum(in_force(each, day) for each in self.public)

    def test_public_standards_grow_from_the_base_year_on(self):
        self.assertEqual(self.count_on("2021-12-31"), 1360)
        years = [self.count_on(f"{year}-12-31")
                 for year in range(2021, 2026)]
        self.assertEqual(years, sorted(years))
        self.assertGreaterEqual(years[-1], 1400)

    def test_every_prefecture_has_public_standards(self):
        holders = {record["name"]: record["division"] for record
                   in self.records["institutions"]
                   + by_hand("institutions.json", "institutions")}
        places = collections.Counter(
            holders[each["holder"]][:4] for each in self.public)
        self.assertGreaterEqual(len(places), 16)  # 14, the region, the corps
        self.assertGreaterEqual(min(places.values()), 20)

    def covered(self, day):
        return {item for standard in self.public if in_force(standard, day)
                for row in standard["services"]
                for item in row.get("catalogueItems", [])}

    def test_coverage_goes_from_73_to_90_percent(self):
        items = {item["id"]: item.get("from", "") for item in by_hand(
            "catalogue.json", "mandatoryCatalogues")[0]["items"]
            if item["supervision"] != "SUPERVISION_TYPE_APPROVAL"}
        for day, numerator, denominator in (
                ("2021-12-31", 22, 30), ("2023-12-31", 26, 31),
                ("2025-12-31", 28, 31), ("2026-10-31", 29, 31)):
            with self.subTest(day):
                counted = {id_ for id_, since in items.items()
                           if since <= day}
                self.assertEqual(len(counted), denominator)
                self.assertEqual(len(self.covered(day) & counted), numerator)
        self.assertLessEqual(self.covered("2026-10-31"), set(items))

    def test_scopes_state_uncertainty_in_every_form(self):
        forms = collections.Counter(
            form for each in self.records["competences"]
            for row in each["scope"]
            for form in ("smallestUncertainty", "uncertaintyTable",
                         "uncertaintyFunction") if form in row)
        self.assertEqual(len(forms), 3)
        self.assertGreaterEqual(min(forms.values()), 20)

    def test_standards_have_a_life(self):
        kinds = collections.Counter(
            event["kind"].removeprefix("KIND_")
            for each in self.public for event in each["events"])
        for kind in ("ESTABLISHED", "REVIEWED", "SEALED", "RESTORED",
                     "CANCELLED", "COMPONENT_REPLACED", "METHOD_CHANGED",
                     "PERSON_CHANGED", "ENVIRONMENT_CHANGED"):
            self.assertGreaterEqual(kinds[kind], 5, kind)

    def test_some_assessments_end_soon_and_some_have_lapsed(self):
        last = [max(each["period"]["to"] for each in standard["assessments"])
                for standard in self.public]
        soon = [day for day in last if "2026-11-30" <= day <= "2027-05-29"]
        lapsed = [day for day in last if day < "2026-10-31"]
        self.assertGreaterEqual(len(soon), 20)
        self.assertGreaterEqual(len(lapsed), 5)

    def test_numbers_are_each_there_once(self):
        for numbers in (
                [number["value"] for each in self.records["standards"]
                 for component in each["components"]
                 for number in component["identifications"]],
                [each["number"] for standard in self.records["standards"]
                 for each in standard["assessments"]],
                [each["registrationNumber"]
                 for each in self.records["persons"]],
                [each["number"] for each in self.records["competences"]],
                [each["number"] for each in self.records["specifications"]],
                [each["uscc"] for each in self.records["institutions"]
                 if "uscc" in each]):
            self.assertEqual(len(numbers), len(set(numbers)))


if __name__ == "__main__":
    unittest.main()
