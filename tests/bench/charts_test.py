#!/usr/bin/env python3
"""The pictures: where ticks lie, that the files are well formed, what they show."""
import unittest
from xml.etree import ElementTree

import benches  # Before what it finds.
from report import charts

TICKS = [  # name, the highest value, expected
    ("ten", 10, [0, 2, 4, 6, 8, 10]),
    ("just above a tick", 41, [0, 10, 20, 30, 40, 50]),
    ("small", 0.5, [0, 0.1, 0.2, 0.3, 0.4, 0.5]),
    ("large", 47_000, [0, 10_000, 20_000, 30_000, 40_000, 50_000]),
    ("few", 3, [0, 1, 2, 3]),
]
DECADES = [  # name, lowest, highest, expected
    ("on ticks", 1, 10, [1, 2, 5, 10]),
    ("between ticks", 0.3, 3, [0.2, 0.5, 1, 2, 5]),
    ("one value", 2, 2, [2]),
    ("a value between", 3, 3, [2, 5]),
]
SHORT = [(0.2, "0.2"), (5, "5"), (1_000, "1,000"), (9_999, "9,999"), (10_000, "10 k"),
         (47_500, "47.5 k"), (1_000_000, "1 M"), (10_000_000, "10 M")]
SVG = "{http://www.w3.org/2000/svg}"


def shapes(picture, name, kind):
    return [e for e in ElementTree.fromstring(picture).iter(SVG + name) if e.get("class") == kind]


def texts(picture):
    return [e.text for e in ElementTree.fromstring(picture).iter(SVG + "text")]


def spread(low, median, high):
    return {"low": low, "median": median, "high": high}


class Charts(unittest.TestCase):
    def test_ticks(self):
        for name, top, expected in TICKS:
            with self.subTest(name):
                found = charts.ticks(top)
                self.assertEqual(len(found), len(expected), found)
                for one, other in zip(found, expected):
                    self.assertAlmostEqual(one, other)

    def test_decades(self):
        for name, low, high, expected in DECADES:
            with self.subTest(name):
                self.assertEqual([round(t, 9) for t in charts.decades(low, high)], expected)

    def test_short(self):
        for value, expected in SHORT:
            with self.subTest(value):
                self.assertEqual(charts.short(value), expected)

    def test_bars(self):
        picture = charts.bars("A <title> & more", "a second", ["one", "two"], ["x", "y"],
                              [[spread(8, 10, 12), spread(1, 5, 6)], [spread(0, 20, 20), None]])
        self.assertIn("A <title> & more (a second)", texts(picture))
        first = shapes(picture, "rect", "f0")[1:]  # The legend's comes before them.
        heights = [float(bar.get("height")) for bar in first]
        self.assertAlmostEqual(heights[1], 2 * heights[0], delta=0.2)
        self.assertEqual(len(shapes(picture, "rect", "f1")), 2)  # None is no bar.
        self.assertEqual(len(shapes(picture, "line", "whisker")), 3)

    def test_dots(self):
        picture = charts.dots("Dots", "ms", ["a", "b", "c"], ["s", "t"],
                              [[1, 10], [10, 100], [None, None]])
        places = [float(dot.get("cx")) for dot in shapes(picture, "circle", "f0")]
        others = [float(dot.get("cx")) for dot in shapes(picture, "circle", "f1")]
        self.assertEqual(places[1], others[0])
        self.assertAlmostEqual(places[1] - places[0], others[1] - others[0], delta=0.2)

    def test_panels(self):
        picture = charts.panels("Over time", 4, [
            ("whole", {"x": [(0, 1), (1, 2), (2, 3)]}),
            ("with a gap, and what is outside", {"x": [(-1, 9), (0, 1), (1, None), (2, 3),
                                                       (3, 4), (5, 1)]}),
            ("nothing", {"x": []})])
        paths = [path.get("d") for path in shapes(picture, "path", "s0")]
        self.assertEqual([(p.count("M"), p.count("L")) for p in paths], [(1, 2), (2, 1)])


if __name__ == "__main__":
    unittest.main()
