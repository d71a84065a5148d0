"""The workload that lrsql publishes figures of, with statements of our own.

1,000 statements in batches of 10 over 10 connections into an empty store; then nine queries, each
asked 30 times with the same values: those that most statements hold.
"""
import spreads
import stores
from turns import say

STATEMENTS, BATCH, CONNECTIONS, TIMES, PAGE = 1_000, 10, 10, 30, 50
LONG_AGO = "2020-02-20T01:01:01Z"
QUERIES = (
    ("no filter", "latest", {}), ("ascending", "ascending", {}), ("agent", "agent", {}),
    ("agent, related", "agent-related", {}), ("activity", "activity", {}),
    ("activity, related", "activity-related", {}), ("registration", "registration", {}),
    ("since", "since", {"since": LONG_AGO}), ("until", "until", {"until": LONG_AGO}))


def ask(bench, server, runs):
    """Adds a run to those of each query."""
    for name, mode, more in QUERIES:
        runs[name].append(bench.load(server, mode=mode, requests=TIMES, page=PAGE, common=True,
                                     seed=stores.SEED, **more))


def summaries(runs):
    return {name: spreads.summary(each) for name, each in runs.items()}


def lrsql(bench):
    say("lrsql's workload: a new store")
    inserts, runs = [], {name: [] for name, *_ in QUERIES}
    for _ in range(bench.plan.repetitions):
        with bench.start("server") as server:
            inserts.append(bench.load(server, statements=STATEMENTS, batch=BATCH,
                                      connections=CONNECTIONS))
            ask(bench, server, runs)
    out = {"insert": spreads.summary(inserts),
           "stores": [{"size": STATEMENTS, "queries": summaries(runs)}]}
    for size in bench.plan.sizes:
        say(f"lrsql's workload: {size:,} statements")
        runs = {name: [] for name, *_ in QUERIES}
        with bench.start("server", data=stores.data_of(bench, "server", size)) as server:
            for _ in range(bench.plan.repetitions):
                ask(bench, server, runs)
        out["stores"].append({"size": size, "queries": summaries(runs)})
    return out
