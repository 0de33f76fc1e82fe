"""A run of inline text: folded white space, marks in their place."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from lugas.blocks.run import DEEPEST_MARK, Run, split_breaks

TEXT = st.text(alphabet="ab \n\u00a0\u00ad\u200b新ั", max_size=6)


@given(st.lists(TEXT | st.sampled_from(["<b>", "</b>", "<br>"]), max_size=20))
def test_marks_cover_what_was_marked(steps: list[str]) -> None:
    """However text, breaks and marks follow each other, the marked letters are those that were added marked."""
    run = Run()
    inside: list[str] = []
    depth = 0
    for step in steps:
        if step == "<br>":
            run.add_break()
        elif step == "<b>":
            run.open("strong")
            depth += 1
        elif step == "</b>":
            if depth:
                run.close()
                depth -= 1
        else:
            run.add(step)
            inside += [
                letter for letter in step if depth and not letter.isspace() and letter not in "\u00ad\u200b"
            ]
    found: list[str] = []
    for line in run.take():
        assert line.text == line.text.strip()
        assert "  " not in line.text
        assert "\n " not in line.text
        places = {place for span in line.spans for place in range(span.start, span.end)}
        found += [line.text[place] for place in sorted(places) if not line.text[place].isspace()]
    assert found == inside


STEPS = st.tuples(
    st.sampled_from(["add", "add_code"]),
    st.text(alphabet="ab \n\u00a0\u00ad\u200b\u2060\ufeff新", max_size=6),
)


@given(st.lists(STEPS | st.just(("add_break", "")), max_size=20))
def test_size_is_that_of_what_is_left(steps: list[tuple[str, str]]) -> None:
    """The size counts the letters taken and none of those dropped, or marks and pictures would lose their places."""
    run = Run()
    for step, data in steps:
        if step == "add":
            run.add(data)
        elif step == "add_code":
            run.add_code(data)
        else:
            run.add_break()
        assert run.size == len("".join(run._parts))  # noqa: SLF001 - what is taken can be seen only once, at the end


def test_open_marks_go_on() -> None:
    """A mark that is open when the run is taken goes on in the next."""
    run = Run()
    run.open("link", "https://a.example/")
    run.add("one")
    (first,) = run.take()
    run.add("two")
    run.close()
    run.add(" three")
    (second,) = run.take()
    assert [(span.start, span.end) for span in first.spans] == [(0, 3)]
    assert [(span.start, span.end) for span in second.spans] == [(0, 3)]
    assert (first.links, second.links) == (3, 3)


def test_too_many_marks() -> None:
    """Marks nested too deep add nothing, and closing them does not close the others."""
    run = Run()
    for _ in range(DEEPEST_MARK + 5):
        run.open("strong")
    for _ in range(DEEPEST_MARK + 4):
        run.close()
    run.add("x")
    (line,) = run.take()
    assert len(line.spans) == 1


def test_nothing_taken() -> None:
    """A run without text has no lines, and forgets the space before it."""
    run = Run()
    run.add("  ")
    assert run.take() == []
    run.add("\u200b")
    assert run.take() == []
    run.add("x")
    assert [line.text for line in run.take()] == ["x"]


def test_breaks() -> None:
    """Empty lines part; single breaks part only lines as long as paragraphs."""
    assert split_breaks("a\nb\n\nc") == [(0, 3), (5, 6)]
    assert split_breaks("no break") == [(0, 8)]
    long = "x" * 80
    assert split_breaks(f"{long}\n{long}") == [(0, 80), (81, 161)]
