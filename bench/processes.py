"""What a process and its folder do over time, seen from outside."""
import pathlib
import threading
import time

TABLES = {".sst", ".blob"}


def status_mb(pid, field):
    """A size of /proc/PID/status, or None when the process has gone."""
    try:
        text = pathlib.Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    except OSError:
        return None
    for line in text.splitlines():
        if line.startswith(field + ":"):
            return int(line.split()[1]) / 1024
    return None


class Sampled:
    """Calls a function again and again while the context lasts, once more at its end."""

    def __init__(self, function, interval):
        self.function, self.interval = function, interval
        self.ending = threading.Event()
        self.thread = threading.Thread(target=self.loop)

    def loop(self):
        while not self.ending.is_set():
            self.function()
            self.ending.wait(self.interval)
        self.function()

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.ending.set()
        self.thread.join()


class Memory(Sampled):
    """The resident memory in MB: `samples` are pairs of a monotonic time and it."""

    def __init__(self, pid, interval=0.5):
        self.pid, self.samples = pid, []
        super().__init__(self.sample, interval)

    def sample(self):
        size = status_mb(self.pid, "VmRSS")
        if size is not None:
            self.samples.append((time.monotonic(), size))

    def highest(self, begin=float("-inf"), end=float("inf")):
        return max((size for at, size in self.samples if begin <= at <= end), default=None)


class Tables(Sampled):
    """The tables that RocksDB writes into a folder, those it deletes again included.

    A table lives for as long as the compaction that replaces it, many times the interval.
    """

    def __init__(self, folder, interval=0.1):
        self.folder, self.sizes = folder, {}
        self.changed = time.monotonic()
        super().__init__(self.sample, interval)

    def sample(self):
        for path in self.folder.rglob("*"):
            if path.suffix not in TABLES:
                continue
            try:
                size = path.stat().st_size
            except OSError:
                continue
            if self.sizes.get(path) != size:
                self.sizes[path] = size
                self.changed = time.monotonic()

    def written(self):
        return sum(self.sizes.values())

    def wait_until_quiet(self, seconds):
        while time.monotonic() < self.changed + seconds:
            time.sleep(0.1)


def table_bytes(folder):
    """What stays when the log has gone."""
    return sum(p.stat().st_size for p in folder.rglob("*") if p.suffix in TABLES)
