"""The tables of docs/formats.md are those of the code."""

from __future__ import annotations

from pathlib import Path

from selaras.formats import moses
from selaras.formats.statuses import STATUS_NAMES
from selaras.pipeline.exports import EXPORTS


def rows(root: Path, heading: str) -> list[list[str]]:
    """The cells of the table whose header row starts so."""
    lines = (root / "docs" / "formats.md").read_text("utf-8").splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith(heading)) + 2
    table = []
    for line in lines[start:]:
        if not line.startswith("|"):
            break
        table.append([cell.strip().strip("`") for cell in line.strip("|").split("|")])
    return table


def test_every_format_is_documented(root: Path) -> None:
    told = {name: (file, back) for name, file, back, _ in rows(root, "| name |")}
    assert list(told) == list(EXPORTS)
    for name, (file, back) in told.items():
        row = EXPORTS[name]
        assert file == (f"corpus{row.suffix}" if row.write else "folder")
        assert (back == "yes") == bool(row.read or (name == "moses" and moses.read_pair))


def test_every_status_is_documented(root: Path) -> None:
    told = rows(root, "| status |")
    assert [row[0] for row in told] == list(STATUS_NAMES)
    for row, names in zip(told, STATUS_NAMES.values(), strict=True):
        approved = "yes" if names.xliff12_approved else "no"
        assert row[1:] == [names.tmx, names.xliff12, approved, names.xliff21, names.xliff21_sub or ""]
    assert all(names.tmx == names.tei for names in STATUS_NAMES.values())
