"""Write the lists of phrases as they are looked up, sorted: `python -m tests.blocks.write_phrases`.

Add a phrase to a list as pages write it, anywhere below the list's comment, and run this.
"""

from __future__ import annotations

from pathlib import Path

from lugas.blocks.phrases import UNSPACED, WORD, Mark, fold
from lugas.blocks.words import LISTS

__all__ = ["list_of", "looked_up", "rewritten"]


def list_of(mark: Mark) -> Path:
    """Give the file of a category's phrases."""
    return LISTS / f"{(mark.name or '').lower()}.txt"


def looked_up(line: str) -> str:
    """Write a line of a list, a phrase and its flag, in the form that is looked up; "" for one without letters."""
    phrase, tab, flag = line.partition("\t")
    phrase = fold(phrase)
    words = WORD.findall(phrase)
    if not words:
        return ""
    # as the whole line or at its end a phrase does without its colon
    colon = ":" if words[-1].endswith(":") and flag in ("", "^") else ""
    if UNSPACED.search(phrase):
        phrase = "".join(words).replace(" ", "").rstrip(":")
    else:
        phrase = " ".join(word.rstrip(" :") for word in words)
    return f"{phrase}{colon}{tab}{flag}"


def rewritten(text: str) -> str:
    """Give the text of a list with its phrases as they are looked up, each once, sorted."""
    lines = text.splitlines()
    comment = [line for line in lines if line.startswith("#")]
    found = {looked_up(line) for line in lines if not line.startswith("#")}
    return "\n".join([*comment, *sorted(found - {""})]) + "\n"


if __name__ == "__main__":
    for path in map(list_of, Mark):
        path.write_text(rewritten(path.read_text("utf-8")), "utf-8", newline="\n")
