"""What the server is to reach, what it reached, and whether that is enough."""
import functools
from dataclasses import dataclass

from report import attainment_tables
from report.cells import number, table
from report.query_tables import growth

GROWTH = 1.5  # What counts as the same: two runs of one query differ by as much on a busy machine.
AT_SIZE = 10_000_000  # Of the store that the goals are about.


@dataclass(frozen=True)
class Goal:
    what: str
    goal: str
    measured: str
    met: bool | None  # None: there were too few requests to tell.
    size: int = AT_SIZE  # Of the store that was measured.


def median(spread):
    return spread["median"] if spread else None


def at_most(what, value, limit, unit="", digits=0, size=AT_SIZE):
    met = None if value is None else value <= limit
    return Goal(what, f"≤ {limit:,}{unit}", number(value, digits) + unit, met, size)


def at_least(what, value, limit, digits=2):
    met = None if value is None else value >= limit
    return Goal(what, f"≥ {limit:.2f}", number(value, digits), met)


def cell(results, batch, connections):
    return next((c for c in results.get("ingest", ())
                 if (c["batch"], c["connections"]) == (batch, connections)), None)


def of_ingest(results):
    if measured := results.get("sustained"):
        what = "ingest, batch 50, 32 connections, "
        ours = measured["server"]
        follower = median(ours["cpu_us_by_thread"].get("follower")) or 0
        limit = 28 if results["machine"]["rocksdb_assertions"] else 22
        yield at_least(what + "of bare", median(measured["ratio bare"]), 2.0)
        yield at_least(what + "of the floor", median(measured["ratio floor"]), 0.7)
        yield at_most(what + "CPU without the follower", median(ours["cpu_us"]) - follower, limit,
                      " µs", 1)
    if single := cell(results, 1, 32):
        what = "ingest, batch 1, 32 connections, "
        yield at_least(what + "of bare", median(single["ratio bare"]), 1.3)
        p50, p99 = median(single["server"]["p50_ms"]), median(single["server"]["p99_ms"])
        yield at_most(what + "p99 : p50", p99 and p99 / p50, 5, digits=1)
    for each in results.get("durability", ()):
        yield at_least(f"durable against not, batch {each['batch']}",
                       median(each["ratio server without sync"]), 0.8)


def of_queries(results):
    if stores := results.get("queries"):
        small, large = ({r["query"]: r for r in stores[at]["rows"] if r["connections"] == 1}
                        for at in (0, -1))
        size, agent = stores[-1]["size"], large["agent"]
        yield at_most("latest 100 by agent, p50 of bare's",
                      median(agent["server"]["p50_ms"]) / median(agent["bare"]["p50_ms"]), 1.5,
                      digits=2, size=size)
        if len(stores) > 1:
            grown = {q: growth(small[q]["server"], large[q]["server"]) for q in small}
            worst = max(grown, key=grown.get)
            yield at_most(f"no query grows with the store: the one that grows most ({worst})",
                          grown[worst], GROWTH, digits=2, size=size)
    if agent := results.get("agent"):
        yield at_most("latest 100 by agent beside half of the ingest peak, p99",
                      median(agent["server"]["reads"]["p99_ms"]), 3, " ms", 2, agent["size"])
    for store in results.get("lrsql", {}).get("stores", ()):
        slow = {name: median(s["p50_ms"]) for name, s in store["queries"].items()}
        worst = max(slow, key=slow.get)
        size = max(store["size"], AT_SIZE) if store["size"] == 1_000 else store["size"]
        yield at_most(f"lrsql's nine queries at {store['size']:,}: the slowest p50 ({worst})",
                      slow[worst], 2, " ms", 2, size)


def of_load(results):
    for each in results.get("mixed", ())[-1:]:
        yield at_most(f"longest stall at 70 % of the peak over {each['seconds']} s",
                      each["writes"]["longest_silence_ms"], 100, " ms", size=each["size"])
    if imports := results.get("imports"):
        for kind in ("get", "put"):
            yield at_most(f"state {kind.upper()} beside a bulk import, p99",
                          median(imports["server"]["kinds"][kind]["p99"]), 20, " ms", 1,
                          imports["size"])
    if over := results.get("overload"):
        calm = over["calm"]["latency_ms"]["p99"]
        worst = [over[name]["latency_ms"]["p99"] for name in ("steady", "more")]
        ratio = max(worst) / calm if calm and None not in worst else None
        what = f"three times the peak for {over['seconds']} s, "
        yield at_most(what + "p99 of what is acknowledged : p99 at 70 %", ratio, 10, digits=1)
        yield at_most(what + "memory", over["rss_mb"]["during"], 1_536, " MB")
        recovery = over["recovery_seconds"]
        yield Goal(what + "until it is as before", "≤ 5 s",
                   "not before the end" if recovery is None else f"{recovery:.1f} s",
                   recovery is not None and recovery <= 5)


def of_attainment(results):
    for runs in results.get("attainment", ()):
        size, staff = runs[0]["statements"], f"{runs[0]['employees']:,} employees, "
        middle = functools.partial(attainment_tables.middle, runs)
        yield at_most(staff + "follower's lag, p99", middle("lag_ms", "p99"), 1_000, " ms",
                      size=size)
        yield at_most(staff + "follower, CPU of what matches nothing",
                      middle("follower_cpu_us", "nothing"), 0.5, " µs", 2, size)
        yield at_most(staff + "follower, CPU of evidence", middle("follower_cpu_us", "evidence"),
                      30, " µs", 1, size)
        yield at_most(staff + "attainment of a person, p99", middle("attainment_ms", "p99"), 2,
                      " ms", 2, size)
        yield at_most(staff + "the same as known then, p99", middle("known_then_ms", "p99"), 20,
                      " ms", 2, size)
        if runs[0]["employees"] <= 5_000:  # The goal is a city's.
            yield at_most(staff + "heat map of the latest day", middle("heat_map_ms", "again"),
                          100, " ms", 1, size)
            yield at_most(staff + "heat map of a new past day", middle("heat_map_ms", "past"),
                          2_000, " ms", size=size)
        yield at_most(staff + "rebuilding from the log", middle("rebuild_s"), 30, " s", 1, size)


def of_size(results):
    if start := results.get("start"):
        size = start["size"]
        yield at_most("start after kill -9", median(start["killed"]), 5, " s", 2, size)
        yield at_most("start after a clean stop", median(start["clean"]), 0.5, " s", 2, size)
    for each in results.get("queries", ())[-1:]:
        size, store = each["size"], each["store"]
        yield at_most("disk for each statement, all indexes", store["table_bytes_per_statement"],
                      420, " B", size=size)
        yield at_most("write amplification without the log", store["write_amplification"], 0.6,
                      digits=2, size=size)
        mixed = [m["rss_mb"] for m in results.get("mixed", ())[-1:]]
        yield at_most("memory, default cache", max([each["rss_mb"], *mixed]), 1_536, " MB",
                      size=size)


def met_text(goal):
    text = {True: "yes", False: "**no**", None: "not measured"}[goal.met]
    return text if goal.size == AT_SIZE else f"{text}, at {goal.size:,} statements"


def goals(results, before=""):
    """`before`: the table of an earlier run, whose rows stay where nothing was measured anew."""
    parts = (of_ingest, of_queries, of_load, of_size, of_attainment)
    found = [g for part in parts for g in part(results)]
    rows = {g.what: (g.what, g.goal, g.measured, met_text(g)) for g in found}
    for line in before.splitlines():
        cells = tuple(cell.strip() for cell in line.strip("|").split("|"))
        if line.startswith("| ") and len(cells) == 4 and cells[0] != "what":
            rows.setdefault(cells[0], cells)
    return table(("what", "goal", "measured", "met?"), rows.values())
