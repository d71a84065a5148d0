"""Reads, documents and writes beside one another, overload and starts, as tables."""
from report.cells import number, paragraphs, ranged, table


def latencies(name, rate, latency):
    return (name, number(rate, 1), *(number(latency[p], 2) for p in ("p50", "p99", "p99.9", "max")))


HEAD = ("requests/s", "p50 ms", "p99 ms", "p99.9 ms", "slowest ms")


def disk(measured):
    return (f"Nothing but {measured['bytes'] >> 10} KB appended and waited for, "
            f"{measured['count'] / measured['seconds']:,.0f} times a second for "
            f"{measured['seconds']} s: p50 {number(measured['p50'], 2)} ms, "
            f"p99 {number(measured['p99'], 2)} ms, p99.9 {number(measured['p99.9'], 1)} ms, "
            f"longest {number(measured['max'])} ms; {measured['slow']} took more than 20 ms.")


def servers_of(measured):
    """Those that were measured beside one another, by name."""
    return ((name, each) for name, each in measured.items() if name != "size")


def agent(measured):
    rows = [(name, number(each["rate"]), *(ranged(each["reads"][p], 2)
                                           for p in ("p50_ms", "p99_ms", "p99_9_ms")))
            for name, each in servers_of(measured)]
    return paragraphs(
        f"{measured['size']:,} statements, and more come at half of the peak.",
        table(("latest 100 of a person", "statements/s", "p50 ms", "p99 ms", "p99.9 ms"), rows))


def mixed_of(measured):
    writes, reads, states = measured["writes"], measured["reads"], measured["states"]
    half = states["requests_per_second"] / 2
    rows = [latencies("statements, batch 50", writes["requests_per_second"], writes["latency_ms"]),
            latencies("latest 100 of a person", reads["requests_per_second"],
                      reads["latency_ms"])]
    rows += [latencies(f"state {kind.upper()}", half, states["latency_ms_by_kind"][kind])
             for kind in ("get", "put")]
    lost = sum(m[name] for m in (writes, reads, states) for name in ("refused", "unsent"))
    return paragraphs(
        f"**{measured['size']:,} statements, {measured['rate']:,.0f} more each second "
        f"for {measured['seconds']} s; the peak is {measured['peak']:,.0f}**",
        table(("what", *HEAD), rows),
        f"The longest time in which no write was acknowledged: "
        f"{writes['longest_silence_ms']:,.0f} ms. Refused or never sent: {lost}. "
        f"{measured['rss_mb']:,.0f} MB at most.")


def mixed(measured):
    return paragraphs(*(mixed_of(m) for m in measured))


def imports(measured):
    rows = [(f"{name}: state {kind.upper()}", ranged(each["statements_per_second"]),
             *(ranged(each["kinds"][kind][p], 2) for p in ("p50", "p99", "max")))
            for name, each in servers_of(measured) for kind in ("get", "put")]
    return paragraphs(
        f"{measured['size']:,} statements, and more come in batches of 500 over 8 connections.",
        table(("beside it", "statements/s", "p50 ms", "p99 ms", "slowest ms"), rows))


def overload(measured):
    calm, steady, more = measured["calm"], measured["steady"], measured["more"]
    rows = [latencies(name, run["requests_per_second"], run["latency_ms"]) +
            (number(run["service_ms"]["p99"], 2), str(run["refused"]),
             str(run["unsent"]), str(run["dropped"]))
            for name, run in (("70 % of the peak, alone", calm),
                              ("the same, before, beside and after", steady),
                              ("what makes it three times the peak", more))]
    turned_away = more["refused"] / max(more["requests"] + more["refused"], 1)
    rss = measured["rss_mb"]
    recovery = measured["recovery_seconds"]
    return paragraphs(
        f"{measured['size']:,} statements, a peak of {measured['peak']:,.0f} a second; "
        f"{measured['seconds']} s of overload.",
        table(("acknowledged", *HEAD, "p99 ms from sending", "refused", "never sent", "dropped"),
              rows),
        f"Of what made it three times the peak and was sent, {turned_away:.0%} were refused. "
        f"Memory: {number(rss['before'])} MB before, {number(rss['during'])} MB at most during it, "
        f"{number(rss['after'])} MB at the end. " +
        ("It was not as before when the run ended." if recovery is None else
         f"It was as before after {recovery:.1f} s."))


def start(measured):
    return table((f"{measured['size']:,} statements", "seconds to the first answer"), [
        ("after a clean stop", ranged(measured["clean"], 2)),
        ("after a kill while statements came in", ranged(measured["killed"], 2))])
