from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from selaras.errors import InputError
from selaras.model import BlockKind
from selaras.reading import ReadingOptions, read
from selaras.reading.pages import article_of

NAVIGATION = "".join(f'<li><a href="/{name}">{name}</a></li>' for name in ("Nasional", "Ekonomi", "Olahraga", "Gaya"))
PAGE = f"""<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>Nelayan Kembali Melaut - Contoh Harian</title>
<link rel="canonical" href="https://contoh.id/nelayan">
<meta property="og:site_name" content="Contoh Harian">
<script type="application/ld+json">{{"@graph": [{{"@type": "NewsArticle", "headline": "Nelayan Kembali Melaut",
"datePublished": "2019-09-17T10:25:00+07:00", "author": {{"name": "Rina Wati"}}}}]}}</script>
<script>var x = "Bukan teks artikel sama sekali, jadi jangan pernah muncul di dalam dokumen.";</script></head>
<body><nav><ul>{NAVIGATION}</ul></nav><div class="header"><ul>{NAVIGATION}</ul></div>
<div class="post tag-ekonomi"><h1>Nelayan Kembali Melaut</h1><p>Selasa, 17 September 2019 10:25 WIB</p>
<div class="share-bar"><a href="#">Bagikan</a></div>
<figure><img src="a.jpg"><figcaption>Nelayan di Pantai Selatan. (Foto: Dok. Nelayan)</figcaption></figure>
<div class="isi">CILACAP, CONTOH.id – Ratusan nelayan di pesisir selatan kembali melaut setelah cuaca membaik
pada akhir pekan lalu.<br><br>Mereka sempat berhenti mencari ikan selama dua minggu karena gelombang tinggi &amp; angin.
<p>Baca juga:</p><ul><li><a href="/x">Harga Ikan Naik di Pasar Induk</a></li></ul>
<h2>Harga ikan turun</h2><p>Harga ikan di pelelangan turun menjadi <b>Rp20.000</b> per kilogram, kata Ketua Kelompok
Nelayan, Sutrisno, saat ditemui di dermaga.</p><!-- <p>komentar di dalam markup</p> -->
<p>"Kami bersyukur bisa melaut lagi," ujarnya kepada wartawan.</p></div></div>
<div id="comments"><p>Wah, semoga hasil tangkapan nelayan melimpah ya, amin, sukses buat semuanya di sana.</p></div>
<footer>Hak cipta Contoh Harian</footer></body></html>
"""


@pytest.mark.parametrize("mark", ["hidden", 'style="visibility: hidden"', 'style="display:none"'])
def test_what_a_browser_hides_is_not_read(mark: str) -> None:
    def text(page: str) -> str:
        return article_of(page, options=ReadingOptions()).text

    secret = f"<p {mark}>Kalimat ini tidak pernah terlihat oleh siapa pun yang membuka halaman itu.</p>"
    word = PAGE.replace("kata Ketua", f"kata <span {mark}>rahasia</span> Ketua")
    assert text(PAGE.replace("<h2>", f"{secret}<h2>")) == text(word) == text(PAGE)


def test_the_article_is_found_and_the_page_around_it_is_not() -> None:
    document = article_of(PAGE, options=ReadingOptions())
    assert [(block.kind, block.span.of(document.text)[:24]) for block in document.blocks] == [
        (BlockKind.HEADING, "Nelayan Kembali Melaut"),
        (BlockKind.METADATA_LINE, "Selasa, 17 September 201"),
        (BlockKind.CAPTION, "Nelayan di Pantai Selata"),
        (BlockKind.PARAGRAPH, "CILACAP, CONTOH.id – Rat"),
        (BlockKind.PARAGRAPH, "Mereka sempat berhenti m"),
        (BlockKind.BOILERPLATE, "Baca juga:"),
        (BlockKind.BOILERPLATE, "Harga Ikan Naik di Pasar"),
        (BlockKind.HEADING, "Harga ikan turun"),
        (BlockKind.PARAGRAPH, "Harga ikan di pelelangan"),
        (BlockKind.PARAGRAPH, '"Kami bersyukur bisa mel'),
    ]
    assert "gelombang tinggi & angin." in document.text


def test_the_page_tells_its_metadata() -> None:
    metadata = article_of(PAGE, options=ReadingOptions()).metadata
    assert (metadata.title, metadata.author) == ("Nelayan Kembali Melaut", "Rina Wati")
    assert (metadata.date, metadata.publisher) == ("2019-09-17T10:25:00+07:00", "Contoh Harian")
    assert (metadata.url, metadata.place) == ("https://contoh.id/nelayan", "CILACAP")


CLOCKED = """<html><head><title>Harga Beras Naik di Padang - Contoh Harian</title>
<meta property="og:title" content="Harga Beras Naik di Padang | Contoh Harian">
<meta property="og:site_name" content="Contoh Harian">{address}</head>
<body><div>Senin, 20 Juni 2016</div><a href="/masuk">Masuk</a>{top}
<p>Padang - Harga beras naik tajam di pasar kemarin, kata para pedagang di Pasar Raya Padang, Sumatera Barat.</p>
<p>Pembeli mengeluh karena harga cabai dan minyak goreng juga naik sejak awal pekan ini di pasar yang sama.</p>
</body></html>"""
HEADLINE, TOLD = "<h1>Harga Beras Naik di Padang</h1>", "Selasa, 16 Februari 2016 | 14:11 WIB"
ADDRESS = '<link rel="canonical" href="https://contoh.id/read/2016/02/16/beras">'


@pytest.mark.parametrize(
    ("address", "top", "date"),
    [
        ("", f"{HEADLINE}<p>{TOLD}</p>", "2016-02-16T14:11+07:00"),
        ("", f'{HEADLINE}<div class="social"><p>{TOLD}</p><a href="#">Bagikan</a></div>', "2016-02-16T14:11+07:00"),
        ("", f"<p>{TOLD}</p><h1>Kabar Pasar: Harga Beras Naik di Padang</h1>", "2016-02-16T14:11+07:00"),
        (ADDRESS, HEADLINE, "2016-02-16"),
        ("", "", "2016-06-20"),
    ],
    ids=["below the title", "in a share bar", "above a kicker", "in the address", "nowhere else"],
)
def test_the_clock_of_a_page_is_no_date_of_its_article(address: str, top: str, date: str) -> None:
    page = CLOCKED.format(address=address, top=top)
    assert article_of(page, options=ReadingOptions()).metadata.date == date


def test_the_name_of_the_site_is_no_part_of_title_and_author() -> None:
    untitled = article_of(CLOCKED.format(address="", top=""), options=ReadingOptions())
    assert untitled.metadata.title == "Harga Beras Naik di Padang"
    assert untitled.text.startswith("Harga Beras Naik di Padang\n")
    signed = f"{HEADLINE}<p><b>Rina Wati</b> - Contoh Harian</p><p>{TOLD}</p>"
    assert article_of(CLOCKED.format(address="", top=signed), options=ReadingOptions()).metadata.author == "Rina Wati"


def test_a_page_in_windows_1252_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_bytes(PAGE.replace("utf-8", "iso-8859-1").encode("cp1252"))
    (document,) = read(path)
    assert "CONTOH.id – Ratusan" in document.text
    assert (document.path, document.reader, document.encoding) == ("a.html", "html/2", "windows-1252")


@pytest.mark.parametrize(
    "markup", ["<html></html>", "<p></p>", "<ul>" + NAVIGATION + "</ul>", "<?xml version='1.0'?>", "<div>" * 9999 + "x"]
)
def test_a_page_without_an_article_is_told(markup: str) -> None:
    with pytest.raises(InputError, match=r"article|HTML"):
        article_of(markup, options=ReadingOptions())


@pytest.mark.parametrize(
    "markup",
    [
        "<div>" * 200 + "Harga beras di pasar induk naik lagi sejak awal pekan ini kata para pedagang.",
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><p>Harga beras di pasar &a; naik lagi kata pedagang</p>',
        "<p>Harga beras\x00 di pasar induk naik lagi sejak awal\x0b pekan ini kata para pedagang.</p>",
    ],
)
def test_hostile_markup_is_harmless(markup: str) -> None:
    assert "root:" not in article_of(markup, options=ReadingOptions()).text


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from(["<p>", "</p>", "<br>", "<a href=x>", "</a>", "<li>", "<h1>", "<td>", "<!--", "-->"])
        | st.text(max_size=40),
        max_size=20,
    )
)
def test_any_markup_is_read_or_refused(parts: list[str]) -> None:
    try:
        document = article_of("".join(parts), options=ReadingOptions())
    except InputError:
        return
    end = 0
    for block in document.blocks:
        assert not document.text[end : block.span.start].strip()
        end = block.span.end
    assert not document.text[end:].strip()


LEAD = "Harga beras di pasar induk naik lagi sejak awal pekan ini, kata para pedagang di kota itu kemarin."
MORE = "Warga meminta pemerintah segera turun tangan untuk menekan harga yang terus naik setiap hari."
TABLE = "<table><tr><th>Kota</th><th>Harga</th></tr><tr><td>Medan</td><td>Rp12.000</td></tr></table>"


def texts_of(body: str, title: str = "<title>Harga Beras Naik</title>") -> list[str]:
    document = article_of(f"<html><head>{title}</head><body>{body}</body></html>", options=ReadingOptions())
    return [block.span.of(document.text) for block in document.blocks]


@pytest.mark.parametrize("home", ["{}", "<article>{}</article>", "<main>{}</main>", '<p itemprop="articleBody">{}'])
@pytest.mark.parametrize(
    "between",
    [
        "<h2>Stok Menipis</h2>",
        '<h2><a name="stok">Stok Menipis</a></h2>',
        TABLE,
        "<blockquote>Kami rugi.</blockquote>",
        "<p>Stok menipis</p><p>Harga naik</p><p>Warga resah</p>",
    ],
)
def test_paragraphs_behind_short_blocks_are_kept(home: str, between: str) -> None:
    found = texts_of(home.format(f"<h1>Harga Beras Naik</h1><p>{LEAD}</p>{between}<p>{MORE}</p>"))
    assert found[:2] == ["Harga Beras Naik", LEAD]
    assert found[-1] == MORE
    rows = between.replace("</th><th>", "; ").replace("</td><td>", "; ")
    assert found[2:-1] == [text for text in re.split(r"(?:<[^>]+>)+", rows) if text]


@pytest.mark.parametrize("home", ["{}", "<article>{}</article>"])
def test_a_list_or_table_at_the_end_is_kept(home: str) -> None:
    listed = home.format(f"<h1>Harga Beras Naik</h1><p>{LEAD}</p><p>Daftarnya:</p><ul><li>Medan: Rp12.000</ul>")
    assert texts_of(listed)[-2:] == ["Daftarnya:", "Medan: Rp12.000"]
    tabled = home.format(f"<h1>Harga Beras Naik</h1><p>{LEAD}</p><h2>Daftar Harga</h2>{TABLE}")
    assert texts_of(tabled)[-3:] == ["Daftar Harga", "Kota; Harga", "Medan; Rp12.000"]
    alone = home.format(f"<h1>Harga Beras Naik</h1><p>{LEAD}</p>{TABLE}<p>Sumber: BPS</p>")
    assert texts_of(alone)[-4:] == [LEAD, "Kota; Harga", "Medan; Rp12.000", "Sumber: BPS"]


@pytest.mark.parametrize("home", ["{}", "<article>{}</article>", "<main>{}</main>"])
def test_teasers_and_comments_behind_an_article_are_no_part_of_it(home: str) -> None:
    comment = "" if home == "{}" else "<article><p>Saya setuju sekali dengan ini.</p></article>"
    teasers = '<h3><a href="/x">Harga Cabai Turun Lagi</a></h3><p>Harga cabai turun lagi di pasar.</p>'
    found = texts_of(home.format(f"<h1>Harga Beras Naik</h1><p>{LEAD}</p>{comment}{teasers}"))
    assert found == ["Harga Beras Naik", LEAD]


def test_a_short_paragraph_above_the_stretch_is_kept_in_an_article() -> None:
    found = texts_of(f"<article><p>Stok menipis.</p>{'<p>Harga naik</p>' * 13}<p>{LEAD}</p></article>")
    assert found[1] == "Stok menipis."


@pytest.mark.parametrize("title", ["", "<title>Contoh Harian</title>"])
def test_the_first_heading_is_the_headline_where_no_title_is(title: str) -> None:
    assert "Harga Beras Naik" in texts_of(f"<h1>Harga Beras Naik</h1><p>{LEAD}</p>", title)


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("10<sup>3</sup> watt", "10³ watt"),
        ("10<sup>-6</sup> meter", "10⁻⁶ meter"),
        ("<b>10</b><sup>3</sup>", "10³"),
        ("H<sub>2</sub>O", "H₂O"),
        ("e<sup>ab</sup> dan v<sub>max</sub>", "e^ab dan v_max"),
        ("e<sup>x + 1</sup>", "e^(x + 1)"),
        ("2<sup>2<sup>3</sup></sup>", "2^2³"),
        ("kata<sup>[1]</sup>", "kata[1]"),
        ('kata<sup><a href="#a">[1]</a></sup> itu', "kata[1] itu"),
        ("kata<sup>*</sup>, 1<sup>st</sup>", "kata*, 1st"),
        ("<sup>Catatan</sup> itu", "Catatan itu"),
    ],
)
def test_raised_and_lowered_text_keeps_its_meaning(markup: str, text: str) -> None:
    assert f"{text} {LEAD}" in texts_of(f"<p>{markup} {LEAD}</p>")


def test_a_headline_with_lowered_digits_is_the_title() -> None:
    found = texts_of(f"<h1>Emisi CO<sub>2</sub> Naik</h1><p>{LEAD}</p>", "<title>Emisi CO2 Naik - Harian</title>")
    assert found == ["Emisi CO₂ Naik", LEAD]


def words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text.lower()))


def test_real_pages_give_what_a_scraper_took_from_them(shared: Path) -> None:
    """Word F1 against a scraper's content, headings, captions and boilerplate left out; .98 when this was written."""
    scores = []
    for expected in sorted((shared / "data" / "html_id").glob("*.expected.json")):
        wanted = json.loads(expected.read_text(encoding="utf-8"))
        page = expected.with_name(expected.name.replace(".expected.json", ".html"))
        (document,) = read(page)
        article = {BlockKind.PARAGRAPH, BlockKind.LIST_ITEM}
        photos = all(block.kind not in article for block in document.blocks)
        taken = [b for b in document.blocks if b.kind in article or (photos and b.kind is BlockKind.CAPTION)]
        found = words(" ".join(block.span.of(document.text) for block in taken))
        common = sum((found & words(wanted["content"])).values())
        scores.append(2 * common / (found.total() + words(wanted["content"]).total()))
    if not scores:
        pytest.skip("needs the saved pages")
    assert sum(scores) / len(scores) > 0.96
