"""Glossaries on the command line: what is wrong with them, and how well translations obey them."""

from __future__ import annotations

import io
import re
import sys
from pathlib import Path

import pytest

from cli.conftest import Selaras

TERMS = """\
source\ttarget\tusage
warga\tresident\t
jembatan\tbridge\t
harga\tprice\t
Beras\t\tkeep
turun\tturun\tforbidden
"""
COUNTS = "2 of 6 terms as it says (33%), 2 forbidden renderings"
PLACES = "missed: harga (2), jembatan, warga; forbidden: turun (2)"


def test_a_glossary_that_contradicts_itself_stops_a_run_with_a_line_for_each(selaras: Selaras, articles: Path) -> None:
    rows = "warga\tresident\nwarga\tresident\tforbidden\njembatan\tbridge\njembatan\t\tkeep\n"
    Path("terms.tsv").write_text(f"source\ttarget\tusage\n{rows}")
    for command in (["build"], ["translate", "seeds"], ["check"]):
        code, out, err = selaras(*command, "--glossary", "terms.tsv")
        assert (code, out) == (3, "")
        assert [line.partition(": “")[0] for line in err.splitlines()] == ["error: terms.tsv:3", "error: terms.tsv:5"]


def told(err: str) -> list[str]:
    """What is said of a glossary."""
    return [line for line in err.splitlines() if line.startswith("glossary")]


def test_translate_tells_how_well_it_obeys_as_a_build_does(selaras: Selaras, articles: Path) -> None:
    Path("terms.tsv").write_text(TERMS)
    built = selaras("build", "--glossary", "terms.tsv")[1]
    assert re.search(rf"^glossary +{re.escape(COUNTS)}$", built, re.MULTILINE)
    for how in (["--no-cache"], ["--cache"], ["--cache"], ["--quiet"]):
        code, out, err = selaras("translate", "seeds", "-o", how[0], *how, "--glossary", "terms.tsv")
        assert (code, told(err)) == (0, [f"glossary: {COUNTS}; {PLACES}"]), how
        assert "terms as it says" not in out
    assert told(selaras("translate", "seeds", "-o", "lines", "--lines", "--glossary", "terms.tsv")[2])


@pytest.mark.parametrize("how", [[], ["--lines"]])
def test_a_text_at_standard_input_is_counted_too(
    selaras: Selaras, monkeypatch: pytest.MonkeyPatch, how: list[str]
) -> None:
    Path("terms.tsv").write_text(TERMS)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"Warga senang.\n"), encoding="utf-8"))
    _, out, err = selaras("translate", *how, "--glossary", "terms.tsv")
    assert (out, told(err)) == ("EN Warga senang.\n", ["glossary: 0 of 1 terms as it says (0%); missed: warga"])


def test_without_a_glossary_nothing_is_said_of_one(selaras: Selaras, articles: Path) -> None:
    assert told(selaras("translate", "seeds")[2]) == []
