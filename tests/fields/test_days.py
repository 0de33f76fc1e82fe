"""Days are found as the patterns find them, whatever is looked at before a pattern is asked."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lugas.fields.dates import days
from lugas.fields.dates.days import Day, ascii_digits, find_day
from lugas.fields.lists import pairs

ANY = re.compile("")
SIGNS = [*"-./:,'’年月日년월일元wth", "  ", ", ", ". "]
SPACES = st.sampled_from([" ", "  ", "\u00a0", "\u3000", "\n", "\u200b", ""])
NUMBERS = st.integers(1, 31).map(str) | st.integers(1, 12).map("{:02}".format)
YEARS = st.integers(1995, 2030).map(str) | st.sampled_from(
    ["1402", "2567", "24", "113", "20240120", "0", "20245"]
)
MONTHS = st.sampled_from(sorted(pairs("months")))
ENDINGS = st.sampled_from(["", "", "st", "nd", "th", "er", "º", "ª", "th,", ",", ".", " de", "x"])
WORDS = st.sampled_from(
    ["tháng", "thg", "令和", "民國", "昭和", "平成元年", "二〇二四年一月二十日", "r", "pukul", "uhr"]
)
SEPARATORS = st.tuples(SPACES, st.sampled_from(SIGNS), SPACES).map("".join) | SPACES
# The shapes of the patterns, with what they allow between and what they do not.
SHAPES = st.one_of(
    st.tuples(MONTHS, SPACES, NUMBERS, ENDINGS, SPACES, YEARS),
    st.tuples(MONTHS, SPACES, NUMBERS, SPACES, st.sampled_from(["09:20:00", "9:20"]), SPACES, YEARS),
    st.tuples(NUMBERS, ENDINGS, SPACES, MONTHS, SPACES, YEARS),
    st.tuples(YEARS, SPACES, MONTHS, SPACES, NUMBERS),
    st.tuples(YEARS, SPACES, NUMBERS, SPACES, MONTHS),
    st.tuples(MONTHS, SPACES, YEARS),
    st.tuples(NUMBERS, SEPARATORS, NUMBERS, SEPARATORS, YEARS),
    st.tuples(YEARS, SEPARATORS, NUMBERS, SEPARATORS, NUMBERS),
    st.tuples(YEARS, st.sampled_from(["-w", "w", "-"]), st.integers(1, 366).map("{:03}".format)),
    st.tuples(NUMBERS, SPACES, WORDS, SPACES, NUMBERS, SPACES, YEARS),
).map("".join)
WIDE = {48 + digit: 0xFF10 + digit for digit in range(10)}
DATES = SHAPES | SHAPES.map(lambda text: text.translate(WIDE))
PIECES = st.sampled_from(SIGNS) | NUMBERS | YEARS | MONTHS | WORDS | st.text(max_size=2)
AROUND = st.just("") | st.lists(PIECES, max_size=3).map("".join)


SIGNED = (days.DAY_FIRST, days.SHORT_YEAR_FIRST, days.REPUBLICAN, days.LETTER_ERA)
SPELT = (days.DAY_WORD_SHORT, days.MONTH_YEAR, days.WORD_DAY_TIME_YEAR)
YEARLY = (days.COMPACT, days.WEEK, days.ORDINAL)
NUMBERED = {pattern: signs for pattern, _, signs in days.NUMBERED_MONTHS}
NAMED = {pattern: before for pattern, _, before in days.NAMED_MONTHS}


@pytest.mark.parametrize(
    "pattern", [*SIGNED, *SPELT, *YEARLY, *NUMBERED, *NAMED], ids=lambda one: one.pattern[:24]
)
@settings(max_examples=60, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])
@given(st.data())
def test_patterns_hold_what_is_looked_for(pattern: re.Pattern[str], data: st.DataObject) -> None:
    """Whatever a pattern finds holds what is looked for before it is asked."""
    text = data.draw(st.from_regex(pattern))
    assert days.DIGIT_THRICE.search(text)
    if pattern in SIGNED:
        assert any(sign in text for sign in ".-/")
    elif pattern is not days.DAY_WORD_SHORT:
        assert days.WHOLE_YEAR.search(text)
    if pattern is days.MONTH_YEAR:
        assert days.SPACE_THEN_YEAR.search(text)
    if pattern is days.WORD_DAY_TIME_YEAR:
        assert text.count(":") > 1
    assert any(sign in text for sign in NUMBERED.get(pattern, ("",)))
    assert (NAMED.get(pattern) or ANY).search(text)


def find_without_gates(plain: str, language: str, *, month_first: bool) -> Day | None:
    """Find a day by asking every pattern."""
    with pytest.MonkeyPatch.context() as changed:
        for gate in ("WHOLE_YEAR", "SPACE_THEN_YEAR", "DIGIT_THRICE"):
            changed.setattr(days, gate, ANY)
        numbered = [(pattern, places, ("",)) for pattern, places, _ in days.NUMBERED_MONTHS]
        changed.setattr(days, "NUMBERED_MONTHS", numbered)
        changed.setattr(
            days, "NAMED_MONTHS", [(pattern, places, None) for pattern, places, _ in days.NAMED_MONTHS]
        )
        return find_day(plain, language, month_first=month_first)


@settings(max_examples=500)
@given(
    st.tuples(AROUND, DATES, AROUND).map("".join),
    st.sampled_from(["", "en", "ja", "zh", "vi", "th", "fa"]),
    st.booleans(),
    st.booleans(),
)
def test_gates_keep_no_day_out(text: str, language: str, month_first: bool, as_written: bool) -> None:
    """What a pattern wants at least is there wherever it finds a day, whatever the digits and the white space."""
    plain = text.lower() if as_written else ascii_digits(text).lower()
    found = find_day(plain, language, month_first=month_first)
    assert found == find_without_gates(plain, language, month_first=month_first)
