"""The results of bench/run.py as tables, on the terminal and in docs/performance.md."""
import re

NAMES = {
    "server": "the server",
    "bare": "bare: row + 10 index keys",
    "bare with ids": "bare with ids: row + id + 10 index keys",
    "sorted": "bare, its index keys sorted",
    "floor": "floor: row + id",
    "parse": "HTTP + JSON, nothing written",
    "http": "HTTP alone",
}


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


def machine(results):
    m = results["machine"]
    assertions = "with" if m["rocksdb_assertions"] else "without"
    return table(("", ""), [
        ("command", f"`{results['command']}`, {results['date']}"),
        ("processor", f"{m['processor']}, {m['cores']} cores; server and load share them"),
        ("memory", f"{m['memory_gb']} GB"),
        ("system", f"{m['system']}, Linux {m['kernel']}, {m['file_system']}"),
        ("fsync of 64 KB", f"{m['sync_ms']} ms"),
        ("RocksDB", f"{m['rocksdb']}, {assertions} assertions"),
        ("compiler, Boost", f"GCC {m['compiler']}, {m['boost'].replace('_', '.')}"),
        ("load average before", str(m["load_before"])),
    ])


def writers(measured):
    rows = []
    for name in NAMES:
        if name not in measured:
            continue
        s = measured[name]
        rows.append((NAMES[name], ranged(s["statements_per_second"]), middle(s["cpu_us"], 1),
                     middle(s["p50_ms"], 1), middle(s["p99_ms"], 1), middle(s["disk_bytes"])))
    head = ("batch 50, 32 connections", "statements/s", "CPU µs/statement", "p50 ms", "p99 ms",
            "disk B/statement")
    return table(head, rows)


def sustained(results):
    measured = results["sustained"]
    return "\n".join([
        writers(measured), "",
        f"The server reaches {ranged(measured['ratio_bare'], 2)} of bare, "
        f"{ranged(measured['ratio_sorted'], 2)} of bare with sorted keys and "
        f"{ranged(measured['ratio_floor'], 2)} of the floor; "
        f"{results['plan']['sustained']:,} statements in each run."])


def parts(results):
    return writers(results["parts"])


def ingest(results):
    rows = []
    for cell in results["ingest"]:
        ours = cell["server"]
        rows.append((
            str(cell["batch"]), str(cell["connections"]), ranged(ours["statements_per_second"]),
            ranged(cell["ratio_bare"], 2), ranged(cell["ratio_floor"], 2),
            middle(cell["bare"]["statements_per_second"]),
            middle(ours["p50_ms"], 1), middle(ours["p99_ms"], 1), middle(ours["p99_9_ms"], 1),
            middle(ours["cpu_us"], 1), middle(cell["bare"]["cpu_us"], 1),
            middle(ours["disk_bytes"]), str(ours["refused"])))
    head = ("batch", "connections", "statements/s", "of bare", "of the floor", "bare/s", "p50 ms",
            "p99 ms", "p99.9 ms", "CPU µs/statement", "bare's", "disk B/statement", "503s")
    return table(head, rows)


def queries(results):
    measured = results["queries"]
    rows = []
    for row in measured["rows"]:
        ours, bare = row["server"], row.get("bare")
        ratio = bare and ours["requests_per_second"] / bare["requests_per_second"]
        found = ours["statements"] / max(ours["requests"], 1)
        latency = ours["latency_ms"]
        rows.append((row["mode"], str(row["connections"]), number(ours["requests_per_second"]),
                     number(found, 1), number(latency["p50"], 2), number(latency["p99"], 2),
                     number(ours["cpu_us_per_request"]), number(ratio, 2)))
    head = ("query", "connections", "requests/s", "statements each", "p50 ms", "p99 ms",
            "CPU µs/request", "of bare")
    return "\n".join([
        table(head, rows), "",
        f"{measured['stored']:,} statements stored; "
        f"{measured['table_bytes_per_statement']:,.0f} B of sorted tables for each."])


SECTIONS = {"machine": machine, "sustained": sustained, "parts": parts, "ingest": ingest,
            "queries": queries}


def everything(results):
    measured = (name for name in SECTIONS if name in results)
    return "\n\n".join(SECTIONS[name](results) for name in measured)


def write(results, path):
    """Replaces what stands between the marks of each section that was measured."""
    text = path.read_text(encoding="utf-8")
    for name, section in SECTIONS.items():
        if name not in results:
            continue
        begin, end = f"<!-- begin: {name} -->", f"<!-- end: {name} -->"
        pattern = re.compile(re.escape(begin) + ".*?" + re.escape(end), re.DOTALL)
        block = f"{begin}\n{section(results)}\n{end}"
        text, found = pattern.subn(lambda _, new=block: new, text)
        if found != 1:
            raise SystemExit(f"{path}: needs the marks {begin} and {end} once")
    path.write_text(text, encoding="utf-8")
