from __future__ import annotations

import pytest

from selaras.reading import read_text
from selaras.reading.dates import find_date, is_date_line

LEAD = "Pemerintah kota membangun taman baru di tepi sungai tahun ini."


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("18 Februari 2016,", "2016-02-18"),
        ("Jumat, 5 Agt 2022", "2022-08-05"),
        ("Jum'at, 17 Februari 2017 - 13:30 wib", "2017-02-17T13:30+07:00"),
        ("Aug 15, 2017 18:09 Asia/Jakarta", "2017-08-15T18:09+07:00"),
        ("(last modified 2025-11-04T14:28:40+00:00 )", "2025-11-04T14:28:40+00:00"),
        ("Selasa (16/2/2016)", "2016-02-16"),
        ("25-08-2015 12.30 WITA", "2015-08-25T12:30+08:00"),
        ("12 Mei 2020 pukul 7.05 WIT", "2020-05-12T07:05+09:00"),
        ("Published: Monday, September 2, 2019 5:04 PM GMT+7", "2019-09-02T17:04+07:00"),
        ("10-Sep-19 | 14:22", "2019-09-10"),
        ("2015/08/25", "2015-08-25"),
        ("8/25/2015", "2015-08-25"),
        ("31 Februari 2019", None),
        ("Selasa (16/02)", None),
        ("nomor 12.345.6789", None),
    ],
)
def test_dates_come_in_iso_8601(text: str, date: str | None) -> None:
    assert find_date(text) == date


@pytest.mark.parametrize("line", ["Diterbitkan: 02/11/2020 19:45 WITA", "Rabu, 20 Januari 2021", "on 16 Feb 2016"])
def test_a_date_with_its_label_is_a_date_line(line: str) -> None:
    assert is_date_line(line)


@pytest.mark.parametrize("line", ["Sejak 17 Agustus 1945 Indonesia merdeka", "Agustus", "Gempa 17 Januari 2020"])
def test_a_sentence_with_a_date_is_not(line: str) -> None:
    assert not is_date_line(line)


@pytest.mark.parametrize(
    ("dateline", "place", "publisher"),
    [
        ("MOSKOW, ARRAHMAHNEWS.COM –", "MOSKOW", "ARRAHMAHNEWS.COM"),
        ("JAKARTA, KOMPAS.com -", "JAKARTA", "KOMPAS.com"),
        ("JAKARTA, KOMPAS.com", "JAKARTA", "KOMPAS.com"),
        ("REPUBLIKA.CO.ID, JAKARTA --", "JAKARTA", "REPUBLIKA.CO.ID"),
        ("Liputan6.com, Jakarta -", "Jakarta", "Liputan6.com"),
        ("Bogor (ANTARA News) -", "Bogor", "ANTARA News"),
        ("Mataram, NTB (ANTARA News) -", "Mataram, NTB", "ANTARA News"),
        ("Jakarta, CNN Indonesia --", "Jakarta", "CNN Indonesia"),
        ("KUPANG, 14 Juni 2023 -", "KUPANG", None),
        ("BANDUNG -", "BANDUNG", None),
        ("Jakarta -", "Jakarta", None),
        ("Merdeka.com -", None, "Merdeka.com"),
    ],
)
def test_the_dateline_is_a_span_of_its_paragraph(dateline: str, place: str | None, publisher: str | None) -> None:
    text = f"Taman Baru untuk Warga Kota\n\n{dateline} {LEAD}\n"
    metadata = read_text(text).metadata
    assert metadata.dateline is not None
    assert (metadata.dateline.of(text), metadata.place, metadata.publisher) == (dateline, place, publisher)


@pytest.mark.parametrize("start", ["KPK - DPR", "PT Toyota - sebuah", "Taman", "Di Jakarta -", '"Jakarta -'])
def test_what_is_no_dateline(start: str) -> None:
    assert read_text(f"Taman Baru untuk Warga Kota\n\n{start} {LEAD}\n").metadata.dateline is None


def test_a_dateline_may_stand_on_a_line_of_its_own() -> None:
    text = f"Taman Baru Dibangun\n\nJakarta -\n\n{LEAD}\n"
    metadata = read_text(text).metadata
    assert metadata.place == "Jakarta"
    assert metadata.dateline is not None
    assert metadata.dateline.of(text) == "Jakarta -"


def test_a_subheading_is_no_title() -> None:
    document = read_text(f"{LEAD}\n\nTaman untuk semua\n\n{LEAD} Warga senang.\n")
    assert document.metadata.title is None


def test_the_date_of_an_address_serves_where_none_is_printed() -> None:
    text = f"Taman Baru untuk Warga Kota\nhttps://www.contoh.co.id/read/2019/03/12/123/taman\n\n{LEAD}\n"
    metadata = read_text(text).metadata
    assert (metadata.date, metadata.publisher) == ("2019-03-12", "contoh.co.id")


ADDRESS = "https://www.bps.go.id/2010/01/02/data-beras"


def test_an_address_above_the_text_is_that_of_the_article() -> None:
    metadata = read_text(f"Taman Baru Dibangun\n\n{ADDRESS}\n\n{LEAD}\n\n{LEAD}\n").metadata
    assert (metadata.url, metadata.publisher, metadata.date) == (ADDRESS, "bps.go.id", "2010-01-02")


@pytest.mark.parametrize("below", [f"{ADDRESS}\n\n{LEAD}", f"Sumber:\n{ADDRESS}", f"Sumber: Antara\n\n{ADDRESS}"])
def test_an_address_below_text_says_nothing_about_the_article(below: str) -> None:
    metadata = read_text(f"Taman Baru Dibangun\n\n{LEAD}\n\n{below}\n").metadata
    assert (metadata.url, metadata.publisher, metadata.date, metadata.subtitle) == (None, None, None, None)
