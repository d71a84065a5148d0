"""Reads and documents beside writes: at a rate that leaves room, and beside a bulk import."""
import processes
import spreads
import stores
from servers import Load
from turns import say

BATCH = 50
READS, STATES = 20, 50  # Requests a second beside the writes.
# The second shows what is the server's own: it never waits for the disk to be done.
SERVERS = ("server", "server without sync")
IMPORT = {"batch": 500, "connections": 8}


def start_writes(bench, server, rate, seconds, connections=256, **more):
    """In an open loop, `rate` in statements a second."""
    return Load(bench.build, server, batch=BATCH, connections=connections, seconds=seconds,
                rate=max(1, round(rate / BATCH)), seed=bench.next_seed(), **more)


def start_states(bench, server, seconds, rate=STATES):
    """On so many connections that nobody waits for another's answer."""
    return Load(bench.build, server, mode="state", connections=64, rate=rate, seconds=seconds,
                seed=bench.next_seed(), interval=1_000)


def start_reads(bench, server, seconds, rate=READS):
    return Load(bench.build, server, mode="agent", connections=64, rate=rate, seconds=seconds,
                seed=stores.SEED, interval=1_000)


def of_store(bench, size):
    seconds = bench.plan.mixed_seconds
    with stores.copied(bench, size) as data, bench.start("server", data=data) as server:
        peak = stores.peak(bench, server)
        rate = 0.7 * peak
        say(f"mixed: {size:,} statements, {rate:,.0f} statements/s for {seconds} s")
        with processes.Memory(server.process.pid) as memory:
            writes = start_writes(bench, server, rate, seconds, interval=1_000)
            reads = start_reads(bench, server, seconds)
            states = start_states(bench, server, seconds)
            out = {"writes": writes.result(), "reads": reads.result(), "states": states.result()}
    return {"size": size, "peak": peak, "rate": rate, "seconds": seconds,
            "rss_mb": memory.highest(), **out}


def mixed(bench):
    return [of_store(bench, size) for size in bench.plan.sizes]


def beside_import(bench, name, data):
    runs = []
    seconds = max(3, bench.plan.beside_seconds // 4)
    with bench.start(name, data=data) as server:
        for _ in range(bench.plan.repetitions):
            say(f"imports: {name}, {seconds} s")
            bulk = Load(bench.build, server, seconds=seconds, seed=bench.next_seed(), **IMPORT)
            states = start_states(bench, server, seconds, rate=100)
            runs.append({"import": bulk.result(), "states": states.result()})
    kinds = {}
    for kind in ("get", "put"):
        latencies = [r["states"]["latency_ms_by_kind"][kind] for r in runs]
        kinds[kind] = {p: spreads.spread(each[p] for each in latencies)
                       for p in ("p50", "p99", "max")}
    return {"kinds": kinds, "runs": runs, "statements_per_second": spreads.spread(
        r["import"]["statements_per_second"] for r in runs)}


def imports(bench):
    """A bulk import as fast as it goes, beside the documents of learners."""
    size = bench.plan.sizes[-1]
    with stores.copied(bench, size) as data:
        return {"size": size} | {name: beside_import(bench, name, data) for name in SERVERS}


def beside_ingest(bench, name, data):
    seconds, runs = bench.plan.beside_seconds, []
    with bench.start(name, data=data) as server:
        peak = stores.peak(bench, server)
        for _ in range(bench.plan.repetitions):
            say(f"agent: {name}, beside {0.5 * peak:,.0f} statements/s")
            writes = start_writes(bench, server, 0.5 * peak, seconds)
            reads = start_reads(bench, server, seconds, rate=100)
            runs.append({"writes": writes.result(), "reads": reads.result()})
    return {"peak": peak, "rate": 0.5 * peak, "reads": spreads.summary([r["reads"] for r in runs]),
            "writes": spreads.summary([r["writes"] for r in runs])}


def agent(bench):
    """The latest 100 of people, while statements come in at half of the peak."""
    size = bench.plan.sizes[-1]
    with stores.copied(bench, size) as data:
        return {"size": size} | {name: beside_ingest(bench, name, data) for name in SERVERS}
