#!/usr/bin/env python3
"""Fails when an include points upwards: the tables below are the architecture.

Run from the top of a checkout, or with another top as the only argument.
"""
import pathlib
import re
import sys
from dataclasses import dataclass, field

THIRD_PARTY = ("boost/", "rocksdb/", "openssl/", "libxml/", "zip.h", "utf8proc.h")
# What a pure floor asks of the world: it gets the time, the randomness and the bytes as values.
INPUT_OUTPUT = {"fstream", "iostream", "filesystem", "cstdio", "ostream", "istream"}
THREADS = {"thread", "mutex", "shared_mutex", "condition_variable", "atomic", "future"}
IMPURE = INPUT_OUTPUT | THREADS | {"random"}
CLOCK = re.compile(r"\b(?:system|steady|high_resolution|utc)_clock::now\b|\bgettimeofday\b")


@dataclass(frozen=True)
class Floor:
    own: frozenset  # Folders of this house that it may include, its own aside.
    libraries: tuple  # Prefixes of the other people's headers that it may include.
    refused: frozenset = field(default_factory=frozenset)  # Standard headers it must not need.
    clock: bool = True  # Whether it may ask what time it is.


def floor(own, libraries, **more):
    return Floor(frozenset(own.split()), tuple(libraries.split()), **more)


JSON = "boost/json"
PURE = {"refused": frozenset(IMPURE), "clock": False}
BELOW = "base statements storage storage/memory storage/rocksdb competency content courses"
EVERYTHING = BELOW + " conformance web lrs"
FLOORS = {
    "base": floor("", "boost/system openssl/", refused=frozenset(INPUT_OUTPUT), clock=False),
    "statements": floor("base", f"{JSON} boost/system", **PURE),
    "storage": floor("base statements", JSON, refused=frozenset(INPUT_OUTPUT)),
    "competency": floor("base statements", f"{JSON} boost/system", **PURE),
    "content": floor("base statements", f"{JSON} boost/system libxml/ zip.h utf8proc.h", **PURE),
    "courses": floor("base statements storage content", f"{JSON} boost/system",
                     refused=frozenset(INPUT_OUTPUT), clock=False),
    "web": floor("", "", **PURE),
    "storage/memory": floor("base statements storage", JSON),
    "storage/rocksdb": floor("base statements storage", f"{JSON} boost/unordered rocksdb/"),
    "conformance": floor("base statements", "boost/ openssl/"),
    "lrs": floor(BELOW + " conformance web", "boost/ openssl/"),
}
# No floor includes these; they include every floor, and one another as said here.
ABOVE = {
    "tests": floor(EVERYTHING + " bench", "boost/ openssl/ rocksdb/"),
    "bench": floor(EVERYTHING, "boost/ openssl/ rocksdb/"),
    "fuzz": floor(EVERYTHING + " tests", "boost/ openssl/ rocksdb/"),
}
ROOMS = FLOORS | ABOVE


def room_of(path):
    """The most specific room that holds the path, or None."""
    return max((room for room in ROOMS if path.startswith(room + "/")), key=len, default=None)


def wrong_own(here, included):
    there = room_of(included)
    if there is None:
        return f"{included} is in no room of the house"
    if there != here and there not in ROOMS[here].own:
        return f"{here}/ must not include {there}/: {included}"
    return None


def wrong_foreign(here, included):
    floor_here = ROOMS[here]
    if included.startswith(tuple(room + "/" for room in ROOMS)):
        return f'own headers are included with quotes: "{included}"'
    if included.startswith(THIRD_PARTY) and not included.startswith(floor_here.libraries or "/"):
        return f"{here}/ must not know <{included}>"
    if included in floor_here.refused:
        return f"{here}/ must not need <{included}>"
    return None


def complaints_of(here, text):
    """(line number, what is wrong) for each wrong line of a file in the room."""
    for number, line in enumerate(text.splitlines(), 1):
        wrong = None
        if own := re.match(r'\s*#\s*include\s*"([^"]+)"', line):
            wrong = wrong_own(here, own[1])
        elif foreign := re.match(r"\s*#\s*include\s*<([^>]+)>", line):
            wrong = wrong_foreign(here, foreign[1])
        elif not ROOMS[here].clock and CLOCK.search(line):
            wrong = f"{here}/ must not read a clock: take the time as a value"
        if wrong:
            yield number, wrong


def check(top):
    top = pathlib.Path(top)
    found = []
    for folder in sorted({room.split("/")[0] for room in ROOMS}):
        for file in sorted((top / folder).rglob("*.[hc]pp")):
            path = file.relative_to(top).as_posix()
            for number, wrong in complaints_of(room_of(path), file.read_text(encoding="utf-8")):
                found.append(f"{path}:{number}: {wrong}")
    return found


if __name__ == "__main__":
    complaints = check(sys.argv[1] if len(sys.argv) > 1 else ".")
    print("\n".join(complaints) or "floors: every include points down")
    sys.exit(bool(complaints))
