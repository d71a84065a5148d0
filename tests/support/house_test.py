#!/usr/bin/env python3
"""Each limit of house.py at the limit and one beyond it."""
import pathlib
import tempfile
import unittest

import house


def cpp_function(length, indent=""):
    body = [f"{indent}    step();"] * (length - 2)
    return "\n".join([f"{indent}void walk()", f"{indent}{{", *body, f"{indent}}}", ""])


def table(opening):
    return f"    {opening}\n" + '        {"row",\n         1},\n' * 20 + "    };\n"


def python_function(length):
    return "def walk():\n" + "    step()\n" * (length - 1)


def shell_function(length):
    return "walk() {\n" + "    step\n" * (length - 2) + "}\n"


UNFINISHED = "TO" "DO"
COROUTINE = "asio::awaitable<Response> answer({});\n"
ROWS = [  # name, file, text, what the complaint must say (None: no complaint)
    ("file at the limit", "a.cpp", "\n" * 400, None),
    ("file beyond", "a.cpp", "\n" * 401, "401 lines"),
    ("line at the limit", "a.hpp", "/" * 100, None),
    ("line beyond", "a.hpp", "/" * 101, "101 columns"),
    ("umlauts are one column each", "a.cpp", "//" + "ü" * 98, None),
    ("function at the limit", "a.cpp", cpp_function(70), None),
    ("function beyond", "a.cpp", cpp_function(71), "71 lines"),
    ("member function beyond", "a.hpp", cpp_function(71, "    "), "71 lines"),
    ("rows of a table are no steps", "a.cpp",
     cpp_function(70).replace("{\n", "{\n" + table("rows[] = {")), None),
    ("rows of a braced table", "a.cpp",
     cpp_function(70).replace("{\n", "{\n" + table("rows{")), None),
    ("a branch is steps", "a.cpp", cpp_function(60).replace("{\n", "{\n" + table("if (on) {")),
     "lines, a function"),
    ("beyond beside a table", "a.cpp",
     cpp_function(71).replace("{\n", "{\n" + table("rows[] = {")), "71 lines"),
    ("two functions within", "a.cpp", cpp_function(60) * 2, None),
    ("python function at the limit", "a.py", python_function(70), None),
    ("python function beyond", "a.py", python_function(71), "71 lines"),
    ("shell function at the limit", "dev", shell_function(70), None),
    ("shell function beyond", "dev", shell_function(71), "71 lines"),
    ("prose may be long", "README.md", "x" * 500, None),
    ("unfinished", "a.cpp", f"// {UNFINISHED}: later\n", "unfinished"),
    ("a word that holds the mark", "a.cpp", f"// {UNFINISHED}S\n", None),
    ("coroutine by value", "a.hpp", COROUTINE.format("Request request"), None),
    ("coroutine that may change the server", "a.hpp", COROUTINE.format("App& app"), None),
    ("coroutine that borrows", "a.hpp", COROUTINE.format("App& app, const Request& request"),
     "by value"),
    ("function that borrows", "a.hpp", "Response answer(const Request& request);\n", None),
]


class House(unittest.TestCase):
    def test_rows(self):
        for name, path, text, expected in ROWS:
            with self.subTest(name), tempfile.TemporaryDirectory() as top:
                pathlib.Path(top, path).write_text(text, encoding="utf-8")
                found = house.check(top)
                if expected is None:
                    self.assertEqual(found, [])
                else:
                    self.assertEqual(len(found), 1, found)
                    self.assertIn(expected, found[0])


if __name__ == "__main__":
    unittest.main()
