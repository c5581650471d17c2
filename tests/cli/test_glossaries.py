"""Glossaries on the command line: what is wrong with them, and how well translations obey them."""

from __future__ import annotations

from pathlib import Path

from cli.conftest import Selaras


def test_a_glossary_that_contradicts_itself_stops_a_run_with_a_line_for_each(selaras: Selaras, articles: Path) -> None:
    rows = "warga\tresident\nwarga\tresident\tforbidden\njembatan\tbridge\njembatan\t\tkeep\n"
    Path("terms.tsv").write_text(f"source\ttarget\tusage\n{rows}")
    for command in (["build"], ["translate", "seeds"], ["check"]):
        code, out, err = selaras(*command, "--glossary", "terms.tsv")
        assert (code, out) == (3, "")
        assert [line.partition(": “")[0] for line in err.splitlines()] == ["error: terms.tsv:3", "error: terms.tsv:5"]
