"""Ids of documents: from what names them best, legal in XML and for corpus tools."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import PurePosixPath

from ..errors import InputError
from ..ids import doc_id_of
from ..model import Document

_LEGAL = re.compile(r"[A-Za-z][A-Za-z0-9_]*")


def legal_id(name: str) -> str:
    """``name``, if it can be an ``xml:id`` and a CQPweb text id.

    Raises:
        InputError: It has other characters or starts with a digit.
    """
    if not _LEGAL.fullmatch(name):
        raise InputError(
            f"{name!r} cannot be an id", remedy="use a letter, then letters, digits and _; or --id-from path"
        )
    return name


def with_doc_id(document: Document, id_from: str) -> Document:
    """The document with an id, made from its path, stem or URL; one that has an id keeps it.

    Raises:
        InputError: There is nothing of that name to make an id from, or it is not legal.
    """
    if document.doc_id:
        return document
    return replace(document, doc_id=_doc_id(document, id_from))


def _doc_id(document: Document, id_from: str) -> str:
    if id_from == "path":
        return doc_id_of(document.path)
    if id_from == "stem":
        return legal_id(PurePosixPath(document.path.removesuffix(".gz")).stem)
    if id_from == "url":
        if not document.metadata.url:
            raise InputError("no URL to make an id from", remedy="choose another --id-from")
        return doc_id_of(document.metadata.url)
    raise InputError(
        f"no column {id_from!r} to take an id from", remedy="choose path, stem, url or a column of the rows"
    )
