"""What the disk does alone: how long one waits for it, with nobody else."""
import os
import tempfile
import time

from turns import say

EACH = 64 << 10
RATE = 200  # A second.
FILE = 64 << 20  # Then another one is begun, as RocksDB's log is.


def waits(folder, seconds):
    """Milliseconds that each of a steady row of appends took until it was on the disk."""
    out, block, begin = [], os.urandom(EACH), time.monotonic()
    while len(out) < seconds * RATE:
        with tempfile.TemporaryFile(dir=folder, buffering=0) as file:
            for _ in range(min(FILE // EACH, seconds * RATE - len(out))):
                due = begin + len(out) / RATE - time.monotonic()
                if due > 0:
                    time.sleep(due)
                start = time.monotonic()
                file.write(block)
                os.fdatasync(file.fileno())
                out.append(1_000 * (time.monotonic() - start))
    return out


def disk(bench):
    seconds = bench.plan.beside_seconds
    say(f"disk: {seconds} s of appends")
    found = sorted(waits(bench.folder, seconds))
    return {"seconds": seconds, "count": len(found), "bytes": EACH, "max": found[-1],
            "slow": sum(each > 20 for each in found),
            **{f"p{p:g}": found[int(len(found) * p / 100)] for p in (50, 99, 99.9)}}
