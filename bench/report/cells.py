"""Figures as text, and tables of them in Markdown."""


def number(value, digits=0):
    return "–" if value is None else f"{value:,.{digits}f}"


def middle(spread, digits=0):
    return number(spread and spread["median"], digits)


def ranged(spread, digits=0):
    """Median (low to high)."""
    if spread is None:
        return "–"
    low, high = number(spread["low"], digits), number(spread["high"], digits)
    return f"{middle(spread, digits)} ({low}–{high})"


def table(head, rows):
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows])


def paragraphs(*parts):
    return "\n\n".join(parts)
