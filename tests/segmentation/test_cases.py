"""Sentences cut by hand: ``tests/data/segment/*.txt``, each case with the reason it is there.

A case is a line ``# reason``, the text, a line ``---`` and the expected sentences, one a line with
white space as single spaces. Cases are parted by ``===``.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from selaras.reading.lines import paragraph_spans
from selaras.segmentation import sentence_spans

FOLDER = Path(__file__).parent.parent / "data" / "segment"


class Case(NamedTuple):
    name: str
    text: str
    sentences: list[str]


def parse_cases(content: str, file: str) -> list[Case]:
    cases = []
    for number, part in enumerate(content.rstrip("\n").split("\n===\n"), 1):
        reason, _, body = part.partition("\n")
        text, mark, expected = body.partition("\n---\n")
        sentences = expected.splitlines()
        name = f"{file}:{number} {reason.removeprefix('# ')}"
        if not reason.startswith("# ") or not mark or not sentences or not all(line.strip() for line in sentences):
            raise ValueError(f"malformed case {name}")
        if "".join(text.split()) != "".join(expected.split()):
            raise ValueError(f"the sentences are not the text in case {name}")
        cases.append(Case(name, text, sentences))
    return cases


CASES = [case for path in sorted(FOLDER.glob("*.txt")) for case in parse_cases(path.read_text("utf-8"), path.stem)]


def cut(text: str) -> list[str]:
    spans = (span for unit in paragraph_spans(text) for span in sentence_spans(text, unit.start, unit.end))
    return [" ".join(span.of(text).split()) for span in spans]


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_case(case: Case) -> None:
    assert cut(case.text) == case.sentences


def test_names_are_unique() -> None:
    assert len({case.name for case in CASES}) == len(CASES) > 100


@pytest.mark.parametrize(
    "content",
    [
        "Ia pergi.\n---\nIa pergi.\n",
        "# without the line between\nIa pergi.\nIa pergi.\n",
        "# other words\nIa pergi.\n---\nIa datang.\n",
        "# no sentences\nIa pergi.\n---\n",
        "# an empty line\nIa. Dia.\n---\nIa.\n\nDia.\n",
    ],
)
def test_malformed_cases_are_refused(content: str) -> None:
    with pytest.raises(ValueError, match="case"):
        parse_cases(content, "bad")
