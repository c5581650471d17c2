"""Quotation marks, first letters and end marks: as the model knows them, then as in the source again."""

from __future__ import annotations

import re

_STRAIGHT = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "‟": '"', "‘": "'", "’": "'", "‚": "'", "‛": "'", "ʼ": "'", "ʻ": "'"}
)
_CURLY_DOUBLE = re.compile("[“”„]")
_OPENS = re.compile(r"(^|[\s(\[{“‘—–/-])\"(?=\S)")
_OPENS_SINGLE = re.compile(r"(^|[\s(\[{“—–/-])'(?=\S)")
_INNER_MARKS = frozenset(",;:")
_END_MARKS = frozenset(".!?…")
_FIRST_LETTER = re.compile(r"^([\W_]*)([^\W\d_])")
# An ellipsis, "U.S.", "No.": the stop belongs to the word.
_ABBREVIATED = re.compile(r"(?:\.\.|\b[A-Z]\.|\b(?:No|Mr|Mrs|Dr|St|Jr|Inc|Ltd|Co|etc)\.)$")


def straighten(text: str) -> str:
    """``text`` with typewriter quotation marks, which is what small models were mostly trained on."""
    return text.translate(_STRAIGHT)


def quoted_as(source: str, text: str) -> str:
    """``text`` with curly quotation marks if ``source`` has them, with straight ones otherwise.

    >>> quoted_as("“Ya,” katanya.", '"Yes," he said. "It\\'s me."')
    '“Yes,” he said. “It’s me.”'
    """
    text = straighten(text)
    if not _CURLY_DOUBLE.search(source):
        return text
    text = _OPENS.sub(r"\1“", text).replace('"', "”")
    return _OPENS_SINGLE.sub(r"\1‘", text).replace("'", "’")


def ended_as(source: str, text: str) -> str:
    """``text`` with the end mark of ``source``: models like to add a full stop to what is no sentence.

    >>> ended_as("Banjir di Jakarta", "Floods in Jakarta."), ended_as("katanya,", "he said."), ended_as("Ya.", "Yes")
    ('Floods in Jakarta', 'he said,', 'Yes.')
    """
    end, said = source.rstrip()[-1:], text[-1:]
    if end.isalnum() or end in _INNER_MARKS:
        is_mark = said in {".", *_INNER_MARKS} and not _ABBREVIATED.search(text)
        bare = text[:-1].rstrip() if is_mark and len(text) > 1 else text
        return bare if end.isalnum() or bare[-1:] in _END_MARKS else bare + end
    if end in _END_MARKS and said.isalnum():
        return text + end
    return text


def started_as(source: str, text: str) -> str:
    """``text`` with a capital for its first letter if ``source`` has one.

    >>> started_as("- Duta Besar itu", "- the ambassador"), started_as("dan ia", "and he")
    ('- The ambassador', 'and he')
    """
    said = _FIRST_LETTER.search(text)
    meant = _FIRST_LETTER.search(source)
    if said is None or meant is None or not meant[2].isupper():
        return text
    return said[1] + said[2].upper() + text[said.end() :]
