"""What is timed: our full job, and what others do with the same bytes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

import turbohtml

import lugas
from bench.quality.peers import load

__all__ = ["JOBS", "OURS", "PARSER", "RIVAL", "Job"]

OURS, RIVAL, PARSER = "lugas", "trafilatura", "turbohtml, parsing alone"


@dataclass(frozen=True, slots=True)
class Job:
    """One job over a page: `run` takes its bytes, its text and its address, as far as it can use them."""

    name: str
    package: str
    run: Callable[[bytes, str, str], object]

    @property
    def version(self) -> str:
        """The version of its package."""
        return version(self.package)


def read(content: bytes, text: str, url: str) -> object:  # noqa: ARG001 - the shape of every job
    """Do our full job: decode, parse, cut, label, settle every field, judge."""
    return lugas.read(content, url=url or None)


def extract(content: bytes, text: str, url: str) -> object:  # noqa: ARG001 - the shape of every job
    """Have trafilatura extract the body, with metadata."""
    peer: Any = load("trafilatura")
    return peer.extract(content, url=url or None, with_metadata=True, output_format="json")


def main_text(content: bytes, text: str, url: str) -> object:  # noqa: ARG001 - the shape of every job
    """Have resiliparse parse the text and give its plain main content, without any field."""
    tree = load("resiliparse.parse.html").HTMLTree.parse(text)
    return load("resiliparse.extract.html2text").extract_plain_text(tree, main_content=True)


def parse(content: bytes, text: str, url: str) -> object:  # noqa: ARG001 - the shape of every job
    """Parse the text and do no more: what no reader of markup can go below."""
    return turbohtml.parse(text, positions=False)


JOBS = (
    Job(OURS, "lugas", read),
    Job(RIVAL, "trafilatura", extract),
    Job("resiliparse, text alone", "resiliparse", main_text),
    Job(PARSER, "turbohtml", parse),
)
