"""Structure found in articles, against marks made by hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from selaras.model import BlockKind, Document, Span
from selaras.reading import read, read_text

DATA = Path(__file__).parent.parent / "data" / "read"
MARKS = {
    "H": BlockKind.HEADING,
    "P": BlockKind.PARAGRAPH,
    "L": BlockKind.LIST_ITEM,
    "C": BlockKind.CAPTION,
    "Y": BlockKind.BYLINE,
    "M": BlockKind.METADATA_LINE,
    "B": BlockKind.BOILERPLATE,
}
# Block F1 by kind must not fall below these; what was reached when they were set is higher by less than .02.
FLOORS = dict.fromkeys(BlockKind, 0.95)


@dataclass
class GoldArticle:
    name: str
    text: str = ""
    blocks: list[tuple[Span, BlockKind]] = field(default_factory=list)
    metadata: dict[str, str] = field(default_factory=dict)

    def add(self, mark: str, line: str) -> None:
        start = len(self.text) + len(line) - len(line.lstrip())
        end = len(self.text) + len(line)
        if mark == "+":
            begun, kind = self.blocks.pop()
            self.blocks.append((Span(begun.start, end), kind))
        elif mark != " ":
            self.blocks.append((Span(start, end), MARKS[mark]))
        self.text += line + "\n"


def gold_articles() -> Iterator[GoldArticle]:
    for path in sorted(DATA.glob("*.gold")):
        article = None
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("=== "):
                if article:
                    yield article
                article = GoldArticle(f"{path.stem}: {line[4:]}")
            elif article and line.startswith("@"):
                key, value = line[1:].split(" ", 1)
                article.metadata[key] = value
            elif article and line:
                assert line[1] == "|", f"{path.name}: {line!r}"
                article.add(line[0], line[3:])
        if article:
            yield article


def gold_seeds() -> dict[str, list[BlockKind]]:
    kinds: dict[str, list[BlockKind]] = {}
    for line in (DATA / "seeds.tsv").read_text(encoding="utf-8").splitlines():
        name, marks = line.split("\t")
        kinds[name] = [MARKS[mark] for mark in marks]
    return kinds


def found_in(document: Document) -> set[tuple[Span, BlockKind]]:
    return {(block.span, block.kind) for block in document.blocks}


ARTICLES = list(gold_articles())


def test_there_are_enough_articles() -> None:
    assert len(ARTICLES) >= 40
    assert all(article.blocks for article in ARTICLES)


@pytest.fixture(scope="module")
def scores(seeds: Path) -> dict[BlockKind, float]:
    """F1 of the blocks of each kind, over all articles."""
    right, found, wanted = Counter[BlockKind](), Counter[BlockKind](), Counter[BlockKind]()
    pairs = [(found_in(read_text(article.text)), set(article.blocks)) for article in ARTICLES]
    for name, kinds in gold_seeds().items():
        (document,) = read(seeds / name)
        assert len(document.blocks) == len(kinds), name
        spans = (block.span for block in document.blocks)
        pairs.append((found_in(document), set(zip(spans, kinds, strict=True))))
    for got, gold in pairs:
        found.update(kind for _, kind in got)
        wanted.update(kind for _, kind in gold)
        right.update(kind for _, kind in got & gold)
    return {kind: 2 * right[kind] / (found[kind] + wanted[kind]) for kind in BlockKind}


@pytest.mark.parametrize("kind", BlockKind)
def test_blocks_of_each_kind_are_found(scores: dict[BlockKind, float], kind: BlockKind) -> None:
    assert scores[kind] >= FLOORS[kind]


@pytest.mark.parametrize("article", [a for a in ARTICLES if a.metadata], ids=lambda article: article.name)
def test_metadata_is_lifted(article: GoldArticle) -> None:
    metadata = read_text(article.text).metadata
    assert {key: getattr(metadata, key) for key in article.metadata} == article.metadata
