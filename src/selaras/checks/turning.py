"""Findings about a pair from English to Indonesian: checks take every pair from Indonesian to English."""

from __future__ import annotations

import re
from dataclasses import replace

from ..model import Finding, Side
from .catalogue import CHECKS

_OTHER = {Side.SOURCE: Side.TARGET, Side.TARGET: Side.SOURCE}
# Quoted text is the pair's own and stays; the sides come behind one of these words in all our messages.
_SIDES = re.compile("“[^”]*”|(?P<before>\\b(?:the|a|its|this|different) )(?P<side>source|target)")


def turned(finding: Finding) -> Finding:
    """The finding with the sides as the file has them, in the message too unless a user wrote that.

    >>> from selaras.model import Severity
    >>> found = turned(Finding("A103", Severity.ERROR, "1", Side.TARGET, None, "the number 5 is not in the source"))
    >>> found.side.value, found.message
    ('source', 'the number 5 is not in the target')
    """
    message = _SIDES.sub(_other_side, finding.message) if finding.code in CHECKS else finding.message
    return replace(finding, side=_OTHER[finding.side], message=message)


def _other_side(match: re.Match[str]) -> str:
    return match["before"] + _OTHER[Side(match["side"])] if match["side"] else match[0]
