"""The measures agree with figures worked out by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.measures import near_exact, same_words, snippet_f, word_f1, words_of


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", []),
        ("Don’t stop, e-mail me!", ["don", "t", "stop", "e", "mail", "me"]),
        ("Straße ＡＢＣ ﬁne", ["straße", "abc", "fine"]),
        ("中国abc한국", ["中", "国", "abc한국"]),
        ("カタカナ 2024年", ["カ", "タ", "カ", "ナ", "2024年"]),
        ("ไทย", ["ไ", "ท", "ย"]),
        ("Привет, мир_2", ["привет", "мир_2"]),
    ],
)
def test_words(text: str, words: list[str]) -> None:
    """Words are runs of word characters in NFKC and lower case; Han and the like go by character."""
    assert words_of(text) == words


@pytest.mark.parametrize(
    ("got", "gold", "figures"),
    [
        ("a b c d", "a b c d", (1, 1, 1)),
        ("d c b a", "a b c d", (1, 1, 1)),
        ("a a a b", "a b", (2 / 3, 1 / 2, 1)),
        ("a b", "a b c d", (2 / 3, 1, 1 / 2)),
        ("x", "a", (0, 0, 0)),
        ("", "a", (0, 0, 0)),
        ("a", "", (0, 0, 0)),
        ("", "", (1, 1, 1)),
        (None, None, (1, 1, 1)),
    ],
)
def test_word_f1(got: str | None, gold: str | None, figures: tuple[float, float, float]) -> None:
    """Texts are compared as bags of words; two empty ones agree, one empty one agrees with nothing."""
    assert word_f1(got, gold) == pytest.approx(figures)


@given(st.text(), st.text())
def test_word_f1_is_even_handed(one: str, other: str) -> None:
    """Precision one way is recall the other way, and the F1 is the same both ways."""
    there, back = word_f1(one, other), word_f1(other, one)
    assert there.f1 == pytest.approx(back.f1)
    assert there.precision == pytest.approx(back.recall)


def test_exactness() -> None:
    """Exact is the same words in order; near-exact is an F1 of .99 and more."""
    assert same_words("A b, c", "a B c!")
    assert not same_words("a b c", "a c b")
    assert near_exact(0.99)
    assert not near_exact(0.9899)


def test_snippet_f() -> None:
    """The figure for snippets is the harmonic mean of found and kept out; nothing asked for counts as met."""
    assert snippet_f(1, 2, 2, 2) == pytest.approx(2 / 3)
    assert snippet_f(0, 0, 1, 2) == pytest.approx(2 / 3)
    assert snippet_f(0, 3, 0, 3) == 0
