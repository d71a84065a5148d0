"""Statements in: by batch and connections, for long, with and without waiting for the disk."""
from turns import say


def ingest(bench):
    out = []
    for batch in bench.plan.batches:
        for connections in bench.plan.connections:
            say(f"ingest: batch {batch}, {connections} connections")
            cell = bench.beside(("server", "bare", "floor"), batch=batch, connections=connections,
                                seconds=bench.plan.seconds)
            out.append({"batch": batch, "connections": connections, **cell})
    return out


def sustained(bench):
    say(f"sustained: {bench.plan.sustained} statements, batch 50, 32 connections")
    names = ("server", "server with a model", "bare", "sorted", "bare with ids", "floor")
    return {"statements": bench.plan.sustained,
            **bench.beside(names, batch=50, connections=32, statements=bench.plan.sustained)}


def limits(bench):
    say("limits: HTTP, parsing")
    return bench.beside(("http", "parse"), batch=50, connections=32, seconds=bench.plan.seconds)


def durability(bench):
    out = []
    for batch in (b for b in bench.plan.batches if b > 1):
        say(f"durability: batch {batch}")
        out.append({"batch": batch, **bench.beside(("server", "server without sync"), batch=batch,
                                                   connections=32, seconds=bench.plan.seconds)})
    return out
