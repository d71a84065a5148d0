#!/usr/bin/env python3
"""What is seen of a process and of its folder; copies of a store that share its tables."""
import os
import pathlib
import shutil
import tempfile
import unittest

import benches  # Before what it finds.
import processes
import stores


def write(path, size):
    path.write_bytes(bytes(size))
    return path


class Processes(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)

    def test_tables_that_have_gone_count(self):
        tables = processes.Tables(self.folder)
        first = write(self.folder / "1.sst", 10)
        write(self.folder / "2.log", 1_000)
        tables.sample()
        write(first, 15)  # It grew.
        write(self.folder / "3.blob", 7)
        tables.sample()
        first.unlink()
        tables.sample()
        self.assertEqual(tables.written(), 22)
        self.assertEqual(processes.table_bytes(self.folder), 7)

    def test_samples_at_begin_and_end(self):
        with processes.Tables(self.folder, interval=3_600) as tables:
            write(self.folder / "1.sst", 10)
        self.assertEqual(tables.written(), 10)

    def test_memory(self):
        with processes.Memory(os.getpid(), interval=3_600) as memory:
            pass
        self.assertGreater(memory.highest(), 1)
        self.assertIsNone(memory.highest(end=0))
        self.assertIsNone(processes.status_mb(1 << 30, "VmRSS"))

    def test_copies_share_tables_only(self):
        source = self.folder / "data"
        source.mkdir()
        write(source / "1.sst", 10)
        write(source / "2.log", 10)
        copy = self.folder / "copy"
        shutil.copytree(source, copy, copy_function=stores.copy_tables_by_link)
        self.assertTrue((copy / "1.sst").samefile(source / "1.sst"))
        self.assertFalse((copy / "2.log").samefile(source / "2.log"))


if __name__ == "__main__":
    unittest.main()
