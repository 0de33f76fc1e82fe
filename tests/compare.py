"""Comparing what was read of a page with the truth, field by field.

Each field has a plain function that gives the lines that differ: expected `-`, got `+`. The conventions of
the expectations stand in `tests/pages/README.md`.
"""

from __future__ import annotations

import datetime as dt
import difflib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Any

Truth = dict[str, Any]

# These decide whether a page was read well; a case fails on each of them by itself.
STRICT = (
    "verdict",
    "title",
    "authors",
    "published",
    "modified",
    "section",
    "language",
    "body",
    "roles",
)
# Compared in the same way, and apart, so that a run can leave them out: pytest -m "not further".
FURTHER = (
    "dek",
    "kicker",
    "tags",
    "site",
    "credits",
    "url",
    "canonical_url",
    "image",
    "lead",
    "images",
    "access",
    "pictures",
    "structure",
    "related",
    "pages",
    "posts",
    "posts_order",
    "gallery",
)
FIELDS = STRICT + FURTHER

LONG = 40  # letters that a text needs to be sought on the whole rest of the page
NEARBY = 1500  # letters in which a shorter one is sought


def differences(truth: Truth, got: Truth) -> dict[str, list[str]]:
    """Compare what was got with the truth: for each field that differs, readable lines of what differs."""
    found = {}
    for field in FIELDS:
        lines = COMPARED.get(field, plain)(field, truth, got)
        if lines:
            found[field] = lines
    return found


def squeeze(text: str) -> str:
    """Make white space one space."""
    return " ".join(text.split())


def either(expected: str, got: str) -> bool:
    """Whether a word is one of the words told, `list|paragraph`; `*` is any word but body."""
    return got in expected.split("|") or (expected == "*" and got != "body")


def plain(field: str, truth: Truth, got: Truth) -> list[str]:
    """Compare a string or a list of strings; a field that the truth leaves out is not judged."""
    if field not in truth:
        return []
    expected, value = truth[field], got[field]
    if isinstance(expected, str):
        return [] if squeeze(expected) == squeeze(value) else [f"- {expected!r}", f"+ {value!r}"]
    return listed([squeeze(each) for each in expected], [squeeze(each) for each in value])


def language(field: str, truth: Truth, got: Truth) -> list[str]:
    """Compare two languages, a country or script aside: `en-GB` is `en`."""
    if field not in truth or truth[field] == got[field].split("-")[0]:
        return []
    return [f"- {truth[field]}", f"+ {got[field]}"]


def listed(expected: Sequence[str], got: Sequence[str]) -> list[str]:
    """Compare two lists line by line; expected lines are marked `-`, lines that were got `+`."""
    if list(expected) == list(got):
        return []
    lines = difflib.unified_diff(list(expected), list(got), lineterm="", n=0)
    return [line for line in lines if line[:2] not in {"@@", "--", "++"}] or ["the order differs"]


def choice(field: str, truth: Truth, got: Truth) -> list[str]:
    """Compare a word for which the truth may allow several."""
    if field not in truth or either(truth[field], got[field]):
        return []
    return [f"- {truth[field]}", f"+ {got[field]}"]


def people(field: str, truth: Truth, got: Truth) -> list[str]:
    """Compare names in order, and the address of each author for whom the truth tells one."""
    if field not in truth:
        return []
    lines = listed([a["name"] for a in truth[field]], [a["name"] for a in got[field]])
    if not lines:
        pairs = zip(truth[field], got[field], strict=True)
        lines = [
            f"- {a['name']} <{a['url']}>\n+ {b['name']} <{b['url']}>"
            for a, b in pairs
            if a.get("url") and a["url"] != b["url"]
        ]
    return lines


def moments(field: str, truth: Truth, got: Truth) -> list[str]:
    """Compare two moments as instants, to the minute; without a zone as they are written."""
    if field not in truth:
        return []
    expected, value = truth[field], got[field]
    if (expected is None) == (value is None) and (expected is None or when(expected) == when(value)):
        return []
    return [f"- {told(expected)}", f"+ {told(value)}"]


def told(value: Truth | None) -> str:
    """Say a moment in a message."""
    return f"{value['iso']} ({value['precision']})" if value else "none"


def when(value: Truth) -> str:
    """Give a moment in one spelling: seconds dropped, an instant with a zone turned to UTC."""
    if "T" not in value["iso"]:
        return str(value["iso"])
    instant = dt.datetime.fromisoformat(value["iso"]).replace(second=0, microsecond=0)
    return (instant.astimezone(dt.UTC) if instant.tzinfo else instant).isoformat()


def body(field: str, truth: Truth, got: Truth) -> list[str]:
    """Compare kinds and texts of the body, line by line: a list counts an item, a table a row a line."""
    if field not in truth:
        return []
    expected, value = list(body_lines(truth[field])), list(body_lines(got[field]))
    matcher = difflib.SequenceMatcher(None, [t for _, t in expected], [t for _, t in value], autojunk=False)
    lines = []
    for tag, i, i_end, j, j_end in matcher.get_opcodes():
        if tag == "equal":
            pairs = zip(expected[i:i_end], value[j:j_end], strict=True)
            lines += [f"- {a}: {text}\n+ {b}: {text}" for (a, text), (b, _) in pairs if not either(a, b)]
        else:
            lines += [f"- {kind}: {text}" for kind, text in expected[i:i_end]]
            lines += [f"+ {kind}: {text}" for kind, text in value[j:j_end]]
    return lines


def body_lines(parts: list[Truth]) -> Iterator[tuple[str, str]]:
    """Give kind and text of each line of the body; pictures and embeds are compared apart."""
    for each in parts:
        if each["kind"] not in {"image", "embed"}:
            whole = each["kind"] in {"paragraph", "heading", "code"}
            for line in [each["text"]] if whole else each["text"].split("\n"):
                if line.strip():
                    yield each["kind"], squeeze(line)


def pictures(field: str, truth: Truth, got: Truth) -> list[str]:
    """Compare the images and embeds of the body: address and caption, and whom the credit names."""
    del field
    if "body" not in truth:
        return []
    expected, value = pictured(truth["body"]), pictured(got["body"])
    lines = listed([line for line, _ in expected], [line for line, _ in value])
    if not lines:
        pairs = zip(expected, value, strict=True)
        lines = [
            f"- credit {a!r}\n+ credit {b!r}" for (_, a), (_, b) in pairs if bool(a) != bool(b) or b not in a
        ]
    return lines


def pictured(parts: list[Truth]) -> list[tuple[str, str]]:
    """Give for each image and embed of the body a line and its credit."""
    found = []
    for each in parts:
        if each["kind"] == "image":
            line = f"image {each['url']} | {squeeze(each.get('caption', ''))}"
            found.append((line, squeeze(each.get("credit", ""))))
        elif each["kind"] == "embed":
            found.append((f"embed {each['url']}", ""))
    return found


def lead(field: str, truth: Truth, got: Truth) -> list[str]:
    """Compare what the truth tells of the lead image: its address, alternative text, caption, credit."""
    return mismatches(truth[field], got[field], tuple(truth[field])) if field in truth else []


def mismatches(truth: Truth, got: Truth, names: Sequence[str]) -> list[str]:
    """Compare those values that the truth tells."""
    return [
        f"- {name} {truth[name]!r}\n+ {name} {got.get(name)!r}"
        for name in names
        if name in truth and truth[name] != got.get(name)
    ]


STRUCTURES = {
    "list": ("items",),
    "table": ("rows", "header_rows"),
    "embed": ("provider", "embed", "says"),
    "image": ("alt",),
}


def structure(field: str, truth: Truth, got: Truth) -> list[str]:
    """Compare what the truth tells of the body's lists, tables, embeds and pictures beyond their text."""
    del field
    lines: list[str] = []
    for kind, names in STRUCTURES.items():
        expected = [each for each in truth.get("body", ()) if each["kind"] == kind]
        value = [each for each in got["body"] if each["kind"] == kind]
        if any(name in each for each in expected for name in names):
            if len(expected) != len(value):
                lines.append(f"- {len(expected)} of kind {kind}\n+ {len(value)}")
            for one, other in zip(expected, value, strict=False):
                lines += mismatches(one, other, names)
    return lines


def site(field: str, truth: Truth, got: Truth) -> list[str]:
    """Compare the site's host, and its name where the truth tells one."""
    expected, value = truth.get(field, {}), got[field]
    return [
        f"- {key} {expected[key]!r}\n+ {key} {value[key]!r}"
        for key in expected
        if expected[key] != value[key]
    ]


def related(field: str, truth: Truth, got: Truth) -> list[str]:
    """Compare the related stories as a set: title and section, address and picture where the truth tells them."""
    if field not in truth:
        return []
    linked = any(each.get("url") for each in truth[field])
    shown = any(each.get("image") for each in truth[field])

    def line(each: Truth) -> str:
        places = (f" | {each['url']}" if linked else "") + (f" | {each['image']}" if shown else "")
        return f"{squeeze(each['title'])} | {each['section']}{places}"

    expected, value = Counter(map(line, truth[field])), Counter(map(line, got[field]))
    return [f"- {line}" for line in expected - value] + [f"+ {line}" for line in value - expected]


def posts(field: str, truth: Truth, got: Truth) -> list[str]:
    """Compare the posts of a live blog in order: time, heading, authors, text, and the address where one is told."""
    if field not in truth:
        return []
    expected, value = truth[field], got[field]
    lines = [f"- {len(expected)} posts\n+ {len(value)} posts"] if len(expected) != len(value) else []
    for number, (one, other) in enumerate(zip(expected, value, strict=False), 1):
        times = (when({"iso": one["time"]}), when({"iso": other["time"]}))
        pairs = [times, *((squeeze(str(one[key])), squeeze(str(other[key]))) for key in ("heading", "text"))]
        pairs.append((", ".join(one["authors"]), ", ".join(other["authors"])))
        if one.get("url"):
            pairs.append((one["url"], other["url"]))
        lines += [
            f"- post {number}: {mine}\n+ post {number}: {theirs}" for mine, theirs in pairs if mine != theirs
        ]
    return lines


def gallery(field: str, truth: Truth, got: Truth) -> list[str]:
    """Compare the pictures of a gallery in order: address, caption and credit."""
    if field not in truth:
        return []

    def line(each: Truth) -> str:
        return " | ".join((each["url"], squeeze(each["caption"]), squeeze(each["credit"])))

    return listed([line(each) for each in truth[field]], [line(each) for each in got[field]])


def roles(field: str, truth: Truth, got: Truth) -> list[str]:
    """Compare the role of every text of the page, however its blocks were joined, and find what was lost.

    Each expected text is sought in the texts that were got, white space aside, from where the one before it
    ended; a short one only nearby, since "Home" may stand anywhere.
    """
    del field
    if "blocks" not in truth:
        return []
    letters: list[str] = []
    owners: list[str] = []
    for role, text in got["blocks"]:
        packed = "".join(text.split())
        letters.append(packed)
        owners += [role] * len(packed)
    page, at, lines = "".join(letters), 0, []
    for role, text in truth["blocks"]:
        for line in text.split("\n"):
            packed = "".join(line.split())
            start = page.find(packed, at, at + NEARBY if len(packed) < LONG else len(page))
            if start < 0:
                lines.append(f"- {role}: {clip(line)}\n+ nowhere")
                continue
            at = start + len(packed)
            ((most, _),) = Counter(owners[start:at]).most_common(1)
            if not either(role, most):
                lines.append(f"- {role}: {clip(line)}\n+ {most}")
    return lines


def clip(text: str, length: int = 100) -> str:
    """Shorten a text for a message."""
    text = squeeze(text)
    return text if len(text) <= length else text[: length - 1] + "…"


def parts(field: str, truth: Truth, got: Truth) -> list[str]:
    """Compare the links to a split article's other parts: number, relation and address, in order."""
    if field not in truth:
        return []
    return listed(
        *([f"{each['number']} {each['rel']} {each['url']}" for each in told[field]] for told in (truth, got))
    )


Compare = Callable[[str, Truth, Truth], list[str]]
COMPARED: dict[str, Compare] = {
    "verdict": choice,
    "access": choice,
    "authors": people,
    "published": moments,
    "modified": moments,
    "body": body,
    "language": language,
    "lead": lead,
    "pictures": pictures,
    "structure": structure,
    "site": site,
    "related": related,
    "pages": parts,
    "posts": posts,
    "gallery": gallery,
    "roles": roles,
}
