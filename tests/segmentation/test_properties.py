"""What holds for any text: nothing lost, nothing moved, nothing that depends on how it is encoded."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selaras.model import Span
from selaras.reading.lines import Newlines, paragraph_spans
from selaras.segmentation import SegmentationOptions, boundaries, sentence_spans
from selaras.segmentation.lexicon import builtin_abbreviations, knowledge

# Pieces that meet in real text, so that the rules meet each other.
WORDS = """
    Ia dan di Dr dr Jl No dll S.H M.T Tbk PT Ltd A W.S Budi pergi rumah sekolah kata Tanya KPK 5 1.250 1997 10 WIB
    iPhone al-Nusra kontan.com https://x.id/a.B
    a.n hlm Café Élan sulit Bangsa vitamin Presiden Indonesia Jakarta @budi #tag 🎉 (RM) menilai
    . . . ? ! … ... , : ; " " “ ” ‘ ’ « » ( ) [ ] [1] - – `` '' / %
"""
PIECES = [*WORDS.split(), "(Baca juga: Satu. Dua)", *[" "] * 20]
paragraphs = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)
texts = st.one_of(
    st.text(max_size=200), st.lists(st.sampled_from([*PIECES, "\n", "\n\n", "• "]), max_size=60).map("".join)
)
options = st.sampled_from([SegmentationOptions(), SegmentationOptions(split_quotations=False)])


def assert_covers(text: str, spans: list[Span], start: int = 0, end: int | None = None) -> None:
    position = start
    for span in spans:
        assert not text[position : span.start].strip()
        assert span.of(text) == span.of(text).strip() != ""
        position = span.end
    assert not text[position:end].strip()


def visible(text: str, spans: list[Span]) -> list[str]:
    """The sentences without white space and zero-width characters, composed."""
    kept = ("".join(c for c in span.of(text) if not c.isspace() and c not in "\u200b\u200d\ufeff") for span in spans)
    return [unicodedata.normalize("NFC", sentence) for sentence in kept if sentence]


@given(texts, options)
def test_sentences_cover_all_but_white_space(text: str, options: SegmentationOptions) -> None:
    assert_covers(text, sentence_spans(text, options=options))


@given(texts, st.sampled_from(Newlines))
def test_lines_cover_all_but_white_space(text: str, newlines: Newlines) -> None:
    assert_covers(text, paragraph_spans(text, newlines))


@given(texts, paragraphs, texts)
def test_a_paragraph_is_cut_without_regard_to_its_surroundings(before: str, text: str, behind: str) -> None:
    whole = before + text + behind
    spans = sentence_spans(whole, len(before), len(before) + len(text))
    assert_covers(whole, spans, len(before), len(before) + len(text))
    assert [span.of(whole) for span in spans] == [span.of(text) for span in sentence_spans(text)]


@given(paragraphs, options)
def test_a_sentence_is_one_sentence(text: str, options: SegmentationOptions) -> None:
    for span in sentence_spans(text, options=options):
        sentence = span.of(text)
        assert sentence_spans(sentence, options=options) == [Span(0, len(sentence))]


@given(texts)
def test_whole_quotations_only_take_boundaries_away(text: str) -> None:
    whole = {span.end for span in sentence_spans(text, options=SegmentationOptions(split_quotations=False))}
    assert len(whole) <= len(sentence_spans(text))


@given(paragraphs)
def test_the_fast_lane_changes_nothing(text: str) -> None:
    known = knowledge(SegmentationOptions())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(boundaries, "is_plain_stop", lambda *_: False)
        patch.setattr(boundaries, "is_inside_token", lambda *_: False)
        by_rules = list(boundaries.iter_boundaries(text, known))
    assert list(boundaries.iter_boundaries(text, known)) == by_rules


@given(paragraphs)
def test_composed_and_decomposed_text_is_cut_alike(text: str) -> None:
    composed, decomposed = unicodedata.normalize("NFC", text), unicodedata.normalize("NFD", text)
    assert visible(composed, sentence_spans(composed)) == visible(decomposed, sentence_spans(decomposed))


@given(paragraphs)
def test_no_break_spaces_are_spaces(text: str) -> None:
    other = text.replace(" ", "\u00a0")
    assert visible(text, sentence_spans(text)) == visible(other, sentence_spans(other))


@given(paragraphs, st.lists(st.tuples(st.integers(0, 120), st.sampled_from("\u200b\u200d\ufeff")), max_size=8))
def test_zero_width_characters_change_nothing(text: str, inserted: list[tuple[int, str]]) -> None:
    other = text
    for position, character in inserted:
        other = other[:position] + character + other[position:]
    assert visible(text, sentence_spans(text)) == visible(other, sentence_spans(other))


@given(texts.filter(lambda text: "\r" not in text))
def test_line_ends_of_windows_are_line_ends(text: str) -> None:
    other = text.replace("\n", "\r\n")
    assert visible(text, paragraph_spans(text)) == visible(other, paragraph_spans(other))
    assert visible(text, sentence_spans(text)) == visible(other, sentence_spans(other))


@pytest.mark.parametrize(
    "unit",
    [
        "a",
        ".",
        '"',
        "(",
        "“",
        'a."b',
        "Dr. A. ",
        '"Ia. ',
        "a.b@c",
        "1.",
        "A.",
        "(baca: ",
        "x. (",
        "  ",
        "? ",
        "\u200b.",
        "Ia, dan ",
    ],
)
def test_the_work_grows_with_the_text_alone(unit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Counts the characters that the rules look at: twice the text is about twice the work."""
    looked_at: list[int] = []

    class Watched(str):
        def __getitem__(self, key: object) -> str:
            part = super().__getitem__(key)  # type: ignore[index]
            looked_at.append(len(part))
            return part

        def count(self, *args: object) -> int:
            start, end = int(str(args[1])), int(str(args[2]))
            looked_at.append(end - start)
            return super().count(*args)  # type: ignore[arg-type]

        def rfind(self, *args: object) -> int:
            looked_at.append(int(str(args[2])) - int(str(args[1])))
            return super().rfind(*args)  # type: ignore[arg-type]

    def work(size: int) -> int:
        looked_at.clear()
        for _ in boundaries.iter_boundaries(Watched(unit * size), knowledge(SegmentationOptions())):
            pass
        return sum(looked_at)

    small, large = work(2000), work(4000)
    assert large <= 2.2 * small + 2000


def test_no_abbreviation_is_listed_twice() -> None:
    names = [name for name, _ in builtin_abbreviations()]
    assert sorted(names) == sorted(set(names))
