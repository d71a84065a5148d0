#!/usr/bin/env python3
"""Measures what the server takes in and gives out, beside the bare parts that limit it.

Server and bare parts take turns within one run, each time with a new folder, so that a figure can
be read as a ratio whatever the machine is doing. Stores of a million statements and more are
filled once and kept. Writes build/bench.json, after each part, and prints the tables; with
--write-docs also docs/performance.md and its pictures.
"""
import argparse
import dataclasses
import datetime
import json
import pathlib
import shlex
import sys
import tempfile

sys.dont_write_bytecode = True  # A checkout stays as it is.

import machine
import servers
from parts import attainment, disk, ingest, lrsql, mixed, overload, queries, start
from plan import FULL, QUICK
from report import document
from turns import Bench, say

PARTS = {
    "sustained": ingest.sustained, "limits": ingest.limits, "ingest": ingest.ingest,
    "durability": ingest.durability, "lrsql": lrsql.lrsql, "queries": queries.queries,
    "disk": disk.disk, "agent": mixed.agent, "mixed": mixed.mixed, "imports": mixed.imports,
    "overload": overload.overload, "start": start.start,
    "attainment": attainment.attainment}


def names(text):
    out = text.split(",")
    if unknown := set(out) - set(PARTS):
        raise argparse.ArgumentTypeError(f"no such part: {', '.join(sorted(unknown))}")
    return out


def sizes(text):
    return tuple(sorted(int(each) for each in text.split(",")))


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true",
                        help="about a minute: small stores, each thing once")
    parser.add_argument("--build", type=pathlib.Path, default=servers.TOP / "build/release",
                        help="where lrs and bench/ were built (default: build/release)")
    parser.add_argument("--only", type=names, action="extend", metavar="NAME[,NAME]",
                        help="measure only these of: " + ", ".join(PARTS))
    parser.add_argument("--add", action="store_true",
                        help="keep what build/bench.json has of the parts that are not measured")
    parser.add_argument("--repetitions", type=int, help="of each run (default: 5)")
    parser.add_argument("--size", type=sizes, dest="sizes", metavar="N[,N]",
                        help="statements in the stores (default: 1000000,10000000)")
    parser.add_argument("--mixed-seconds", type=int, help="of reads beside writes (default: 600)")
    parser.add_argument("--overload-seconds", type=int, help="(default: 300)")
    parser.add_argument("--folder", type=pathlib.Path, default=servers.TOP / "build",
                        help="where short runs write: the disk that is measured")
    parser.add_argument("--stores", type=pathlib.Path, default=servers.TOP / "build/bench-stores",
                        help="where large stores are kept; remove it to have them filled anew")
    parser.add_argument("--server-option", action="append", default=[], metavar="WORD",
                        help="goes to lrs serve; may be repeated")
    parser.add_argument("--from", dest="source", type=pathlib.Path,
                        help="measure nothing, take the results of this file")
    parser.add_argument("--write-docs", action="store_true",
                        help="put tables and pictures into docs/")
    return parser.parse_args()


def plan_of(options):
    plan = QUICK if options.quick else FULL
    asked = {name: getattr(options, name)
             for name in ("repetitions", "sizes", "mixed_seconds", "overload_seconds")}
    return dataclasses.replace(plan, **{n: value for n, value in asked.items() if value})


def measure_part(name, bench):
    """A part that fails does not take hours of others with it."""
    try:
        return {name: PARTS[name](bench)}
    except servers.Failure as failure:
        bench.failures.append(f"{name}: {failure}")
        say(bench.failures[-1])
        return {}


def measure(options, target):
    plan = plan_of(options)
    options.folder.mkdir(parents=True, exist_ok=True)
    results = json.loads(target.read_text(encoding="utf-8")) if options.add else {}
    with tempfile.TemporaryDirectory(prefix="bench-", dir=options.folder) as folder:
        folder = pathlib.Path(folder)
        results |= {
            "command": shlex.join(["./dev", "bench", *sys.argv[1:]]),
            "date": datetime.date.today().isoformat(),
            "plan": dataclasses.asdict(plan),
            "machine": machine.describe(options.build / "bench/bare", folder),
        }
        bench = Bench(plan, options.build, folder, options.stores, options.server_option)
        for name in options.only or PARTS:
            results |= measure_part(name, bench)
            target.write_text(json.dumps(results, indent=1), encoding="utf-8")
    say(f"wrote {target}")
    return results, bench.failures


def main():
    options, failures = arguments(), []
    if options.source:
        results = json.loads(options.source.read_text(encoding="utf-8"))
    else:
        results, failures = measure(options, servers.TOP / "build/bench.json")
    print(document.everything(results))
    if options.write_docs:
        document.write(results, servers.TOP / "docs")
    if failures:
        sys.exit("bench: not measured:\n" + "\n".join(failures))


if __name__ == "__main__":
    main()
