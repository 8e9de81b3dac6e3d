#!/usr/bin/env python3
"""What docs/coverage.md says serves and shows each article of the plan.

A row names methods as `Service.Method` and tests by their sentence in quotes.
"""

import glob
import os
import re

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(
    os.path.abspath(__file__))))
PAGE = "docs/coverage.md"

METHOD = re.compile(r"`([A-Z]\w*\.[A-Z]\w*)`")
TEST = re.compile(r'"([^"]+)"')
CASE = re.compile(r"\b(?:TEMPLATE_)?TEST_CASE(?:_METHOD)?\(((?:\s*\"[^\"\n]*\")+)")
LITERAL = re.compile(r'"([^"\n]*)"')
SERVICE = re.compile(r"^service (\w+) \{(.*?)^\}", re.MULTILINE | re.DOTALL)
RPC = re.compile(r"^  rpc (\w+)\(", re.MULTILINE)


def read(path):
    with open(os.path.join(ROOT, path), encoding="utf-8") as file:
        return file.read()


def rows(page):
    """(article, methods, tests, whole line) of each row of a table that has an
    article in it."""
    found = []
    for line in page.splitlines():
        cells = [cell.strip() for cell in line.split("|")[1:-1]]
        if len(cells) < 4 or cells[0] in ("article", "") or set(
                cells[0]) <= set("-: "):
            continue
        found.append((cells[0], METHOD.findall(cells[2]),
                      TEST.findall(cells[3]), line))
    return found


def methods_in(text):
    """`Service.Method` of each method that a proto file declares."""
    return {f"{service}.{method}" for service, body in SERVICE.findall(text)
            for method in RPC.findall(body)}


def methods():
    paths = glob.glob("protos/suyuan/*/v1/*.proto", root_dir=ROOT)
    return {method for path in paths for method in methods_in(read(path))}


def cases_in(text):
    """The sentences of the test cases of a C++ source."""
    return {"".join(LITERAL.findall(literals))
            for literals in CASE.findall(text)}


def cases():
    paths = glob.glob("tests/**/*.cc", root_dir=ROOT, recursive=True)
    return {case for path in paths for case in cases_in(read(path))}
