"""A page of HTML that needs nothing but itself: style and script inside, no network, everything escaped."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from html import escape
from importlib.resources import files

from ..formats.xmltext import xml_text


def text_of(text: str) -> str:
    """A text as HTML shows it: markup escaped, characters that no page may hold left out."""
    return escape(xml_text(text))


def tag(name: str, inside: str = "", **attributes: str | None) -> str:
    """An element around HTML; attributes are escaped, those of None left out.

    A name in Python's way (``class_``, ``data_code``) becomes HTML's.

    >>> tag("p", text_of("a < b"), class_="x", title='"')
    '<p class="x" title="&quot;">a &lt; b</p>'
    """
    named = {key.rstrip("_").replace("_", "-"): value for key, value in attributes.items()}
    told = "".join(f' {key}="{text_of(value)}"' for key, value in named.items() if value is not None)
    return f"<{name}{told}>{inside}</{name}>"


def head(title: str, script: str) -> str:
    """All of a page before its body.

    Args:
        title: As text.
        script: Name of the script among the assets; ``foot`` holds it.
    """
    style = asset("reader.css")
    nothing = "default-src 'none'; base-uri 'none'; form-action 'none'"
    policy = f"{nothing}; style-src '{_digest(style)}'; script-src '{_digest(asset(script))}'"
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"{tag('title', text_of(title))}\n<style>{style}</style>\n</head>\n<body>\n"
    )


def foot(script: str, lines: Iterable[str]) -> str:
    """All of a page after its content: what it is, and the script."""
    said = "".join(tag("p", text_of(line)) for line in lines)
    return f"{tag('footer', said)}\n<script>{asset(script)}</script>\n</body>\n</html>\n"


@cache
def asset(name: str) -> str:
    """A style or script of the reader."""
    return files(__package__).joinpath("assets", name).read_text(encoding="utf-8")


def _digest(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"
