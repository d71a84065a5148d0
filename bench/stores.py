"""Stores of a million statements and more: filled once, kept, and found again by the next run."""
import json
import os
import pathlib
import shutil
import subprocess
import tempfile
import time
from contextlib import contextmanager

import processes
import servers
from turns import say

SEED = 1
STATEMENT_BYTES = 1_240  # As bench/statements.hpp says.


def folder_of(bench, name, size):
    return bench.stores / f"{name.replace(' ', '-')}-{size}"


def described(bench, name, size):
    """What was measured when the store was filled."""
    path = folder_of(bench, name, size) / "built.json"
    return json.loads(path.read_text(encoding="utf-8"))


def commit():
    done = subprocess.run(["git", "-C", str(servers.TOP), "rev-parse", "--short", "HEAD"],
                          capture_output=True, text=True, check=False)
    return done.stdout.strip() or "unknown"


def fill(bench, name, size, data):
    """The load's result, with what RocksDB wrote for it."""
    with bench.start(name, data=data) as server, processes.Tables(data) as tables:
        out = bench.load(server, seed=SEED, batch=50, connections=32, statements=size, fresh=True)
        tables.wait_until_quiet(bench.plan.settle_seconds)
        rss = processes.status_mb(server.process.pid, "VmHWM")
    # A start writes what was in memory as tables.
    with bench.start(name, data=data) as server, processes.Tables(data) as again:
        again.wait_until_quiet(bench.plan.settle_seconds)
    tables.sizes.update(again.sizes)
    return {**out, "rss_mb": rss, "table_bytes_written": tables.written()}


def build(bench, name, size):
    """Takes its place only when it is whole."""
    say(f"filling a store: {name}, {size:,} statements")
    bench.stores.mkdir(parents=True, exist_ok=True)
    unfinished = pathlib.Path(tempfile.mkdtemp(prefix="unfinished-", dir=bench.stores))
    try:
        out = fill(bench, name, size, unfinished / "data")
        tables = processes.table_bytes(unfinished / "data")
        out |= {"size": size, "seed": SEED, "commit": commit(), "table_bytes": tables,
                "table_bytes_per_statement": tables / size,
                "write_amplification": out["table_bytes_written"] / (size * STATEMENT_BYTES)}
        (unfinished / "built.json").write_text(json.dumps(out, indent=1), encoding="utf-8")
        unfinished.rename(folder_of(bench, name, size))
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def data_of(bench, name, size):
    """The folder of a store that is only read; it is filled when it is not there."""
    folder = folder_of(bench, name, size)
    if not folder.exists():
        build(bench, name, size)
    elif folder not in bench.found:
        bench.found.add(folder)
        say(f"found {folder.name}, filled at {described(bench, name, size)['commit']}")
    return folder / "data"


def copy_tables_by_link(source, target):
    """RocksDB never changes a table, so that two stores can share it."""
    if pathlib.Path(source).suffix in processes.TABLES:
        os.link(source, target)
    else:
        shutil.copy2(source, target)


def warm(folder):
    """What is read beside writes is to come from memory: the disk would be measured."""
    for path in folder.iterdir():
        if path.is_file():
            with path.open("rb", buffering=0) as file:
                while file.read(1 << 20):
                    pass


@contextmanager
def copied(bench, size):
    """A copy of the server's store that may be written to, in the system's cache."""
    data = data_of(bench, "server", size)
    with tempfile.TemporaryDirectory(prefix="copy-", dir=bench.stores) as folder:
        copy = pathlib.Path(folder) / "data"
        shutil.copytree(data, copy, copy_function=copy_tables_by_link)
        warm(copy)
        yield copy


def peak(bench, server):
    """Statements a second that the store takes in, at batch 50 on 32 connections."""
    run = bench.load(server, batch=50, connections=32, seconds=bench.plan.peak_seconds)
    time.sleep(1)  # What queued in RocksDB's background is not charged to the next.
    return run["statements_per_second"]
