"""Three times as much as the server takes, for minutes: what it does, and what it costs after.

One load stays at 70 % of the peak all the time; a second one adds the rest to 300 %, and ends.
"""
import time

import processes
import stores
from parts.mixed import start_writes
from turns import say

INTERVAL_MS = 100
# So many that a server which lets all of them wait is no server of bounded queues: who is due
# finds a free one, or the server has asked nobody to come later.
STEADY_CONNECTIONS, MORE_CONNECTIONS = 512, 1_024
STEADY, OVERLOAD = 0.7, 3.0


def between(timeline, begin, end):
    return [row for row in timeline if begin <= row["at"] < end]


def recovery_seconds(timeline, overload_ended, calm_ms):
    """From the end of the overload until nothing is refused or slower than in calm any more.

    Both are in seconds since the begin of the timeline. None: it did not get so far.
    """
    after = between(timeline, overload_ended, float("inf"))
    troubled = [row for row in after
                if row["refused"] or not row["requests"] or row["max"] > calm_ms]
    if not troubled:
        return 0.0
    if troubled[-1] is after[-1]:
        return None
    return troubled[-1]["at"] + INTERVAL_MS / 1000 - overload_ended


def slowest(rows):
    return max((row["max"] for row in rows if row["requests"]), default=None)


def overload(bench):
    plan, size = bench.plan, bench.plan.sizes[0]
    with stores.copied(bench, size) as data, bench.start("server", data=data) as server:
        peak = stores.peak(bench, server)
        say(f"overload: {OVERLOAD * peak:,.0f} statements/s for {plan.overload_seconds} s")
        calm_run = start_writes(bench, server, STEADY * peak, plan.recovery_seconds,
                                STEADY_CONNECTIONS, interval=INTERVAL_MS).result()
        with processes.Memory(server.process.pid) as memory:
            seconds = plan.overload_seconds + 2 * plan.recovery_seconds
            steady = start_writes(bench, server, STEADY * peak, seconds, STEADY_CONNECTIONS,
                                  interval=INTERVAL_MS)
            time.sleep(plan.recovery_seconds / 2)
            more = start_writes(bench, server, (OVERLOAD - STEADY) * peak, plan.overload_seconds,
                                MORE_CONNECTIONS, interval=INTERVAL_MS)
            more, steady = more.result(), steady.result()
    began, ended = (more[name] - steady["begin"] for name in ("begin", "end"))
    return {"size": size, "peak": peak, "seconds": plan.overload_seconds, "calm": calm_run,
            "steady": steady, "more": more, "overload": [began, ended],
            "memory": [(at - steady["begin"], size_mb) for at, size_mb in memory.samples],
            "rss_mb": {"before": memory.highest(end=more["begin"]),
                       "during": memory.highest(more["begin"], more["end"]),
                       "after": memory.samples[-1][1]},
            "recovery_seconds": recovery_seconds(
                steady["timeline"], ended, 2 * slowest(calm_run["timeline"]))}
