"""Statements in, as tables."""
from report.cells import middle, paragraphs, ranged, table

NAMES = {
    "server": "the server",
    "server with a model": "the server, its follower at work",
    "server without sync": "the server, not waiting for the disk",
    "bare": "bare: row + 10 index keys",
    "bare with ids": "bare with ids: row + id + 10 index keys",
    "sorted": "bare, its index keys sorted",
    "floor": "floor: row + id",
    "parse": "HTTP + JSON, nothing written",
    "http": "HTTP alone",
}


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


def threads(measured):
    servers = [n for n in ("server", "server with a model") if n in measured]
    names = sorted({n for s in servers for n in measured[s]["cpu_us_by_thread"]})
    rows = [(NAMES[s], middle(measured[s]["cpu_us"], 1),
             *(middle(measured[s]["cpu_us_by_thread"].get(n), 1) for n in names))
            for s in servers]
    return table(("CPU µs/statement", "all", *names), rows)


def sustained(measured):
    return paragraphs(
        writers(measured),
        f"The server reaches {ranged(measured['ratio bare'], 2)} of bare, "
        f"{ranged(measured['ratio sorted'], 2)} of bare with sorted keys and "
        f"{ranged(measured['ratio floor'], 2)} of the floor; "
        f"{measured['statements']:,} statements in each run. Where the processor's time goes, by "
        "the threads' names:", threads(measured))


def ingest(measured):
    rows = []
    for cell in measured:
        ours = cell["server"]
        rows.append((
            str(cell["batch"]), str(cell["connections"]), ranged(ours["statements_per_second"]),
            ranged(cell["ratio bare"], 2), ranged(cell["ratio floor"], 2),
            middle(cell["bare"]["statements_per_second"]),
            middle(ours["p50_ms"], 1), middle(ours["p99_ms"], 1), middle(ours["p99_9_ms"], 1),
            middle(ours["cpu_us"], 1), middle(cell["bare"]["cpu_us"], 1),
            middle(ours["disk_bytes"]), str(ours["refused"])))
    head = ("batch", "connections", "statements/s", "of bare", "of the floor", "bare/s", "p50 ms",
            "p99 ms", "p99.9 ms", "CPU µs/statement", "bare's", "disk B/statement", "503s")
    return table(head, rows)


def durability(measured):
    rows = [(str(cell["batch"]), ranged(cell["server"]["statements_per_second"]),
             ranged(cell["server without sync"]["statements_per_second"]),
             ranged(cell["ratio server without sync"], 2)) for cell in measured]
    return table(("batch, 32 connections", "durable/s", "without waiting/s", "ratio"), rows)
