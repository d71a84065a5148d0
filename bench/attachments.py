#!/usr/bin/env python3
"""What large attachments cost those who send statements beside them.

One client sends single statements and takes the time of each, alone and while another client sends
statements with an attachment of 1 or 10 MB; then attachments are read back. Everything on one
machine, with a new store for each line. Prints the table of docs/performance.md.
"""
import argparse
import base64
import hashlib
import http.client
import json
import os
import pathlib
import statistics
import sys
import tempfile
import threading
import time

sys.dont_write_bytecode = True  # A checkout stays as it is.

import servers
from report.cells import ranged
from spreads import spread

TOP = pathlib.Path(__file__).resolve().parent.parent
AUTHORIZATION = "Basic " + base64.b64encode(servers.CREDENTIAL.encode()).decode()
STATEMENT = {
    "actor": {"mbox": "mailto:ann@example.org"},
    "verb": {"id": "https://example.org/verbs/read"},
    "object": {"id": "https://example.org/activities/book"},
}


class Client:
    def __init__(self, port):
        self.connection = http.client.HTTPConnection("127.0.0.1", port)

    def ask(self, method, target, body=None, content_type="application/json"):
        headers = {"Authorization": AUTHORIZATION, "X-Experience-API-Version": "2.0.0"}
        if body is not None:
            headers["Content-Type"] = content_type
        self.connection.request(method, target, body, headers)
        answer = self.connection.getresponse()
        content = answer.read()
        if answer.status != 200:
            raise servers.Failure(f"{answer.status}: {content[:300]}")
        return content

    def send(self):
        self.ask("POST", "/xapi/statements", json.dumps(STATEMENT))

    def send_attachment(self, content):
        sha2 = hashlib.sha256(content).hexdigest()
        attachment = {"usageType": "https://example.org/usage", "display": {"en": "file"},
                      "contentType": "application/octet-stream", "length": len(content),
                      "sha2": sha2}
        body = b"".join([
            b"--b\r\nContent-Type: application/json\r\n\r\n",
            json.dumps({**STATEMENT, "attachments": [attachment]}).encode(),
            b"\r\n--b\r\nContent-Type: application/octet-stream\r\n"
            b"Content-Transfer-Encoding: binary\r\nX-Experience-API-Hash: ", sha2.encode(),
            b"\r\n\r\n", content, b"\r\n--b--\r\n"])
        answer = self.ask("POST", "/xapi/statements", body, "multipart/mixed; boundary=b")
        return json.loads(answer)[0]


def beside(port, size, stop, ids):
    client = Client(port)
    while not stop.is_set():
        ids.append(client.send_attachment(os.urandom(size)))


def line(build, folder, size, seconds):
    """p50, p99 and the slowest of single statements in ms; attachments in and out in MB/s."""
    with servers.Running("server", build, folder) as server:
        stop, ids = threading.Event(), []
        other = threading.Thread(target=beside, args=(server.port, size, stop, ids))
        began = time.monotonic()
        if size:
            other.start()
        times, client = [], Client(server.port)
        while time.monotonic() < began + seconds:
            at = time.monotonic()
            client.send()
            times.append((time.monotonic() - at) * 1000)
        stop.set()
        if size:
            other.join()
        taken = time.monotonic() - began
        out = {"p50": statistics.median(times), "p99": statistics.quantiles(times, n=100)[98],
               "max": max(times), "in": len(ids) * size / taken / 1e6, "out": None}
        if ids:
            began = time.monotonic()
            for one in ids[:50]:
                client.ask("GET", f"/xapi/statements?statementId={one}&attachments=true")
            out["out"] = len(ids[:50]) * size / (time.monotonic() - began) / 1e6
        return out


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--build", type=pathlib.Path, default=TOP / "build/release")
    parser.add_argument("--seconds", type=int, default=8)
    parser.add_argument("--repetitions", type=int, default=3)
    options = parser.parse_args()
    print("| beside it | p50 ms | p99 ms | slowest ms | attachments in, MB/s | out, MB/s |")
    print("|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory(prefix="bench-", dir=TOP / "build") as folder:
        folder = pathlib.Path(folder)
        names = {0: "nothing", 1_000_000: "1 MB each", 10_000_000: "10 MB each"}
        runs = {size: [] for size in names}
        for _ in range(options.repetitions):
            for size in names:
                runs[size].append(line(options.build, folder, size, options.seconds))
        for size, name in names.items():
            cells = [ranged(spread([r[key] for r in runs[size]]), 2)
                     for key in ("p50", "p99", "max")]
            for key in ("in", "out"):
                cells.append(ranged(spread([r[key] for r in runs[size]])) if size else "–")
            print(f"| {name} | " + " | ".join(cells) + " |", flush=True)


if __name__ == "__main__":
    try:
        main()
    except servers.Failure as failure:
        sys.exit(f"bench: {failure}")
