"""Checks that users write: what a line may say, what it finds, and that no pattern runs for ever."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selaras.checks import CheckSettings, Suppression, check, check_pair, effect, parse_checklist, parse_suppressions
from selaras.checks.checklist import is_checklist_code
from selaras.errors import UsageError
from selaras.model import Finding, Pair, Severity, Side, Span

STYLE = """\
# house style
code\tside\tdemand\tpattern\tmessage\tseverity\twhen
ACME-1\ttarget\tmust not\t(?i)\\bper cent\\b\twrite percent\tinfo
ACME-1\ttarget\tmust-not\t\\bpct\\b\twrite percent\tinfo\t
ACME-2\ttarget\tmust\t\\bLtd\\b\tPT is Ltd\terror\t\\bPT\\s[A-Z]
quotes\tboth\tmust not\t[“”]\tstraight quotation marks only
"""


def settings(text: str = STYLE, **chosen: object) -> CheckSettings:
    return CheckSettings(checklist=parse_checklist(text), **chosen)  # type: ignore[arg-type]


def found(source: str, target: str, chosen: CheckSettings) -> list[Finding]:
    return [finding for finding in check_pair(Pair("u.1", source, target), chosen) if is_checklist_code(finding.code)]


def test_a_text_that_must_not_match_is_marked_wherever_it_does() -> None:
    target = "Prices rose 5 Per cent and 6 per cent."
    one, two = found("Harga naik 5 persen dan 6 persen.", target, settings())
    assert (one.code, one.severity, one.side, one.message) == ("ACME-1", Severity.INFO, Side.TARGET, "write percent")
    assert [finding.span and finding.span.of(target) for finding in (one, two)] == ["Per cent", "per cent"]
    assert (one.measured, one.threshold) == (2, 1)


def test_a_text_that_must_match_is_told_where_the_condition_holds() -> None:
    (finding,) = found("PT Maju untung.", "Maju makes a profit.", settings())
    assert (finding.code, finding.severity, finding.span) == ("ACME-2", Severity.ERROR, None)
    assert not found("PT Maju untung.", "Maju Ltd makes a profit.", settings())
    assert not found("Toko itu untung.", "The shop makes a profit.", settings())
    assert not found("PT Maju untung.", " ", settings())


def test_both_sides() -> None:
    findings = found("“Ya.”", '"Yes."', settings())
    assert [(finding.side, finding.span) for finding in findings] == [
        (Side.SOURCE, Span(0, 1)),
        (Side.SOURCE, Span(4, 5)),
    ]
    assert {finding.severity for finding in findings} == {Severity.WARNING}


def test_users_codes_are_chosen_and_silenced_like_ours() -> None:
    pair = ("“PT Maju” naik 5 persen.", "“Maju” rises 5 per cent.")
    assert {f.code for f in found(*pair, settings())} == {"ACME-1", "ACME-2", "quotes"}
    assert {f.code for f in found(*pair, settings(select=("ACME",)))} == {"ACME-1", "ACME-2"}
    assert {f.code for f in found(*pair, settings(ignore=("ACME-2", "q")))} == {"ACME-1"}
    (louder,) = found(*pair, settings(select=("ACME-1",), severities={"ACME": Severity.ERROR}))
    assert louder.severity is Severity.ERROR
    assert not found(*pair, settings(select=("ACME-1",), thresholds={"ACME-1": 2}))
    silent = settings(select=("ACME", "quotes"), suppressions=(Suppression("u.1", "ACME", "agreed"),))
    assert {f.code for f in found(*pair, silent)} == {"quotes"}
    with pytest.raises(UsageError, match="no check is called “ACME-9”"):
        settings(select=("ACME-9",))


def test_suppressions_outlive_the_checklist() -> None:
    (suppression,) = parse_suppressions("u.1\tACME-1\tagreed\n")
    assert suppression.code == "ACME-1"


def test_the_effect_report_names_them() -> None:
    chosen = settings(select=("ACME",))
    pair = Pair("u.1", "Naik 5 persen.", "Rises 5 per cent.")
    (row,) = effect(check([pair], chosen), 1, rules=chosen.rules).checks
    assert (row.code, row.title, row.units) == ("ACME-1", "write percent", 1)


def test_without_a_header_the_columns_have_their_order() -> None:
    (item,) = parse_checklist("\ufeffX-1\tSource\tMust\tx+\tsay x\n")
    assert (item.code, item.sides, item.demand, item.severity) == ("X-1", (Side.SOURCE,), "must", Severity.WARNING)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("X-1\ttarget\tmust\t(x\tm", "list.tsv:2: not a regular expression: missing )"),
        ("X-1\ttarget\tmust\tx\tm\tinfo\t[", "list.tsv:2: not a regular expression:"),
        ("X-1\ttarget\tmust\tx", "list.tsv:2: a checklist line without a message"),
        ("X-1\tleft\tmust\tx\tm", "list.tsv:2: no side is called “left” (write source, target or both)"),
        ("X-1\ttarget\tmay\tx\tm", "list.tsv:2: no demand is called “may”"),
        ("X-1\ttarget\tmust\tx\tm\tfatal", "list.tsv:2: no severity is called “fatal”"),
        ("A101\ttarget\tmust\tx\tm", "list.tsv:2: “A101” cannot be the code of a check of yours"),
        ("G\ttarget\tmust\tx\tm", "list.tsv:2: “G” cannot be"),
        ("my code\ttarget\tmust\tx\tm", "list.tsv:2: “my code” cannot be"),
        ("X-1\ttarget\tmust\tx*\tm", "list.tsv:2: the pattern of X-1 matches every text"),
        ("X-1\ttarget\tmust\tx\tm\nX-1\ttarget\tmust\ty\tm\terror", "list.tsv:3: X-1 is error here and warning in"),
        ("X-1\ttarget\tmust not\t(\\w|\\w\\w)+[:;]\tm", "list.tsv:2: the pattern of X-1 takes too long"),
        ("X-1\ttarget\tmust\tx\tm\t\t(a|aa)+$", "list.tsv:2: the pattern of X-1 takes too long"),
    ],
)
def test_mistakes_are_told_with_their_line(line: str, told: str) -> None:
    with pytest.raises(UsageError) as error:
        parse_checklist(f"# mine\n{line}\n", path="list.tsv")
    assert str(error.value).startswith(told)


def test_a_header_must_name_what_is_needed() -> None:
    with pytest.raises(UsageError, match="no column pattern"):
        parse_checklist("code\tside\tdemand\tmessage\n")


def test_a_pattern_that_runs_for_ever_ends_the_run_with_its_line_and_unit() -> None:
    slow = parse_checklist("X-1\ttarget\tmust not\t(q|qq)+z\tm\n", path="list.tsv")
    with pytest.raises(UsageError, match=r"list.tsv:1: the pattern of X-1 takes too long on u\.7"):
        check_pair(Pair("u.7", "Ya.", "q" * 200), CheckSettings(checklist=slow, select=("X-1",)))


@pytest.mark.parametrize(
    "pattern",
    [
        r"\b(\w+)\s+\1\b",
        r"(?i)\bcolou?r\w*\b.*\bgrey\b",
        r"\s+[.,;:!?]",
        r"\d{1,3}(?:\.\d{3})+",
        r"^\s*-.*[^.]$",
        r"“[^”]*$",
    ],
)
def test_patterns_of_everyday_life_are_taken(pattern: str) -> None:
    assert parse_checklist(f"X-1\ttarget\tmust not\t{pattern}\tm\n")


@given(st.text(max_size=60))
def test_no_line_breaks_the_reader(text: str) -> None:
    try:
        items = parse_checklist(f"X-1\ttarget\tmust not\t{text}\tm\n")
    except UsageError:
        return
    assert all(item.code for item in items)
