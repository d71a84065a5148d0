#!/usr/bin/env python3
"""Figures of runs: their middle, what has grown, when trouble was over, what is met."""
import datetime
import unittest

import benches  # Before what it finds.
import spreads
from parts import overload, queries
from report import document, goals, pictures, query_tables

SPREADS = [  # name, values, expected
    ("three", [3, 1, 2], {"median": 2, "low": 1, "high": 3}),
    ("two", [1, 2], {"median": 1.5, "low": 1, "high": 2}),
    ("one could not say", [1, None], None),
    ("none", [], None),
]
# Name, milliseconds and statements found in the small store and in the large one, expected.
GROWTHS = [
    ("the same", (1, 100), (1, 100), 1),
    ("slower", (1, 100), (3, 100), 3),
    ("slower, and brings as much more", (1, 50), (2, 100), 1),
    ("brings less", (1, 100), (1, 50), 1),
    ("found nothing before", (1, 0), (2, 2), 1),
]
QUIET, LOUD, REFUSING = (1, 5.0, 0), (1, 50.0, 0), (1, 5.0, 1)
SILENT = (0, None, 0)
# Name, requests, slowest and refusals of each tenth of a second, expected seconds; the overload
# ends after the second tenth, and 10 ms are calm.
RECOVERIES = [
    ("at once", [LOUD, LOUD, QUIET, QUIET], 0.0),
    ("after one that is slow", [LOUD, LOUD, LOUD, QUIET], 0.1),
    ("after one that refuses", [LOUD, LOUD, REFUSING, QUIET], 0.1),
    ("after a silence", [LOUD, LOUD, SILENT, QUIET], 0.1),
    ("quiet in between", [LOUD, LOUD, QUIET, LOUD, QUIET], 0.2),
    ("never", [LOUD, LOUD, QUIET, LOUD], None),
]


def measured(milliseconds, found):
    return {"p50_ms": {"median": milliseconds}, "found": {"median": found}}


def timeline(rows):
    return [{"at": at / 10, "requests": r, "max": slowest, "refused": refused}
            for at, (r, slowest, refused) in enumerate(rows)]


class Report(unittest.TestCase):
    def test_spreads(self):
        for name, values, expected in SPREADS:
            with self.subTest(name):
                self.assertEqual(spreads.spread(values), expected)

    def test_threads(self):
        run = {"statements": 2, "cpu_seconds_by_thread": {
            "writer": 4e-6, "rocksdb:low0": 2e-6, "rocksdb:high0": 6e-6}}
        found = spreads.threads_us(run)
        self.assertEqual(set(found), {"writer", "rocksdb"})
        self.assertAlmostEqual(found["rocksdb"], 4)

    def test_growth(self):
        for name, small, large, expected in GROWTHS:
            with self.subTest(name):
                self.assertAlmostEqual(
                    query_tables.growth(measured(*small), measured(*large)), expected)

    def test_recovery(self):
        for name, rows, expected in RECOVERIES:
            with self.subTest(name):
                found = overload.recovery_seconds(timeline(rows), 0.2, 10)
                if expected is None:
                    self.assertIsNone(found)
                else:
                    self.assertAlmostEqual(found, expected)

    def test_goals_that_were_not_measured_again_stay(self):
        before = goals.table(("what", "goal", "measured", "met?"),
                             [("start after kill -9", "≤ 5 s", "9 s", "**no**"),
                              ("another", "≤ 1", "2", "**no**")])
        start = {"size": goals.AT_SIZE, "killed": spreads.spread([2.0]),
                 "clean": spreads.spread([0.2])}
        rows = goals.goals({"start": start}, before).splitlines()[2:]
        self.assertEqual(rows, ["| start after kill -9 | ≤ 5 s | 2.00 s | yes |",
                                "| start after a clean stop | ≤ 0.5 s | 0.20 s | yes |",
                                "| another | ≤ 1 | 2 | **no** |"])

    def test_windows(self):
        first = datetime.datetime(2026, 1, 1, tzinfo=datetime.timezone.utc)
        found = queries.windows(first, first + datetime.timedelta(seconds=100))
        texts = {name: queries.times_of(window) for name, window in found.items()}
        self.assertEqual(texts, {
            "new": {"since": "2026-01-01T00:01:39Z"}, "old": {"until": "2026-01-01T00:00:01Z"},
            "middle": {"since": "2026-01-01T00:00:50Z", "until": "2026-01-01T00:00:51Z"}})

    def test_whole_seconds(self):
        rows = [{"at": at / 2, "statements": at, "refused": 1} for at in range(5)]
        self.assertEqual(pictures.whole_seconds(rows), [(0, 1, 2), (1, 5, 2)])

    def test_goals(self):
        texts = [goals.met_text(goals.at_most("x", value, 10, size=size))
                 for value, size in ((10, 10_000_000), (10.1, 10_000_000), (None, 10_000_000),
                                     (10, 5))]
        self.assertEqual(texts, ["yes", "**no**", "not measured", "yes, at 5 statements"])
        self.assertEqual([goals.at_least("x", value, 2).met for value in (2, 1.99, None)],
                         [True, False, None])

    def test_marks(self):
        page = "a\n<!-- begin: x -->\nold\n<!-- end: x -->\nb\n"
        self.assertEqual(document.replaced(page, "x", r"new \1"),
                         "a\n<!-- begin: x -->\nnew \\1\n<!-- end: x -->\nb\n")
        for wrong in ("no marks", page + page):
            with self.subTest(wrong), self.assertRaises(SystemExit):
                document.replaced(wrong, "x", "new")


if __name__ == "__main__":
    unittest.main()
