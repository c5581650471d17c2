"""Pages that are broken, empty, hidden, told as data or made for something else: read or refused, nothing lost."""

from __future__ import annotations

import json

import pytest

from selaras.errors import InputError
from selaras.reading import ReadingOptions
from selaras.reading.pages import article_of

TITLE = "Harga Beras Naik di Padang"
TEXT = (
    "Harga beras di pasar induk naik lagi sejak awal pekan ini, kata para pedagang di kota itu kemarin.",
    "Warga meminta pemerintah segera turun tangan untuk menekan harga yang terus naik setiap hari.",
    "Kepala dinas berjanji menggelar operasi pasar di sepuluh kecamatan mulai pekan depan.",
)
FIRST, SECOND, THIRD = TEXT
HEAD = f"<html><head><title>{TITLE}</title></head>"
PARAGRAPHS = "".join(f"<p>{text}</p>" for text in TEXT)


def told(body: str) -> str:
    item = {"@type": "NewsArticle", "headline": TITLE, "articleBody": body}
    return f'<script type="application/ld+json">{json.dumps(item)}</script>'


def texts_of(markup: str) -> list[str]:
    document = article_of(markup, options=ReadingOptions())
    return [" ".join(block.span.of(document.text).split()) for block in document.blocks]


WHOLE = {
    "an end in the middle": f"{HEAD}<body><p>{FIRST}</p></body></html><p>{SECOND}</p><p>{THIRD}</p>",
    "two pages": f"{HEAD}<body><p>{FIRST}</p></body></html><html><body><p>{SECOND}</p><p>{THIRD}</p></body></html>",
    "no frames": f"{HEAD}<frameset><frame src=a><noframes><body>{PARAGRAPHS}</body></noframes></frameset></html>",
    "a form around all": f"{HEAD}<form>{PARAGRAPHS}</form>",
    "hidden until a script shows it": f'{HEAD}<div style="Display: none">{PARAGRAPHS}</div>',
    "a class of furniture around all": f'{HEAD}<div class="page-with-sidebar social">{PARAGRAPHS}</div>',
    "deep": f"{HEAD}{'<div>' * 5000}{PARAGRAPHS}{'</div>' * 5000}",
    "deep fonts": f"{HEAD}<p>{'<font><b>' * 3000}{FIRST}<p>{SECOND}<p>{THIRD}",
    "preformatted": f"{HEAD}<pre>{FIRST.replace(' kata', chr(10) + 'kata')}\n\n{SECOND}\n\n\n{THIRD}\n</pre>",
    "styled lines": f'{HEAD}<div style="white-space: pre-line">{SECOND.join([FIRST + chr(10), chr(10) + THIRD])}</div>',
    "no markup": f"{TITLE}\n\n{FIRST}\n\n{SECOND}\n\n{THIRD}\n",
    "spans as blocks": HEAD + "".join(f'<span style="display:block">{text}</span>' for text in TEXT),
    "an advert between": f"{HEAD}<div>{FIRST}<div class=iklan>Iklan</div>{SECOND}<aside>Promo</aside>{THIRD}</div>",
    "text that nobody sees": f"{HEAD}<p>{FIRST}</p>\u200b<p>{SECOND}</p><p>\ufeff</p><p>{THIRD}</p>",
    "short lines": f"{HEAD}<div>{'<br>'.join(TEXT)}</div>",
    "accelerated": f"{HEAD}<amp-sidebar><p>{SECOND}</p></amp-sidebar>{PARAGRAPHS}<amp-ad><p>Promo.</p></amp-ad>",
    "told as data alone": f"{HEAD}{told(chr(10).join(TEXT))}<div id=root></div>",
    "told as data, a script shows it": f"{HEAD}{told(chr(10).join(TEXT))}<div>Mohon tunggu, halaman dimuat.</div>",
    "told as data with markup": f"{HEAD}{told(PARAGRAPHS)}<div id=root></div>",
    "told as data and shown": f"{HEAD}{told(' '.join(TEXT))}{PARAGRAPHS}",
}


@pytest.mark.parametrize("markup", WHOLE.values(), ids=WHOLE)
def test_nothing_of_the_article_is_lost(markup: str) -> None:
    assert texts_of(markup) == [TITLE, *TEXT]


def test_an_article_behind_a_wall_is_taken_from_the_data() -> None:
    body = "\n\n".join([f"{FIRST} R&amp;D.", *TEXT * 3])
    assert texts_of(f"{HEAD}{told(body)}<p>{FIRST}</p>") == [TITLE, f"{FIRST} R&D.", *TEXT * 3]


def test_a_link_that_nobody_closed_is_no_link() -> None:
    assert texts_of(f'{HEAD}<p><a href="/x">{FIRST}{PARAGRAPHS * 3}') == [TITLE, FIRST, *TEXT * 3]


def test_a_form_with_an_article_among_its_links_is_the_page() -> None:
    links = '<p><a href="/">Berita lain dari kota itu</a></p>' * 9
    assert texts_of(f'{HEAD}<form id="aspnetForm">{links}{PARAGRAPHS * 3}</form>') == [TITLE, *TEXT * 3]


def test_a_form_beside_an_article_is_no_part_of_it() -> None:
    assert texts_of(f"{HEAD}{PARAGRAPHS}<form><p>Nama Anda tidak akan kami tampilkan.</p></form>") == [TITLE, *TEXT]


def test_lines_too_short_to_weigh_anything_are_an_article_where_nothing_else_is() -> None:
    lines = ["Gempa mengguncang Padang pagi tadi.", "Warga berlarian ke luar rumah.", "Tak ada korban jiwa, kata BNPB."]
    more = ["Getaran terasa dua menit.", "Listrik sempat padam."]
    assert texts_of(HEAD + "".join(f"<p>{line}</p>" for line in lines + more)) == [TITLE, *lines, *more]


@pytest.mark.parametrize(
    "markup",
    [
        "",
        " \n ",
        "<!DOCTYPE html>",
        HEAD,
        f"{HEAD}<body><script>document.write('<p>{FIRST}</p>')</script></body>",
        f"{HEAD}<frameset><frame src=a></frameset>",
        f"{HEAD}<p>Halaman tidak ditemukan.</p>",
        f"{HEAD}{told('')}<div id=root></div>",
        f'{HEAD}<script type="application/ld+json">{"[" * 99999}</script>',
        f'{HEAD}<script type="application/ld+json">{{"headline": "x", "articleBody": {{"a": null}}}}</script>',
    ],
)
def test_a_page_with_nothing_in_it_is_refused(markup: str) -> None:
    with pytest.raises(InputError, match=r"article|HTML"):
        article_of(markup, options=ReadingOptions())
