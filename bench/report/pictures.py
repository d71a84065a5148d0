"""Which results are drawn, and how."""
from report import charts


def over(connections):
    return f"{connections} connection" + ("s" if connections > 1 else "")


def of_ingest(cells):
    batches = sorted({c["batch"] for c in cells})
    connections = sorted({c["connections"] for c in cells})
    found = {(c["batch"], c["connections"]): c["server"] for c in cells}
    groups = [f"batch {b}" for b in batches]

    def rows(figure):
        return [[found[b, n][figure] for n in connections] for b in batches]

    unit = "a second; whiskers: slowest and fastest run"
    yield "ingest", charts.bars("Statements taken in", unit, groups, [over(n) for n in connections],
                                rows("statements_per_second"))
    names = [f"batch {b}, {over(n)}" for b in batches for n in connections]
    values = [[s and s["median"] for s in (cell["p50_ms"], cell["p99_ms"], cell["p99_9_ms"])]
              for cell in (found[b, n] for b in batches for n in connections)]
    yield "latency", charts.dots("Until a batch is on the disk", "ms", names,
                                 ("p50", "p99", "p99.9"), values)


def of_lrsql(measured):
    stores = measured["stores"]
    queries = list(stores[0]["queries"])
    values = [[s["queries"][q]["p50_ms"]["median"] for s in stores] for q in queries]
    yield "lrsql", charts.dots("lrsql's nine queries, p50", "ms", queries,
                               [f"{s['size']:,} statements" for s in stores], values)


def of_queries(measured):
    found = [{r["query"]: r["server"] for r in m["rows"] if r["connections"] == 1}
             for m in measured]
    queries = list(found[0])
    values = [[each[q]["p50_ms"]["median"] for each in found] for q in queries]
    yield "queries", charts.dots("Queries, p50", "ms", queries,
                                 [f"{m['size']:,} statements" for m in measured], values)


def curve(run, figure):
    return [(row["at"], row[figure]) for row in run["timeline"]]


def whole_seconds(timeline):
    """Sums of statements and of refusals in each second, the last one only when it is whole."""
    out = {}
    for row in timeline:
        taken, refused = out.get(int(row["at"]), (0, 0))
        out[int(row["at"])] = (taken + row["statements"], refused + row["refused"])
    return [(second, *sums) for second, sums in sorted(out.items())[:-1]]


def of_mixed(measured):
    last = measured[-1]
    writes, reads, states = (last[name] for name in ("writes", "reads", "states"))
    taken = [(s, n) for s, n, _ in whole_seconds(writes["timeline"])]
    yield "mixed", charts.panels(
        f"Reads beside writes at 70 % of the peak, {last['size']:,} statements", last["seconds"],
        [("Statements each second", {"taken in": taken}),
         ("p99 of each second, ms", {"batches of 50": curve(writes, "p99")}),
         ("Slowest of each second, ms", {"latest 100 of a person": curve(reads, "max"),
                                         "state documents": curve(states, "max")})])


def of_overload(measured):
    steady, more = measured["steady"], measured["more"]
    offset = measured["overload"][0]
    yield "overload", charts.panels(
        f"{measured['seconds']} s of three times the peak", steady["seconds"],
        [("Statements each second", {
            "of the steady 70 %": [(s, n) for s, n, _ in whole_seconds(steady["timeline"])],
            "of the rest": [(s + offset, n) for s, n, _ in whole_seconds(more["timeline"])]}),
         ("Refused requests each second", {
             "of the steady 70 %": [(s, n) for s, _, n in whole_seconds(steady["timeline"])],
             "of the rest": [(s + offset, n) for s, _, n in whole_seconds(more["timeline"])]}),
         ("Memory, MB", {"resident": measured["memory"]})])


DRAWN = {"ingest": of_ingest, "lrsql": of_lrsql, "queries": of_queries, "mixed": of_mixed,
         "overload": of_overload}


# What each shows to those who do not see it.
SHOWN = {
    "ingest": (("ingest", "statements a second by batch and connections"),
               ("latency", "latencies by batch and connections")),
    "lrsql": (("lrsql", "the median of each query by the size of the store"),),
    "queries": (("queries", "the median of each query by the size of the store"),),
    "mixed": (("mixed", "statements a second and latencies over time"),),
    "overload": (("overload", "statements and refusals a second, and memory, over time"),)}


def links(part):
    """For a page beside the folder."""
    return "".join(f"\n\n![{text}](performance/{name}.svg)" for name, text in SHOWN.get(part, ()))


def write(results, folder):
    folder.mkdir(exist_ok=True)
    for part, draw in DRAWN.items():
        if part not in results:
            continue
        for name, picture in draw(results[part]):
            (folder / f"{name}.svg").write_text(picture, encoding="utf-8")
