"""What tells that a text can be the name of a person: its letters, its words, the signs that it lacks."""

from __future__ import annotations

import re

from lugas.fields.lists import words
from lugas.scripts import UNSPACED

__all__ = ["ENDS_OF_DESKS", "is_initialled", "is_name", "is_spaced", "is_uncased"]

LONGEST_NAME = 60
DIGIT = re.compile(r"\d")
INITIALLED = re.compile(r"[^\W\d_]\.[^\W\d_]{3}")  # "Б.Энхжаргал", an initial and a name in one

# Words that the names of agencies and desks end in, which JSON-LD gives as authors.
ENDS_OF_DESKS = frozenset({"media", "press", "news", "agency", "staff", "board", "team", "desk", "redaktion"})

# Signs that no name holds.
NO_NAME = frozenset('?!…<>{}=%$€#_\\“”"')


def is_spaced(text: str) -> bool:
    """Tell whether a text is of a script that parts words by spaces."""
    return UNSPACED.search(text) is None


def is_uncased(text: str) -> bool:
    """Tell whether a text is of a script without capital letters."""
    return text.lower() == text.title()  # Georgian has capital letters, for signs alone


def is_initialled(token: str) -> bool:
    """Tell whether a word is an initial and a name in one: "Б.Энхжаргал"."""
    return INITIALLED.match(token) is not None


def is_name(name: str, *, lenient: bool = False) -> bool:
    """Tell whether a text can be the name of a person (or, when `lenient`, of an agency)."""
    tokens = name.split()
    if not 2 <= len(name) <= LONGEST_NAME or not 1 <= len(tokens) <= 6 or DIGIT.search(name):
        return False
    if not NO_NAME.isdisjoint(name) or not any(map(str.isalpha, name)):
        return False
    low = [part for token in tokens for part in token.lower().strip(".,").split("/")]
    banned = words("not_names")
    control = name.lower().strip(" .,:") in words("interface")
    desk = lenient and len(tokens) <= 3 and low[-1] in ENDS_OF_DESKS
    if len(tokens) > 2 and low and low[0] in words("honorifics"):
        low = low[1:]  # "Professor" is nobody, and "Professor Ann Lee" somebody
    if control or (any(token in banned for token in low) and not desk):
        return False
    if is_uncased(name):
        return len(name) <= 30 and len(tokens) <= 5
    particles = words("particles")
    capital = sum(token[:1].isupper() or token[1:2].isupper() for token in tokens)
    capital += any(map(is_initialled, tokens))
    small = sum(
        token[:1].islower() and token.lower() not in particles and "'" not in token for token in tokens
    )
    if lenient:
        return capital > 0 or len(tokens) <= 2
    return capital >= 2 and small == 0
