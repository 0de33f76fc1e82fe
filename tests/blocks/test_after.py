"""Doubtful rows after the line that ends an article."""

from __future__ import annotations

from lugas.blocks.after import mark_after
from lugas.blocks.phrases import Mark
from lugas.model import Role
from tests.blocks.build import MORE, PROSE, after, lines, markup

ANSWER = "I have been on that ferry"
MARKS = {"Responses": Mark.COMMENTS, "Written": Mark.BYLINE}


def marked(tail: str, answer: float = 0.7) -> dict[str, Role]:
    """Give what is marked of a page with two paragraphs that are surely body and what follows them."""
    page = f"<p>{PROSE}</p><p>{MORE}</p>{tail}"
    return after(mark_after, markup(page, chance={PROSE: 1.0, MORE: 1.0, ANSWER: answer}, marks=MARKS))


def test_under_an_ending_heading() -> None:
    """A doubtful row under the comments' heading is a comment, one under the author's name tells of the author."""
    assert marked(f"<h2>Responses (3)</h2><pre>{ANSWER}</pre>") == {ANSWER: Role.COMMENTS}
    assert marked(f"<h2>Written by Ann Lee</h2><p>{ANSWER}</p>") == {ANSWER: Role.AUTHOR_BOX}


def test_left_alone() -> None:
    """A sure row, one under another heading or under none, much text and copied text are left alone."""
    assert marked(f"<h2>Responses (3)</h2><p>{ANSWER}</p>", answer=0.9) == {}
    assert marked(f"<h2>Responses (3)</h2><h2>The end</h2><p>{ANSWER}</p>") == {}
    assert marked(f"<p>Responses (3)</p><p>{ANSWER}</p>") == {}
    assert marked("<h2>Responses (3)</h2>" + f"<p>{ANSWER}</p>" * 9) == {}
    assert (
        after(mark_after, lines(PROSE, "Responses", ANSWER, chance={PROSE: 1.0, ANSWER: 0.7}, marks=MARKS))
        == {}
    )
