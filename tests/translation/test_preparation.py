"""What the model gets to see, and the way back."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selaras.translation.casing import is_all_caps, is_title_case, to_sentence_case, without_title_case
from selaras.translation.numbers import repair_notation, spell_out_scales, to_english_numbers
from selaras.translation.preparation import prepare
from selaras.translation.punctuation import ended_as, quoted_as, started_as, straighten
from selaras.translation.verbatim import find_separators, find_verbatim, mask_verbatim


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("Lihat https://contoh.co.id/a_b?c=1&d=2#e.", ["https://contoh.co.id/a_b?c=1&d=2#e"]),
        ("(lihat http://contoh.id/wiki/Kota_(buku))", ["http://contoh.id/wiki/Kota_(buku)"]),
        ("Buka www.contoh.go.id, lalu daftar.", ["www.contoh.go.id"]),
        ("dikutip dari beritakita.com, Senin", ["beritakita.com"]),
        ("Kirim ke ani.budi+kota@contoh.co.id!", ["ani.budi+kota@contoh.co.id"]),
        ("tulis akun @ani_s. Lalu @b.c:", ["@ani_s", "@b.c"]),
        ("tagar #Banjir2020 dan #di_rumah", ["#Banjir2020", "#di_rumah"]),
        ("nomor #1 tidak", []),
        ("berkas laporan-akhir.pdf dan foto.JPG", ["laporan-akhir.pdf"]),
        (
            "Halo {nama}, ada %d pesan dari %(siapa)s, ${x} dan {{ y }}",
            ["{nama}", "%d", "%(siapa)s", "${x}", "{{ y }}"],
        ),
        ("naik 5% dari", []),
        ("teks <b>tebal</b> dan <br/>", ["<b>", "</b>", "<br/>"]),
        ("panggil hitung() atau nama_tabel", ["hitung()", "nama_tabel"]),
        ("lihat `x = 1` di C:\\Data\\a.txt", ["`x = 1`", "C:\\Data\\a.txt"]),
        ("Selamat pagi \U0001f642\u2603", ["\U0001f642\u2603"]),
        ("arsip.tar.gz dan catatan.md, surat.eml", ["arsip.tar.gz", "catatan.md", "surat.eml"]),
        ("{nama-lengkap} __NAMA__ [[nama]] @@nama@@", ["{nama-lengkap}", "__NAMA__", "[[nama]]", "@@nama@@"]),
        ("%1$s, %.2f dan %-5d; ${user[0].nama}", ["%1$s", "%.2f", "%-5d", "${user[0].nama}"]),
        ("naik 5 % dari 5%d", []),
        ('baca <a href="https://a.id/x">ini</a>', ['<a href="https://a.id/x">', "</a>"]),
        ("harga <b dan c> lain, a<b dan c>d", []),
        ("surel mailto:ani@contoh.id", ["mailto:ani@contoh.id"]),
        ("```cat x``` lalu E=mc^2", ["```cat x```", "E=mc^2"]),
        ("Kata [Presiden] kemarin", []),
        (r"tekan \n lalu \r\n, atau \u00e9 dan \x41", [r"\n", r"\r\n", r"\u00e9", r"\x41"]),
        (r"Halo,\nselamat\tpagi", [r"\n", r"\t"]),
        (r"pakai \textbf di C:\nama\t.md, Nama:\t{0}", [r"C:\nama\t.md", r"\t", "{0}"]),
        ("kata " + "a" * 41 + ", kata " + "a" * 40, ["a" * 41]),
        ("diam" + "." * 20 + " lalu pergi...", ["." * 20]),
        ("kunci " + "ab+/" * 21, ["ab+/" * 21]),
        ("nomor 1 2 3 4 5 6 dan 1, 2,5, 3, 4.000, 5, 6.", ["1 2 3 4 5 6", "1, 2,5, 3, 4.000, 5, 6"]),
        ("1-2-3-4-5 atau 7/8/9/10/11 atau 1,2,3,4,5,6", ["1-2-3-4-5", "7/8/9/10/11", "1,2,3,4,5,6"]),
        ("1 2 3 4 5, lalu 21-18, 19-21, 21-17 pada 16/02/2019 10.30", []),
        ("rekening 12345678901, kode 1234567890", ["12345678901"]),
        ("Kadar H₂O di Ελλάδα, kata Nguyễn dari km² Jumʼat", ["H₂O", "Ελλάδα"]),
        ("Kata हिन्दी dan ไทยแลนด์, eﬁsien", ["हिन्दी", "ไทยแลนด์"]),
        ("Kalimat biasa. Tidak ada apa-apa, kata Tn. Budi (45).", []),
    ],
)
def test_verbatim_tokens(text: str, tokens: list[str]) -> None:
    assert [span.of(text) for span in find_verbatim(text)] == tokens


@pytest.mark.parametrize(
    "unit",
    [
        "a",
        "a.",
        "a-",
        "a_",
        "1.",
        "1,",
        "@a.",
        "#1",
        "{a",
        "<a",
        "%(",
        "`a",
        "a()",
        "_",
        "__a",
        "[",
        "[[a",
        "@@a",
        "%1",
        '<a b="',
        "a=",
        "a^",
        "Rp",
        "1.00",
        "Rp1,",
        "www.",
        "“",
        "A. ",
        "1 ",
        "1-",
        "1, ",
        "\\n",
        "a\\n",
        "=-",
    ],
)
def test_preparing_takes_linear_time(unit: str) -> None:
    prepare(unit * 50_000)


def test_a_list_of_numbers_comes_back_in_english_notation() -> None:
    masked = mask_verbatim("Harganya 1.500, 2.000, 2.500, 3.000,5, 4.000, 5.000.")
    assert masked.text == "Harganya X1."
    assert masked.restore("It costs X1.") == "It costs 1,500, 2,000, 2,500, 3,000.5, 4,000, 5,000."


@pytest.mark.parametrize(
    ("text", "separators"),
    [
        (r"Nama:\tAni\nKota:\tBogor", [r"\t", r"\n", r"\t"]),
        (r"Baris dipisah dengan \n saja.", []),
        (r"Simpan di C:\nama.", []),
        ("Tidak ada.", []),
    ],
)
def test_escapes_part_what_they_join(text: str, separators: list[str]) -> None:
    assert [span.of(text) for span in find_separators(text)] == separators


def test_masking_avoids_what_the_text_says() -> None:
    masked = mask_verbatim("Mobil X1 di a.com")
    assert masked.text == "Mobil X1 di Q1"
    assert masked.restore("The X1 car on Q1") == "The X1 car on a.com"


@pytest.mark.parametrize("hypothesis", ["nothing", "X1 and X1", "X11"])
def test_a_lost_or_doubled_token_is_noticed(hypothesis: str) -> None:
    assert mask_verbatim("di a.com").restore(hypothesis) is None


def test_a_token_is_no_pattern() -> None:
    assert mask_verbatim("di C:\\1\\g<0>").restore("in X1") == "in C:\\1\\g<0>"


@given(st.text(max_size=80))
def test_masking_is_undone(text: str) -> None:
    masked = mask_verbatim(text)
    restored = masked.restore(masked.text)
    is_glued = re.search(r"[^\W\d_][XQZK]\d|[XQZK]\d\d", masked.text)
    assert restored == text or (is_glued and restored is None)


@pytest.mark.parametrize(
    ("indonesian", "english"),
    [
        ("1.500.000,5", "1,500,000.5"),
        ("Rp5,2 triliun", "Rp5.2 triliun"),
        ("Rp14.070-Rp14.110", "Rp14,070-Rp14,110"),
        ("0,25 persen.", "0.25 persen."),
        ("6.265,17 menjadi 12,060", "6,265.17 menjadi 12.060"),
        ("Senin (16/02)", "Senin (16/02)"),
        ("14/8/2017", "14/8/2017"),
        ("1,500,000", "1,500,000"),
        ("versi 2.0.1 dan 10.0.0.1", "versi 2.0.1 dan 10.0.0.1"),
        ("kaliber 7.62", "kaliber 7.62"),
        ("1, 2 dan 3", "1, 2 dan 3"),
        ("pukul 10.30 WIB", "pukul 10:30 WIB"),
        ("Pukul 10.30-11.30 WIB", "Pukul 10:30-11:30 WIB"),
        ("19.00WIB", "19:00WIB"),
        ("tahun 2019.", "tahun 2019."),
        ("12.5.2019", "12.5.2019"),
        ("Rp45.000/kg dan Rp14.250/US$", "Rp45,000/kg dan Rp14,250/US$"),
        ("Rp.15.000.000 dan Rp.2,5 miliar", "Rp.15,000,000 dan Rp.2.5 miliar"),
        ("Rp1.500.000,- per bulan", "Rp1,500,000 per bulan"),
        ("(Rp.500.000,-)", "(Rp.500,000)"),
        ("Pukul 7.30 pagi hingga 10.45 malam", "Pukul 7:30 pagi hingga 10:45 malam"),
        ("pukul 08.00-16.00.", "pukul 08:00-16:00."),
        ("naik 5.50 pagi ini", "naik 5.50 pagi ini"),
        ("versi 1.024", "versi 1.024"),
        ("1.500/2.000", "1.500/2.000"),
    ],
)
def test_numbers_in_english_notation(indonesian: str, english: str) -> None:
    assert to_english_numbers(indonesian) == english


@pytest.mark.parametrize(
    ("short", "written_out"),
    [
        ("Rp 750 M dan Rp1,5 T", "Rp 750 miliar dan Rp1,5 triliun"),
        ("Rp500jt, 25 rb warga, 3,5 jt jiwa", "Rp500 juta, 25 ribu warga, 3,5 juta jiwa"),
        ("lari 100 m, kelas 10 K, 5 T", "lari 100 m, kelas 10 K, 5 T"),
        ("Rp 5 Mei, Rp5 Triliun", "Rp 5 Mei, Rp5 Triliun"),
    ],
)
def test_short_scale_words_are_written_out(short: str, written_out: str) -> None:
    assert spell_out_scales(short) == written_out


@pytest.mark.parametrize(
    ("source", "hypothesis", "repaired"),
    [
        ("27,585 dan 38,646", "27.585 and 38,646", "27,585 and 38,646"),
        ("4.04", "4,04.", "4.04."),
        ("1,500", "1,500", "1,500"),
        ("1,500 dan 2.5", "1500 and 25", "1,500 and 2.5"),
        ("10:30", "10.30 and 10:30", "10.30 and 10:30"),
        ("7 orang", "8 people", "8 people"),
        ("Rp1,500,000", "Rp1,500.00", "Rp1,500,000"),
        ("15,000,000 jiwa", "15,000 inhabitants", "15,000,000 inhabitants"),
        ("1,500,000 orang", "1.5 million people", "1.5 million people"),
        ("15,000,000 orang", "15,000-thousand people", "15,000-thousand people"),
        ("Rp1,250,000", "Rp1.25m", "Rp1.25m"),
        ("1,250,000,000 dolar", "1.25 bn dollars", "1.25 bn dollars"),
        ("1,500,000 dan 1,500", "1,500 and 1,500", "1,500,000 and 1,500"),
        ("1,500,000 atau 1,500,700", "1,500 at least", "1,500 at least"),
        ("1,500,000 dan 2", "2 and 2", "2 and 2"),
        ("nomor 021-23519999", "number 021-2351999", "number 021-23519999"),
        ("dari 1,500,000 ke 1,600,000", "from 1,500,000 to 1,500,000", "from 1,500,000 to 1,500,000"),
        (
            "150,000 dari 1.5 juta",
            "a hundred and fifty thousand of 1,500,000",
            "a hundred and fifty thousand of 1,500,000",
        ),
        ("56.01 dan 57.01", "56.02 and 57.01", "56.02 and 57.01"),
    ],
)
def test_repairing_notation(source: str, hypothesis: str, repaired: str) -> None:
    assert repair_notation(source, hypothesis) == repaired


@given(st.lists(st.integers(0, 10**9), max_size=5))
def test_right_numbers_are_left_alone(numbers: list[int]) -> None:
    text = " and ".join(f"{number:,}" for number in numbers)
    assert repair_notation(text, text) == text


@pytest.mark.parametrize("text", ["KPK", "DPR RI", "Banjir di JAKARTA", "JAKARTA, X1 -", "2019", ""])
def test_what_is_not_set_in_capitals(text: str) -> None:
    assert not is_all_caps(text)


def test_sentence_case() -> None:
    assert to_sentence_case("“BANJIR DI JAKARTA 2020”") == "“Banjir di jakarta 2020”"


@pytest.mark.parametrize(
    ("source", "text", "styled"),
    [
        ("“Ya,” kata Ani.", '"Yes," Ani said. "It\'s me."', "“Yes,” Ani said. “It’s me.”"),
        ('"Ya," kata Ani.', "“Yes,” Ani said. It’s me.", '"Yes," Ani said. It\'s me.'),
        ("“Ya", '"Yes', "“Yes"),
        ("ya,” katanya", 'yes," he said', "yes,” he said"),
        ("(“Ya”)", '("Yes")', "(“Yes”)"),
    ],
)
def test_quotation_marks_as_in_the_source(source: str, text: str, styled: str) -> None:
    assert quoted_as(source, text) == styled


@given(st.text(alphabet="ab “”\"'‘’.,", max_size=40))
def test_only_quotation_marks_change(text: str) -> None:
    assert straighten(quoted_as("“", text)) == straighten(text)


@pytest.mark.parametrize(
    ("source", "text", "ended"),
    [
        ("Banjir di Jakarta", "Floods in Jakarta.", "Floods in Jakarta"),
        ("katanya,", "he said.", "he said,"),
        ("tiga:", "three", "three:"),
        ("Ya.", "Yes", "Yes."),
        ("Ya?", "Yes", "Yes?"),
        ("kata Trump di AS", "Trump said in the U.S.", "Trump said in the U.S."),
        ("lalu", "then...", "then..."),
        ("katanya,", "he said!", "he said!"),
        ("“Ya.”", "“Yes”", "“Yes”"),
        ("", "", ""),
    ],
)
def test_end_marks_as_in_the_source(source: str, text: str, ended: str) -> None:
    assert ended_as(source, text) == ended


@pytest.mark.parametrize(
    ("source", "text", "started"),
    [
        ("“Kami datang", "“we come", "“We come"),
        ("dan kami", "And we", "And we"),
        ("3 Orang", "3 people", "3 people"),
        ("***", "a", "a"),
        ("A", "***", "***"),
        ("Straße", "ßtreet", "SStreet"),
    ],
)
def test_first_letters_as_in_the_source(source: str, text: str, started: str) -> None:
    assert started_as(source, text) == started


@pytest.mark.parametrize(
    ("headline", "shown"),
    [
        ("Iran dan Rusia Berada di Jalur Penguatan Kerja Sama", "Iran dan Rusia berada di jalur penguatan kerja sama"),
        ("Warga Jakarta Keluhkan Harga Beras: Pemerintah Diam", "Warga Jakarta keluhkan harga beras: Pemerintah diam"),
        ("Kurs Tengah BI: Rupiah Melemah 69 Poin", "Kurs Tengah BI: Rupiah melemah 69 poin"),
        ("Gerindra Tolak Usulan Presiden", "Gerindra tolak usulan Presiden"),
        ("Ferry Salim Ungkap Rahasia Perawatan Wajah", "Ferry Salim ungkap rahasia perawatan wajah"),
    ],
)
def test_common_words_of_headlines_lose_their_capitals_and_names_keep_them(headline: str, shown: str) -> None:
    assert is_title_case(headline)
    assert without_title_case(headline) == shown
    assert prepare(headline).steps == ("title",)


@pytest.mark.parametrize(
    "text",
    [
        "Susilo Bambang Yudhoyono dan Budi Santoso",
        "Presiden Joko Widodo bertemu dengan Perdana Menteri Lee di istana pada hari Senin.",
        "Harga beras di Pasar Senen naik lagi.",
        "BANJIR DI JAKARTA",
        "",
    ],
)
def test_running_text_and_names_are_no_headlines(text: str) -> None:
    assert not is_title_case(text)


@given(st.text())
def test_small_letters_for_common_words_change_no_letter(text: str) -> None:
    assert without_title_case(text).lower() == text.lower()


def test_all_of_it_together() -> None:
    prepared = prepare("“HARGA BERAS NAIK 1.500 RUPIAH” tulis @ani".upper())
    assert prepared.text == '"Harga beras naik 1,500 rupiah" tulis X1'
    assert prepared.finish('"Rice price up 1.500 rupiah" writes X1.') == "“RICE PRICE UP 1,500 RUPIAH” WRITES @ANI"
    assert prepared.steps == ("protected", "cased")


@pytest.mark.parametrize(
    ("source", "copied"),
    [
        ("12.500,5", "12,500.5"),
        ("***", "***"),
        ("\u0627\u0644\u0633\u0644\u0627\u0645", "\u0627\u0644\u0633\u0644\u0627\u0645"),
        ("https://contoh.id 3,5", "https://contoh.id 3.5"),
        ("\U0001f642", "\U0001f642"),
    ],
)
def test_without_words_there_is_nothing_to_translate(source: str, copied: str) -> None:
    prepared = prepare(source)
    assert prepared.text == ""
    assert prepared.copied() == copied


def test_a_word_that_the_model_left_empty_leaves_one_space() -> None:
    assert prepare("Harga naik lagi.").finish("The  price rose again.") == "The price rose again."


@given(st.text(max_size=60))
def test_any_text_can_be_prepared_and_finished(text: str) -> None:
    prepared = prepare(text)
    prepared.copied()
    prepared.finish(prepared.text)
    prepared.finish("")
