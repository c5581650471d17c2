from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from selaras.errors import InputError
from selaras.reading import decode, read_text

ARTICLE = "Harga “beras” naik – warga mengeluh\r\nKafé itu tutup…\n"


@pytest.mark.parametrize(
    ("data", "encoding", "bom"),
    [
        (ARTICLE.encode("utf-8"), "utf-8", False),
        (ARTICLE.encode("utf-8-sig"), "utf-8", True),
        (ARTICLE.encode("utf-16"), "utf-16-le", True),
        (b"\xfe\xff" + ARTICLE.encode("utf-16-be"), "utf-16-be", True),
        (ARTICLE.encode("utf-16-le"), "utf-16-le", False),
        (ARTICLE.encode("utf-32"), "utf-32-le", True),
        (ARTICLE.encode("cp1252"), "windows-1252", False),
    ],
)
def test_text_comes_out_verbatim(data: bytes, encoding: str, bom: bool) -> None:
    decoded = decode(data)
    assert (decoded.text, decoded.encoding, decoded.bom) == (ARTICLE, encoding, bom)


@pytest.mark.parametrize("text", ["é", "“", "5 €", "Kafé", "naïf dan klise", "20°C"])
def test_short_windows_1252_is_never_guessed_wrong(text: str) -> None:
    assert decode(text.encode("cp1252")).text == text


def test_mixed_encodings_keep_both_and_say_so() -> None:
    decoded = decode("Satu “dua”\n".encode() + "Tiga “empat”\n".encode("cp1252"))
    assert decoded.text == "Satu “dua”\nTiga “empat”\n"
    assert decoded.encoding == "utf-8+windows-1252"
    assert decoded.notes == ("Mixed encoding: 2 bytes are not UTF-8 and were read as windows-1252.",)


def test_a_character_cut_off_at_the_end_spoils_nothing_before_it() -> None:
    assert decode("“Benar,” kata dia –".encode()[:-1]).text.startswith("“Benar,” kata dia ")


def test_text_in_another_script_is_guessed_where_there_is_enough() -> None:
    text = "Президент заявил, что правительство увеличит расходы на образование и здравоохранение."
    assert decode(text.encode("cp1251")).text == text


def test_nul_and_control_characters_are_kept_and_noted() -> None:
    decoded = decode(b"Harga\x00 beras\x07 naik.\n")
    assert decoded.text == "Harga\x00 beras\x07 naik.\n"
    assert decoded.notes == ("2 control characters kept (U+0000, U+0007).",)


def test_mojibake_is_noted_and_left_to_the_normaliser() -> None:
    text = "Ia berkata, “tidak”."
    broken = text.encode("utf-8").decode("cp1252", "replace")
    assert read_text(broken).text == broken
    assert read_text(broken).notes == ("Mojibake suspected at 2 places.",)
    assert read_text(text).notes == ()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "PDF"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "PNG"),
        (b"PK\x03\x04\x14\x00\x06\x00", "ZIP"),
        (bytes(range(256)) * 4, "control characters"),
        (b"\xff\xfeH\x00a\x00r", "utf-16-le"),
    ],
)
def test_what_is_no_text_is_refused_with_the_reason(data: bytes, reason: str) -> None:
    with pytest.raises(InputError, match=reason) as caught:
        decode(data)
    assert caught.value.remedy


def test_the_encoding_can_be_named() -> None:
    assert decode("Kafé".encode("mac-roman"), "mac-roman").text == "Kafé"
    with pytest.raises(InputError, match="not utf-8"):
        decode(b"Kaf\xe9", "utf-8")
    with pytest.raises(InputError, match="unknown encoding"):
        decode(b"Kaf\xe9", "klingon")


@settings(deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_decoded_or_refused(data: bytes) -> None:
    try:
        decoded = decode(data)
    except InputError:
        return
    decoded.text.encode("utf-8")


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])))
def test_utf_8_is_never_taken_for_anything_else(text: str) -> None:
    decoded = decode(text.encode("utf-8"))
    assert decoded.text == text.removeprefix("\ufeff")
