"""Time and memory against the size of a page: both must grow as the page does, and no faster."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

__all__ = ["SIZES", "measure_memory", "measure_sizes", "page_of", "peak_memory"]

KILOBYTE, MEGABYTE = 1000, 1_000_000
SIZES = tuple(size * KILOBYTE for size in (10, 30, 100, 300, 1000, 3000, 10_000, 20_000))

HEAD = """<!doctype html><html lang="en"><head><title>Ferry resumes its route - Harbour Post</title>
<meta property="og:title" content="Ferry resumes its route"><meta property="og:site_name" content="Harbour Post">
<script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle",
"headline":"Ferry resumes its route","datePublished":"2024-05-01T09:00:00Z","author":{"@type":"Person",
"name":"Ann Lee"}}</script></head><body><nav class="menu"><ul><li><a href="/world">World</a></li><li>
<a href="/sport">Sport</a></li></ul></nav><main><article class="story"><h1>Ferry resumes its route</h1>
<p class="byline">By Ann Lee</p><div class="article-body">"""
PIECE = """<p>On day {n} the ferry left the harbour at nine and reached the island before noon, <a href="/n/{n}">its
captain said</a>, after the storm of week {n} had kept every boat on shore and <b>the markets empty</b>.</p>
<figure><img src="/i/{n}.jpg" alt="The harbour"><figcaption>The harbour in week {n}. Photo: A. Lee</figcaption></figure>
<div class="ad"><span>Advertisement</span></div><p>Fishermen waited {n} hours. “We had not seen waves like these for
years,” one of them said, and pointed to the pier, where two boats had lost their moorings overnight.</p>"""
TAIL = """</div></article><aside class="related"><h2>Read also</h2><ul><li><a href="/a">The island's school opens again
after the flood</a></li></ul></aside></main><footer>© Harbour Post</footer></body></html>"""

# A process of its own for each: what one page left behind would be counted with the next.
ALONE = """
import sys, time
import lugas
from bench.speed.sizes import page_of, peak_memory
lugas.read(page_of(10_000))
size = int(sys.argv[1])
page = page_of(size)
before = peak_memory()
begun = time.process_time()
article = lugas.read(page, options=lugas.Options(max_blocks=10_000_000))
spent = time.process_time() - begun
print(len(page), spent, peak_memory() - before, len(article.blocks))
"""
ALL = """
import json, sys
import lugas
from bench.speed.sizes import peak_memory
lugas.read("<p>text</p>")
before = peak_memory()
for line in sys.stdin:
    path, url = json.loads(line)
    lugas.read_file(path, url=url or None)
print(before, peak_memory())
"""


def peak_memory() -> int:
    """Give the most memory that this process has held at once, in bytes.

    Linux keeps it for each program; `getrusage` there tells of what the parent held before.
    """
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text("ascii").splitlines() if line.startswith("VmHWM:"))
        return int(line.split()[1]) * 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


def page_of(size: int) -> bytes:
    """Make a page of about so many bytes: paragraphs, pictures with captions, notices between them, a rail."""
    count = max((size - len(HEAD) - len(TAIL)) // len(PIECE.encode()), 1)
    return (HEAD + "".join(PIECE.replace("{n}", str(number)) for number in range(count)) + TAIL).encode()


def measure_sizes(sizes: Sequence[int] = SIZES) -> list[dict[str, Any]]:
    """Give for each size the bytes, seconds, microseconds a kilobyte, peak memory over the page's size, and blocks."""
    found = []
    for size in sizes:
        told = run(ALONE, str(size)).split()
        content, seconds, peak, blocks = int(told[0]), float(told[1]), int(told[2]), int(told[3])
        found.append(
            {
                "bytes": content,
                "seconds": float(f"{seconds:.3g}"),
                "microseconds_a_kilobyte": float(f"{1e9 * seconds / content:.3g}"),
                "memory_over_size": float(f"{peak / content:.3g}"),
                "blocks": blocks,
            }
        )
    return found


def measure_memory(pages: Sequence[tuple[str, str]]) -> dict[str, float]:
    """Give the peak memory in MB of a process that reads these pages, files and addresses, one after another."""
    lines = "".join(json.dumps(page) + "\n" for page in pages)
    before, peak = run(ALL, given=lines).split()
    return {
        "imported_mb": float(f"{int(before) / MEGABYTE:.3g}"),
        "peak_mb": float(f"{int(peak) / MEGABYTE:.3g}"),
    }


def run(program: str, *arguments: str, given: str = "") -> str:
    """Run a program in a process of its own, and give what it prints."""
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments], input=given, capture_output=True, text=True, check=True
    )
    return done.stdout
