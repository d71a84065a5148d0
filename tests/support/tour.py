#!/usr/bin/env python3
"""Runs the tour of README.md against a server of its own and compares what is shown there.

    tour.py PROGRAM            fails where the output differs from README.md
    tour.py PROGRAM --update   writes the output into README.md

The tour is what README.md holds in ```console blocks: "$ " begins a command, a backslash at the
end continues it, everything else is its output. Identifiers and times that the server makes differ
from run to run; they are compared as <id> and <time>.
"""
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time

BASE_URL = "http://127.0.0.1:8080"  # What README.md shows, wherever the server really listens.
KEY_AND_SECRET = "KEY:SECRET"
START_SECONDS = 60
UUID = re.compile(r"\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b")
SERVER_TIME = re.compile(r"\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z")
MODEL = re.compile(r"sha256:[0-9a-f]{64}")
BLOCK = re.compile(r"```console\n(.*?)```", re.S)


def steps_of(block):
    """[(command, shown output)] of a console block."""
    steps = []
    continued = False
    for line in block.splitlines(keepends=True):
        if continued:
            steps[-1][0] += line
        elif line.startswith("$ "):
            steps.append([line[2:], ""])
        else:
            steps[-1][1] += line
        continued = (continued or line.startswith("$ ")) and line.rstrip("\n").endswith("\\")
    return steps


def is_start(command):
    """The reader's server is at a known place, the tour's own at a free port."""
    return command.startswith("export LRS=")


class Server:
    def __init__(self, program, folder):
        self.ready = pathlib.Path(folder, "ready.json")
        self.process = subprocess.Popen(
            [program, "serve", "--data", f"{folder}/data", "--listen", "127.0.0.1:0",
             "--content-listen", "127.0.0.1:0",
             "--base-url", BASE_URL, "--ready-file", self.ready,
             "--model", "samples/model.json", "--roles", "samples/roles.json",
             "--bootstrap-credential", KEY_AND_SECRET],
            stdout=subprocess.DEVNULL)

    def __enter__(self):
        deadline = time.monotonic() + START_SECONDS
        while not self.ready.exists():
            if self.process.poll() is not None or time.monotonic() > deadline:
                self.process.kill()
                sys.exit("tour: the server did not start")
            time.sleep(0.05)
        return json.loads(self.ready.read_text(encoding="utf-8"))["port"]

    def __exit__(self, *_):
        self.process.terminate()
        if self.process.wait(START_SECONDS) != 0:
            sys.exit(f"tour: the server ended with {self.process.returncode}")


class Shell:
    """One shell for the whole tour, so that its variables and functions live on."""

    END = "-- end of output --"

    def __init__(self, port):
        environment = os.environ | {"LRS": f"http://127.0.0.1:{port}", "AUTH": KEY_AND_SECRET}
        self.process = subprocess.Popen(["bash"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        stderr=subprocess.STDOUT, text=True, env=environment)

    def run(self, command):
        self.process.stdin.write(f"{command}\necho '{self.END}'\n")
        self.process.stdin.flush()
        output = ""
        for line in self.process.stdout:
            if line.rstrip("\n").endswith(self.END):
                return output + line.removesuffix(self.END + "\n")
            output += line
        sys.exit(f"tour: the shell ended within: {command}")

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def masked(output, known):
    """Only what the samples do not hold was made by the server."""
    for pattern, mask in ((UUID, "<id>"), (SERVER_TIME, "<time>"), (MODEL, "<model>")):
        output = pattern.sub(lambda found, m=mask: found[0] if found[0] in known else m, output)
    return output


def known_words():
    """The identifiers in the samples, and their times as the server writes them."""
    text = "".join(f.read_text(encoding="utf-8") for f in pathlib.Path("samples").rglob("*.json"))
    times = re.findall(r'"timestamp": "([0-9T:-]+)\.(\d+)Z"', text)
    return set(UUID.findall(text)) | {f"{second}.{part:0<6}Z" for second, part in times}


def walk(readme, port):
    """The tour's text with real output, and a complaint for each step that differs."""
    shell = Shell(port)
    known = known_words()
    complaints = []

    def rewrite(block):
        out = ""
        for command, shown in steps_of(block[1]):
            if is_start(command):
                out += f"$ {command}{shown}"
                continue
            output = shell.run(command)
            if output and not output.endswith("\n"):
                output += "\n"
            if masked(output, known) != masked(shown, known):
                complaints.append(f"$ {command}README.md shows:\n{shown}it is:\n{output}")
            out += f"$ {command}{output}"
        return f"```console\n{out}```"

    try:
        return BLOCK.sub(rewrite, readme), complaints
    finally:
        shell.close()


def main(program, *options):
    readme = pathlib.Path("README.md")
    with tempfile.TemporaryDirectory() as folder, Server(program, folder) as port:
        text, complaints = walk(readme.read_text(encoding="utf-8"), port)
    if "--update" in options:
        readme.write_text(text, encoding="utf-8")
        return 0
    print("\n".join(complaints) or "tour: README.md shows what the server answers")
    return len(complaints) > 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
