from __future__ import annotations

from pathlib import Path

from selaras.reading import READERS
from selaras.reading.knowledge import boilerplate


def test_the_documentation_names_every_format_and_every_reason(root: Path) -> None:
    text = " ".join((root / "docs" / "reading.md").read_text(encoding="utf-8").split())
    for suffix, reader in READERS.items():
        assert f"`{suffix}`" in text
        assert f"`{reader.signature}`" in text
    for reason in boilerplate()[1]:
        assert reason in text
