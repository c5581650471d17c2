"""Plain text as scraped: blocks, roles, metadata and language of one article."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from hashlib import sha256
from typing import BinaryIO

from ..errors import InputError
from ..ids import with_block_ids
from ..model import INDONESIAN, BlockKind, Document, Metadata, Span
from .blocks import classify
from .encodings import Decoded, decode, notes_on_mojibake
from .language import mark_languages
from .lines import Newlines, paragraph_spans
from .looks import stands_alone
from .metadata import lift
from .options import DEFAULT, ReadingOptions
from .sources import whole

SIGNATURE = "text/1"

_XML_ROOT = re.compile(r"(?>\s|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>)*+<(?:\w+:)?(\w+)", re.DOTALL)
_HEAD = 1 << 12
_OF_PAIRS = "look at it with `selaras check`, use it with `selaras build --tm`"
# What other commands take, by the root of its XML in lower case.
_NO_ARTICLES: Mapping[str, tuple[str, str]] = {
    "tmx": ("a translation memory", _OF_PAIRS),
    "xliff": ("an XLIFF file", _OF_PAIRS),
    "tbx": ("a glossary", "use it with --glossary"),
    "martif": ("a glossary", "use it with --glossary"),
    "tei": ("a TEI file", "give the text of its articles"),
    "teicorpus": ("a TEI file", "give the text of its articles"),
}


def read_text(text: str, *, path: str = "", options: ReadingOptions = DEFAULT) -> Document:
    """The document in a text: its blocks with ids and roles, its metadata, its language.

    The text is kept as it is; every character of it that is not white space is in a block.

    >>> document = read_text("Harga Beras Naik\\n\\n18 Februari 2016\\n\\nHarga beras naik di Jakarta.")
    >>> [block.kind.value for block in document.blocks]
    ['heading', 'metadata-line', 'paragraph']
    >>> document.metadata.date
    '2016-02-18'
    """
    spans = block_spans(text, options.newlines)
    return compose(text, spans, path=path, reader=SIGNATURE, options=options)


def block_spans(text: str, newlines: Newlines) -> list[Span]:
    """The units of the line stage, with lines that can never be wrapped text cut out first."""
    newlines = Newlines(newlines)
    if newlines is Newlines.NEVER:
        return paragraph_spans(text, newlines)
    spans: list[Span] = []
    done = offset = 0
    for line in text.splitlines(keepends=True):
        content = line.strip()
        if content and stands_alone(content):
            spans += _units(text, done, offset, newlines)
            start = offset + len(line) - len(line.lstrip())
            spans.append(Span(start, start + len(content)))
            done = offset + len(line)
        offset += len(line)
    return spans + _units(text, done, len(text), newlines)


def _units(text: str, start: int, end: int, newlines: Newlines) -> list[Span]:
    units = paragraph_spans(text[start:end], newlines)
    return [Span(start + unit.start, start + unit.end) for unit in units]


def lay_out(
    pieces: Iterable[tuple[str, BlockKind]], options: ReadingOptions
) -> tuple[str, list[Span], dict[int, BlockKind]]:
    """One text of the pieces that markup tells apart, a blank line between them.

    Returns:
        The text, its blocks, and the kinds that the markup tells by number of the block;
        a paragraph may turn out to be something else.
    """
    texts: list[str] = []
    spans: list[Span] = []
    known: dict[int, BlockKind] = {}
    offset = 0
    for text, kind in pieces:
        for span in block_spans(text, options.newlines) if "\n" in text else [Span(0, len(text))]:
            if kind != BlockKind.PARAGRAPH:
                known[len(spans)] = kind
            spans.append(Span(offset + span.start, offset + span.end))
        texts.append(text)
        offset += len(text) + 2
    return "\n\n".join(texts), spans, known


def read_plain(stream: BinaryIO, name: str, options: ReadingOptions) -> Iterator[Document]:
    """The one document in a plain text file.

    Raises:
        InputError: It is empty, binary, or a file for other commands and not called text by the user.
    """
    data = whole(stream)
    decoded = decode(data, options.encoding)
    if not decoded.text.strip():
        raise InputError("is empty", remedy="give a file with an article in it")
    if options.format is None:
        _refuse_no_article(decoded.text)
    document = read_text(decoded.text, path=name, options=options)
    yield decoded_from(document, data, decoded)


def _refuse_no_article(text: str) -> None:
    root = _XML_ROOT.match(text[:_HEAD])
    what, remedy = _NO_ARTICLES.get(root[1].lower(), ("", "")) if root else ("", "")
    if what:
        raise InputError(f"is {what}, not an article", remedy=f"{remedy}; --format txt reads it as text")


def decoded_from(document: Document, data: bytes, decoded: Decoded) -> Document:
    """The document with what is known about the bytes it was decoded from."""
    return replace(
        document,
        bytes_sha256=sha256(data).hexdigest(),
        encoding=decoded.encoding,
        bom=decoded.bom,
        notes=decoded.notes + document.notes,
    )


def compose(
    text: str,
    spans: Sequence[Span],
    *,
    path: str,
    reader: str,
    options: ReadingOptions,
    known: Mapping[int, BlockKind] | None = None,
    given: Metadata | None = None,
) -> Document:
    """A document of a text that is cut into blocks already.

    Args:
        text: The stored text.
        spans: The blocks, in order, trimmed; they cover all but white space.
        path: Name of the document.
        reader: Signature of the reader.
        options: What the user chose.
        known: Roles that markup tells, by number of the span.
        given: Metadata that a row or markup gives; it wins over what the text says.
    """
    blocks = with_block_ids(text, classify(text, spans, known))
    metadata = merge(given or Metadata(), lift(text, blocks))
    language, blocks = mark_languages(text, blocks) if options.languages else (INDONESIAN, blocks)
    return Document(path, text, blocks, metadata, reader=reader, language=language, notes=notes_on_mojibake(text))


def merge(first: Metadata, second: Metadata) -> Metadata:
    """``first``, with what it lacks taken from ``second``."""
    lacking = {field.name: getattr(second, field.name) for field in fields(Metadata) if not getattr(first, field.name)}
    return replace(first, **lacking)
