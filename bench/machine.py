"""What a figure depends on besides the program: the machine, its disk, the libraries."""
import json
import os
import pathlib
import platform
import re
import statistics
import subprocess
import time

SYNC_ROUNDS = 100
SYNC_BYTES = 64 << 10
# RocksDB has this class only when it is compiled with its assertions.
ASSERTIONS_MARK = b"_ZN7rocksdb9SyncPoint11GetInstance"


def first_match(path, pattern, otherwise="unknown"):
    try:
        found = re.search(pattern, pathlib.Path(path).read_text(encoding="utf-8"), re.MULTILINE)
    except OSError:
        return otherwise
    return found[1].strip('" ') if found else otherwise


def file_system(folder):
    """The type of what is mounted where the folder lies."""
    best = ("", "unknown")
    for line in pathlib.Path("/proc/mounts").read_text(encoding="utf-8").splitlines():
        _, mount, kind = line.split()[:3]
        inside = mount == "/" or f"{folder}/".startswith(mount + "/")
        if inside and len(mount) >= len(best[0]):
            best = (mount, kind)
    return best[1]


def sync_milliseconds(folder):
    """Median of appending 64 KB and waiting until they are on the disk."""
    path = pathlib.Path(folder) / "sync"
    times = []
    with open(path, "wb", buffering=0) as file:
        for _ in range(SYNC_ROUNDS):
            begin = time.monotonic()
            file.write(bytes(SYNC_BYTES))
            os.fdatasync(file.fileno())
            times.append(1_000 * (time.monotonic() - begin))
    path.unlink()
    return round(statistics.median(times), 3)


def has_assertions(program):
    """Whether the RocksDB that a program uses carries its assertions."""
    linked = subprocess.run(["ldd", program], capture_output=True, text=True, check=False).stdout
    library = re.search(r"librocksdb\S* => (\S+)", linked)
    return ASSERTIONS_MARK in pathlib.Path(library[1] if library else program).read_bytes()


def versions(bare):
    out = json.loads(subprocess.run([bare, "--versions"], capture_output=True, check=True).stdout)
    out["rocksdb_assertions"] = has_assertions(bare)
    return out


def describe(bare, folder):
    return {
        "processor": first_match("/proc/cpuinfo", r"^model name\s*: (.*)$"),
        "cores": os.cpu_count(),
        "memory_gb": round(os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 2**30, 1),
        "system": first_match("/etc/os-release", r"^PRETTY_NAME=(.*)$"),
        "kernel": platform.release(),
        "file_system": file_system(folder.resolve()),
        "sync_ms": sync_milliseconds(folder),
        "load_before": round(os.getloadavg()[0], 2),
        **versions(bare),
    }
