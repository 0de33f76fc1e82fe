"""What the class words of a page's boxes are about, as bit masks: asked once a name, for the tagger and the passes."""

from __future__ import annotations

from functools import lru_cache

from lugas.blocks.words import QUOTE_NAMES, read_list
from lugas.model import Role

__all__ = [
    "BOXES",
    "NAMING",
    "OVERRULING",
    "QUOTING",
    "class_groups",
    "group_bits",
    "group_mask",
    "named_roles",
]

# Boxes whose text reads like the body and is not: the tagger is overruled there.
BOXES = frozenset({Role.FACT_BOX, Role.CORRECTION, Role.COMMENTS, Role.CONSENT})

# The bits, beside those of the groups, of words that name a role, that name one of `BOXES`, and that name a quote set
# large.
NAMING, OVERRULING, QUOTING = 1 << 63, 1 << 62, 1 << 61


@lru_cache(maxsize=1)
def named_roles() -> dict[str, Role]:
    """Give the role that each class word of the list names."""
    found: dict[str, Role] = {}
    for line in read_list("places"):
        role, _, words = line.partition(":")
        found |= dict.fromkeys(words.split(), Role(role))
    return found


@lru_cache(maxsize=1)
def class_groups() -> tuple[dict[str, int], int]:
    """Give the bit mask of each class word, and the number of groups."""
    masks: dict[str, int] = {}
    lines = read_list("classes")
    for bit, line in enumerate(lines):
        for word in line.partition(":")[2].split():
            masks[word] = masks.get(word, 0) | 1 << bit
    for word, role in named_roles().items():
        masks[word] = masks.get(word, 0) | NAMING | (OVERRULING if role in BOXES else 0)
    for word in QUOTE_NAMES:
        masks[word] = masks.get(word, 0) | QUOTING
    return masks, len(lines)


def group_mask(words: tuple[str, ...], masks: dict[str, int]) -> int:
    """Give what some class words are about: the groups that they belong to, and what else they name."""
    mask = 0
    for word in words:
        if word in masks:  # few are
            mask |= masks[word]
    return mask


@lru_cache(maxsize=32)
def group_bits(*names: str) -> int:
    """Give the bit mask of groups of class words by their names."""
    order = [line.partition(":")[0] for line in read_list("classes")]
    return sum(1 << order.index(name) for name in names)
