"""Charts: bars with their spread, dots on a logarithmic scale, curves over time."""
import math

from report.svg import Picture

LEFT, RIGHT, TOP, BOTTOM = 70, 20, 62, 46
WIDTH = 760


def step_of(top):
    """The distance of ticks, so that there are three to six up to `top`: 1, 2 or 5 times 10ⁿ."""
    power = 10 ** math.floor(math.log10(top / 3))
    return max(m * power for m in (1, 2, 5) if m * power <= top / 3)


def ticks(top):
    step = step_of(top)
    return [n * step for n in range(math.ceil(top / step) + 1)]


def decades(low, high):
    """1, 2 and 5 times powers of ten, from one at or below `low` to one at or above `high`."""
    first, last = math.floor(math.log10(low)), math.ceil(math.log10(high))
    found = [m * 10.0 ** n for n in range(first, last + 1) for m in (1, 2, 5)]
    below = max((t for t in found if t <= low), default=found[0])
    above = min((t for t in found if t >= high), default=found[-1])
    return [t for t in found if below <= t <= above]


def short(value):
    for size, unit in ((1e6, " M"), (1e3, " k")):
        if value >= 10 * size or (value >= size and size == 1e6):
            return f"{value / size:,.4g}{unit}"
    return f"{value:,.4g}"


def linear(low, high, begin, end):
    return lambda value: begin + (value - low) / (high - low) * (end - begin)


def logarithmic(low, high, begin, end):
    if low == high:
        high = low * 2
    scale = linear(math.log(low), math.log(high), begin, end)
    return lambda value: scale(math.log(value))


def legend(picture, names, x=LEFT, y=44):
    for at, name in enumerate(names):
        picture.rect(f"f{at}", x, y - 9, 10, 10)
        picture.text(x + 15, y, name)
        x += 32 + 6.6 * len(name)


def horizontal_grid(picture, marks, y_of, left, right):
    for mark in marks:
        picture.line("grid", left, y_of(mark), right, y_of(mark))
        picture.text(left - 6, y_of(mark) + 4, short(mark), "end")


def bars(title, unit, groups, series, spreads):
    """spreads[group][series]: median, low and high, or None."""
    picture = Picture(WIDTH, 340, f"{title} ({unit})")
    marks = ticks(max(s["high"] for group in spreads for s in group if s))
    bottom = picture.height - BOTTOM
    y_of = linear(0, marks[-1], bottom, TOP)
    horizontal_grid(picture, marks, y_of, LEFT, WIDTH - RIGHT)
    legend(picture, series)
    slot = (WIDTH - LEFT - RIGHT) / len(groups)
    width = slot * 0.76 / len(series)
    for at, (group, row) in enumerate(zip(groups, spreads)):
        left = LEFT + at * slot + slot * 0.12
        picture.text(left + slot * 0.38, bottom + 18, group, "middle")
        for which, s in enumerate(row):
            if s is None:
                continue
            x, y = left + which * width, y_of(s["median"])
            picture.rect(f"f{which}", x, y, width - 3, bottom - y)
            middle = x + (width - 3) / 2
            picture.line("whisker", middle, y_of(s["low"]), middle, y_of(s["high"]))
    picture.line("axis", LEFT, bottom, WIDTH - RIGHT, bottom)
    return str(picture)


def dots(title, unit, rows, series, values):
    """values[row][series], on a logarithmic scale from left to right; None is left out."""
    left, step = 205, 24
    picture = Picture(WIDTH, TOP + step * len(rows) + BOTTOM, f"{title} ({unit})")
    found = [v for row in values for v in row if v]
    marks = decades(min(found), max(found))
    x_of = logarithmic(marks[0], marks[-1], left, WIDTH - RIGHT - 10)
    bottom = TOP + step * len(rows)
    for mark in marks:
        picture.line("grid", x_of(mark), TOP, x_of(mark), bottom)
        picture.text(x_of(mark), bottom + 18, short(mark), "middle")
    legend(picture, series, left)
    for at, (name, row) in enumerate(zip(rows, values)):
        y = TOP + step * (at + 0.5)
        picture.text(left - 12, y + 4, name, "end")
        places = [x_of(v) for v in row if v]
        if places:
            picture.line("grid", min(places), y, max(places), y)
        for which, value in enumerate(row):
            if value:
                picture.dot(f"f{which}", x_of(value), y)
    return str(picture)


def panels(title, seconds, parts):
    """Curves over the same time, one panel below another.

    Each part is (what it shows, {name: [(second, value), …]}); None as a value is a gap.
    """
    height, gap = 150, 50
    picture = Picture(WIDTH, TOP + len(parts) * (height + gap) + 6, title)
    x_of = linear(0, max(seconds, 1), LEFT, WIDTH - RIGHT)
    for at, (what, curves) in enumerate(parts):
        top = TOP + at * (height + gap)
        found = [v for points in curves.values() for _, v in points if v is not None]
        marks = ticks(max(found, default=1) or 1)
        y_of = linear(0, marks[-1], top + height, top)
        picture.text(12, top - 14, what)
        horizontal_grid(picture, marks, y_of, LEFT, WIDTH - RIGHT)
        legend(picture, curves, LEFT + 200, top - 14)
        for colour, points in enumerate(curves.values()):
            picture.curve(f"s{colour}", [None if v is None else (x_of(s), y_of(v))
                                         for s, v in points if 0 <= s <= seconds])
        for mark in ticks(max(seconds, 1)):
            if mark <= seconds:
                picture.text(x_of(mark), top + height + 16, f"{short(mark)} s", "middle")
    return str(picture)
