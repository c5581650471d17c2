"""Raised and lowered text in plain characters: ``10³``, ``H₂O``, ``x_max``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_SUPERSCRIPTS = str.maketrans("0123456789+-−–=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁼⁽⁾ⁿⁱ")
_SUBSCRIPTS = str.maketrans("0123456789+-−–=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₋₌₍₎")
# Small print that changes no value: footnote marks, English ordinals, trade marks.
_ONLY_RAISED = re.compile(r"\[.*\]|\W+|st|nd|rd|th|tm|sm", re.IGNORECASE)
_LONGEST_SCRIPT = 20


def spell_out_raised(root: HtmlElement) -> None:
    """Write ``sup`` and ``sub`` as text, the innermost first."""
    for element in reversed(list(root.iter("sup", "sub"))):
        written = _script(element)
        if written is not None:
            element.text = written
            del element[:]


def _script(element: HtmlElement) -> str | None:
    """Raised or lowered text as plain characters, as in ``10³`` and ``x_max``; None where it may stay as it is."""
    text = "".join(element.itertext())
    if not text.strip() or len(text) > _LONGEST_SCRIPT:
        return None
    small = text.translate(_SUPERSCRIPTS if element.tag == "sup" else _SUBSCRIPTS)
    if all(mark.isspace() or mark != before for mark, before in zip(small, text, strict=True)):
        return small
    if _ONLY_RAISED.fullmatch(text.strip()) or not _before(element)[-1:].strip():
        return None
    sign = "^" if element.tag == "sup" else "_"
    return f"{sign}({text.strip()})" if " " in text.strip() else sign + text


def _before(element: HtmlElement) -> str:
    """The text right in front of an element in the same parent."""
    previous = element.getprevious()
    if previous is None:
        parent = element.getparent()
        return (parent.text or "") if parent is not None else ""
    return previous.tail or str(previous.text_content())
