"""What people are told of a glossary: how well translations obey it, and where they do not."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from ..errors import one_line

if TYPE_CHECKING:
    from ..pipeline.terminology import TermCount
    from ..terminology.glossary import Conformity

_LISTED = 10


def conformity_text(terms: Conformity) -> str:
    """How many terms are rendered as they should, and how many forbidden renderings there are.

    >>> from selaras.terminology.glossary import Conformity
    >>> conformity_text(Conformity(found=3, obeyed=2, forbidden=1))
    '2 of 3 terms as it says (67%), 1 forbidden rendering'
    """
    share = f" ({terms.obeyed / terms.found:.0%})" if terms.found else ""
    plural = "" if terms.forbidden == 1 else "s"
    wrong = f", {terms.forbidden} forbidden rendering{plural}" if terms.forbidden else ""
    return f"{terms.obeyed} of {terms.found} terms as it says{share}{wrong}"


def obedience_text(count: TermCount) -> str:
    """One line: the numbers, the terms that were missed and the forbidden renderings, the most frequent first."""
    told = [f"glossary: {conformity_text(count.total)}"]
    told += [f"missed: {_listed(count.missed)}"] if count.missed else []
    told += [f"forbidden: {_listed(count.forbidden)}"] if count.forbidden else []
    return one_line("; ".join(told))


def _listed(counts: Counter[str]) -> str:
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    names = [f"{name} ({number})" if number > 1 else name for name, number in ranked[:_LISTED]]
    return ", ".join(names) + (" …" if len(ranked) > _LISTED else "")
