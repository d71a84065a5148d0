"""The servers under measurement: each with a new folder, on a port that the kernel picks."""
import json
import pathlib
import shutil
import signal
import subprocess
import tempfile
import time

START_SECONDS = 30
STOP_SECONDS = 60
CREDENTIAL = "bench:bench-secret"

# What is measured, and how it is started; {data} is its folder.
COMMANDS = {
    "server": ["{build}/lrs", "serve", "--data", "{data}", "--bootstrap-credential", CREDENTIAL],
    "bare": ["{build}/bench/bare", "--data", "{data}"],
    "floor": ["{build}/bench/bare", "--data", "{data}", "--keys", "0", "--ids"],
    "bare with ids": ["{build}/bench/bare", "--data", "{data}", "--ids"],
    "sorted": ["{build}/bench/bare", "--data", "{data}", "--sorted"],
    "parse": ["{build}/bench/bare", "--parse-only"],
    "http": ["{build}/bench/bare", "--http-only"],
}


class Failure(Exception):
    pass


class Running:
    """A started server. Leaving the context stops it, and removes its folder unless kept."""

    def __init__(self, name, build, top, *, data=None, more=()):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="run-", dir=top))
        self.data = data or self.folder / "data"
        words = [w.format(build=build, data=self.data) for w in COMMANDS[name]]
        ready = self.folder / "ready"
        words += ["--listen", "127.0.0.1:0", "--ready-file", str(ready), *more]
        self.log = open(self.folder / "log", "w+", encoding="utf-8")
        self.process = subprocess.Popen(words, stdout=self.log, stderr=self.log)
        try:
            self.port = self.wait_for(ready)
        except BaseException:
            self.stop()
            raise

    def wait_for(self, ready):
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            if ready.exists():
                return json.loads(ready.read_text(encoding="utf-8"))["port"]
            if self.process.poll() is not None:
                break
            time.sleep(0.02)
        raise Failure(f"{self.process.args} did not start:\n{self.tail()}")

    def tail(self):
        self.log.flush()
        self.log.seek(0)
        return self.log.read()[-2_000:]

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self.log.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)


def load(build, server, **options):
    """One run of the load generator; what it printed."""
    words = [f"{build}/bench/load", "--url", f"127.0.0.1:{server.port}", "--auth", CREDENTIAL,
             "--pid", str(server.process.pid)]
    if server.data.exists():
        words += ["--data", str(server.data)]
    for name, value in options.items():
        if value is True:
            words.append(f"--{name}")
            continue
        words += [f"--{name}", str(value)]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    if not done.stdout:
        raise Failure(f"{words}: {done.stderr}\nthe server's log:\n{server.tail()}")
    out = json.loads(done.stdout)
    if out["errors"]:
        raise Failure(f"{words}: {out['errors']} wrong answers, the first: {out['first_error']}")
    return out


def table_bytes(folder):
    """The size of RocksDB's sorted tables below a folder: what stays when the log has gone."""
    return sum(file.stat().st_size for file in folder.rglob("*.sst"))
