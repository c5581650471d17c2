"""The bundled model through the engine."""

from __future__ import annotations

import random
from pathlib import Path

import ctranslate2
import pytest
import sacrebleu

from selaras.errors import ModelError
from selaras.translation import DecodingOptions, Translator, load
from selaras.translation.packages import VOCABULARY_MAP

# Sentences of our own, with translations of our own.
PAIRS = (
    ("Presiden mengunjungi pasar itu pada hari Senin.", "The president visited the market on Monday."),
    ("Pemerintah akan membangun jalan baru tahun depan.", "The government will build a new road next year."),
    ("Dia tidak tahu siapa yang datang kemarin.", "He does not know who came yesterday."),
    ("Hujan deras membuat sungai itu meluap.", "Heavy rain made the river overflow."),
    ("Mereka membutuhkan air bersih dan makanan.", "They need clean water and food."),
    ("Harga beras naik sepuluh persen bulan ini.", "The price of rice rose ten percent this month."),
)
CHRF_FLOOR = 45.0
ALIKE = 90.0

pytestmark = pytest.mark.model


def test_the_model_translates(translator: Translator) -> None:
    translated = [translation.text for translation in translator.translate([source for source, _ in PAIRS])]
    assert sacrebleu.corpus_chrf(translated, [[reference for _, reference in PAIRS]]).score >= CHRF_FLOOR


def test_order_and_company_do_not_matter(translator: Translator) -> None:
    sources = [source for source, _ in PAIRS] + [""]
    expected = dict(zip(sources, translator.translate(sources), strict=True))
    shuffled = sources * 2
    random.Random(3).shuffle(shuffled)
    assert translator.translate(shuffled) == [expected[source] for source in shuffled]


@pytest.mark.parametrize("source", ["", " ", "\t"])
def test_nothing_in_nothing_out(translator: Translator, source: str) -> None:
    (translation,) = translator.translate([source])
    assert translation.text == ""
    assert translation.measurements.score is None


@pytest.mark.parametrize("source", ["\u115f", "\u3164\u3164", "\ufdfa" * 9, "\u0e33" * 400, "a\u0301\u0302" * 20])
def test_odd_letters_do_no_harm(translator: Translator, source: str) -> None:
    assert len(translator.translate([source])) == 1


def test_a_model_says_what_its_vocabulary_map_allows(bundled_copy: Path) -> None:
    allowed = bundled_copy / VOCABULARY_MAP
    source, _ = PAIRS[-1]
    texts = []
    for words in (allowed.read_text(encoding="utf-8"), allowed.read_text(encoding="utf-8").replace(" ▁price ", " ")):
        allowed.write_text(words, encoding="utf-8")
        texts += [translation.text for translation in load(str(bundled_copy)).translate([source])]
    allowed.unlink()
    texts += [translation.text for translation in load(str(bundled_copy)).translate([source])]
    assert ["price" in text.split() for text in texts] == [True, False, True]


def test_no_sources(translator: Translator) -> None:
    assert translator.translate([]) == []


def test_progress_adds_up_to_the_sources(translator: Translator) -> None:
    told: list[int] = []
    sources = [PAIRS[0][0], "", PAIRS[1][0], PAIRS[0][0], ", ".join([PAIRS[2][0]] * 30)]
    translator.translate(sources, told.append)
    assert sum(told) == len(sources)


def test_a_very_long_segment_keeps_its_end(translator: Translator) -> None:
    sentences = [f"Warga desa nomor {number} membutuhkan air bersih dan makanan." for number in range(100, 300)]
    (translation,) = translator.translate([" ".join(sentences)])
    assert "split" in translation.measurements.steps
    missing = [number for number in range(100, 300) if str(number) not in translation.text]
    assert len(missing) <= 3


@pytest.mark.parametrize(
    ("source", "kept"),
    [
        ("Kunjungi https://contoh.co.id/berita_2019/a-b untuk informasi.", "https://contoh.co.id/berita_2019/a-b"),
        ("Kirim berkas laporan_akhir.pdf ke ani_s@contoh.id besok.", "laporan_akhir.pdf"),
        ("Ikuti @ani_budi dan pakai #DiRumahSaja hari ini.", "@ani_budi"),
        ("Harga naik menjadi Rp1.500.000 pada Senin (16/02).", "1,500,000"),
        ("Harga naik menjadi Rp1.500.000 pada Senin (16/02).", "16/02"),
    ],
)
def test_what_must_come_through(translator: Translator, source: str, kept: str) -> None:
    assert kept in translator.translate([source])[0].text


@pytest.mark.parametrize(
    "kept",
    [
        "abcdefghij" * 30,
        "x" * 2000,
        " ".join(map(str, range(1, 61))),
        ", ".join(map(str, range(12, 150, 3))),
        "-".join(map(str, range(12, 42, 3))),
        r"\n",
    ],
    ids=lambda kept: kept[:12],
)
def test_what_is_no_language_is_not_cut_short(translator: Translator, kept: str) -> None:
    assert kept in translator.translate([f"Pesan itu berisi {kept} di halaman pertama."])[0].text


def test_capitals_stay_capitals(translator: Translator) -> None:
    (translation,) = translator.translate(["PEMERINTAH AKAN MEMBANGUN JALAN BARU"])
    assert translation.text.isupper()
    assert "ROAD" in translation.text
    assert "cased" in translation.measurements.steps


def test_measurements(translator: Translator) -> None:
    (translation,) = translator.translate([PAIRS[0][0]])
    score = translation.measurements.score
    assert score is not None
    assert -2 < score < 0
    assert translation.measurements.unknown == 0


def test_the_signature_says_all_that_shapes_the_text(translator: Translator) -> None:
    signature = translator.provenance.signature
    for part in (
        "argos:selaras-id_en-",
        "pkg:",
        "ct2:",
        "spm:",
        "beam:",
        "lp:",
        "rep:",
        "type:",
        "norm:",
        "rerank:none",
    ):
        assert part in signature
    assert not set(signature) & set("/ \t")
    assert translator.provenance.model_date


def test_a_gpu_translates_like_the_cpu() -> None:
    if not ctranslate2.get_cuda_device_count():
        pytest.skip("CTranslate2 sees no GPU")
    sources = [source for source, _ in PAIRS]
    on_cpu, on_gpu = (
        [translation.text for translation in load(options=DecodingOptions(device=device)).translate(sources)]
        for device in ("cpu", "cuda")
    )
    assert sacrebleu.corpus_chrf(on_gpu, [on_cpu]).score >= ALIKE


@pytest.mark.parametrize(("wanted", "used"), [("auto", "cuda"), ("cuda", "cuda"), ("cpu", "cpu")])
def test_a_gpu_is_used_where_one_is_seen(wanted: str, used: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """CTranslate2 is made to see one; what it would be asked to do there is done on the CPU."""
    asked: list[str] = []
    load_model = ctranslate2.Translator

    def on_cpu(path: str, *, device: str, **options: object) -> ctranslate2.Translator:
        asked.append(device)
        return load_model(path, device="cpu", **options)

    monkeypatch.setattr(ctranslate2, "get_cuda_device_count", lambda: 1)
    monkeypatch.setattr(ctranslate2, "Translator", on_cpu)
    source, reference = PAIRS[0]
    (translation,) = load(options=DecodingOptions(device=wanted)).translate([source])
    assert asked == [used]
    assert sacrebleu.sentence_chrf(translation.text, [reference]).score >= CHRF_FLOOR


def test_what_stands_together_in_a_batch_does_not_depend_on_the_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[list[list[str]]] = []
    load_model = ctranslate2.Translator

    class Recorder:
        def __init__(self, path: str, **options: object) -> None:
            self._model = load_model(path, **options)
            self.compute_type = self._model.compute_type

        def translate_batch(self, batch: list[list[str]], **options: object) -> object:
            asked[-1].append([" ".join(tokens) for tokens in batch])
            return self._model.translate_batch(batch, **options)

    monkeypatch.setattr(ctranslate2, "Translator", Recorder)
    for threads in (1, 3):
        asked.append([])
        load(options=DecodingOptions(threads=threads)).translate([source for source, _ in PAIRS])
    assert len(asked[0]) > 1
    assert asked[0] == asked[1]


def test_no_gpu_no_cuda() -> None:
    if ctranslate2.get_cuda_device_count():
        pytest.skip("there is a GPU")
    with pytest.raises(ModelError, match="--device cpu"):
        load(options=DecodingOptions(device="cuda"))


@pytest.mark.parametrize("wrong", [{"beam_size": 0}, {"beam_size": 2, "num_hypotheses": 3}, {"device": "tpu"}])
def test_options_that_make_no_sense(wrong: dict[str, int]) -> None:
    with pytest.raises(ValueError, match=r"hypotheses|device"):
        DecodingOptions(**wrong)  # type: ignore[arg-type]
