"""Paths of sections in one line: "Home > Sport > Tennis", "您的位置：首页 > 本地新闻 > 正文"."""

from __future__ import annotations

from functools import lru_cache

from lugas.blocks.words import STOPS, read_list

__all__ = ["bare_path", "is_path"]

# A path has so many characters at most, and so has each of its steps.
LONGEST, LONGEST_STEP = 120, 40
# What stands between the steps, as one sign.
SIGNS = dict.fromkeys(">›»→＞〉").keys()
BETWEEN = dict.fromkeys(map(ord, SIGNS), ">")
COLONS = (":", "：")
# What the last step, the article itself, is called, and what stands around a step.
ITSELF = frozenset({"正文", "内容", "內容", "详情", "文章", "本文", "기사"})
EDGES = " \t\u3000:：-–|"


@lru_cache(maxsize=1)
def labels() -> tuple[str, ...]:
    """Give what stands before a path: "You are here"."""
    return tuple(read_list("path_labels"))


def label_of(low: str) -> str:
    """Give the label that a line in small letters begins with; "" without one."""
    return next((label for label in labels() if low.startswith(label)), "")


def is_path(text: str) -> bool:
    """Whether a line is a path of sections that begins at the front page, is called one, or ends at the article."""
    if len(text) > LONGEST or not text or text[-1] in STOPS:
        return False
    low = text.lower()
    label = label_of(low)
    rest = low[len(label) :].lstrip(" \t\u3000")
    if label and (rest[:1] in COLONS or not SIGNS.isdisjoint(rest)):
        return True
    steps = [step.strip(EDGES) for step in low.translate(BETWEEN).split(">")]
    steps = [step for step in steps if step]
    if len(steps) < 2 or max(map(len, steps)) > LONGEST_STEP:
        return False
    home = read_list("home")
    return steps[0] in home or steps[0].endswith(("首页", "首頁")) or steps[-1] in ITSELF


def bare_path(text: str) -> str:
    """Give a path of sections without its label, and without a last step that only says "article"."""
    text = text.strip()
    low = text.lower()
    label = label_of(low)
    if label and len(low) == len(text):
        text = text[len(label) :].lstrip(EDGES)
    steps, last = text.rstrip(EDGES), ""
    for mark in SIGNS:
        head, found, tail = steps.rpartition(mark)
        if found and tail.strip(EDGES) in ITSELF:
            steps, last = head, mark
    return steps.rstrip(EDGES + last) if last else text
