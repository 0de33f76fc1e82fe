"""What was found of a site, as it is shown before it is followed."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from rich.text import Text

from lugas.cli.sheet import EMPHASIS, PLAIN, QUIET, STRONG, WARNING, Sheet, joined, styled
from lugas.follow.finding import Found
from lugas.sources.proposals import Proposal

__all__ = ["proposals_shown"]

MEASURE = 100
MOST_DOUBTFUL = 3
ROLES = {"whole": "", "part": "one section", "doubtful": "doubtful"}


def proposals_shown(
    found: Found, chosen: Sequence[Proposal] | None, known: Collection[str], width: int, *, colour: bool
) -> str:
    """Set what was found: all of it with numbers, or what was chosen already; `known` is followed already."""
    sheet = Sheet(width, colour=colour)
    name = [styled(found.name, STRONG), styled(found.url, QUIET), styled(found.language, QUIET)]
    sheet.line(joined(name), measure=MEASURE)
    doubtful = 0
    shown = enumerate(found.proposals, 1) if chosen is None else ((0, each) for each in chosen)
    for number, proposal in shown:
        doubtful += proposal.role == "doubtful"
        if doubtful > MOST_DOUBTFUL and chosen is None:
            sheet.gap()
            left = len(found.proposals) - number + 1
            sheet.line(styled(f"and {left} more that {'is' if left == 1 else 'are'} doubtful", QUIET))
            break
        sheet.gap()
        opening = Text(f"{number:>{len(str(len(found.proposals)))}}  " if number else "  ", EMPHASIS)
        _proposal(sheet, proposal, opening, is_known=proposal.source.url in known)
    sheet.gap()
    return sheet.told()


def _proposal(sheet: Sheet, proposal: Proposal, opening: Text, *, is_known: bool) -> None:
    source = proposal.source
    head = [styled(source.kind.value.replace("_", " "), EMPHASIS), styled(source.title)]
    head.append(styled(ROLES[proposal.role], WARNING if proposal.role == "doubtful" else PLAIN))
    head.append(styled("followed already" if is_known else "", WARNING))
    space = Text(" " * opening.cell_len)
    sheet.line(joined(head), opening, measure=MEASURE)
    sheet.line(styled(source.url), space)
    count = f"{proposal.entries} {'article' if proposal.entries == 1 else 'articles'}"
    why = [count, *proposal.reasons[1:]]  # the first tells its kind
    sheet.line(styled(", ".join(why), QUIET), space, measure=MEASURE)
    for headline in proposal.headlines:
        sheet.line(styled(headline), Text(f"{space.plain}• ", QUIET), measure=MEASURE)
