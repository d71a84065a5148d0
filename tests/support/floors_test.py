#!/usr/bin/env python3
"""Plants wrong includes beside their nearest right ones: floors.py must tell them apart."""
import pathlib
import tempfile
import unittest

import floors

ROWS = [  # name, file, line, what the complaint must say (None: no complaint)
    ("down is right", "lrs/app.cpp", '#include "storage/rocksdb/database.hpp"', None),
    ("up is wrong", "storage/log.hpp", '#include "lrs/app.hpp"', "must not include lrs/"),
    ("own room", "competency/rules.cpp", '#include "competency/model.hpp"', None),
    ("backend on its interface", "storage/memory/store.cpp", '#include "storage/log.hpp"', None),
    ("backend above its interface", "storage/log.hpp", '#include "storage/memory/store.hpp"',
     "must not include storage/memory/"),
    ("one backend beside another", "storage/rocksdb/plan.cpp",
     '#include "storage/memory/store.hpp"', "must not include storage/memory/"),
    ("competency on statements", "competency/evidence.cpp",
     '#include "statements/terms.hpp"', None),
    ("competency beside storage", "competency/evidence.cpp", '#include "storage/log.hpp"',
     "must not include storage/"),
    ("content beside competency", "content/launch.cpp", '#include "competency/model.hpp"',
     "must not include competency/"),
    ("content knows file names", "content/file_names.cpp", "#include <utf8proc.h>", None),
    ("the server knows no archives", "lrs/app.cpp", "#include <zip.h>", "must not know"),
    ("tests include everything", "tests/lrs/app.cpp", '#include "lrs/app.hpp"', None),
    ("nobody includes tests", "lrs/app.cpp", '#include "tests/support/folder.hpp"',
     "must not include tests/"),
    ("fuzzers use test support", "fuzz/model.cpp", '#include "tests/support/folder.hpp"', None),
    ("outside the house", "lrs/app.cpp", '#include "attic/old.hpp"', "no room"),
    ("relative", "lrs/app.cpp", '#include "../base/iri.hpp"', "no room"),
    ("angle brackets hide nothing", "base/iri.cpp", "#include <lrs/app.hpp>", "with quotes"),
    ("spaces hide nothing", "base/iri.cpp", '#  include  "lrs/app.hpp"', "must not include lrs/"),
    ("statements know JSON", "statements/parse.cpp", "#include <boost/json/value.hpp>", None),
    ("statements know no HTTP", "statements/parse.cpp", "#include <boost/beast/http.hpp>",
     "must not know"),
    ("base knows no JSON", "base/iri.cpp", "#include <boost/json/value.hpp>", "must not know"),
    ("base knows digests", "base/digest.cpp", "#include <openssl/evp.h>", None),
    ("base does no I/O", "base/iri.cpp", "#include <fstream>", "must not need"),
    ("base knows vectors", "base/iri.cpp", "#include <vector>", None),
    ("RocksDB in its room", "storage/rocksdb/keys.cpp", "#include <rocksdb/slice.h>", None),
    ("RocksDB in the interface", "storage/log.hpp", "#include <rocksdb/slice.h>", "must not know"),
    ("RocksDB in the server", "lrs/app.cpp", "#include <rocksdb/db.h>", "must not know"),
    ("Asio in the server", "lrs/session.cpp", "#include <boost/asio/awaitable.hpp>", None),
    ("Asio in a backend", "storage/memory/store.cpp", "#include <boost/asio/post.hpp>",
     "must not know"),
    ("threads in the memory backend", "storage/memory/store.cpp", "#include <mutex>", None),
    ("threads in the rules", "competency/rules.cpp", "#include <mutex>", "must not need"),
    ("chance in the rules", "statements/accept.cpp", "#include <random>", "must not need"),
    ("durations in the rules", "statements/accept.cpp", "#include <chrono>", None),
    ("a clock in the rules", "statements/accept.cpp",
     "auto now = std::chrono::system_clock::now();", "must not read a clock"),
    ("a clock in the server", "lrs/app.cpp", "auto now = std::chrono::system_clock::now();", None),
]


class Floors(unittest.TestCase):
    def test_rows(self):
        for name, path, line, expected in ROWS:
            with self.subTest(name), tempfile.TemporaryDirectory() as top:
                file = pathlib.Path(top, path)
                file.parent.mkdir(parents=True)
                file.write_text(f"// A file.\n{line}\n", encoding="utf-8")
                found = floors.check(top)
                if expected is None:
                    self.assertEqual(found, [])
                else:
                    self.assertEqual(len(found), 1, found)
                    self.assertTrue(found[0].startswith(f"{path}:2: "), found)
                    self.assertIn(expected, found[0])

    def test_every_floor_points_down(self):
        """The tables themselves hold no cycle."""
        seen = {}

        def height(room):
            self.assertNotEqual(seen.get(room), "open", f"{room} stands on itself")
            if room not in seen:
                seen[room] = "open"
                seen[room] = 1 + max((height(below) for below in floors.ROOMS[room].own), default=0)
            return seen[room]

        for room in floors.ROOMS:
            height(room)


if __name__ == "__main__":
    unittest.main()
