"""How soon a server of a large store answers: after a clean stop, and after a kill."""
import spreads
import stores
from turns import say


def start(bench):
    size, clean, killed = bench.plan.sizes[-1], [], []
    with stores.copied(bench, size) as data:
        with bench.start("server", data=data):
            pass
        for _ in range(bench.plan.repetitions):
            say(f"start: {size:,} statements")
            with bench.start("server", data=data) as server:
                clean.append(server.start_seconds)
                bench.load(server, batch=50, connections=32, seconds=bench.plan.peak_seconds)
                server.kill()
            with bench.start("server", data=data) as server:
                killed.append(server.start_seconds)
    return {"size": size, "clean": spreads.spread(clean), "killed": spreads.spread(killed)}
