#!/usr/bin/env python3
"""How long learners wait for what they do in a course, alone and beside a bulk import.

Learners of a SCORM course commit what the player commits, learners of an xAPI course put and get
their bookmark, each every few seconds, none at the same moment; meanwhile 100,000 statements are
imported in batches of 50. Everything on one machine, with a new store for each run. What it prints
is a table of docs/performance.md.
"""
import argparse
import asyncio
import base64
import io
import json
import pathlib
import random
import statistics
import sys
import tempfile
import time
import urllib.parse
import zipfile

sys.dont_write_bytecode = True  # A checkout stays as it is.

import servers
from report.cells import ranged
from spreads import spread

TOP = pathlib.Path(__file__).resolve().parent.parent
AUTHORIZATION = "Basic " + base64.b64encode(servers.CREDENTIAL.encode()).decode()
EVERY_SECONDS = 5
SUSPEND_BYTES = 4_000

SCORM = """<manifest identifier="M" xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2"
 xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2"><metadata><schemaversion>1.2</schemaversion>
</metadata><organizations><organization identifier="O"><title>Course</title>
<item identifier="one" identifierref="R"><title>One</title></item></organization></organizations>
<resources><resource identifier="R" type="webcontent" adlcp:scormtype="sco" href="a.html"/>
</resources></manifest>"""
TINCAN = """<tincan xmlns="http://projecttincan.com/tincan.xsd"><activities>
<activity id="https://bench.example/course" type="http://adlnet.gov/expapi/activities/course">
<name lang="en">Course</name><launch lang="en">a.html</launch></activity></activities></tincan>"""


def package(name, manifest):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, manifest)
        archive.writestr("a.html", "<p>A</p>")
    return out.getvalue()


class Browser:
    """One connection, kept open, as a learner's browser keeps it."""

    def __init__(self, port):
        self.port = port
        self.streams = None

    async def ask(self, method, target, body=b"", headers=()):
        if self.streams is None:
            self.streams = await asyncio.open_connection("127.0.0.1", self.port)
        reader, writer = self.streams
        head = [f"{method} {target} HTTP/1.1", "Host: 127.0.0.1", f"Content-Length: {len(body)}",
                *headers, "", ""]
        writer.write("\r\n".join(head).encode() + body)
        status = int((await reader.readline()).split()[1])
        length = 0
        while (line := await reader.readline()).strip():
            name, _, value = line.decode().partition(":")
            if name.lower() == "content-length":
                length = int(value)
        content = await reader.readexactly(length)
        if status not in (200, 201, 204):
            raise servers.Failure(f"{method} {target}: {status}: {content[:300]}")
        return content


class Administration:
    def __init__(self, port):
        self.browser = Browser(port)

    async def post(self, path, body, kind="application/json"):
        headers = [f"Authorization: {AUTHORIZATION}", f"Content-Type: {kind}"]
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        return json.loads(await self.browser.ask("POST", "/api/v1/" + path, data, headers))

    async def launch(self, course, name):
        actor = {"account": {"homePage": "https://bench.example", "name": name}}
        made = await self.post(f"packages/{course}/registrations", {"actor": actor})
        way = await self.post(f"registrations/{made['registration']}/launch", {})
        return urllib.parse.urlsplit(way["url"])


class Times:
    """Milliseconds of each kind of request, once it counts."""

    def __init__(self):
        self.of = {"commit": [], "put": [], "get": []}
        self.counts = False

    async def take(self, kind, asked):
        at = time.monotonic()
        out = await asked
        if self.counts:
            self.of[kind].append((time.monotonic() - at) * 1000)
        return out


async def play_scorm(way, times, stop, start):
    browser = Browser(way.port)
    folder = way.path.rsplit("/", 1)[0]
    begun = json.loads(await browser.ask("POST", folder + "/begin", b'{"item":"one","zone":60}'))
    await asyncio.sleep(start)
    sequence = 0
    while not stop.is_set():
        sequence += 1
        commit = {"commitSequence": sequence, "runtimeData": {"cmi": {
            "suspend_data": str(sequence).ljust(SUSPEND_BYTES, "x"),
            "core": {"lesson_status": "incomplete", "lesson_location": f"page {sequence}",
                     "session_time": "00:01:00", "total_time": "00:01:00",
                     "score": {"raw": str(sequence % 100)}}}}}
        await times.take("commit", browser.ask(
            "POST", f"{folder}/commit?run={begun['run']}", json.dumps(commit).encode()))
        await asyncio.sleep(EVERY_SECONDS)


async def play_tincan(way, port, times, stop, start):
    browser = Browser(port)
    told = urllib.parse.parse_qs(way.query)
    where = "/xapi/activities/state?" + urllib.parse.urlencode(
        {"stateId": "bookmark", "agent": told["actor"][0], "activityId": told["activity_id"][0],
         "registration": told["registration"][0]})
    headers = [f"Authorization: {told['auth'][0]}", "X-Experience-API-Version: 1.0.3",
               "Content-Type: application/json"]
    await asyncio.sleep(start)
    while not stop.is_set():
        body = json.dumps({"bookmark": random.random(), "data": "x" * 1000}).encode()
        await times.take("put", browser.ask("PUT", where, body, headers))
        await times.take("get", browser.ask("GET", where, b"", headers))
        await asyncio.sleep(EVERY_SECONDS)


async def learn(options, server, ports, imported):
    administration = Administration(ports["port"])
    scorm = await administration.post("packages", package("imsmanifest.xml", SCORM),
                                      "application/zip")
    tincan = await administration.post("packages", package("tincan.xml", TINCAN),
                                       "application/zip")
    times, stop, learners = Times(), asyncio.Event(), []
    for at in range(options.learners):
        start = EVERY_SECONDS * at / options.learners
        course = scorm if at % 2 else tincan
        way = await administration.launch(course["id"], f"learner {at}")
        playing = (play_scorm(way, times, stop, start) if at % 2 else
                   play_tincan(way, ports["port"], times, stop, start))
        learners.append(asyncio.create_task(playing))
    await asyncio.sleep(2 * EVERY_SECONDS)
    times.counts = True
    if imported:
        load = servers.Load(options.build, server, mode="ingest", connections=4, batch=50,
                            statements=imported)
        while load.process.poll() is None:
            await asyncio.sleep(0.1)
        rate = load.result()["statements_per_second"]
    else:
        rate = 0
        await asyncio.sleep(options.seconds)
    times.counts = False
    stop.set()
    for learner in learners:
        learner.cancel()
    failed = [each for each in await asyncio.gather(*learners, return_exceptions=True)
              if isinstance(each, servers.Failure)]
    if failed:
        raise failed[0]
    return times.of, rate


def run(options, folder, imported):
    with servers.Running("server", options.build, folder,
                         more=["--content-listen", "127.0.0.1:0"]) as server:
        ports = json.loads((server.folder / "ready").read_text(encoding="utf-8"))
        return asyncio.run(learn(options, server, ports, imported))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--build", type=pathlib.Path, default=TOP / "build/release")
    parser.add_argument("--learners", type=int, default=200)
    parser.add_argument("--statements", type=int, default=100_000)
    parser.add_argument("--seconds", type=int, default=20, help="of learning alone")
    parser.add_argument("--repetitions", type=int, default=3)
    options = parser.parse_args()
    print("| beside it | request | p50 ms | p99 ms | slowest ms | of a run | imported a second |")
    print("|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory(prefix="bench-", dir=TOP / "build") as folder:
        folder = pathlib.Path(folder)
        for name, imported in (("nothing", 0), ("the import", options.statements)):
            runs = [run(options, folder, imported) for _ in range(options.repetitions)]
            rate = ranged(spread([rate for _, rate in runs])) if imported else "–"
            for kind in ("commit", "put", "get"):
                of = [times[kind] for times, _ in runs]
                cells = [ranged(spread(values), 1) for values in
                         ([statistics.median(t) for t in of],
                          [statistics.quantiles(t, n=100)[98] for t in of], [max(t) for t in of])]
                print(f"| {name} | {kind} | " + " | ".join(cells) +
                      f" | {len(of[0])} | {rate} |", flush=True)


if __name__ == "__main__":
    try:
        main()
    except servers.Failure as failure:
        sys.exit(f"bench: {failure}")
