"""What a user may choose about reading."""

from __future__ import annotations

from dataclasses import dataclass

from .lines import Newlines


@dataclass(frozen=True, slots=True)
class ReadingOptions:
    """How inputs are read; every default suits a folder of scraped articles.

    Attributes:
        format: Suffix of the format (".jsonl"), None to go by the name of the file.
        encoding: Name of the encoding, None to find it out.
        newlines: What a line end means in plain text: ``auto`` (wrapped lines are joined on
            evidence), ``always`` (every line is a block) or ``never`` (only blank lines end one).
        id_from: What names a document: ``path``, ``stem``, ``url``, or a column of rows.
        text_column: Column of the article, None to find it by its usual names.
        title_column: Column of the headline, likewise.
        date_column: Column of the publication date, likewise.
        url_column: Column of the address, likewise.
        languages: Whether text in other languages is looked for.
    """

    format: str | None = None
    encoding: str | None = None
    newlines: Newlines = Newlines.AUTO
    id_from: str = "path"
    text_column: str | None = None
    title_column: str | None = None
    date_column: str | None = None
    url_column: str | None = None
    languages: bool = True


DEFAULT = ReadingOptions()
