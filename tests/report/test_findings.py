"""Findings in the forms that other programs read."""

from __future__ import annotations

import json

from lxml import etree

from selaras.checks import CHECKS, effect
from selaras.model import Finding, Severity, Side, Span
from selaras.report.findings import Located, effect_json, effect_rows, junit, sarif

LOST = Finding("A101", Severity.ERROR, "d1.aa", Side.SOURCE, Span(3, 6), "the number 5,5 is not there", 1, 1)
SHORT = Finding("C103", Severity.WARNING, "d1.bb", Side.TARGET, None, "very \x1b[31mshort", 0.3, 0.55)
FOUND = [Located("corpus", LOST), Located("other.tmx", SHORT)]


def test_sarif_names_rule_level_place_and_unit() -> None:
    (run,) = json.loads(sarif(FOUND))["runs"]
    assert {rule["id"] for rule in run["tool"]["driver"]["rules"]} == set(CHECKS)
    first, second = run["results"]
    assert (first["ruleId"], first["level"], second["level"]) == ("A101", "error", "warning")
    assert first["locations"][0]["logicalLocations"][0]["fullyQualifiedName"] == "d1.aa"
    assert second["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "other.tmx"


def test_junit_has_a_case_for_each_check_and_fails_what_is_bad_enough() -> None:
    suite = etree.fromstring(junit(FOUND, Severity.ERROR)).find("testsuite")
    assert suite is not None
    assert suite.get("tests") == str(len(CHECKS))
    assert suite.get("failures") == "1"
    (failure,) = suite.iter("failure")
    assert "d1.aa" in (failure.text or "")
    assert len(etree.fromstring(junit(FOUND, Severity.WARNING)).findall(".//failure")) == 2
    assert not etree.fromstring(junit(FOUND, None)).findall(".//failure")


def test_effect_tells_what_the_corpus_would_keep() -> None:
    result = effect([LOST, LOST, SHORT], 10)
    rows = effect_rows(result)
    assert rows[1][0] == "C103" or rows[1][0] == "A101"
    assert {row[0]: row[3:] for row in rows[1:]} == {
        "A101": ("2", "1", "1", "90.0 %"),
        "C103": ("1", "1", "1", "90.0 %"),
    }
    assert json.loads(effect_json(result))["kept"] == {"info": 8, "warning": 8, "error": 9}
