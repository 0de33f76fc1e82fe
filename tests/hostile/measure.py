"""What reading a hostile page costs, in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass

__all__ = ["MEMORY_BASE", "MEMORY_TIMES", "SECONDS", "Cost", "measure"]

# What a page may cost: seconds of a processor, and bytes: so many times its own, beside what any page takes whose
# blocks are as many as are read of one.
SECONDS = 2.0
MEMORY_TIMES, MEMORY_BASE = 20, 160_000_000

PROGRAM = """
import sys, time
import lugas
from bench.speed.sizes import peak_memory
from tests.hostile.pages import PAGES, TEXTS
door, name = sys.argv[1:]
lugas.read("<p>The first page loads the weights.</p>")
lugas.read("The first page loads the weights.", form="text")
content = {"html": PAGES, "text": TEXTS}[door][name]()
size = len(content) if isinstance(content, bytes) else len(content.encode("utf-8", "replace"))
before, begun = peak_memory(), time.process_time()
article = lugas.read(content, form=door)
print(size, time.process_time() - begun, peak_memory() - before, article.verdict.kind.value, len(article.blocks))
"""


@dataclass(frozen=True, slots=True)
class Cost:
    """What reading one page cost: its `size` and the `memory` in bytes, `seconds` of a processor; and what came out."""

    size: int
    seconds: float
    memory: int
    verdict: str
    blocks: int

    @property
    def too_much(self) -> bool:
        """Whether it cost more memory than a page may."""
        return self.memory > MEMORY_TIMES * self.size + MEMORY_BASE


def measure(door: str, name: str) -> Cost:
    """Read a hostile page by the front door named, and tell what it cost."""
    command = [sys.executable, "-c", PROGRAM, door, name]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    return Cost(int(told[0]), float(told[1]), int(told[2]), told[3], int(told[4]))
