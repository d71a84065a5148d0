"""Several runs of the same as one figure: the median, the lowest and the highest."""
import statistics


def spread(values):
    """None where a run could not say."""
    values = list(values)
    if not values or None in values:
        return None
    return {"median": statistics.median(values), "low": min(values), "high": max(values)}


def middle(values):
    found = spread(values)
    return found and found["median"]


def ratios(ours, limit, figure="statements_per_second"):
    """Each run against the one that stood beside it."""
    return spread(o[figure] / b[figure] for o, b in zip(ours, limit))


def threads_us(run):
    """CPU microseconds for each statement, by the thread's name; RocksDB's own together."""
    out = {}
    for name, seconds in run.get("cpu_seconds_by_thread", {}).items():
        name = "rocksdb" if name.startswith("rocksdb") else name
        out[name] = out.get(name, 0) + seconds * 1e6 / max(run["statements"], 1)
    return out


def summary(runs):
    """Of the runs of one server under one load."""
    by_thread = [threads_us(r) for r in runs]
    names = sorted({name for each in by_thread for name in each})
    return {
        "statements_per_second": spread(r["statements_per_second"] for r in runs),
        "requests_per_second": spread(r["requests_per_second"] for r in runs),
        "p50_ms": spread(r["latency_ms"]["p50"] for r in runs),
        "p99_ms": spread(r["latency_ms"]["p99"] for r in runs),
        "p99_9_ms": spread(r["latency_ms"]["p99.9"] for r in runs),
        "cpu_us": spread(r["cpu_us_per_statement"] for r in runs),
        "cpu_us_per_request": spread(r["cpu_us_per_request"] for r in runs),
        "cpu_us_by_thread": {name: spread(each.get(name, 0) for each in by_thread)
                             for name in names},
        "disk_bytes": spread(r.get("disk_bytes_per_statement") for r in runs),
        "found": spread(r["statements"] / max(r["requests"], 1) for r in runs),
        "refused": sum(r["refused"] for r in runs),
        "runs": runs,
    }
