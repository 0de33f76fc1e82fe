"""What two writings of one text share: an exact digest, and a sketch that tells how much of two texts is the same."""

from __future__ import annotations

import re
from hashlib import blake2b

from msgspec import Struct

from lugas.scripts import UNSPACED

__all__ = ["Fingerprint", "alike", "digest", "fingerprint", "held"]

SIZE = 128  # hashes kept of a text: the share of two texts is told to within some .04
RUN = 3  # words that are hashed together
LONGEST = 400_000  # letters looked at
FEW = 40  # words under which a text is too short to be compared but as a whole
# A word; each letter of scripts that write without spaces counts as one.
_WORD = re.compile(rf"{UNSPACED.pattern}|[^\W_]+")
_WIDE = re.compile(f"({UNSPACED.pattern})")


class Fingerprint(Struct, frozen=True, omit_defaults=True):
    """A text's digest, its number of words, and the smallest hashes of its runs of words, sorted."""

    digest: str = ""
    words: int = 0
    sketch: tuple[int, ...] = ()


def digest(text: str) -> str:
    """Give 16 hexadecimal digits that stand for a text: the same on every machine and in every year."""
    return blake2b(text.encode("utf-8", "replace"), digest_size=8).hexdigest()


def fingerprint(text: str) -> Fingerprint:
    """Give what is compared of a text; case, punctuation and white space do not count."""
    words = _WORD.findall(_WIDE.sub(r" \1 ", text[:LONGEST].lower()))
    if not words:
        return Fingerprint()
    runs = {" ".join(words[at : at + RUN]) for at in range(max(1, len(words) - RUN + 1))}
    hashes = sorted({int.from_bytes(blake2b(run.encode(), digest_size=4).digest()) for run in runs})
    return Fingerprint(digest(" ".join(words)), len(words), tuple(hashes[:SIZE]))


def alike(one: Fingerprint, other: Fingerprint) -> float:
    """Give the share of two texts' runs of words that both have, 0 to 1, as their sketches tell it."""
    if not one.sketch or not other.sketch:
        return 0.0
    if one.digest == other.digest:
        return 1.0
    both = sorted(set(one.sketch) | set(other.sketch))[:SIZE]
    shared = set(one.sketch) & set(other.sketch)
    return sum(value in shared for value in both) / len(both)


def held(one: Fingerprint, other: Fingerprint) -> float:
    """Give the share of the shorter text that the longer one holds, 0 to 1: 1 for a text that was only added to."""
    share = alike(one, other)
    short, long = sorted((max(one.words, 1), max(other.words, 1)))
    # |A∩B| = J / (1 + J) * (|A| + |B|), of the shorter
    return min(1.0, share / (1 + share) * (short + long) / short)
