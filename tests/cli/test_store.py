"""`lugas store`, and which store commands use: copies, exports, what is said where there is none."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from lugas.cli.main import main
from lugas.store import open_store
from tests.cli.conftest import Run
from tests.cli.kept import FILE

COMMANDS = (["latest"], ["search", "x"], ["show", "1"], ["sites"], ["store", "info"])


@pytest.mark.usefixtures("shelf")
def test_info(run: Run) -> None:
    """The store's place and what it holds are told, for people and as JSON."""
    text = run("store", "info").stdout
    assert str(FILE) in text
    assert "articles  4\n" in text
    told = json.loads(run("store", "info", "-f", "json").stdout)
    assert (told["sites"], told["sources"], told["articles"]) == (3, 3, 4)


@pytest.mark.usefixtures("shelf")
def test_export_and_import(run: Run) -> None:
    """What is exported, to a file, packed, or to standard output, makes the same store again."""
    assert run("store", "export", "all.jsonl.gz").exit_code == 0
    lines = run("store", "export", "-").stdout
    Path("all.jsonl").write_text(lines, encoding="utf-8")
    for number, source in enumerate(("all.jsonl", "all.jsonl.gz")):
        assert run("store", "import", source, "--store", f"again{number}.db").exit_code == 0
        assert run("store", "export", "-", "--store", f"again{number}.db").stdout == lines
    assert run("store", "import", "-", "--store", "piped.db", stdin=lines.encode()).exit_code == 0
    assert run("latest", "--store", "piped.db").stdout == run("latest").stdout


@pytest.mark.usefixtures("shelf")
def test_import_refuses(run: Run) -> None:
    """A store that is not empty takes no import; lines that are none are told by their number."""
    run("store", "export", "all.jsonl")
    assert "is not empty" in run("store", "import", "all.jsonl").stderr
    Path("wrong.jsonl").write_text("{}\n", encoding="utf-8")
    result = run("store", "import", "wrong.jsonl", "--store", "new.db")
    assert result.exit_code == 1
    assert result.stderr.startswith("Error: wrong.jsonl")
    assert run("store", "import", "missing.jsonl", "--store", "new.db").exit_code == 1


@pytest.mark.usefixtures("shelf")
def test_backup(run: Run) -> None:
    """A backup is a store with the same content; the store itself is never written over."""
    assert run("store", "backup", "copy.db").exit_code == 0
    assert run("latest", "--store", "copy.db").stdout == run("latest").stdout
    for command in ("backup", "export"):
        result = run("store", command, str(FILE))
        assert result.exit_code == 2
        assert "is the store itself" in result.stderr
    assert run("store", "backup", "no/such/folder/copy.db").exit_code == 1


@pytest.mark.usefixtures("shelf")
@pytest.mark.parametrize("command", ["backup", "export"])
def test_what_is_there_is_replaced_only_if_told(run: Run, command: str) -> None:
    """A file that is there stays as it was without `--force`, and the file of a store in use even with it."""
    kept = Path("precious.txt")
    kept.write_text("precious", encoding="utf-8")
    result = run("store", command, str(kept))
    assert (result.exit_code, kept.read_text(encoding="utf-8")) == (2, "precious")
    assert "is there already; name another file, or replace it with --force" in result.stderr
    assert run("store", command, str(kept), "--force").exit_code == 0
    assert kept.read_bytes()[:8] != b"precious"
    with open_store("other.db") as other:
        other.sites.add("https://other.example/")
        result = run("store", command, "other.db", "--force")
        assert result.exit_code == 2
        assert "it is a store in use" in result.stderr
        assert other.sites.get(1) is not None
    assert run("store", command, "other.db", "--force").exit_code == 0


@pytest.mark.usefixtures("shelf")
def test_option_comes_before_environment(run: Run) -> None:
    """`--store` names the store, on a group or its command; without it LUGAS_STORE does."""
    with open_store("other.db") as store:
        store.sites.add("https://other.example/")
    assert "courier" in run("sites").stdout
    for arguments in (["sites", "--store", "other.db"], ["sites", "--store", "other.db", "show", "1"]):
        assert "courier" not in run(*arguments).stdout
    assert run("sites", "--store", "other.db", "pause", "1").stdout == "other.example is paused\n"
    assert run("sites", "pause", "1", "--store", "other.db").stdout == "other.example is paused\n"


@pytest.mark.parametrize("command", COMMANDS, ids=lambda words: words[0])
def test_no_store_yet(run: Run, command: list[str]) -> None:
    """Where there is no store, commands that ask one say how to begin, and make none."""
    result = run(*command, "--store", "none.db")
    assert result.exit_code == 1
    assert (
        "none.db: there is no store yet; see what --store says, or begin one with: lugas follow"
        in result.stderr
    )
    assert not Path("none.db").exists()


def test_newcomer_is_told_how_to_begin(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Without any store, without sites and without articles, what to do next is told."""
    monkeypatch.delenv("LUGAS_STORE", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    assert "there is no store yet; begin one with: lugas follow https://..." in run("latest").stderr
    open_store("empty.db").close()
    assert run("latest", "--store", "empty.db").stderr == (
        "lugas: no site is followed yet; begin with: lugas follow https://...\n"
    )
    with open_store("empty.db") as store:
        store.sites.add("https://a.example/")
    assert "lugas update" in run("latest", "--store", "empty.db").stderr


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("mysql://a/b", "postgresql://user@host/database"),
        ("postgresql://me:secret@127.0.0.1:1/none", "the server cannot be reached"),
        ("text.db", "is not a store"),
        (".", "cannot be opened"),
    ],
)
def test_store_that_cannot_be_opened(run: Run, address: str, told: str) -> None:
    """What is wrong with a store is told in one sentence with the remedy, and no password."""
    Path("text.db").write_text("no store at all, but some text\n" * 100, encoding="utf-8")
    result = run("latest", "--store", address)
    assert result.exit_code in {1, 2}
    assert told in result.stderr
    assert "secret" not in result.stderr


def python(code: str) -> subprocess.CompletedProcess[str]:
    """Run some Python in a process of its own."""
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda words: words[0])
def test_without_the_extra(command: list[str]) -> None:
    """Where the extra is not installed, commands that need it say what to install; help works."""
    missing = ("sqlalchemy", "lxml", "alembic", "platformdirs", "httpx", "httpcore")
    begin = f"import sys; sys.modules.update(dict.fromkeys({missing}))\n"
    run_main = "from lugas.cli.main import main; main({})"
    result = python(begin + run_main.format(command))
    assert result.returncode == 1
    assert 'pip install "lugas[follow]"' in result.stderr
    assert "Traceback" not in result.stderr
    assert python(begin + run_main.format([command[0], "--help"])).returncode == 0


def test_reading_loads_no_store() -> None:
    """`lugas read` and `lugas --help` load nothing of the store, of following, or of their libraries."""
    page = "tests/pages/id-seed-kompas/copied.txt"
    foreign = "{'lugas.store', 'lugas.follow', 'lugas.sources', 'lugas.decide', 'sqlalchemy', 'lxml', 'rich'}"
    for arguments in (["read", "-f", "text", page], ["--help"], ["sites", "--help"]):
        code = (
            f"import sys; from lugas.cli.main import main\ntry: main({arguments})\nexcept SystemExit: pass\n"
        )
        result = python(f"{code}print({foreign} & set(sys.modules), file=sys.stderr)")
        assert result.stderr == "set()\n"


@pytest.mark.usefixtures("shelf")
@pytest.mark.parametrize(
    ("words", "begun", "offered"),
    [
        ("lugas sites pause", "cou", "courier.example"),
        ("lugas latest --section", "har", "Harbour"),
        ("lugas latest --site", "marfa", "marfa.example"),
        ("lugas sites", "rem", "remove"),
    ],
)
def test_completion(words: str, begun: str, offered: str) -> None:
    """A shell completes sites, sections and commands from the store, and nothing where there is no store."""
    told = {"COMP_WORDS": f"{words} {begun}", "COMP_CWORD": str(len(words.split()))}
    environment = {**os.environ, **told, "_LUGAS_COMPLETE": "bash_complete"}
    program = Path(sys.executable).with_name("lugas")
    for extra, expected in (({}, True), ({"LUGAS_STORE": "nowhere.db"}, words == "lugas sites")):
        result = subprocess.run(
            [program], env={**environment, **extra}, capture_output=True, text=True, check=False
        )
        assert (offered in result.stdout) == expected
        assert result.stderr == ""


def test_every_command_takes_the_store() -> None:
    """Every command that opens a store has `--store`, and tells of the environment variable."""
    for name in ("latest", "search", "show", "sites", "store"):
        assert any(option.envvar == "LUGAS_STORE" for option in main.commands[name].params)
