"""Imports go one way through the house, and importing the library is cheap."""

from __future__ import annotations

import subprocess
import sys
from graphlib import TopologicalSorter

from tests.shape.tree import (
    LIBRARY,
    imported_modules,
    imports_when_loaded,
    module_name,
    python_files,
    relative,
)

# The floors of the house, ground floor first. A part may import from the floors below its own, and on its own
# floor only what NEIGHBOURS grants it.
FLOORS = (
    {"model", "vocabulary", "options", "budget", "remembered", "errors", "version", "scripts"},
    {"demo"},
    {"page"},
    {"copied"},
    {"blocks", "fields", "sites"},
    {"article"},
    {"read"},
    {"render", "xray", "files", "fetch", "exchange", "network", "joined", "join", "sources", "parcel"},
    {"decide", "store"},
    {"follow"},
    {"bulk", "desk"},
    {"cli", "__main__"},
)
FLOOR = {part: number for number, parts in enumerate(FLOORS) for part in parts}

# `prefix of the importing module: modules of its own floor that it may import`.
NEIGHBOURS = {
    "lugas.model": {"lugas.vocabulary"},
    "lugas.errors": {"lugas.vocabulary"},
    "lugas.options": {"lugas.errors"},
    "lugas.fields": {
        "lugas.blocks.captions",
        "lugas.blocks.credit_lines",
        "lugas.blocks.paths",
        "lugas.blocks.phrases",
        "lugas.blocks.sheet",
        "lugas.blocks.words",
    },
    "lugas.__main__": {"lugas.cli.main"},
    "lugas.exchange": {"lugas.network"},
    "lugas.fetch": {"lugas.exchange", "lugas.network"},
    "lugas.join": {"lugas.joined"},
}

HEAVY = {
    "alembic",
    "argon2",
    "brotli",
    "click",
    "fastwarc",
    "httpcore",
    "PIL",
    "anyio",
    "httpx",
    "jinja2",
    "lxml",
    "protego",
    "psycopg",
    "pyarrow",
    "ray",
    "rich",
    "sqlalchemy",
    "starlette",
    "uvicorn",
}
MILLISECONDS_TO_IMPORT = 120


def part(module: str) -> str:
    """Name the part of the house a module belongs to: its second word, "" for the front."""
    return module.partition(".")[2].partition(".")[0]


def may_import(module: str, wanted: str) -> bool:
    """Whether the house lets `module` import `wanted`, both modules of the library."""
    if part(module) == part(wanted) or not part(module):
        return True
    if not part(wanted):  # the front imports everything, so whoever imports it imports itself
        return False
    granted = {name for prefix, names in NEIGHBOURS.items() if module.startswith(prefix) for name in names}
    return FLOOR[part(wanted)] < FLOOR[part(module)] or wanted in granted


def test_every_part_has_a_floor() -> None:
    """Every file and folder of the library stands on a floor of the table."""
    parts = {part(module_name(path)) for path in python_files(LIBRARY)} - {""}
    assert parts - set(FLOOR) == set()


def test_imports_go_one_way() -> None:
    """A module imports only from the floors below its own, and from the neighbours it was granted."""
    against = [
        f"{relative(path)} imports {wanted}"
        for path in python_files(LIBRARY)
        for wanted in sorted(imported_modules(path))
        if wanted.split(".")[0] == "lugas" and not may_import(module_name(path), wanted)
    ]
    assert not against, "\n".join(against)


def test_no_import_goes_round() -> None:
    """No module of the library imports itself by way of others; `graphlib` raises if one does."""
    graph = {
        module_name(path): {name for name in imports_when_loaded(path) if name.startswith("lugas.")}
        for path in python_files(LIBRARY)
    }
    assert len(list(TopologicalSorter(graph).static_order())) >= len(graph)


def test_bulk_and_desk_do_not_know_each_other() -> None:
    """Neither of the two big users of the reader imports the other."""
    assert not may_import("lugas.bulk.ledger", "lugas.desk.pages")
    assert not may_import("lugas.desk.pages", "lugas.bulk.ledger")


def test_demo_stands_alone() -> None:
    """The demo world imports the standard library, the errors and the version: what it tests, it does not use."""
    allowed = {"lugas.demo", "lugas.errors", "lugas.version"}
    wrong = [
        f"{relative(path)} imports {name}"
        for path in python_files(LIBRARY / "demo")
        for name in sorted(imported_modules(path))
        if name.split(".")[0] not in sys.stdlib_module_names and ".".join(name.split(".")[:2]) not in allowed
    ]
    assert not wrong, "\n".join(wrong)


def test_nothing_is_built_on_the_demo() -> None:
    """Nothing of the library but the command line imports the demo world."""
    users = {
        part(module_name(path))
        for path in python_files(LIBRARY)
        if any(part(name) == "demo" for name in imported_modules(path)) and part(module_name(path)) != "demo"
    }
    assert users <= {"cli", "desk"}


def test_one_file_imports_the_parser() -> None:
    """Only `page/tree.py` imports the HTML parser, so that it can be replaced there."""
    users = {
        relative(path)
        for path in python_files(LIBRARY)
        if any(name.split(".")[0] == "turbohtml" for name in imported_modules(path))
    }
    assert users == {"src/lugas/page/tree.py"}


def test_one_file_imports_the_xml_parser() -> None:
    """Only `sources/elements.py` imports the parser of XML, so that its bounds hold for every document."""
    parsers = {
        "feedparser",
        "lxml",
        "pyexpat",
        "xml.dom",
        "xml.etree",
        "xml.etree.ElementTree",
        "xml.parsers.expat",
    }
    users = {
        relative(path)
        for path in python_files(LIBRARY)
        if any(name in parsers or name.split(".")[0] in parsers for name in imported_modules(path))
    }
    assert users == {"src/lugas/sources/elements.py"}


def test_deciding_touches_nothing() -> None:
    """What decides is a function of data and a clock: it imports no network, no database, no clock and no dice."""
    hands = {
        "fetch",
        "network",
        "store",
        "files",
        "httpx",
        "socket",
        "sqlalchemy",
        "sqlite3",
        "subprocess",
        "time",
    }
    for path in (path for path in python_files(LIBRARY) if part(module_name(path)) == "decide"):
        names = {name.removeprefix("lugas.").split(".")[0] for name in imported_modules(path)}
        assert not names & hands, relative(path)
        text = path.read_text("utf-8")
        assert ".now(" not in text, relative(path)
        assert ".today(" not in text, relative(path)


def python(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a fresh interpreter with the library on its path, and give what it printed."""
    command = [sys.executable, *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True, cwd=LIBRARY.parent)


def test_importing_loads_nothing_heavy() -> None:
    """`import lugas` loads no terminal, network, column or database library."""
    loaded = python("-c", "import lugas, sys; print(*sys.modules)").stdout.split()
    assert HEAVY.intersection(name.split(".")[0] for name in loaded) == set()


def test_importing_is_quick() -> None:
    """`import lugas` takes a fresh interpreter under 120 ms of its processor's time, the best of seven."""
    measure = "import time; start = time.process_time(); import lugas; print(time.process_time() - start)"
    python("-c", measure)  # writes the byte code
    assert min(float(python("-c", measure).stdout) for _ in range(7)) * 1000 < MILLISECONDS_TO_IMPORT
