"""Read one copied page with the installed library and its command, and compare the article field by field.

Run as `python .ci/smoke.py PAGE` with the environment under test first on PATH, outside the source tree.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import lugas

ADDRESS = (
    "https://www.kompas.com/global/read/2024/01/20/200000070/"
    "pakistan-dan-iran-bersedia-bekerja-sama-setelah-saling-balas-dendam"
)


def differences(page: str) -> list[str]:
    """Tell what differs between the article that the command gives and the one that is on the page."""
    command = ["lugas", "read", "--format", "json", page]
    shown = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)  # noqa: S603 - no shell, no input
    got = json.loads(shown.stdout)
    body = [block["text"] for block in got["blocks"] if block["role"] == "body"]
    pairs = {
        "verdict": (got["verdict"]["kind"], "article"),
        "title": (got["title"], "Pakistan dan Iran Bersedia Bekerja Sama Setelah Saling Balas Dendam"),
        "published": (got["published"]["iso"], "2024-01-20"),
        "url": (got["url"], ADDRESS),
        "language": (got["language"], "id"),
        "credits": (got["credits"], ["DW"]),
        "paragraphs": (len(body), 11),
        "last words": (body[-1].split()[-2:], ["wilayah", "tersebut."]),
        "related": (len(got["related"]), 15),
        "from Python": (json.loads(lugas.to_json(lugas.read_file(page))), got),
        "the library's place": (Path(lugas.__file__).is_relative_to(sys.prefix), True),
    }
    return [f"{name}: {have!r} instead of {want!r}" for name, (have, want) in pairs.items() if have != want]


if __name__ == "__main__":
    found = differences(sys.argv[1])
    print("\n".join(found) or f"{sys.argv[1]}: the installed command gives the whole article")
    sys.exit(1 if found else 0)
