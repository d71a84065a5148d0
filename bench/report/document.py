"""The results on the terminal, and between the marks of docs/performance.md."""
import re

from report import attainment_tables, beside_tables, goals, ingest_tables, pictures, query_tables
from report.cells import table

SECTIONS = {
    "sustained": ingest_tables.sustained, "limits": ingest_tables.writers,
    "ingest": ingest_tables.ingest, "durability": ingest_tables.durability,
    "lrsql": query_tables.lrsql, "queries": query_tables.queries, "disk": beside_tables.disk,
    "agent": beside_tables.agent, "mixed": beside_tables.mixed, "imports": beside_tables.imports,
    "overload": beside_tables.overload, "start": beside_tables.start,
    "attainment": attainment_tables.attainment}


def machine(results):
    m = results["machine"]
    assertions = "with" if m["rocksdb_assertions"] else "without"
    return table(("", ""), [
        ("command", f"`{results['command']}`, {results['date']}"),
        ("processor", f"{m['processor']}, {m['cores']} cores; server and load share them"),
        ("memory", f"{m['memory_gb']} GB"),
        ("system", f"{m['system']}, Linux {m['kernel']}, {m['file_system']}"),
        ("fsync of 64 KB", f"{m['sync_ms']} ms"),
        ("RocksDB", f"{m['rocksdb']}, {assertions} assertions"),
        ("compiler, Boost", f"GCC {m['compiler']}, {m['boost'].replace('_', '.')}"),
        ("load average before", str(m["load_before"])),
    ])


def blocks(results, page=""):
    """Name and text of each block that the results fill, on a page that may have other figures."""
    yield "goals", goals.goals(results, block_of(page, "goals"))
    yield "machine", machine(results)
    for name, section in SECTIONS.items():
        if name in results:
            yield name, section(results[name])


def everything(results):
    return "\n\n".join(text for _, text in blocks(results))


def marks(name):
    begin, end = f"<!-- begin: {name} -->", f"<!-- end: {name} -->"
    return begin, end, re.compile(re.escape(begin) + "(.*?)" + re.escape(end), re.DOTALL)


def block_of(page, name):
    found = marks(name)[-1].search(page)
    return found[1] if found else ""


def replaced(text, name, block):
    """The page with another text between the marks of this name."""
    begin, end, pattern = marks(name)
    text, found = pattern.subn(lambda _: f"{begin}\n{block}\n{end}", text)
    if found != 1:
        raise SystemExit(f"the page needs the marks {begin} and {end} once")
    return text


def write(results, docs):
    page = docs / "performance.md"
    text = page.read_text(encoding="utf-8")
    for name, block in blocks(results, text):
        text = replaced(text, name, block + pictures.links(name))
    page.write_text(text, encoding="utf-8")
    pictures.write(results, docs / "performance")
