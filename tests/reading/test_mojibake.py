"""Text whose letters were garbled on the way is judged as people see it."""

from __future__ import annotations

from selaras.model import BlockKind
from selaras.reading import read_text


def test_a_garbled_letter_does_not_make_a_sentence_a_photo_credit() -> None:
    text = "Harga Beras Naik\n\n“Harga naik,” kata Ani kemarin di Kafé Senja.\n"
    garbled = text.encode().decode("latin-1")
    assert "©" in garbled
    document = read_text(garbled)
    assert document.text == garbled
    assert [block.kind for block in document.blocks] == [BlockKind.HEADING, BlockKind.PARAGRAPH]
