"""What stands behind the stretch and belongs to it: the rest of its home, and the last words behind that."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, takewhile

from ...model import BlockKind
from ..looks import SHORT, boilerplate_reason, byline_names
from .pieces import SENTENCE_END, Piece
from .stretch import weights


def from_stretch(pieces: Sequence[Piece], start: int, end: int, home: int | None) -> list[Piece]:
    """The stretch, what goes on behind it in the same home, and last sentences behind that."""
    own = {piece.homes for piece in pieces[start:end]}
    behind = [number for number in range(end, len(pieces)) if home in pieces[number].homes]
    inside = [pieces[number] for number in behind if pieces[number].homes in own]
    teaser = (number for number, piece in enumerate(inside) if piece.kind == BlockKind.HEADING and piece.is_links)
    before = inside[: next(teaser, None)]
    kept = _to_last_sentence(before)
    kept += _unlinked_groups(before[len(kept) :])
    kept += _last_items(before[len(kept) :])
    rest = pieces[max([end, *(number + 1 for number in behind)]) :] if len(kept) == len(inside) else []
    return [*pieces[start:end], *kept, *_last_words(rest)]


def _to_last_sentence(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces up to the last real sentence."""
    last = max((number for number, piece in enumerate(pieces) if piece.is_sentence), default=-1)
    return list(pieces[: last + 1])


def _unlinked_groups(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Pieces up to a list or a run of paragraphs that has links in it."""
    for _, together in groupby(pieces, key=lambda piece: piece.kind):
        group = list(together)
        if any(piece.is_links for piece in group):
            return
        yield from group


def _last_words(pieces: Sequence[Piece]) -> list[Piece]:
    """Last sentences with no links between, and the short sentences, bylines and list or table behind them.

    They weigh too little to belong to the stretch by themselves.
    """
    cost = list(weights(pieces))
    links = (number for number, piece in enumerate(pieces) if piece.is_links and cost[number])
    near = pieces[: next(links, None)]
    kept = _to_last_sentence(near)
    for piece in near[len(kept) :]:
        if piece.linked or not (SENTENCE_END.search(piece.text) or _is_byline(piece)):
            break
        kept.append(piece)
    kept += _last_items(pieces[len(kept) :])
    return [*kept, *takewhile(_is_byline, pieces[len(kept) :])]


def _last_items(pieces: Sequence[Piece]) -> list[Piece]:
    """A list or table of data with no links in it and what leads to it, or any table that something leads to.

    Links to other articles ("Baca juga: …") may stand above them.
    """
    related = list(takewhile(_is_related, pieces))
    lead = list(takewhile(_leads, pieces[len(related) :]))
    rest = pieces[len(related) + len(lead) :]
    items = list(takewhile(lambda piece: piece.kind == BlockKind.LIST_ITEM or (lead and piece.cell is not None), rest))
    return [*related, *lead, *items] if items and not any(piece.linked for piece in (*lead, *items)) else []


def _is_related(piece: Piece) -> bool:
    return piece.is_links and boilerplate_reason(piece.text[:SHORT]) == "related link"


def _leads(piece: Piece) -> bool:
    return piece.kind in (BlockKind.HEADING, BlockKind.CAPTION) or piece.text.endswith(":")


def _is_byline(piece: Piece) -> bool:
    return not piece.linked and byline_names(piece.text) is not None
