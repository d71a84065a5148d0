#!/usr/bin/env python3
"""Two builds of the server side by side: is the one faster than the other?

Both take turns within one run, each with a new store for ingest and with a store of its own for
queries, so that the ratios hold whatever else the machine does. Prints a table: the first build's
figure divided by the second's, of statements or of answers a second.
"""
import argparse
import pathlib
import sys
import tempfile

sys.dont_write_bytecode = True  # A checkout stays as it is.

import servers
from spreads import spread

TOP = pathlib.Path(__file__).resolve().parent.parent
INGEST = ((1, 1), (1, 32), (50, 1), (50, 32))
QUERIES = ("latest", "agent", "verb", "activity", "registration", "id-hit")
FIGURES = {"ingest": "statements_per_second", "query": "requests_per_second"}


def say(text):
    print(f"versus: {text}", file=sys.stderr, flush=True)


def ingest(builds, folder, repetitions, seconds):
    for batch, connections in INGEST:
        say(f"ingest: batch {batch}, {connections} connections")
        runs = ([], [])
        for turn in range(repetitions):
            for at in (turn % 2, 1 - turn % 2):
                with servers.Running("server", builds[at], folder) as server:
                    runs[at].append(servers.load(builds[0], server, seed=turn, batch=batch,
                                                 connections=connections, seconds=seconds))
        yield f"ingest, batch {batch}, {connections} connections", FIGURES["ingest"], runs


def queries(builds, folder, repetitions, seconds, stored):
    stores = [pathlib.Path(tempfile.mkdtemp(prefix="store-", dir=folder)) / "data" for _ in builds]
    for build, data in zip(builds, stores):
        with servers.Running("server", build, folder, data=data) as server:
            say("filling a store")
            servers.load(builds[0], server, seed=1, batch=50, connections=32, statements=stored)
    for mode in QUERIES:
        say(f"query: {mode}")
        runs = ([], [])
        for turn in range(repetitions):
            for at in (turn % 2, 1 - turn % 2):
                with servers.Running("server", builds[at], folder, data=stores[at]) as server:
                    runs[at].append(servers.load(builds[0], server, seed=1, mode=mode,
                                                 connections=32, stored=stored, seconds=seconds))
        yield f"query, {mode}, 32 connections", FIGURES["query"], runs


def row(name, figure, runs):
    ratio = spread([a[figure] / b[figure] for a, b in zip(*runs)])
    first, second = (spread([r[figure] for r in each]) for each in runs)
    return (f"| {name} | {first['median']:,.0f} | {second['median']:,.0f} | "
            f"{ratio['median']:.2f} ({ratio['low']:.2f}–{ratio['high']:.2f}) |")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("builds", nargs=2, type=pathlib.Path, help="folders with lrs and bench/")
    parser.add_argument("--repetitions", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=3)
    parser.add_argument("--stored", type=int, default=100_000)
    options = parser.parse_args()
    print("| | first/s | second/s | first : second |")
    print("|---|---|---|---|")
    with tempfile.TemporaryDirectory(prefix="bench-", dir=TOP / "build") as folder:
        folder = pathlib.Path(folder)
        for measured in ingest(options.builds, folder, options.repetitions, options.seconds):
            print(row(*measured), flush=True)
        for measured in queries(options.builds, folder, options.repetitions, options.seconds,
                                options.stored):
            print(row(*measured), flush=True)


if __name__ == "__main__":
    try:
        main()
    except servers.Failure as failure:
        sys.exit(f"bench: {failure}")
