"""Statements out, as tables."""
from report.cells import middle, number, paragraphs, ranged, table


def queries(measured):
    return paragraphs(*(of_store(m) for m in measured), side_by_side(measured))


def of_store(measured):
    rows = []
    for row in measured["rows"]:
        ours, bare = row["server"], row.get("bare")
        ratio = bare and ours["p50_ms"]["median"] / bare["p50_ms"]["median"]
        rows.append((row["query"], str(row["connections"]), ranged(ours["requests_per_second"]),
                     middle(ours["found"], 1), middle(ours["p50_ms"], 2),
                     middle(ours["p99_ms"], 2), middle(ours["p99_9_ms"], 2),
                     middle(ours["cpu_us_per_request"]), number(ratio, 2)))
    head = ("query", "connections", "requests/s", "statements each", "p50 ms", "p99 ms",
            "p99.9 ms", "CPU µs/request", "p50 of bare")
    walk, store = measured["walk"], measured["store"]
    return paragraphs(
        f"**{measured['size']:,} statements**", table(head, rows),
        f"A walk along `more` brings {walk['statements_per_second']:,.0f} statements a second, "
        f"{number(walk['latency_ms']['p50'], 2)} ms each page. The store has "
        f"{store['table_bytes_per_statement']:,.0f} B of sorted tables for each statement; "
        f"RocksDB wrote {store['write_amplification']:.2f} bytes of tables for each byte of "
        f"statements taken in, and the server had {measured['rss_mb']:,.0f} MB at most.")


def growth(small, large):
    """How much slower a query is in the larger store, for what it brings.

    A page that holds more statements may take longer in the same proportion.
    """
    time = large["p50_ms"]["median"] / small["p50_ms"]["median"]
    more = max(large["found"]["median"], 1) / max(small["found"]["median"], 1)
    return time / max(more, 1)


def side_by_side(measured):
    found = {m["size"]: {r["query"]: r["server"] for r in m["rows"] if r["connections"] == 1}
             for m in measured}
    sizes = list(found)
    rows = []
    for query in found[sizes[0]]:
        cells = []
        for size in sizes:
            ours = found[size][query]
            cells += [middle(ours["p50_ms"], 2), middle(ours["p99_ms"], 2)]
        grown = number(growth(found[sizes[0]][query], found[sizes[-1]][query]), 2)
        rows.append((query, *cells, grown))
    head = ["one connection"]
    for size in sizes:
        head += [f"p50 ms, {size:,}", f"p99 ms, {size:,}"]
    return table((*head, "growth for what it brings"), rows)


def lrsql(measured):
    insert = measured["insert"]
    head = ["p50 ms of 30"] + [f"{s['size']:,} statements" for s in measured["stores"]]
    rows = [(name, *(ranged(s["queries"][name]["p50_ms"], 2) for s in measured["stores"]))
            for name in measured["stores"][0]["queries"]]
    return paragraphs(
        f"{ranged(insert['statements_per_second'])} statements a second, "
        f"{ranged(insert['p50_ms'], 1)} ms for a batch.", table(head, rows))
