#!/usr/bin/env python3
"""Measures what the server takes in and gives out, beside the bare parts that limit it.

Server and bare parts take turns within one run, each time with a new folder, so that a figure can
be read as a ratio whatever the machine is doing. Writes build/bench.json and prints the tables;
with --write-docs also into docs/performance.md.
"""
import argparse
import datetime
import json
import pathlib
import shlex
import statistics
import sys
import tempfile
from dataclasses import dataclass

sys.dont_write_bytecode = True  # A checkout stays as it is.

import machine
import servers
import tables

TOP = pathlib.Path(__file__).resolve().parent.parent
STORED_MODES = ("latest", "agent", "verb", "activity", "registration", "agent-verb", "id-hit",
                "id-miss")
BARE_MODES = ("latest", "id-hit", "id-miss")


@dataclass(frozen=True)
class Plan:
    batches: tuple
    connections: tuple
    repetitions: int
    seconds: int  # Of each run.
    sustained: int  # Statements of each long run.
    stored: int  # Statements that the queries search.
    query_connections: tuple


FULL = Plan((1, 10, 50, 500), (1, 32, 128), 3, 2, 300_000, 200_000, (1, 32))
QUICK = Plan((1, 50), (32,), 2, 1, 60_000, 50_000, (1,))


def spread(values):
    if None in values:
        return None
    return {"median": statistics.median(values), "low": min(values), "high": max(values)}


def summary(runs):
    """Of the runs of one server under one load."""
    return {
        "statements_per_second": spread([r["statements_per_second"] for r in runs]),
        "requests_per_second": spread([r["requests_per_second"] for r in runs]),
        "p50_ms": spread([r["latency_ms"]["p50"] for r in runs]),
        "p99_ms": spread([r["latency_ms"]["p99"] for r in runs]),
        "p99_9_ms": spread([r["latency_ms"]["p99.9"] for r in runs]),
        "cpu_us": spread([r["cpu_us_per_statement"] for r in runs]),
        "cpu_us_per_request": spread([r["cpu_us_per_request"] for r in runs]),
        "disk_bytes": spread([r.get("disk_bytes_per_statement") for r in runs]),
        "refused": sum(r["refused"] for r in runs),
        "runs": runs,
    }


def ratios(ours, limit):
    """Each run against the one that stood beside it."""
    return spread([o["statements_per_second"] / b["statements_per_second"]
                   for o, b in zip(ours, limit)])


class Bench:
    def __init__(self, plan, build, folder, server_options):
        self.plan, self.build, self.folder = plan, build, folder
        self.server_options = server_options
        self.seed = 0

    def start(self, name, **more):
        options = self.server_options if name == "server" else ()
        return servers.Running(name, self.build, self.folder, more=options, **more)

    def run(self, name, **load):
        """One server from its start to its end."""
        self.seed += 1
        with self.start(name) as server:
            return servers.load(self.build, server, seed=self.seed, **load)

    def beside(self, names, repetitions, **load):
        """The servers in turn, another one first each time."""
        runs = {name: [] for name in names}
        for turn in range(repetitions):
            for at in range(len(names)):
                name = names[(turn + at) % len(names)]
                runs[name].append(self.run(name, **load))
        out = {name: summary(r) for name, r in runs.items()}
        if "server" in runs:
            for limit in ("bare", "sorted", "floor"):
                if limit in runs:
                    out[f"ratio_{limit}"] = ratios(runs["server"], runs[limit])
        return out

    def ingest(self):
        out = []
        for batch in self.plan.batches:
            for connections in self.plan.connections:
                say(f"ingest: batch {batch}, {connections} connections")
                cell = self.beside(("server", "bare", "floor"), self.plan.repetitions,
                                   batch=batch, connections=connections,
                                   seconds=self.plan.seconds)
                out.append({"batch": batch, "connections": connections, **cell})
        return out

    def sustained(self):
        say(f"sustained: {self.plan.sustained} statements, batch 50, 32 connections")
        return self.beside(("server", "bare", "sorted", "bare with ids", "floor"),
                           self.plan.repetitions, batch=50, connections=32,
                           statements=self.plan.sustained)

    def parts(self):
        say("parts: HTTP, parsing")
        return self.beside(("http", "parse"), self.plan.repetitions, batch=50, connections=32,
                           seconds=self.plan.seconds)

    def fill(self, server):
        return servers.load(self.build, server, seed=1, batch=50, connections=32,
                            statements=self.plan.stored)

    def ask(self, server, mode, connections):
        say(f"queries: {mode}, {connections} connections")
        return servers.load(self.build, server, seed=1, mode=mode, connections=connections,
                            stored=self.plan.stored, seconds=self.plan.seconds)

    def queries(self):
        """After a restart: what was in memory has become sorted tables."""
        data = pathlib.Path(tempfile.mkdtemp(prefix="store-", dir=self.folder)) / "data"
        with self.start("server", data=data) as server:
            self.fill(server)
        out = {"stored": self.plan.stored, "rows": []}
        with self.start("server", data=data) as server:
            tables_bytes = servers.table_bytes(data)
            out["table_bytes_per_statement"] = tables_bytes / self.plan.stored
            for connections in self.plan.query_connections:
                for mode in STORED_MODES:
                    out["rows"].append({"mode": mode, "connections": connections,
                                        "server": self.ask(server, mode, connections)})
            say("queries: a walk over everything")
            out["rows"].append({"mode": "walk", "connections": 1, "server": servers.load(
                self.build, server, mode="walk", seconds=self.plan.seconds * 60)})
        self.bare_queries(out["rows"])
        return out

    def bare_queries(self, rows):
        with self.start("bare with ids") as server:
            self.fill(server)
            for row in rows:
                if row["mode"] in BARE_MODES:
                    row["bare"] = self.ask(server, row["mode"], row["connections"])


def say(text):
    print(f"bench: {text}", file=sys.stderr, flush=True)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a minute instead of ten")
    parser.add_argument("--build", type=pathlib.Path, default=TOP / "build/release",
                        help="where lrs and bench/ were built (default: build/release)")
    parser.add_argument("--only", choices=("ingest", "sustained", "parts", "queries"),
                        action="append", help="measure only this; may be repeated")
    parser.add_argument("--repetitions", type=int, help="of each run")
    parser.add_argument("--folder", type=pathlib.Path, default=TOP / "build",
                        help="where the stores are written: the disk that is measured")
    parser.add_argument("--server-option", action="append", default=[], metavar="WORD",
                        help="goes to lrs serve; may be repeated")
    parser.add_argument("--from", dest="source", type=pathlib.Path,
                        help="measure nothing, take the results of this file")
    parser.add_argument("--write-docs", action="store_true",
                        help="put the tables into docs/performance.md")
    return parser.parse_args()


def measure(options):
    plan = QUICK if options.quick else FULL
    if options.repetitions:
        plan = Plan(**{**plan.__dict__, "repetitions": options.repetitions})
    options.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="bench-", dir=options.folder) as folder:
        folder = pathlib.Path(folder)
        results = {
            "command": shlex.join(["./dev", "bench", *sys.argv[1:]]),
            "date": datetime.date.today().isoformat(),
            "plan": plan.__dict__,
            "machine": machine.describe(options.build / "bench/bare", folder),
        }
        bench = Bench(plan, options.build, folder, options.server_option)
        for part in options.only or ("sustained", "parts", "ingest", "queries"):
            results[part] = getattr(bench, part)()
    return results


def main():
    options = arguments()
    if options.source:
        results = json.loads(options.source.read_text(encoding="utf-8"))
    else:
        results = measure(options)
        target = TOP / "build/bench.json"
        target.parent.mkdir(exist_ok=True)
        target.write_text(json.dumps(results, indent=1), encoding="utf-8")
        say(f"wrote {target}")
    print(tables.everything(results))
    if options.write_docs:
        tables.write(results, TOP / "docs/performance.md")


if __name__ == "__main__":
    try:
        main()
    except servers.Failure as failure:
        sys.exit(f"bench: {failure}")
