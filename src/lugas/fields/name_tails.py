"""What stands after a name in a line and is no part of it: a degree, a job, a place, the outlet, what markup parted."""

from __future__ import annotations

import re

from lugas.fields.lists import words
from lugas.fields.name_signs import ENDS_OF_DESKS, is_uncased

__all__ = ["without_degree", "without_job", "without_outlet", "without_place"]

DEGREES = frozenset(
    [
        "MS",
        "MD",
        "PhD",
        "Ph.D.",
        "RD",
        "RDN",
        "MPH",
        "DO",
        "JD",
        "MBA",
        "RN",
        "MA",
        "M.D.",
        "LD",
        "CPT",
        "MSc",
        "DNP",
        "DDS",
        "PharmD",
        "PsyD",
    ]
)
WROTE_FOR = frozenset({"for", "For", "FOR"})
OUTLET = re.compile(r"^[A-Z]{3,8}[A-Z][a-z]{3}")  # "FOXBusiness", as no name is written
OWNER = re.compile(r"['’]s$")
GLUED = re.compile(r"^([A-Z][^\W\d_A-Z]{2,40})([A-Z][^\W\d_]{2,40})")


def without_degree(name: str) -> str:
    """Take an academic degree off the end of a name."""
    head, _, tail = name.rpartition(" ")
    return head if tail in DEGREES and " " in head else name


def without_job(name: str) -> str:
    """Leave out what follows a name of two words that no name holds: "Jane Doe Follow", "Jane DoeNews Reporter".

    What ends as the name of a desk is left as it is: "Great Day Editorial Team".
    """
    tokens = name.split(" ")
    if len(tokens) < 2 or is_uncased(name):
        return name
    banned = words("not_names")
    told = [token.lower().strip(".,:") in banned for token in tokens]
    desk = tokens[-1].lower().strip(".,:") in ENDS_OF_DESKS
    for at, token in enumerate(tokens[1:], 1):
        if at > 1 and told[at] and not desk:
            return OWNER.sub("", " ".join(tokens[:at]))
        glued = GLUED.match(token)
        if glued is not None and (glued[2].lower() in banned or any(told[at + 1 : at + 2])):
            return " ".join([*tokens[:at], glued[1]])
    return name


def without_outlet(name: str) -> str:
    """Take the outlet off the end of a person's name: "John Doe The Associated Press", "Jane Doe For Mailonline"."""
    tokens = name.split(" ")
    for start, token in enumerate(tokens[2:], 2):
        if (token in WROTE_FOR or OUTLET.match(token)) and tokens[start - 1].lower() not in ENDS_OF_DESKS:
            return " ".join(tokens[:start])
    for start in range(2, len(tokens)):  # the longest agency first
        agency = " ".join(tokens[start:])
        if len(agency) > 4 and agency in words("agencies"):
            return name[: -len(agency)].removesuffix(" The ").rstrip()
    return name


def without_place(name: str) -> str:
    """Take the place that somebody reports from off the last of several names: "John Roe and Jane Doe in Jakarta"."""
    tokens = name.split()
    for index, token in enumerate(tokens[2:], 2):
        if token in words("name_places"):
            return " ".join(tokens[:index])
    return name
