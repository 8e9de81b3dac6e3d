#!/usr/bin/env python3
"""The reasons that statuses carry, as the sources make them and as docs tell.

A reason is the upper-case word that clients match on. Sources make one with
WithReason(), with a function that has a parameter called `reason` and hands it
on, as a constant called kReason, or in a table of them.
"""

import os
import re
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
DOCS = ("docs/errors.md", "docs/dcc-findings.md")
# Tables of reasons that WithReason() is given from.
TABLES = ("services/gateway/status_json.cc",)

WORD = re.compile(r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+\Z")
LITERAL = re.compile(r'"([^"\\\n]*)"')
MAKER = re.compile(r"\b(\w+)\(([^(){};]*\breason\b[^(){};]*)\)\s*(?:const\s*)?\{")
CONSTANT = re.compile(r'\bkReason\w*(?:\[\])?\s*=\s*"([A-Z0-9_]+)"')
IN_DOCS = re.compile(r"^\| `([A-Z0-9_]+)` \|", re.MULTILINE)


def arguments(text, begin):
    """The arguments of the call whose parenthesis opens before `begin`."""
    depth, quoted, last, out, i = 1, False, begin, [], begin
    while i < len(text):
        c = text[i]
        if quoted:
            i += c == "\\"
            quoted = c != '"'
        elif c == "'" and text[i + 1:i + 2] == "\\":
            i += 3
        elif c == "'" and text[i + 2:i + 3] == "'":
            i += 2
        elif c == '"':
            quoted = True
        elif c in "([{":
            depth += 1
        elif c in ")]}":
            depth -= 1
        if depth == 0 or (c == "," and depth == 1 and not quoted):
            out.append(text[last:i].strip())
            last = i + 1
        if depth == 0:
            break
        i += 1
    return out


def makers_in(text):
    """Functions that a file defines and that are handed a reason."""
    return {match[1] for match in MAKER.finditer(text)
            if match[1] not in ("if", "for", "while", "switch")}


def reasons_in(text, makers):
    """The reasons that a file gives to `makers`."""
    found = set()
    names = "|".join(sorted(makers))
    for call in re.finditer(rf"\b(?:{names})\(", text):
        for argument in arguments(text, call.end()):
            literal = LITERAL.fullmatch(argument)
            if literal and WORD.match(literal[1]):
                found.add(literal[1])
    return found


def read(path):
    with open(os.path.join(ROOT, path), encoding="utf-8") as file:
        return file.read()


def sources():
    for top in ("libs", "services"):
        for folder, _, names in os.walk(os.path.join(ROOT, top)):
            for name in names:
                if name.endswith((".h", ".cc")):
                    yield os.path.relpath(os.path.join(folder, name), ROOT)


def made():
    """{reason: a file that makes it} for the whole project."""
    texts = {path: read(path) for path in sorted(sources())}
    makers = {}  # a maker is known in its own folder
    for path, text in texts.items():
        known = makers.setdefault(os.path.dirname(path), {"WithReason"})
        known.update(makers_in(text))
    out = {}
    for path, text in texts.items():
        found = reasons_in(text, makers[os.path.dirname(path)])
        found.update(CONSTANT.findall(text))
        if path in TABLES:
            found |= {w for w in LITERAL.findall(text) if WORD.match(w)}
        for reason in found:
            out.setdefault(reason, path)
    return out


def told():
    """{reason: the document that tells it}."""
    return {reason: path for path in DOCS for reason in IN_DOCS.findall(read(path))}


def main():
    made_by, told_by = made(), told()
    for reason in sorted(made_by.keys() - told_by.keys()):
        print(f"{made_by[reason]}: {reason} is not in {DOCS[0]}")
    errors = {r for r, path in told_by.items() if path == DOCS[0]}
    for reason in sorted(errors - made_by.keys()):
        print(f"{DOCS[0]}: no source makes {reason}")


if __name__ == "__main__":
    sys.exit(main())
