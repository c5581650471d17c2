"""Choosing checks, silencing them, and summing up what they found."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from selaras.checks import (
    CHECKS,
    PROFILES,
    CheckSettings,
    Suppression,
    check,
    check_pair,
    effect,
    format_suppressions,
    hard_failures,
    parse_suppressions,
    settings_from,
)
from selaras.checks.handbook import handbook
from selaras.errors import UsageError
from selaras.model import Pair, Severity, Side

WRONG = Pair("unit.1", "Harga naik 5,5 persen.", "Prices did not rise by 55 percent?")
RIGHT = Pair("unit.2", "Harga naik 5,5 persen.", "Prices rose by 5.5 percent.")


def codes(pair: Pair, settings: CheckSettings) -> set[str]:
    return {finding.code for finding in check_pair(pair, settings)}


def test_findings_say_what_was_expected_and_found() -> None:
    (finding,) = check_pair(WRONG, CheckSettings(select=("A101",)))
    assert finding.message == "55 is not in the source, which has 5,5"
    assert (finding.tuid, finding.side, finding.measured, finding.threshold) == ("unit.1", Side.TARGET, 1, 1)
    assert finding.span is not None
    assert finding.span.of(WRONG.target) == "55"


def test_good_pair_has_no_findings() -> None:
    assert check_pair(RIGHT) == []


def test_select_and_ignore_take_beginnings_of_codes() -> None:
    assert codes(WRONG, CheckSettings()) == {"A101", "A202", "A203"}
    assert codes(WRONG, CheckSettings(select=("A2",))) == {"A202", "A203"}
    assert codes(WRONG, CheckSettings(select=("A",), ignore=("A2",))) == {"A101"}


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"select": ("A999",)}, "no check is called “A999”"),
        ({"ignore": ("x",)}, "no check is called “x”"),
        ({"select": ("",)}, "no check is called “”"),
        ({"severities": {"Q1": Severity.ERROR}}, "no check is called “Q1”"),
        ({"thresholds": {"C": 1.0}}, "no check is called “C”"),
        ({"profile": "stric"}, "no profile is called “stric” (did you mean strict"),
    ],
)
def test_unknown_names_are_usage_errors(wrong: dict[str, object], told: str) -> None:
    with pytest.raises(UsageError) as error:
        CheckSettings(**wrong)  # type: ignore[arg-type]
    assert str(error.value).startswith(told)


def test_near_matches_are_named() -> None:
    with pytest.raises(UsageError, match=r"did you mean .*A101"):
        CheckSettings(select=("a101",))


def test_the_longest_severity_wins() -> None:
    settings = CheckSettings(severities={"A": Severity.INFO, "A101": Severity.WARNING})
    assert {f.code: f.severity for f in check_pair(WRONG, settings)} == {
        "A101": Severity.WARNING,
        "A202": Severity.INFO,
        "A203": Severity.INFO,
    }


def test_thresholds_decide() -> None:
    pair = Pair(
        "u", "Pemerintah kota akan membangun dua jembatan baru tahun depan.", "The city will build two new bridges."
    )
    assert "C103" not in codes(pair, CheckSettings())
    assert "C103" in codes(pair, CheckSettings(thresholds={"C103": 0.75}))


@pytest.mark.parametrize("profile", PROFILES)
def test_profiles_run(profile: str) -> None:
    assert "A101" in codes(WRONG, CheckSettings(profile=profile))


def test_what_people_choose_wins_over_the_profile() -> None:
    stray = Pair("u", "Hujan turun, lalu reda.", "Rain fell , then stopped.")
    assert codes(stray, CheckSettings(profile="draft")) == set()
    assert codes(stray, CheckSettings(profile="draft", select=("T107",))) == {"T107"}


def test_settings_from_a_configuration_file() -> None:
    settings = settings_from(
        {"ignore": ["A2"], "profile": "strict", "severity": {"A101": "info"}, "thresholds": {"C103": 0.4}}
    )
    assert settings.ignore == ("A2",)
    assert settings.severities == {"A101": Severity.INFO}
    assert settings.thresholds == {"C103": 0.4}


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"selct": ["A"]}, "selaras.toml: no option of [check] is called “selct” (did you mean select"),
        ({"severity": {"A101": "fatal"}}, "selaras.toml: no severity is called “fatal”"),
        ({"thresholds": {"A101": "high"}}, "selaras.toml: the threshold of A101 is not a number"),
        ({"select": "A101"}, "selaras.toml: select is not a list of codes"),
        ({"ignore": 5}, "selaras.toml: ignore is not a list of codes"),
        ({"severity": "error"}, "selaras.toml: severity is not a table"),
        ({"severity": {"A101": 3}}, "selaras.toml: no severity is called “3”"),
        ({"thresholds": ["A101"]}, "selaras.toml: thresholds is not a table"),
        ({"profile": ["strict"]}, "selaras.toml: profile is not a text"),
        ({"identify_language": "no"}, "selaras.toml: identify_language is not true or false"),
    ],
)
def test_mistakes_in_a_configuration_file(options: dict[str, object], told: str) -> None:
    with pytest.raises(UsageError) as error:
        settings_from(options, path="selaras.toml")
    assert str(error.value).startswith(told)


def test_suppressed_findings_are_not_reported() -> None:
    suppressions = parse_suppressions("# looked at\n\nunit.1\tA2\tirony\nunit.2\tA101\tno such finding\n")
    assert codes(WRONG, CheckSettings(suppressions=suppressions)) == {"A101"}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("unit.1\tA101\n", "list.tsv:1: a suppression needs tuid, code and reason"),
        ("# fine\nunit.1\tA101\t \n", "list.tsv:2: a suppression needs tuid, code and reason"),
        ("\nunit.1\tA999\tbecause\n", "list.tsv:2: no check is called “A999”"),
    ],
)
def test_mistakes_in_a_suppression_list(text: str, told: str) -> None:
    with pytest.raises(UsageError) as error:
        parse_suppressions(text, path="list.tsv")
    assert str(error.value).startswith(told)


def test_suppressions_are_written_as_they_are_read() -> None:
    suppressions = (Suppression("a.1", "A101", "the unit was converted"), Suppression("b.2", "T", "verse"))
    assert parse_suppressions(format_suppressions(suppressions)) == suppressions


def test_corpus_wide_findings_come_last_and_can_be_suppressed() -> None:
    pairs = [WRONG, RIGHT, WRONG]
    found = list(check(pairs, CheckSettings(select=("A101", "S101"))))
    assert [finding.code for finding in found] == ["A101", "A101", "S101"]
    silent = CheckSettings(select=("S101",), suppressions=(Suppression("unit.1", "S101", "on purpose"),))
    assert list(check(pairs, silent)) == []


def test_hard_failures_tell_hypotheses_apart() -> None:
    source = "Sebanyak 1.250 orang tidak pulang, kata @polisi_kota."
    assert hard_failures(source, "As many as 1,250 people did not go home, said @polisi_kota.") == ()
    assert hard_failures(source, "As many as 1,350 people went home, said @polisi kota.") == ("A101", "A201", "A401")
    assert hard_failures(source, "") == ("C101",)


def test_effect_says_what_would_be_left() -> None:
    pairs = [WRONG, RIGHT, Pair("unit.3", "Harga naik 5,5 persen.", "Prices rose by 5.6 percent.")]
    told = effect(check(pairs, CheckSettings(select=("A",))), units=3, examples=1)
    (changed, *others) = told.checks
    assert (changed.code, changed.units, changed.alone, changed.kept, len(changed.examples)) == ("A101", 2, 1, 1, 1)
    assert [other.code for other in others] == ["A202", "A203"]
    assert told.kept == {Severity.INFO: 1, Severity.WARNING: 1, Severity.ERROR: 1}


def test_the_language_identifier_is_loaded_only_when_it_must_decide() -> None:
    script = (
        "import sys; from selaras.checks import check_pair; from selaras.model import Pair;"
        "check_pair(Pair('u', 'Hujan turun sejak pagi di kota itu.', 'It has been raining there since morning.'));"
        "assert not {'py3langid', 'numpy', 'ftfy', 'lxml'} & set(sys.modules);"
        "check_pair(Pair('u', 'Hujan turun sejak pagi.', 'Desde la mañana llueve sin parar en toda la ciudad.'));"
        "assert 'py3langid' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", script], check=True)


def test_the_handbook_is_up_to_date(root: Path) -> None:
    page = (root / "docs" / "checks.md").read_text(encoding="utf-8")
    assert page == handbook(), "run: python -m selaras.checks.handbook > docs/checks.md"


@pytest.mark.parametrize("code", CHECKS)
def test_the_handbook_has_a_row_for_every_check(code: str, root: Path) -> None:
    check = CHECKS[code].check
    row = f"| [{code}](#{code.lower()}) | {check.title} | {check.severity} | {check.scope} | {check.its_type} |"
    assert row in (root / "docs" / "checks.md").read_text(encoding="utf-8").splitlines()


TEXT = st.text(max_size=200) | st.text(
    alphabet="aku tidak 1.5,0/:\"()“”'jt ribu not no ?!\u200b\u0301\ud800", max_size=80
)


@hypothesis_settings(deadline=None)
@given(source=TEXT, target=TEXT)
def test_no_text_makes_a_check_fail_and_all_spans_are_valid(source: str, target: str) -> None:
    pair = Pair("u", source, target)
    for finding in check([pair, pair], CheckSettings(identify_language=False)):
        text = source if finding.side is Side.SOURCE else target
        assert finding.span is None or finding.span.end <= len(text)
        assert "\n" not in finding.message


@hypothesis_settings(deadline=None)
@given(source=TEXT, target=TEXT)
def test_findings_are_the_same_every_time(source: str, target: str) -> None:
    pair = Pair("u", source, target)
    settings = CheckSettings(identify_language=False)
    assert check_pair(pair, settings) == check_pair(pair, settings)
