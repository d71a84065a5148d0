"""Pages by every filter and their combinations, statements by id, walks, state documents."""
import datetime
import http.client
import json
from base64 import b64encode

import processes
import servers
import spreads
import stores
from turns import say

# Name, mode of bench/requests.hpp, and which times go with it.
QUERIES = (
    ("latest", "latest", None), ("ascending", "ascending", None), ("agent", "agent", None),
    ("verb", "verb", None), ("activity", "activity", None),
    ("registration", "registration", None), ("agent, verb", "agent-verb", None),
    ("agent, activity", "agent-activity", None), ("verb, activity", "verb-activity", None),
    ("registration, verb", "registration-verb", None),
    ("agent, related", "agent-related", None), ("activity, related", "activity-related", None),
    ("agent, ascending", "agent-ascending", None), ("since, new", "since", "new"),
    ("until, old", "until", "old"), ("since and until, middle", "since-until", "middle"),
    ("agent, since and until", "agent-since-until", "middle"),
    ("id, there", "id-hit", None), ("id, not there", "id-miss", None))
# What rows read by their keys can answer, with nothing around it.
BARE = {"latest", "agent", "id, there", "id, not there"}
ONE_QUERY_SECONDS = 60  # At most, of a run.


def stored_of_first(server, ascending):
    connection = http.client.HTTPConnection("127.0.0.1", server.port)
    order = "&ascending=true" if ascending else ""
    connection.request("GET", f"/xapi/statements?limit=1{order}", headers={
        "X-Experience-API-Version": "2.0.0",
        "Authorization": "Basic " + b64encode(servers.CREDENTIAL.encode()).decode()})
    text = json.loads(connection.getresponse().read())["statements"][0]["stored"]
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))


def windows(first, last):
    """Each a hundredth of the time in which the store was filled."""
    step = (last - first) / 100
    middle = first + (last - first) / 2
    return {"new": (last - step, None), "old": (None, first + step),
            "middle": (middle, middle + step)}


def times_of(window):
    names = ("since", "until")
    return {name: at.isoformat().replace("+00:00", "Z")
            for name, at in zip(names, window) if at is not None}


def ask(bench, asked, mode, connections, **more):
    """Runs of one query at each of these servers in turn, by the servers' names.

    One run of each comes before and does not count: what is measured is warm.
    """
    load = {"mode": mode, "connections": connections, "seed": stores.SEED, **more}
    if connections == 1:
        load = {"requests": bench.plan.requests, "seconds": ONE_QUERY_SECONDS, **load}
    else:
        load["seconds"] = bench.plan.seconds
    for server in asked.values():
        bench.load(server, **load)
    runs = {name: [] for name in asked}
    for _ in range(bench.plan.repetitions if connections == 1 else 1):
        for name, server in asked.items():
            runs[name].append(bench.load(server, **load))
    return {name: spreads.summary(each) for name, each in runs.items()}


def of_kind(measured, kind):
    """Of the same runs, the latencies of one kind of request only."""
    return spreads.summary([{**r, "latency_ms": r["latency_ms_by_kind"][kind]}
                            for r in measured["runs"]])


def states(bench, size, server, connections):
    say(f"queries: {size:,} statements, state documents, {connections} at once")
    both = ask(bench, {"server": server}, "state", connections,
               **({"requests": 2 * bench.plan.requests} if connections == 1 else {}))["server"]
    for kind in ("put", "get"):
        yield {"query": f"state, {kind.upper()}", "connections": connections,
               "server": of_kind(both, kind)}


def rows_of(bench, size, server, bare):
    times = windows(stored_of_first(server, True), stored_of_first(server, False))
    for connections in bench.plan.query_connections:
        for name, mode, window in QUERIES:
            say(f"queries: {size:,} statements, {name}, {connections} at once")
            asked = {"server": server, "bare": bare} if name in BARE else {"server": server}
            yield {"query": name, "connections": connections,
                   **ask(bench, asked, mode, connections, stored=size,
                         **(times_of(times[window]) if window else {}))}
        yield from states(bench, size, server, connections)


def of_store(bench, size):
    data = stores.data_of(bench, "server", size)
    bare_data = stores.data_of(bench, "bare by actor", size)
    with bench.start("server", data=data) as server, \
            bench.start("bare by actor", data=bare_data) as bare:
        rows = list(rows_of(bench, size, server, bare))
        say(f"queries: {size:,} statements, a walk over everything")
        walk = bench.load(server, mode="walk", seconds=bench.plan.walk_seconds)
        rss = processes.status_mb(server.process.pid, "VmHWM")
    return {"size": size, "rows": rows, "walk": walk, "rss_mb": rss,
            "store": stores.described(bench, "server", size)}


def queries(bench):
    return [of_store(bench, size) for size in bench.plan.sizes]
