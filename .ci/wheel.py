"""Look into the built archives: small, typed, with the data files, without tests.

Run as `python .ci/wheel.py WHEEL SDIST`; ends with a message and status 1 when something is wrong.
"""

from __future__ import annotations

import sys
import tarfile
import zipfile
from pathlib import Path

MEGABYTE = 1_000_000
SOURCE = Path("src")


def troubles(wheel: Path, sdist: Path) -> list[str]:
    """Tell what is wrong with the archives, a sentence each."""
    found = []
    if wheel.stat().st_size >= 3 * MEGABYTE:
        found.append(f"{wheel.name} is {wheel.stat().st_size / MEGABYTE:.1f} MB; 3 MB is the bound")
    names = set(zipfile.ZipFile(wheel).namelist())
    source = {
        path.relative_to(SOURCE).as_posix()
        for path in (SOURCE / "lugas").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    found += [f"{wheel.name} lacks {name}" for name in sorted(source - names)]
    # of a compiled wheel: what was made of each module, and the library they share
    compiled = {name for name in names if name.endswith((".so", ".pyd"))}
    found += [
        f"{wheel.name} holds {name} of no module"
        for name in sorted(compiled)
        if "__mypyc." not in name and f"{name.partition('.')[0]}.py" not in source
    ]
    foreign = {name for name in names - source - compiled if ".dist-info/" not in name}
    found += [f"{wheel.name} holds {name}, which is not part of the library" for name in sorted(foreign)]
    if not any(name.endswith(".dist-info/licenses/LICENSE") for name in names):
        found.append(f"{wheel.name} lacks the licence")
    with tarfile.open(sdist) as archive:
        members = {name.partition("/")[2] for name in archive.getnames()}
    for name in ("pyproject.toml", "README.md", "LICENSE", "Makefile", "src/lugas/py.typed", "tests/pages"):
        if not any(member == name or member.startswith(f"{name}/") for member in members):
            found.append(f"{sdist.name} lacks {name}")
    return found


if __name__ == "__main__":
    built = Path(sys.argv[1])
    sentences = troubles(built, Path(sys.argv[2]))
    print("\n".join(sentences) or f"{built}: {built.stat().st_size / 1000:.0f} kB, complete")
    sys.exit(1 if sentences else 0)
