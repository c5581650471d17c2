"""Every check has a hit and a clean case in ``tests/data/checks/CODE.txt``.

A case is a block of lines: ``hit`` or ``clean`` (a remark may follow a colon), then ``id:`` and
``en:`` of each pair, ``at:`` for the text that the finding points at, ``tuid:`` and measurements
where they matter; ``term:`` with source, target and usage of a glossary, separated by ``|``;
``link:``, ``source:`` and ``target:`` with segment ids for an alignment.
A blank line ends it; ``\\x07`` and ``\\u200b`` stand for that character.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from selaras.checks import CHECKS, CheckSettings, check, check_links, check_pair, turned
from selaras.checks.knowledge import table
from selaras.errors import UsageError
from selaras.model import Alignment, Measurements, Pair, Scope, Side, Span
from selaras.terminology.glossary import Term, merged

CASES = Path(__file__).parent.parent / "data" / "checks"


@dataclass(frozen=True)
class Case:
    """One block of a fixture file."""

    code: str
    is_hit: bool
    remark: str
    pairs: list[Pair] = field(default_factory=list)
    pointed_at: str | None = None
    links: list[Alignment] = field(default_factory=list)
    source_ids: list[str] = field(default_factory=list)
    target_ids: list[str] = field(default_factory=list)
    terms: list[Term] = field(default_factory=list)

    def __str__(self) -> str:
        about = self.remark or (self.pairs[0].source[:20] if self.pairs else "links")
        return f"{self.code}-{'hit' if self.is_hit else 'clean'}-{about}"


def parse_cases(code: str, text: str) -> list[Case]:
    """The cases of a file; anything that is not of the form above is an error."""
    return [_parse_case(code, block) for block in re.split(r"\n\s*\n", text.strip())]


def _parse_case(code: str, block: str) -> Case:
    heading, *lines = block.splitlines()
    expectation, _, remark = heading.partition(":")
    if expectation not in ("hit", "clean"):
        raise ValueError(f"{code}: a case starts with “hit” or “clean”, not “{heading}”")
    case = Case(code, expectation == "hit", remark.strip())
    for line in lines:
        case = _with_line(case, line)
    if not (case.pairs or case.links) or any(pair.target == "\0" for pair in case.pairs):
        raise ValueError(f"{code}: a case needs id: and en: lines: {heading}")
    return case


def _with_line(case: Case, line: str) -> Case:
    name, colon, value = line.partition(":")
    value = re.sub(r"\\x(..)|\\u(....)", lambda match: chr(int(match[1] or match[2], 16)), value.removeprefix(" "))
    pairs = case.pairs
    if name == "id":
        return replace(case, pairs=[*pairs, Pair(f"unit.{len(pairs)}", value, "\0")])
    if name == "at":
        return replace(case, pointed_at=value)
    if name == "term":
        return replace(case, terms=[*case.terms, _term(*(cell.strip() for cell in value.split("|")))])
    if name == "link":
        ours, _, theirs = value.partition(">")
        return replace(case, links=[*case.links, Alignment(tuple(ours.split()), tuple(theirs.split()))])
    if name == "source":
        return replace(case, source_ids=value.split())
    if name == "target":
        return replace(case, target_ids=value.split())
    changed = {
        "en": lambda pair: replace(pair, target=value),
        "tuid": lambda pair: replace(pair, tuid=value),
        "score": lambda pair: replace(pair, measurements=Measurements(score=float(value))),
        "agreement": lambda pair: replace(pair, measurements=Measurements(agreement=float(value))),
        "unknown": lambda pair: replace(pair, measurements=Measurements(unknown=int(value))),
    }
    if not colon or name not in changed or not pairs:
        raise ValueError(f"{case.code}: not a line of a case: {line}")
    return replace(case, pairs=[*pairs[:-1], changed[name](pairs[-1])])


def _term(source: str, target: str, usage: str = "") -> Term:
    if usage == "forbidden":
        return Term(source, forbidden=(target,))
    return Term(source, (target,), keep=usage == "keep")


ALL_CASES = [case for path in sorted(CASES.glob("*.txt")) for case in parse_cases(path.stem, path.read_text("utf-8"))]


@pytest.mark.parametrize("case", ALL_CASES, ids=str)
def test_case(case: Case) -> None:
    settings = CheckSettings(select=(case.code,), glossary=merged(case.terms))
    findings = [*check(case.pairs, settings), *check_links(case.links, case.source_ids, case.target_ids, settings)]
    assert bool(findings) == case.is_hit, findings
    if case.pointed_at is not None:
        texts = {(pair.tuid, side): text for pair in case.pairs for side, text in _sides(pair)}
        pointed = [f.span.of(texts[f.tuid, f.side]) for f in findings if f.span is not None]
        assert case.pointed_at in pointed


def test_messages_about_a_pair_turned_round_name_the_sides_the_other_way() -> None:
    hits = [case for case in ALL_CASES if case.is_hit and case.pairs]
    found = [one for case in hits for one in check(case.pairs, CheckSettings(glossary=merged(case.terms)))]
    assert len({finding.code for finding in found}) > 60
    for finding in found:
        there = turned(finding)
        ours, theirs = (
            re.findall(r"\b(?:source|target)", re.sub("“[^”]*”", "", one.message)) for one in (finding, there)
        )
        assert [{"source": "target", "target": "source"}[word] for word in ours] == theirs
        assert {finding.side, there.side} == set(Side)
        assert turned(there) == finding
    quoted = replace(found[0], message="the source says “the target”")
    assert turned(quoted).message == "the target says “the target”"
    assert turned(replace(quoted, code="ACME-1")).message == quoted.message


def _sides(pair: Pair) -> list[tuple[Side, str]]:
    return [(Side.SOURCE, pair.source), (Side.TARGET, pair.target)]


@pytest.mark.parametrize("code", CHECKS)
def test_every_check_has_a_hit_and_a_clean_case(code: str) -> None:
    assert {case.is_hit for case in ALL_CASES if case.code == code} == {True, False}


def test_every_fixture_belongs_to_a_check() -> None:
    assert {case.code for case in ALL_CASES} <= set(CHECKS)


@pytest.mark.parametrize("broken", ["miss\nid: a\nen: b", "hit\nid: a", "hit\nid: a\nde: b", "hit\nen: b"])
def test_malformed_cases_fail(broken: str) -> None:
    with pytest.raises(ValueError, match="X000"):
        parse_cases("X000", broken)


@pytest.mark.parametrize("code", CHECKS)
def test_a_check_is_described(code: str) -> None:
    rule = CHECKS[code]
    assert rule.check.code == code
    assert re.fullmatch(r"[A-Z]\d{3}", code)
    assert rule.means.endswith(".")
    assert rule.false_alarms.endswith(".")
    ways = {Scope.UNIT: rule.measure, Scope.CORPUS: rule.record and rule.report, Scope.DOCUMENT: rule.links}
    assert [scope for scope, way in ways.items() if way] == [rule.check.scope]


# The values of ITS 2.0, https://www.w3.org/TR/its20/#lqissue-typevalues
ITS_TYPES = frozenset(
    {
        "terminology",
        "mistranslation",
        "omission",
        "untranslated",
        "addition",
        "duplication",
        "inconsistency",
        "grammar",
        "legal",
        "register",
        "locale-specific-content",
        "locale-violation",
        "style",
        "characters",
        "misspelling",
        "typographical",
        "formatting",
        "inconsistent-entities",
        "numbers",
        "markup",
        "pattern-problem",
        "whitespace",
        "internationalization",
        "length",
        "non-conformance",
        "uncategorized",
        "other",
    }
)


def test_its_types_are_those_of_the_recommendation() -> None:
    assert {rule.check.its_type for rule in CHECKS.values()} <= ITS_TYPES


def test_units_without_text_do_not_count_beside_others() -> None:
    targets = ("It has been raining since morning.", "", "Rain since dawn.", "It has been raining since morning.", "")
    pairs = [Pair(f"u{place}", "Hujan turun sejak pagi.", target) for place, target in enumerate(targets)]
    findings = check(pairs, CheckSettings(select=("K",)))
    assert [(finding.code, finding.tuid, finding.measured) for finding in findings] == [
        ("K101", "u2", 2),
        ("K104", "u3", 1),
    ]


def test_a_target_counts_the_sources_that_have_text() -> None:
    sources = ("Hujan turun sejak pagi.", " ", "Air sungai naik.", "HUJAN TURUN SEJAK PAGI.", "Warga mengungsi.", "")
    pairs = [Pair(f"u{place}", source, "Thank you very much.") for place, source in enumerate(sources)]
    findings = check(pairs, CheckSettings(select=("K102",)))
    assert [(finding.tuid, finding.measured) for finding in findings] == [("u0", 3), ("u2", 3), ("u4", 3)]


@pytest.mark.parametrize(
    ("source", "target", "codes"),
    [
        ("Garis", "-" * 30, set()),
        ("Harga u\u017f$ 500 dan 5 kilometer", "Price 500 and 5 miles", {"A107"}),
        ("Harga \u0131dr 500 dan 5 kilometer", "Price 500 and 5 miles", {"A107"}),
        ("Lihat Foo.Bar www.x di sana", "See Foo.Bar there", {"A401"}),
        ("#ΑΣ:b bagus", "#ΑΣ:b good", set()),
        ("Mereka tahu, tidak lupa, bukan di sana.", "They do not know it, non-less useful than that.", {"A202"}),
    ],
)
def test_rare_texts_get_the_same_answer_alone_and_in_a_block(source: str, target: str, codes: set[str]) -> None:
    pair = Pair("u1", source, target)
    settings = CheckSettings(select=("A1", "A2", "A4"), identify_language=False)
    assert {finding.code for finding in check_pair(pair, settings)} == codes
    assert {finding.code for finding in check([pair], settings)} == codes


@pytest.mark.parametrize(
    ("source", "target", "codes"),
    [
        ("Jembatan itu baru dibuka enam tahun kemudian.", "The bridge was not opened until six years later.", set()),
        ("Jembatan itu dibuka enam tahun kemudian.", "The bridge was not opened six years later.", {"A202"}),
        ("Baik dokter maupun pasien tidak tahu.", "Neither the doctors nor the patients know.", set()),
        ("Baik dokter maupun pasien tahu.", "Neither the doctors nor the patients know.", {"A202"}),
        ("Pasar itu terletak tidak jauh dari pantai.", "The market is not far from the beach.", set()),
        ("Petugas tidak segan menjatuhkan denda.", "Officers do not hesitate to impose fines.", set()),
        ("Asas praduga tak bersalah harus dihormati.", "The presumption of innocence must be respected.", set()),
        ("Harimau yang tersisa tidak sampai 600 ekor.", "Fewer than 600 tigers remain.", set()),
        (
            "Lonjakan itu sudah diantisipasi, warga diminta tidak panik.",
            "The surge was anticipated, people were asked not to panic.",
            set(),
        ),
        ("Dua pesawat tanpa awak jatuh.", "Two drones crashed.", set()),
        ("Ia hadir. Pesta berlangsung sampai pagi.", "He did not come. The party went on until morning.", {"A202"}),
        ("Surat itu tidak sampai ke tangannya.", "The letter reached him.", {"A201"}),
        ("Cerita itu tidak masuk akal.", "The story makes sense.", {"A201"}),
        ("Petugas segera menjawab.", "The officer didn't hesitate to answer.", set()),
        ("Bukan hanya itu, tetapi juga ini.", "It isn't only that but also this.", set()),
    ],
)
def test_a_negation_is_one_only_where_it_negates(source: str, target: str, codes: set[str]) -> None:
    settings = CheckSettings(select=("A201", "A202"), identify_language=False)
    assert {finding.code for finding in check_pair(Pair("u1", source, target), settings)} == codes


@pytest.mark.parametrize(
    ("code", "source", "target", "span"),
    [
        ("A201", "İİİ Presiden tidak datang.", "The president came.", (13, 18)),
        ("A303", "Dia lahir di DI Yogyakarta kemarin.", "She was born yesterday.", (13, 15)),
        ("A109", "Dia mungkin datang 17 Juni.", "He may come on 17 May then.", (18, 21)),
        ("A302", "Setangkai mawar merah untuk Mawar itu.", "A red flower for her.", (28, 33)),
        ("T103", "Baik, katanya.", 'It\'s "fine", he said.', (5, 6)),
        ("T102", "Dia (5 km) pergi (besok).", "He leaves (5 km).", (17, 18)),
    ],
)
def test_findings_point_at_the_word_that_was_meant(code: str, source: str, target: str, span: tuple[int, int]) -> None:
    (finding,) = check_pair(Pair("u1", source, target), CheckSettings(select=(code,)))
    assert finding.span == Span(*span)


def test_what_is_measured_reaches_the_threshold_it_is_told_with() -> None:
    stutter = Pair("u1", "Dia pergi ke sana.", "He went over there he went over there.")
    for threshold in (4, 8):
        (finding,) = check_pair(stutter, CheckSettings(select=("H101",), thresholds={"H101": threshold}))
        assert (finding.measured, finding.threshold) == (8, threshold)
    assert not check_pair(stutter, CheckSettings(select=("H101",), thresholds={"H101": 9}))
    repeats = [Pair("u1", "Hujan turun.", "Rain fell.")] * 3
    found = list(check(repeats, CheckSettings(select=("K104",), thresholds={"K104": 2})))
    assert [finding.measured for finding in found] == [2, 2]
    assert not list(check(repeats, CheckSettings(select=("K104",), thresholds={"K104": 3})))


def test_an_id_that_one_unit_has_is_no_duplicate() -> None:
    assert not list(check([Pair("u1", "Ya.", "Yes.")], CheckSettings(select=("S101",), thresholds={"S101": 1})))


def test_a_count_cannot_be_required_to_be_none() -> None:
    with pytest.raises(UsageError, match="A105"):
        CheckSettings(thresholds={"A105": 0})
    assert CheckSettings(thresholds={"C103": 0.0}).thresholds


def test_long_runs_of_digits_take_linear_time() -> None:
    pair = Pair("u1", "juta " + "1" * 100_000, "million 2")
    assert check_pair(pair, CheckSettings(select=("A101",)))


def test_words_that_put_a_negation_positively_are_listed_once_and_have_none_inside() -> None:
    rows = [(words.split(), english.split()) for words, english in table("negated")]
    listed = [word for words, _ in rows for word in words]
    assert len(listed) == len(set(listed)) > 0
    target = " ".join({word for _, english in rows for word in english})
    # Were one a negation, it would stand for the one of the source.
    found = check_pair(Pair("u1", "Ia tidak diam.", target), CheckSettings(select=("A201",)))
    assert [finding.code for finding in found] == ["A201"]
