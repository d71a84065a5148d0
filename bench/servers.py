"""The servers under measurement: each with a new folder, on a port that the kernel picks."""
import json
import os
import pathlib
import shutil
import signal
import subprocess
import tempfile
import time

START_SECONDS = 300
STOP_SECONDS = 120
POLL_SECONDS = 0.002
CREDENTIAL = "bench:bench-secret"
TOP = pathlib.Path(__file__).resolve().parent.parent

SERVER = ["{build}/lrs", "serve", "--data", "{data}", "--bootstrap-credential", CREDENTIAL]
BARE = ["{build}/bench/bare", "--data", "{data}"]
# What is measured, and how it is started; {data} is its folder.
COMMANDS = {
    "server": SERVER,
    "server with a model": [*SERVER, "--model", f"{TOP}/samples/model.json",
                            "--roles", f"{TOP}/samples/roles.json"],
    "server without sync": SERVER,
    "bare": BARE,
    "floor": [*BARE, "--keys", "0", "--ids"],
    "bare with ids": [*BARE, "--ids"],
    "bare by actor": [*BARE, "--keys", "1", "--ids"],
    "sorted": [*BARE, "--sorted"],
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
        if name.startswith("bare") and self.data.exists():
            words.append("--reopen")
        environment = dict(os.environ)
        if name == "server without sync":
            environment["LD_PRELOAD"] = f"{build}/bench/no_sync.so"
        self.log = open(self.folder / "log", "w+", encoding="utf-8")
        begin = time.monotonic()
        self.process = subprocess.Popen(words, stdout=self.log, stderr=self.log, env=environment)
        try:
            self.port = self.wait_for(ready)
        except BaseException:
            self.stop()
            raise
        self.start_seconds = time.monotonic() - begin

    def wait_for(self, ready):
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            if ready.exists():
                return json.loads(ready.read_text(encoding="utf-8"))["port"]
            if self.process.poll() is not None:
                break
            time.sleep(POLL_SECONDS)
        raise Failure(f"{self.process.args} did not start:\n{self.tail()}")

    def tail(self):
        self.log.flush()
        self.log.seek(0)
        return self.log.read()[-2_000:]

    def kill(self):
        """As a crash: nothing is finished."""
        self.process.kill()
        self.process.wait()

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                self.kill()
        self.log.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)


class Load:
    """A run of the load generator, under way until `result` has been asked for."""

    def __init__(self, build, server, **options):
        self.server = server
        self.words = [f"{build}/bench/load", "--url", f"127.0.0.1:{server.port}",
                      "--auth", CREDENTIAL, "--pid", str(server.process.pid)]
        if server.data.exists():
            self.words += ["--data", str(server.data)]
        for name, value in options.items():
            self.words.append(f"--{name}")
            if value is not True:
                self.words.append(str(value))
        self.process = subprocess.Popen(self.words, stdout=subprocess.PIPE,
                                        stderr=subprocess.PIPE, text=True)

    def result(self):
        """What it printed. Fails on a wrong answer, and where nobody is to be turned away."""
        output, complaint = self.process.communicate()
        if not output:
            raise Failure(f"{self.words}: {complaint}\nthe server's log:\n{self.server.tail()}")
        out = json.loads(output)
        if out["errors"]:
            raise Failure(f"{self.words}: {out['errors']} wrong answers, the first: "
                          f"{out['first_error']}")
        if out["dropped"] and "--rate" not in self.words:
            raise Failure(f"{self.words}: {out['dropped']} connections were closed")
        return out


def load(build, server, **options):
    return Load(build, server, **options).result()
