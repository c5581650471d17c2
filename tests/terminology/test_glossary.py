"""Terms are found behind affixes, looked for behind inflection, and put right only where nothing can break."""

from __future__ import annotations

import pickle
import random
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from making import FakeTranslator
from selaras.checks import CheckSettings, check
from selaras.errors import FormatError, InputError
from selaras.model import Pair, Side
from selaras.pipeline.terminology import TranslatorLoader, load_translator
from selaras.terminology.affixes import english_forms, indonesian_roots
from selaras.terminology.glossary import (
    FORBIDDEN,
    MISSING,
    NOT_KEPT,
    Conformity,
    Glossary,
    Term,
    merged,
)
from selaras.terminology.termbase import read_glossary
from selaras.translation import DEFAULT
from selaras.translation.obedience import ObedientTranslator, with_glossary

INFLECTED = """
lihat: melihat dilihat terlihat melihatnya dilihatlah kulihat lihatlah melihat-lihat
tulis: menulis ditulis tertulis menuliskan dituliskannya tulislah tulis-menulis tulisi? ditulisi
pakai: memakai dipakai memakaikan berpakai-pakai? terpakai
kirim: mengirim dikirim mengirimkannya kirimlah terkirim dikirimi
sapu: menyapu disapu menyapukan tersapu
baca: membaca dibaca bacakan membacakannya dibacakan bacalah terbaca
ambil: mengambil diambil mengambilkan terambil ambilkan
gugat: menggugat digugat tergugat
cat: mengecat dicat
kerja: bekerja dikerjakan mengerjakan kerjanya
ajar: belajar mengajar diajari mengajarkan
rencana: berencana direncanakan merencanakan rencananya terencana
luas: meluas memperluas diperluas
jalan: berjalan berjalan-jalan menjalankan dijalankan jalannya
rumah: rumahnya rumahku rumahmu rumahkah rumah-rumah rumah-rumahnya
anak: anak-anak anaknya anak-anakku anaknyalah
kabupaten: kabupatennya kabupaten-kabupaten
vaksin: memvaksin? divaksin vaksinkah
""".strip()

DERIVED = """
bangun: pembangunan pembangunannya
tani: petani pertanian
tulis: penulis penulisan penulisnya
pakai: pemakai pemakaian
kirim: pengirim pengiriman
sapu: penyapu
ajar: pelajar pelajaran pengajar
merdeka: kemerdekaan kemerdekaannya
rumah: perumahan
duduk: kependudukan penduduk
""".strip()

UNRELATED = """
tua: ketua
bangunan: pembangunan
teri: menteri
reka: mereka
beras: berasal
ilmu: mu
jumlah: jum
""".strip()


def cases(table: str) -> list[tuple[str, str]]:
    """Root and form for every word of a table; those with a question mark are not promised."""
    rows = (line.split(": ") for line in table.splitlines())
    return [(root, form) for root, forms in rows for form in forms.split() if not form.endswith("?")]


@pytest.mark.parametrize(("root", "form"), cases(INFLECTED))
def test_roots_behind_inflection(root: str, form: str) -> None:
    assert indonesian_roots(form).get(root) is False


@pytest.mark.parametrize(("root", "form"), cases(DERIVED))
def test_roots_behind_derivation(root: str, form: str) -> None:
    assert indonesian_roots(form).get(root) is True


@pytest.mark.parametrize(("root", "form"), cases(UNRELATED))
def test_words_that_only_look_alike(root: str, form: str) -> None:
    assert root not in indonesian_roots(form)


@pytest.mark.parametrize(
    ("word", "forms"),
    [
        ("regent", ["regent", "regents"]),
        ("ministry", ["ministries"]),
        ("tax", ["taxes", "taxed"]),
        ("arrive", ["arrives", "arrived", "arriving"]),
        ("commit", ["committed", "committing"]),
        ("write", ["wrote", "written", "writing"]),
        ("child", ["children"]),
    ],
)
def test_english_forms(word: str, forms: list[str]) -> None:
    assert set(forms) <= english_forms(word)


GLOSSARY = Glossary(
    (
        Term("bupati", ("regent",), ("mayor", "district head")),
        Term("wakil bupati", ("deputy regent",)),
        Term("wali kota", ("mayor",)),
        Term("rumah sakit", ("hospital",)),
        Term("air", ("water",)),
        Term("sita", ("seize", "confiscate")),
        Term("Dewan Perwakilan Rakyat", ("House of Representatives",), ("People's Representative Council",)),
        Term("Jakarta Selatan", ("South Jakarta",)),
        Term("Merak", ("Merak",), keep=True),
        Term("gotong royong", ("gotong royong",), keep=True),
        Term("", (), ("Moslem",)),
    )
)


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("Bupatinya datang ke rumah sakit.", ["bupati", "rumah sakit"]),
        ("Para bupati-bupati itu hadir.", ["bupati"]),
        ("Wakil Bupati membuka acara.", ["wakil bupati"]),
        ("Polisi menyita mobil; mobil itu disita.", ["sita"]),
        ("Kapal dari Merak melihat merak.", ["Merak"]),
        ("Burung merak itu indah.", []),
        ("KAPAL DI MERAK TENGGELAM", ["Merak"]),
        ("Rute Jakarta-Merak padat.", ["Merak"]),
        ("Penyitaan itu sah.", ["sita"]),
        ("Rumah orang sakit.", []),
        ("Rumah-rumah sakit penuh.", ["rumah sakit"]),
    ],
)
def test_terms_in_a_source(source: str, found: list[str]) -> None:
    assert [one.term.source for one in GLOSSARY.find(source)] == found


@pytest.mark.parametrize(
    ("source", "target", "codes"),
    [
        ("Bupati datang.", "The regent came.", []),
        ("Bupati datang.", "The Regents came.", []),
        ("Bupati datang.", "The regent's car came.", []),
        ("Bupati datang.", "The mayor came.", [MISSING, FORBIDDEN]),
        ("Bupati datang.", "He came.", [MISSING]),
        ("Mobil disita polisi.", "Police confiscated the car.", []),
        ("Penyitaan itu sah.", "The confiscation is legal.", []),
        ("Penyitaan itu sah.", "It is legal.", []),
        ("Dewan Perwakilan Rakyat rapat.", "The House of Representatives met.", []),
        ("Dewan Perwakilan Rakyat rapat.", "The house of representatives met.", [MISSING]),
        ("Warga gotong royong.", "People do gotong royong.", []),
        ("Gotong royong itu baik.", "Gotong royong is good.", []),
        ("Gotong royong itu baik.", "Gotong Royong is good.", [NOT_KEPT]),
        ("Warga gotong royong.", "People help each other.", [NOT_KEPT]),
        ("Warga berdoa.", "The Moslems prayed.", [FORBIDDEN]),
        ("BUPATI DATANG", "REGENT COMES", []),
        ("Tanpa istilah.", "The mayor came.", []),
    ],
)
def test_problems_of_a_pair(source: str, target: str, codes: list[str]) -> None:
    assert list(GLOSSARY.failures(source, target)) == codes


@pytest.mark.parametrize(
    ("source", "wrong", "right"),
    [
        ("Bupati datang.", "The mayor came.", "The regent came."),
        ("Bupati datang.", "Mayor came.", "Regent came."),
        ("Bupati datang.", "The mayor's car came.", "The regent's car came."),
        ("BUPATI DATANG", "MAYOR COMES", "REGENT COMES"),
        ("Dewan Perwakilan Rakyat rapat.", "The house of representatives met.", "The House of Representatives met."),
        ("Ia di Jakarta Selatan.", "He is in Jakarta Selatan.", "He is in South Jakarta."),
        ("Bupati datang.", "The bupati came.", "The regent came."),
        ("Bupatinya datang.", "The bupatinya came.", "The regent came."),
        ("Bupati datang.", "Bupati came.", "Regent came."),
        ("BUPATI DATANG", "BUPATI CAME", "REGENT CAME"),
        ("Ia di rumah sakit.", "He is in the rumah sakit.", "He is in the hospital."),
        ("Polisi menyita mobil.", "Police menyita the car.", "Police seize the car."),
        ("Gotong royong itu baik.", "gotong royong is good.", "Gotong royong is good."),
    ],
)
def test_wrong_renderings_are_replaced(source: str, wrong: str, right: str) -> None:
    assert GLOSSARY.obey(source, wrong) == right
    assert GLOSSARY.obey(source, right) == right


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("Bupati datang.", "The mayor met a mayor."),
        ("Bupati datang.", "Mayors came."),
        ("Bupati datang.", "Somebody came."),
        ("Para tamu datang.", "The mayor came."),
        ("Penyitaan itu sah.", "Taking it is legal."),
        ("Bupati datang.", "The mayoral car came."),
        ("Bupati dan wali kota datang.", "The governor and the mayor came."),
        ("Bupati datang.", "The bupati met a bupati."),
        ("Bupati datang.", "The Forum Bupati came."),
        ("Para bupati-bupati hadir.", "The bupati-bupati came."),
        ("Bupati datang.", "The bupati-mayor came."),
        ("Udara dan airnya bersih.", "The air is clean."),
    ],
)
def test_nothing_is_replaced_where_it_could_break(source: str, target: str) -> None:
    assert GLOSSARY.obey(source, target) == target


def test_an_article_that_would_not_fit_is_left_alone() -> None:
    glossary = Glossary((Term("kantor", ("office",), ("bureau",)),))
    assert glossary.obey("Kantor.", "It is a bureau.") == "It is a bureau."
    assert glossary.obey("Kantor.", "It is the bureau.") == "It is the office."


@pytest.mark.parametrize(
    ("source", "kept"),
    [
        (
            "Gotong royong di Merak dan Meraknya.",
            {"Gotong royong": "gotong royong", "Merak": "Merak", "Meraknya": "Merak"},
        ),
        ("Warga bergotong royong.", {"bergotong royong": "gotong royong"}),
        ("KAPAL DI MERAK TENGGELAM", {"MERAK": "MERAK"}),
        ("Bupati datang.", {}),
    ],
)
def test_where_and_how_terms_are_kept(source: str, kept: dict[str, str]) -> None:
    assert {span.of(source): text for span, text in GLOSSARY.kept(source).items()} == kept
    assert set(GLOSSARY.kept(source)) <= set(GLOSSARY.spans(source))


def test_a_term_with_other_renderings_is_not_hidden() -> None:
    assert Glossary((Term("Merak", ("Merak", "Port of Merak"), keep=True),)).kept("Di Merak.") == {}


@given(st.text(max_size=80), st.text(max_size=80))
def test_no_text_breaks_a_glossary(source: str, target: str) -> None:
    obeyed = GLOSSARY.obey(source, target)
    assert len(GLOSSARY.problems(source, obeyed)) <= len(GLOSSARY.problems(source, target))
    assert GLOSSARY.obey(source, obeyed) == obeyed


def test_findings_say_where_and_what_instead() -> None:
    settings = CheckSettings(select=("G",), glossary=GLOSSARY)
    (missing, forbidden) = check([Pair("d1.a", "Kata bupati itu.", "The mayor said.")], settings)
    assert (missing.code, missing.side, missing.span and missing.span.of("Kata bupati itu.")) == (
        MISSING,
        Side.SOURCE,
        "bupati",
    )
    assert (forbidden.side, forbidden.span and forbidden.span.of("The mayor said.")) == (Side.TARGET, "mayor")
    assert missing.message == "“bupati” is not rendered as “regent”"
    assert forbidden.message == "the glossary forbids “mayor”, use “regent”"
    (changed,) = check([Pair("d1.b", "Warga gotong royong.", "They help each other.")], settings)
    assert (changed.code, changed.message) == (NOT_KEPT, "“gotong royong” is not left as it is")


def test_conformity_counts_terms_once_a_unit() -> None:
    pairs = [("Bupati dan bupati.", "The regent."), ("Bupati di rumah sakit.", "The mayor is in hospital.")]
    total = sum((GLOSSARY.conformity(*pair) for pair in pairs), Conformity())
    assert total == Conformity(found=3, obeyed=2, forbidden=1)


def test_the_hash_follows_what_is_asked_for_and_not_its_order() -> None:
    terms = list(GLOSSARY.terms)
    random.Random(1).shuffle(terms)
    assert Glossary(tuple(terms)).hash == GLOSSARY.hash
    assert merged([replace(terms[0], forbidden=("x",)), *terms[1:]]).hash != GLOSSARY.hash


def test_hypotheses_are_chosen_by_checks_and_glossary_together() -> None:
    def too_short(source: str, hypothesis: str) -> Sequence[str]:
        return ("C101",) if len(hypothesis) < 10 else ()

    both = with_glossary(too_short, GLOSSARY)
    assert list(both("Bupati datang.", "Mayor.")) == ["C101", MISSING, FORBIDDEN]
    assert getattr(both, "signature") == "too_short"  # noqa: B009


def test_a_translator_obeys_and_says_so() -> None:
    inner = FakeTranslator({"Bupati datang.": "The mayor came.", "Hujan turun.": "It rained."}.__getitem__)
    translator = ObedientTranslator(inner, GLOSSARY)
    changed, same = translator.translate(["Bupati datang.", "Hujan turun."])
    assert (changed.text, changed.measurements.steps) == ("The regent came.", ("glossary",))
    assert (same.text, same.measurements.steps) == ("It rained.", ())
    assert translator.provenance.glossary == GLOSSARY.hash
    assert translator.provenance.signature != inner.provenance.signature


def test_without_a_glossary_the_translator_is_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = FakeTranslator()
    monkeypatch.setattr("selaras.translation.load", lambda *_: plain)
    assert load_translator(None, "bundled", DEFAULT) is plain


def test_a_loader_travels_to_other_processes_and_is_known_there() -> None:
    loader = TranslatorLoader(GLOSSARY)
    GLOSSARY.find("Bupati datang.")
    assert pickle.loads(pickle.dumps(loader)) == loader
    assert hash(pickle.loads(pickle.dumps(loader))) == hash(loader)


TSV = """\
# terms of the client
source\ttarget\tusage\tnote
bupati\tregent\t\thead of a regency
bupati\tmayor\tforbidden
sita\tseize|confiscate\tpreferred
gotong royong\t\tkeep
\tMoslem\tforbidden
"""
EXPECTED = {
    Term("bupati", ("regent",), ("mayor",)),
    Term("sita", ("seize", "confiscate")),
    Term("gotong royong", ("gotong royong",), keep=True),
    Term("", (), ("Moslem",)),
}


def written(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_tables_are_read(tmp_path: Path) -> None:
    assert set(read_glossary(written(tmp_path / "a.tsv", "\ufeff" + TSV)).terms) == EXPECTED
    commas = TSV.replace("\t", ",").replace("seize|confiscate", '"seize|confiscate"')
    assert set(read_glossary(written(tmp_path / "a.csv", commas)).terms) == EXPECTED
    semicolons = commas.replace(",", ";").replace("\n", "\r\n")
    assert set(read_glossary(written(tmp_path / "b.csv", semicolons)).terms) == EXPECTED


@pytest.mark.parametrize("header", ["id-ID;en-US;Status", "sep=;\r\nSource;Target;Usage", "ind;eng;type"])
def test_headers_of_other_tools_are_understood(tmp_path: Path, header: str) -> None:
    path = written(tmp_path / "a.csv", f"\ufeff{header}\r\nbupati;regent;Approved\r\nbupati;mayor;Forbidden\r\n")
    assert read_glossary(path).terms == (Term("bupati", ("regent",), ("mayor",)),)


@pytest.mark.parametrize("other", ["en_note", "id_note", "in-house", "en-GB"])
def test_other_columns_are_not_taken_for_languages(tmp_path: Path, other: str) -> None:
    path = written(tmp_path / "a.csv", f"id,en,{other}\nbupati,regent,x\n")
    assert read_glossary(path).terms == (Term("bupati", ("regent",)),)


@pytest.mark.parametrize("code", ["ind", "id_ID", "in", "ID"])
def test_tbx_may_name_indonesian_in_any_way(tmp_path: Path, code: str) -> None:
    text = TBX_3.replace('xml:lang="id"', f'xml:lang="{code}"')
    assert set(read_glossary(written(tmp_path / "a.tbx", text)).terms) == OF_TBX


def test_a_table_of_omegat_needs_no_header(tmp_path: Path) -> None:
    path = written(tmp_path / "glossary.txt", "bupati\tregent\tof a regency\nMerak\tMerak\n")
    assert set(read_glossary(path).terms) == {Term("bupati", ("regent",)), Term("Merak", ("Merak",), keep=True)}


TBX_3 = """\
<?xml version="1.0" encoding="UTF-8"?>
<tbx type="TBX-Core" style="dca" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2">
 <tbxHeader><fileDesc><sourceDesc><p>Terms of a test.</p></sourceDesc></fileDesc></tbxHeader>
 <text><body>
  <conceptEntry id="c1">
   <langSec xml:lang="id"><termSec><term>bupati</term></termSec></langSec>
   <langSec xml:lang="en">
    <termSec><term>regent</term></termSec>
    <termSec><term>mayor</term><termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></termSec>
   </langSec>
  </conceptEntry>
  <conceptEntry id="c2">
   <langSec xml:lang="id-ID"><termSec><term>Merak</term></termSec></langSec>
   <langSec xml:lang="en-GB"><termSec><term>Merak</term></termSec></langSec>
  </conceptEntry>
 </body></text>
</tbx>
"""
TBX_2 = """\
<?xml version="1.0"?>
<!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd">
<martif type="TBX" xml:lang="en"><martifHeader><fileDesc><sourceDesc><p/></sourceDesc></fileDesc></martifHeader>
 <text><body><termEntry>
  <langSet xml:lang="ID"><ntig><termGrp><term>bupati</term></termGrp></ntig></langSet>
  <langSet xml:lang="EN"><tig><term>regent</term></tig>
   <ntig><termGrp><term>mayor</term>
    <termNote type="administrativeStatus">supersededTerm-admn-sts</termNote></termGrp></ntig>
  </langSet>
 </termEntry></body></text></martif>
"""
OF_TBX = {Term("bupati", ("regent",), ("mayor",)), Term("Merak", ("Merak",), keep=True)}


def test_tbx_of_both_versions_is_read(tmp_path: Path) -> None:
    assert set(read_glossary(written(tmp_path / "a.tbx", TBX_3)).terms) == OF_TBX
    assert set(read_glossary(written(tmp_path / "b.tbx", TBX_2)).terms) == {Term("bupati", ("regent",), ("mayor",))}


def test_the_tbx_of_these_tests_is_tbx(shared: Path) -> None:
    schema = etree.RelaxNG(etree.parse(str(shared / "schemas" / "TBXcoreStructV03.rng")))
    assert schema.validate(etree.fromstring(TBX_3.encode())), schema.error_log


def test_entities_are_never_resolved(tmp_path: Path) -> None:
    secret = written(tmp_path / "secret.txt", "rahasia")
    text = TBX_2.replace('"TBXcoreStructV02.dtd">', f'"x.dtd" [<!ENTITY e SYSTEM "{secret.as_uri()}">]>')
    glossary = read_glossary(written(tmp_path / "a.tbx", text.replace("<term>regent", "<term>regent &e;")))
    assert all("rahasia" not in target for term in glossary.terms for target in term.targets)


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.tsv", "", "without terms"),
        ("a.tsv", "source\ttarget\tusage\nbupati\tregent\tsometimes\n", "a.tsv:2: unknown usage"),
        ("a.tsv", "source\ttarget\tusage\nbupati\t\t\n", "a.tsv:2: a term is missing"),
        ("a.tsv", b"bupati\t\xff\n", "not UTF-8"),
        ("a.tbx", "<tbx>", "not well-formed XML"),
        ("a.tbx", "<tmx/>", "not TBX"),
        ("a.tbx", "", "not well-formed XML"),
    ],
)
def test_what_is_no_glossary_is_one_line(tmp_path: Path, name: str, content: str | bytes, told: str) -> None:
    with pytest.raises((InputError, FormatError)) as error:
        read_glossary(written(tmp_path / name, content))
    assert told in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ("a\tx\na\tx\tforbidden\n", ["a.tsv:3: “a” is to be anything but “x”, and “x” in line 2"]),
        ("a\ty|x\tforbidden\na\tx\n", ["a.tsv:3: “a” is to be “x”, and anything but “x” in line 2"]),
        ("\tx\tforbidden\na\tx\n", ["a.tsv:3: “a” is to be “x”, and anything but “x” in line 2"]),
        ("a\tx\na\t\tkeep\n", ["a.tsv:3: “a” is to be kept, and “x” in line 2"]),
        ("a\t\tkeep\na\tx\n", ["a.tsv:3: “a” is to be “x”, and kept in line 2"]),
        ("a\t\tkeep\na\ta\tforbidden\n", ["a.tsv:3: “a” is to be anything but “a”, and “a” in line 2"]),
        ("a\tx\na\tx\tforbidden\nb\ty\nb\t\tkeep\n", ["a.tsv:3: “a” is", "a.tsv:5: “b” is"]),
    ],
)
def test_every_contradiction_is_one_line(tmp_path: Path, rows: str, told: list[str]) -> None:
    with pytest.raises(FormatError) as error:
        read_glossary(written(tmp_path / "a.tsv", f"source\ttarget\tusage\n{rows}"))
    lines = [str(error.value), *getattr(error.value, "__notes__", ())]
    assert len(lines) == len(told)
    assert all(part in line and line.endswith("(remove one of them)") for line, part in zip(lines, told, strict=True))


@pytest.mark.parametrize(
    "rows",
    [
        "sita\tseize\nsita\ttake\n",
        "Merak\tMerak\nMerak\tPeacock\n",
        "Merak\t\tkeep\nMerak\tMerak|Port of Merak\n",
        "bupati\tregent\nwali kota\tregent\tforbidden\n",
        "Dewan\tHouse\nDewan\thouse\tforbidden\n",
        "bupati\tregent\nbupati\tregent\n",
    ],
)
def test_alternatives_are_no_contradictions(tmp_path: Path, rows: str) -> None:
    assert read_glossary(written(tmp_path / "a.tsv", f"source\ttarget\tusage\n{rows}")).terms


def test_a_concept_contradicts_itself_and_no_other(tmp_path: Path) -> None:
    assert read_glossary(written(tmp_path / "a.tbx", TBX_3.replace("<term>Merak</term>", "<term>mayor</term>")))
    with pytest.raises(FormatError, match=r"“bupati” is to be .* as well"):
        read_glossary(written(tmp_path / "a.tbx", TBX_3.replace("<term>mayor</term>", "<term>regent</term>")))


def test_a_glossary_that_is_not_there_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        read_glossary(tmp_path / "none.tsv")
