#!/usr/bin/env python3
"""Fails when a file, a function or a line is larger than the house allows, or left unfinished.

Run from the top of a checkout, or with another top as the only argument. Reads what git tracks
and what it would track; outside a repository, every file.
"""
import ast
import pathlib
import re
import subprocess
import sys

FILE_LINES = 400
FUNCTION_LINES = 70
LINE_COLUMNS = 100

SOURCES = {".cpp", ".hpp", ".py", ".sh", ".cmake", ".ts", ".js", ".mjs", ".css", ".html"}
NAMED = {"dev", "run", "CMakeLists.txt"}
# Spelled in two parts, so that this file does not hold what it looks for.
UNFINISHED = re.compile(r"\b(?:TO" r"DO|FIX" r"ME|XX" r"X)\b")
# A table may be as long as its subject: its rows are no steps of the function around it. It opens
# as "rows[] = {" or "rows{" and closes with "};" at the same indent.
TABLE = re.compile(r"( +)\S.*(?:= |[\w\]>])\{")
# A coroutine outlives its caller's temporaries, so that it takes its arguments by value.
BORROWING_COROUTINE = re.compile(r"awaitable<[^;{}()]*>\s+[\w:]+\(([^)]*\bconst\b[^),]*&[^)]*)\)")


def paths_of(top):
    listed = subprocess.run(
        ["git", "-C", str(top), "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        capture_output=True, text=True, check=False)
    if listed.returncode == 0:
        names = set(filter(None, listed.stdout.split("\0")))
    else:
        names = {p.relative_to(top).as_posix() for p in top.rglob("*")}
    return [n for n in sorted(names) if (top / n).is_file() and is_source(pathlib.PurePath(n))]


def is_source(path):
    return path.suffix in SOURCES or path.name in NAMED


def blocks(lines, opens, closes):
    """(first line, number of lines) of each block; the closing line has the opening's indent."""
    start = table_end = None
    for number, line in enumerate(lines, 1):
        if start is None and (found := opens(line)):
            start, end, length = number, closes(found), 1
        elif start is not None:
            if table := table_end is None and TABLE.fullmatch(line):
                table_end = table[1] + "};"
            length += table_end is None
            if line == table_end:
                table_end = None
            if line.rstrip() == end:
                yield start, length
                start = None


def functions_of(path, text):
    """(first line, number of lines) of each function, by the brace style of .clang-format."""
    lines = text.splitlines()
    if path.suffix in {".cpp", ".hpp"}:  # Only a function's brace has a line of its own.
        return blocks(lines, lambda l: re.fullmatch(r"( *)\{", l), lambda f: f[1] + "}")
    if path.suffix == ".py":
        nodes = ast.walk(ast.parse(text))
        kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
        return [(n.lineno, n.end_lineno - n.lineno + 1) for n in nodes if isinstance(n, kinds)]
    return blocks(lines, lambda l: re.fullmatch(r"[\w-]+ ?\(\) \{", l), lambda _: "}")


def complaints_of(path, text):
    """(line number, what is wrong) for one file."""
    lines = text.splitlines()
    if len(lines) > FILE_LINES:
        yield len(lines), f"{len(lines)} lines, a file has at most {FILE_LINES}"
    for first, length in functions_of(path, text):
        if length > FUNCTION_LINES:
            yield first, f"{length} lines, a function has at most {FUNCTION_LINES}"
    for number, line in enumerate(lines, 1):
        if len(line) > LINE_COLUMNS:
            yield number, f"{len(line)} columns, a line has at most {LINE_COLUMNS}"
        if UNFINISHED.search(line):
            yield number, "an unfinished mark: finish it"
    if path.suffix in {".cpp", ".hpp"}:
        for found in BORROWING_COROUTINE.finditer(text):
            yield text.count("\n", 0, found.start()) + 1, "a coroutine takes its arguments by value"


def check(top):
    top = pathlib.Path(top)
    found = []
    for name in paths_of(top):
        text = (top / name).read_text(encoding="utf-8")
        for number, wrong in complaints_of(pathlib.PurePath(name), text):
            found.append(f"{name}:{number}: {wrong}")
    return found


if __name__ == "__main__":
    complaints = check(sys.argv[1] if len(sys.argv) > 1 else ".")
    print("\n".join(complaints) or "house: every file, function and line fits")
    sys.exit(bool(complaints))
