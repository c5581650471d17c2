"""Files, folders and streams, good and bad, as users name them."""

from __future__ import annotations

import gzip
import io
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

from selaras.errors import InputError
from selaras.ids import doc_id_of
from selaras.model import BlockKind
from selaras.reading import Newlines, ReadingOptions, Source, discover, listed, read, read_text

ARTICLE = "Harga Beras Naik\n\n18 Februari 2016\n\nHarga beras di Pasar Induk naik sejak awal pekan ini.\n"
ENGLISH_ARTICLE = (
    "Rice Prices Rise\n\nThe price of rice at the main market has risen since the start of the week, traders said.\n"
)
QUOTATION = "The government said on Monday that it would raise the price of rice in all the markets by ten percent."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("b/satu.txt", "a/satu.txt", "a/dua.TXT", "a/.tersembunyi.txt", ".git/x.txt", "gambar.png"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(ARTICLE, encoding="utf-8")
    return tmp_path


def names(sources: Iterable[Source]) -> list[str]:
    return [source.name for source in sources]


def test_a_folder_is_searched_sorted_without_hidden_files(folder: Path) -> None:
    skipped: list[tuple[str, str]] = []
    found = names(discover([folder], on_skip=lambda path, why: skipped.append((path.name, why))))
    assert found == ["a/dua.TXT", "a/satu.txt", "b/satu.txt"]
    assert skipped == [("gambar.png", ".png is not a format that is read")]


def test_ids_depend_on_the_path_below_the_root_alone(folder: Path) -> None:
    ids = [read(source.path, root=source.root)[0].doc_id for source in discover([folder])]
    assert ids == [doc_id_of(name) for name in ("a/dua.TXT", "a/satu.txt", "b/satu.txt")]


def test_two_files_with_one_name_get_different_ids(folder: Path) -> None:
    assert names(discover([folder / "a/satu.txt", folder / "b/satu.txt"])) == ["satu.txt", "b/satu.txt"]
    assert names(discover([folder / "a", folder / "b"])) == ["dua.TXT", "satu.txt", "b/satu.txt"]


def test_an_input_named_twice_is_read_once(folder: Path) -> None:
    assert names(discover([folder / "a/satu.txt", folder / "a"])) == ["satu.txt", "dua.TXT"]


def test_globs_and_lists_of_files(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert names(discover([f"{folder}/**/satu.txt"])) == ["a/satu.txt", "b/satu.txt"]
    (folder / "daftar").write_text("# berkas\nb/satu.txt\n\na/dua.TXT\n", encoding="utf-8")
    monkeypatch.chdir(folder)
    assert names(discover([], files_from="daftar", root=folder)) == ["b/satu.txt", "a/dua.TXT"]
    with pytest.raises(InputError, match="cannot be read"):
        list(discover([], files_from="tidak-ada"))
    (folder / "biner").write_bytes(b"a\0b\n")
    with pytest.raises(InputError, match="zero bytes"):
        list(discover([], files_from="biner"))


def test_a_list_of_files_keeps_the_root_that_they_were_found_under(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    (folder / "#1.txt").write_text(ARTICLE, encoding="utf-8")
    paths = (Path(), "a", "b/satu.txt", "#1.txt", folder / "b")
    for path in paths:
        found = list(discover([path]))
        (folder / "daftar").write_text("".join(f"{listed(source)}\n" for source in found), encoding="utf-8")
        assert list(discover([], files_from="daftar")) == found


def test_nothing_found_is_told(tmp_path: Path) -> None:
    told: list[str] = []
    assert list(discover([tmp_path], on_skip=lambda path, why: told.append(why))) == []
    assert told == ["nothing to read in this folder"]


def test_a_pattern_that_no_file_matches_is_an_error(tmp_path: Path) -> None:
    errors: list[InputError] = []
    assert list(discover([f"{tmp_path}/*.txt"], on_error=errors.append)) == []
    assert [str(error) for error in errors] == [f"{tmp_path}/*.txt: no file matches this pattern (check it)"]


def test_what_is_no_input_is_passed_over_where_it_is_not_named(folder: Path) -> None:
    def why_not(path: Path, is_folder: bool) -> str | None:
        return "hasil" if (path.name, is_folder) in (("a", True), ("satu.txt", False)) else None

    told: list[str] = []

    def found(path: str | Path) -> list[str]:
        return names(discover([path], on_skip=lambda path, why: told.append(f"{path.name}: {why}"), why_not=why_not))

    assert found(folder / "a") == ["dua.TXT"]
    assert found(folder / "a/satu.txt") == ["satu.txt"]
    assert found(f"{folder}/a/*") == ["dua.TXT"]
    told.clear()
    assert found(f"{folder}/**/*.*") == []
    assert told == ["a: hasil", "satu.txt: hasil", "gambar.png: .png is not a format that is read"]


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(ARTICLE.encode()), encoding="utf-8"))
    (source,) = discover(["-"])
    (document,) = read(source.path)
    assert (document.path, document.metadata.title) == ("stdin", "Harga Beras Naik")


def test_gzip_of_an_article_has_the_text_and_hash_of_the_article(tmp_path: Path) -> None:
    plain, packed = tmp_path / "satu.txt", tmp_path / "satu.txt.gz"
    plain.write_bytes(ARTICLE.encode())
    packed.write_bytes(gzip.compress(ARTICLE.encode()))
    first, second = read(plain)[0], read(packed)[0]
    assert (first.text, first.bytes_sha256, first.blocks) == (second.text, second.bytes_sha256, second.blocks)
    assert names(discover([tmp_path])) == ["satu.txt", "satu.txt.gz"]


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (None, "no such file"),
        (b"", "is empty"),
        (b" \n\xc2\xa0\n", "is empty"),
        (b"\xef\xbb\xbf", "is empty"),
        (b"\x7fELF\x02\x01\x01\x00", "a program"),
        (bytes(200), "binary"),
    ],
)
def test_a_bad_file_is_one_line_with_a_remedy(tmp_path: Path, content: bytes | None, what: str) -> None:
    path = tmp_path / "buruk.txt"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(InputError, match=what) as caught:
        read(path)
    assert str(caught.value).startswith(f"{path}: ")
    assert str(caught.value).endswith(")")
    assert "\n" not in str(caught.value)


def test_damaged_gzip_is_told(tmp_path: Path) -> None:
    path = tmp_path / "rusak.txt.gz"
    path.write_bytes(gzip.compress(ARTICLE.encode() * 50)[:-20])
    with pytest.raises(InputError, match="damaged gzip"):
        read(path)


def test_a_small_file_that_unpacks_into_too_much_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "besar.txt.gz"
    path.write_bytes(gzip.compress(b"a" * 2**21))
    monkeypatch.setattr("selaras.reading.sources._LARGEST", 2**20)
    with pytest.raises(InputError, match="larger than 1 MiB"):
        read(path)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        (
            '<?xml version="1.0"?>\n<!-- Uji -->\n<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n<tmx version="1.4"/>',
            "translation memory",
        ),
        ('<xliff version="1.2"/>', "XLIFF"),
        ('<martif type="TBX"/>', "glossary"),
        ('<!DOCTYPE TEI [<!ENTITY a "b">]>\n<t:TEI xmlns:t="http://www.tei-c.org/ns/1.0"/>', "TEI"),
    ],
)
def test_a_file_for_another_command_is_no_article(tmp_path: Path, text: str, what: str) -> None:
    path = tmp_path / "a.unduhan"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=f"is an? {what}.*, not an article"):
        read(path)
    (document,) = read(path, options=ReadingOptions(format="txt"))
    assert document.text == text


@pytest.mark.parametrize("text", ["<Satu> & dua.", "<?xml versi lama", "<!-- " * 2000, "<p>TMX</p>"])
def test_an_article_may_begin_like_xml(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    assert read(tmp_path / "a.txt")[0].text == text


def test_a_folder_is_not_a_file(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is a folder"):
        read(tmp_path)


def test_ids_from_the_stem_must_be_legal(folder: Path) -> None:
    (folder / "a/1.txt").write_text(ARTICLE, encoding="utf-8")
    options = ReadingOptions(id_from="stem")
    assert read(folder / "a/satu.txt", options=options)[0].doc_id == "satu"
    with pytest.raises(InputError, match="'1' cannot be an id"):
        read(folder / "a/1.txt", options=options)
    with pytest.raises(InputError, match="no column 'kode'"):
        read(folder / "a/1.txt", options=ReadingOptions(id_from="kode"))


def test_ids_from_the_url(tmp_path: Path) -> None:
    path = tmp_path / "satu.txt"
    path.write_text("Harga Beras Naik\nhttps://contoh.id/harga\nHarga beras naik.\n", encoding="utf-8")
    assert read(path, options=ReadingOptions(id_from="url"))[0].doc_id == doc_id_of("https://contoh.id/harga")


def test_windows_newlines_stay(tmp_path: Path) -> None:
    path = tmp_path / "satu.txt"
    path.write_bytes(ARTICLE.replace("\n", "\r\n").encode())
    (document,) = read(path)
    assert document.text == ARTICLE.replace("\n", "\r\n")
    assert [block.kind for block in document.blocks] == [block.kind for block in read_text(ARTICLE).blocks]


def test_an_english_article_is_read_and_marked() -> None:
    assert read_text(ENGLISH_ARTICLE).language == "en"
    assert read_text(ARTICLE).language == "id"


def test_one_paragraph_in_another_language_is_marked() -> None:
    document = read_text(
        ARTICLE + "\n" + "Warga mengatakan harga ini tidak wajar dan akan mengadu. " * 5 + "\n\n" + ENGLISH_ARTICLE
    )
    assert document.language == "id"
    assert [block.language for block in document.blocks] == [None, None, None, None, None, "en"]


@pytest.mark.parametrize(("newlines", "blocks"), [("auto", 1), ("always", 2), ("never", 1)])
def test_what_a_line_end_means_can_be_chosen(newlines: str, blocks: int) -> None:
    text = "Koperasi nelayan di Muara Baru membagikan sisa hasil usaha kepada\nempat ratus anggotanya kemarin.\n"
    assert len(read_text(text, options=ReadingOptions(newlines=Newlines(newlines))).blocks) == blocks


def test_one_long_quotation_does_not_make_a_short_article_english() -> None:
    unsure = "Harga beras naik tajam di pasar kemarin, kata pedagang di sana. Pembeli mengeluh."
    document = read_text(f"Harga Beras Naik\n\n{unsure}\n\n{QUOTATION}\n\nStok beras kosong sejak kemarin.\n")
    assert document.language == "id"
    assert [block.language for block in document.blocks] == [None, None, "en", None]


def test_one_huge_line_is_read() -> None:
    text = "Harga beras naik di Jakarta. " * (50 * 2**20 // 29)
    (block,) = read_text(text).blocks
    assert len(block.span) == len(text) - 1


def test_importing_the_package_loads_nothing_heavy() -> None:
    code = "import sys, selaras.reading; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    heavy = {"lxml", "trafilatura", "docx", "py3langid", "numpy", "charset_normalizer", "ftfy", "ctranslate2"}
    assert heavy.isdisjoint(loaded)


def test_an_item_behind_a_list_inside_its_list_is_an_item() -> None:
    items = ["1. Pertama", "2. Kedua", "a. Anak kedua", "b. Anak lain", "3. Ketiga"]
    document = read_text(f"{ARTICLE}\n" + "\n".join(items) + "\n\nDemikian kata pedagang di pasar itu kemarin.\n")
    found = [block.span.of(document.text) for block in document.blocks if block.kind is BlockKind.LIST_ITEM]
    assert found == items
